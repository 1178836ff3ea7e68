package emulator_test

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/aliyun/aliyun-oss-go-sdk/oss"
	"github.com/oss403/oss403/harness/emulator"
)

func start(t *testing.T) *emulator.Server {
	t.Helper()
	e, err := emulator.New(emulator.Options{Accounts: []emulator.Account{{UID: "1000", Keys: []emulator.AccessKey{{ID: "LTAIone", Secret: "sk"}}}}})
	if err != nil {
		t.Fatal(err)
	}
	s, err := e.Start("127.0.0.1:0", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close(context.Background()) })
	return s
}

func TestQuick(t *testing.T) {
	s := start(t)
	hc := &http.Client{Transport: &http.Transport{DialContext: func(ctx context.Context, n, a string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "tcp", s.DataAddr())
	}}}
	for _, ver := range []oss.AuthVersionType{oss.AuthV1, oss.AuthV4} {
		c, err := oss.New("http://oss-cn-hangzhou.aliyuncs.com", "LTAIone", "sk", oss.HTTPClient(hc), oss.AuthVersion(ver), oss.Region("cn-hangzhou"))
		if err != nil {
			t.Fatal(err)
		}
		if err := c.CreateBucket("bkt-" + string(ver)); err != nil {
			t.Fatal(ver, err)
		}
		b, _ := c.Bucket("bkt-" + string(ver))
		if err := b.PutObject("a/b c?.txt", strings.NewReader("hello")); err != nil {
			t.Fatal(ver, err)
		}
		r, err := b.GetObject("a/b c?.txt")
		if err != nil {
			t.Fatal(ver, err)
		}
		got, _ := io.ReadAll(r)
		if !bytes.Equal(got, []byte("hello")) {
			t.Fatal(string(got))
		}
		_, err = b.GetObject("nope")
		t.Log(err)
		l, err := b.ListObjects()
		t.Log(l, err)
	}
}
