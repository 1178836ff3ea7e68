package callback_test

import (
	"context"
	"crypto/tls"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/callback"
)

func client(wait time.Duration) *callback.Client {
	l := callback.DefaultLimits()
	l.Wait = wait
	return &callback.Client{Limits: l, Now: time.Now, Key: callback.NewKey()}
}

// Over HTTPS the name is sent only if the callback says so.
func TestServerNameIsSentOnRequest(t *testing.T) {
	var lock sync.Mutex
	var names []string
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "2")
		fmt.Fprint(w, "{}")
	}))
	server.TLS = &tls.Config{GetConfigForClient: func(hello *tls.ClientHelloInfo) (*tls.Config, error) {
		lock.Lock()
		defer lock.Unlock()
		names = append(names, hello.ServerName)
		return nil, nil
	}}
	server.StartTLS()
	defer server.Close()
	address := strings.Replace(server.URL, "127.0.0.1", "localhost", 1)
	for _, sni := range []string{"false", "true"} {
		text := fmt.Sprintf(`{"callbackUrl":%q,"callbackBody":"a","callbackSNI":%s}`, address, sni)
		call, denial := callback.Read(base64.StdEncoding.EncodeToString([]byte(text)), "", callback.DefaultLimits())
		if denial != nil {
			t.Fatal(denial)
		}
		answer, denial := client(5*time.Second).Send(context.Background(), call, nil, callback.About{})
		if denial != nil || string(answer.Body) != "{}" {
			t.Error(answer, denial)
		}
	}
	if fmt.Sprintf("%q", names) != `["" "localhost"]` {
		t.Errorf("%q", names)
	}
}

// A server that says nothing, or never ends, holds the upload no longer than the time there is.
func TestSilentServerIsLeft(t *testing.T) {
	for name, answer := range map[string]http.HandlerFunc{
		"no answer": func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
		"no end": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", "10")
			w.(http.Flusher).Flush()
			<-r.Context().Done()
		},
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			io.Copy(io.Discard, r.Body) // the server notices that the client has left only once it has read the body
			answer(w, r)
		}))
		began := time.Now()
		_, denial := client(50*time.Millisecond).Send(context.Background(), calling(t, server.URL), nil, callback.About{})
		if denial == nil || denial.Reason != "callback-late" || time.Since(began) > 3*time.Second {
			t.Errorf("%s: %v after %v", name, denial, time.Since(began))
		}
		server.Close()
	}
}

// XML is an answer where the server says that it is XML.
func TestAnswerInXML(t *testing.T) {
	for body, why := range map[string]string{"<a>b</a>": "", "<a>": "callback-answer-not-json", `{}`: "callback-answer-not-json"} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/xml")
			w.Header().Set("Content-Length", fmt.Sprint(len(body)))
			fmt.Fprint(w, body)
		}))
		answer, denial := client(5*time.Second).Send(context.Background(), calling(t, server.URL), nil, callback.About{})
		if why == "" && (denial != nil || answer.Type != "application/xml" || string(answer.Body) != body) ||
			why != "" && (denial == nil || string(denial.Reason) != why) {
			t.Errorf("%s: %v %v", body, answer, denial)
		}
		server.Close()
	}
}

// A header of the caller's own replaces none that OSS sets.
func TestOwnHeadersReplaceNone(t *testing.T) {
	var got *http.Request
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got = r
		w.Header().Set("Content-Length", "2")
		fmt.Fprint(w, "{}")
	}))
	defer server.Close()
	text := fmt.Sprintf(`{"callbackUrl":%q,"callbackBody":"a","additionalHeaders":{"Authorization":"Bearer mine","User-agent":"me",`+
		`"Host":"other","content-length":"9","transfer-encoding":"chunked","date":"now"}}`, server.URL)
	call, denial := callback.Read(base64.StdEncoding.EncodeToString([]byte(text)), "", callback.DefaultLimits())
	if denial != nil {
		t.Fatal(denial)
	}
	if _, denial := client(5*time.Second).Send(context.Background(), call, nil, callback.About{}); denial != nil {
		t.Fatal(denial)
	}
	if strings.HasPrefix(got.Header.Get("Authorization"), "Bearer") || got.UserAgent() != "aliyun-oss-callback" || got.Host == "other" ||
		got.ContentLength != 1 || len(got.Header["Date"]) != 1 || got.Header.Get("Date") == "now" {
		t.Errorf("%s %v", got.Host, got.Header)
	}
}
