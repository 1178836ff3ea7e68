package emulator_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator"
	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/fault"
)

const faultHost = "flaky.oss-cn-hangzhou.aliyuncs.com"

// listening serves an emulator on sockets until the end of the test.
func listening(t *testing.T, e *emulator.Emulator) *emulator.Server {
	t.Helper()
	s, err := e.Start("127.0.0.1:0", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close(context.Background()) })
	return s
}

// flaky sends a request of the owner over a socket.
func flaky(t *testing.T, b *bench.Bench, to, method, target, body string) (*http.Response, string, error) {
	t.Helper()
	signed := b.Owner(b.Raw(method, faultHost, target, body))
	request, err := http.NewRequest(method, "http://"+to+target, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Host, request.Header = faultHost, signed.Header
	response, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: 5 * time.Second}).Do(request)
	if err != nil {
		return nil, "", err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	return response, string(text), err
}

// Each way to fail is seen by the client, has the effect that it says, and is marked in the answer and in the trace.
func TestEachFaultFailsAsItSays(t *testing.T) {
	b := bench.New(t)
	b.Bucket("flaky", "private")
	server := listening(t, b.Emulator)
	for _, c := range []struct {
		answer fault.Answer
		status int    // 0: there is no answer
		body   string // a part of it
		done   bool
	}{
		{fault.Answer{Reason: "internal-error"}, 500, "<Code>InternalError</Code>", false},
		{fault.Answer{Reason: "too-many-requests"}, 503, "<Code>TotalQpsLimitExceeded</Code>", false},
		{fault.Answer{Status: 502}, 502, "", false},
		{fault.Answer{Delay: time.Millisecond}, 200, "", true},
		{fault.Answer{Cut: fault.Before}, 0, "", false},
		{fault.Answer{Cut: fault.After}, 0, "", true},
		{fault.Answer{Slow: 1 << 20}, 200, "", true},
	} {
		name, key := c.answer.String(), "/"+strings.ReplaceAll(c.answer.String(), " ", "-")
		if err := b.Emulator.Arm([]fault.Rule{{Operation: "PutObject", Times: 1, Answer: c.answer}}); err != nil {
			t.Fatal(err)
		}
		response, body, err := flaky(t, b, server.DataAddr(), "PUT", key, "content")
		if (c.status == 0) != (err != nil) {
			t.Fatalf("%s: %v", name, err)
		}
		if err == nil {
			id := response.Header.Get("x-oss-request-id")
			rec, known := b.Emulator.Traced(id)
			mark := "rule 1: " + name
			if response.StatusCode != c.status || !strings.Contains(body, c.body) || response.Header.Get("x-oss403-fault") != mark ||
				!known || rec.Fault == nil || rec.Fault.String() != mark || !strings.Contains(strings.Join(rec.Says(), "\n"), mark) {
				t.Errorf("%s: %d %v %s; the trace says %+v", name, response.StatusCode, response.Header, body, rec)
			}
		}
		response, _, err = flaky(t, b, server.DataAddr(), "GET", key, "")
		if err != nil || (response.StatusCode == 200) != c.done || response.Header.Get("x-oss403-fault") != "" {
			t.Errorf("%s: afterwards %v %v", name, response, err)
		}
	}
}

// A delay and a slow body take the time that they say, and the content stays whole.
func TestSlowFaultsTakeTheirTime(t *testing.T) {
	b := bench.New(t)
	b.Bucket("flaky", "private")
	b.Must(b.Owner(b.Raw("PUT", faultHost, "/key", strings.Repeat("x", 3000))))
	server := listening(t, b.Emulator)
	for _, answer := range []fault.Answer{{Delay: 200 * time.Millisecond}, {Slow: 10_000}} {
		if err := b.Emulator.Arm([]fault.Rule{{Bucket: "flaky", Times: 1, Answer: answer}}); err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		response, body, err := flaky(t, b, server.DataAddr(), "GET", "/key", "")
		if took := time.Since(began); err != nil || response.StatusCode != 200 || len(body) != 3000 || took < 200*time.Millisecond {
			t.Errorf("%s: %d bytes, %v, after %s", answer, len(body), err, took)
		}
	}
}

