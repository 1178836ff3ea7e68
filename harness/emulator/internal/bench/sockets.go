package bench

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss"
	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss/credentials"
	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss/retry"

	"github.com/oss403/oss403/harness/emulator"
)

// Serve starts an emulator on sockets, with the real clock.
func Serve(t *testing.T) *emulator.Server {
	t.Helper()
	e, err := emulator.New(emulator.Options{Accounts: Accounts()})
	if err != nil {
		t.Fatal(err)
	}
	s, err := e.Start("127.0.0.1:0", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return s
}

// Dialing returns a client that sends requests for every host to the data port.
func Dialing(s *emulator.Server) *http.Client {
	return &http.Client{Transport: &http.Transport{DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, network, s.DataAddr())
	}}}
}

// AskControl sends a request to the control API of an emulator on sockets.
func AskControl(t *testing.T, s *emulator.Server, method, path, body string) {
	t.Helper()
	r, err := http.NewRequest(method, "http://"+s.ControlAddr()+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil || resp.StatusCode != 204 {
		t.Fatal(resp, err)
	}
	resp.Body.Close()
}

// Exchange writes bytes to the data port and reads one answer.
func Exchange(t *testing.T, address, text string) (*http.Response, error) {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(5 * time.Second))
	if _, err := io.WriteString(conn, text); err != nil {
		t.Fatal(err)
	}
	conn.(*net.TCPConn).CloseWrite()
	resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		return nil, err
	}
	io.Copy(io.Discard, resp.Body)
	return resp, nil
}

// ClientV2 returns a client of SDK v2 for the owner that does not retry.
func ClientV2(s *emulator.Server, region string, version oss.SignatureVersionType, change func(*oss.Config)) *oss.Client {
	config := oss.LoadDefaultConfig().WithRegion(region).WithDisableSSL(true).WithHttpClient(Dialing(s)).WithSignatureVersion(version).
		WithCredentialsProvider(credentials.NewStaticCredentialsProvider(OwnerKey, OwnerSecret)).WithRetryer(retry.NopRetryer{})
	change(config)
	return oss.NewClient(config)
}

// RefusedV2 fails unless SDK v2 returned this refusal.
func RefusedV2(t *testing.T, what string, err error, status int, code, message, ec string) {
	t.Helper()
	var got *oss.ServiceError
	if !errors.As(err, &got) || got.StatusCode != status || got.Code != code || got.Message != message || got.EC != ec {
		t.Errorf("%s: %v", what, err)
	}
}
