package target

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss"
	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss/credentials"

	"github.com/oss403/oss403/harness/control"
	"github.com/oss403/oss403/harness/emulator"
	"github.com/oss403/oss403/scenarios"
)

// An emulator with armed faults is not judged, and an answer that was made to fail is no answer.
func TestAFaultIsNoEvidence(t *testing.T) {
	ctx := context.Background()
	e, err := emulator.New(emulator.Options{})
	if err != nil {
		t.Fatal(err)
	}
	server, err := e.Start("127.0.0.1:0", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close(ctx)
	port := control.At("http://"+server.ControlAddr(), "", nil)
	running := func() (*Target, error) { return openRunning(ctx, port, "", func(context.Context) error { return nil }) }
	arm := func(faults ...control.Fault) {
		t.Helper()
		if err := port.SetFaults(ctx, faults...); err != nil {
			t.Fatal(err)
		}
	}
	opened, err := running()
	if err != nil {
		t.Fatal(err)
	}
	defer opened.close(ctx)
	send := func() error {
		owner := opened.Callers[scenarios.Owner]
		client := oss.NewClient(oss.LoadDefaultConfig().WithRegion("cn-hangzhou").WithEndpoint("http://oss-cn-hangzhou.aliyuncs.com").
			WithRetryMaxAttempts(1).WithHttpClient(&http.Client{Transport: opened.Transport}).
			WithCredentialsProvider(credentials.NewStaticCredentialsProvider(owner.AccessKeyID, owner.AccessKeySecret)))
		_, err := client.ListBuckets(ctx, &oss.ListBucketsRequest{})
		return err
	}
	if err := send(); err != nil {
		t.Fatal(err)
	}
	arm(control.Fault{Operation: "ListBuckets", Times: 1, Answer: control.FaultAnswer{Status: 500}})
	if _, err := running(); err == nil || !strings.Contains(err.Error(), "faults are armed") {
		t.Errorf("with a fault: %v", err)
	}
	if err := send(); err == nil || !strings.Contains(err.Error(), "no evidence") {
		t.Errorf("an answer that was made to fail: %v", err)
	}
	again, err := running()
	if err != nil {
		t.Fatalf("with a spent fault: %v", err)
	}
	again.close(ctx)
}