// A client that leaves ends the delay of its answer.
func TestAClientThatLeavesEndsADelay(t *testing.T) {
	b := bench.New(t)
	server := listening(t, b.Emulator)
	if err := b.Emulator.Arm([]fault.Rule{{Times: 1, Answer: fault.Answer{Delay: time.Minute}}}); err != nil {
		t.Fatal(err)
	}
	request, err := http.NewRequest("GET", "http://"+server.DataAddr(), nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header = b.Owner(b.Raw("GET", request.Host, "/", "")).Header
	if _, err := (&http.Client{Timeout: 100 * time.Millisecond}).Do(request); err == nil {
		t.Error("the answer came at once")
	}
	closed := make(chan error, 1)
	go func() { closed <- server.Close(t.Context()) }()
	select {
	case <-closed:
	case <-time.After(5 * time.Second):
		t.Error("a request waits whose client has left")
	}
}

// A call that a check refuses is refused as ever, and does not count.
func TestARefusedCallMeetsNoFault(t *testing.T) {
	b := bench.New(t)
	b.Bucket("flaky", "private")
	if err := b.Emulator.Arm([]fault.Rule{{Times: 1, Answer: fault.Answer{Status: 500}}}); err != nil {
		t.Fatal(err)
	}
	if w, _ := b.Send(b.Raw("GET", faultHost, "/key", "")); w.Code != 403 {
		t.Errorf("anonymous: %d", w.Code)
	}
	if got := b.Emulator.Faults()[0]; got.Calls != 0 || got.Struck != 0 {
		t.Errorf("%+v", got)
	}
	if w, _ := b.Send(b.Owner(b.Raw("GET", faultHost, "/key", ""))); w.Code != 500 {
		t.Errorf("the owner: %d", w.Code)
	}
	if w, _ := b.Send(b.Owner(b.Raw("GET", faultHost, "/key", ""))); w.Code != 404 {
		t.Errorf("the next call: %d", w.Code)
	}
}

// A rule strikes the callers that it names: an AccessKey, or all of an account.
func TestAFaultIsForTheCallerThatItNames(t *testing.T) {
	b := bench.New(t)
	for _, c := range []struct {
		rule            fault.Rule
		owner, stranger int
	}{
		{fault.Rule{AccessKey: bench.OwnerKey}, 500, 200},
		{fault.Rule{Account: bench.Accounts()[1].UID}, 200, 500},
		{fault.Rule{Operation: "PutObject"}, 200, 200},
	} {
		c.rule.Times, c.rule.Answer = 9, fault.Answer{Status: 500}
		if err := b.Emulator.Arm([]fault.Rule{c.rule}); err != nil {
			t.Fatal(err)
		}
		list := func() *http.Request { return b.Raw("GET", "oss-cn-hangzhou.aliyuncs.com", "/", "") }
		owner, _ := b.Send(b.Owner(list()))
		stranger, _ := b.Send(b.Stranger(list()))
		if owner.Code != c.owner || stranger.Code != c.stranger {
			t.Errorf("%+v: the owner %d, the stranger %d", c.rule, owner.Code, stranger.Code)
		}
	}
}

// The answer in process is aborted like that of a socket.
func TestACutInProcessAborts(t *testing.T) {
	b := bench.New(t)
	if err := b.Emulator.Arm([]fault.Rule{{Times: 1, Answer: fault.Answer{Cut: fault.After}}}); err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err, is := recover().(error); !is || !errors.Is(err, http.ErrAbortHandler) {
			t.Errorf("%v", err)
		}
	}()
	b.Emulator.Data().ServeHTTP(&deaf{}, b.Owner(b.Raw("GET", "oss-cn-hangzhou.aliyuncs.com", "/", "")))
}

// deaf is a writer of answers that nobody reads.
type deaf struct{ bytes.Buffer }

func (*deaf) Header() http.Header { return http.Header{} }
func (*deaf) WriteHeader(int)     {}

// A reset ends all faults.
func TestAResetEndsFaults(t *testing.T) {
	b := bench.New(t)
	if err := b.Emulator.Arm([]fault.Rule{{Times: 9, Answer: fault.Answer{Status: 500}}}); err != nil {
		t.Fatal(err)
	}
	b.Emulator.Control().ServeHTTP(&deaf{}, b.Raw("POST", "h", "/v1/reset", ""))
	if left := b.Emulator.Faults(); len(left) != 0 {
		t.Errorf("%+v", left)
	}
}
