package main

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httputil"
	"strings"
	"testing"
	"time"

	v2 "github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss"
	v1 "github.com/aliyun/aliyun-oss-go-sdk/oss"

	"github.com/oss403/oss403/harness/emulator/osstest"
)

// A URL that a real client has signed is sent otherwise than it was signed, and the answer is explained.
func TestExplainNamesTheMistakesOfRealClients(t *testing.T) {
	oss := osstest.Start(t, osstest.Bucket{Name: "photos", Objects: map[string]string{"a b.txt": "x", "p+q.txt": "x"}})
	signers := map[string]func(method, key string) string{
		"SDK v2": func(method, key string) string {
			var request any = &v2.GetObjectRequest{Bucket: v2.Ptr("photos"), Key: v2.Ptr(key)}
			if method == http.MethodPut {
				request = &v2.PutObjectRequest{Bucket: v2.Ptr("photos"), Key: v2.Ptr(key)}
			}
			signed, err := oss.ClientV2().Presign(context.Background(), request, v2.PresignExpires(time.Minute))
			if err != nil {
				t.Fatal(err)
			}
			return signed.URL
		},
		"SDK v1": func(method, key string) string {
			bucket, err := oss.ClientV1().Bucket("photos")
			if err != nil {
				t.Fatal(err)
			}
			signed, err := bucket.SignURL(key, v1.HTTPMethod(method), 60)
			if err != nil {
				t.Fatal(err)
			}
			return signed
		},
	}
	for _, c := range []struct {
		mistake, method, key string
		send                 func(q *http.Request)
	}{
		{"method", http.MethodGet, "a b.txt", func(q *http.Request) { q.Method = http.MethodHead }},
		{"content-type-added", http.MethodPut, "a b.txt", func(q *http.Request) { q.Header.Set("Content-Type", "text/plain") }},
		{"header-added", http.MethodPut, "a b.txt", func(q *http.Request) { q.Header.Set("x-oss-meta-a", "b") }},
		{"parameter-added", http.MethodGet, "a b.txt", func(q *http.Request) { q.URL.RawQuery += "&response-content-type=text%2Fplain" }},
		{"key", http.MethodGet, "a b.txt", func(q *http.Request) { q.URL.Path, q.URL.RawPath = "/photos/other.txt", "" }},
		{"key-encoded-twice", http.MethodGet, "a b.txt", func(q *http.Request) { q.URL.Path, q.URL.RawPath = "/photos/a%20b.txt", "" }},
		{"plus-and-blank", http.MethodGet, "p+q.txt", func(q *http.Request) { q.URL.Path, q.URL.RawPath = "/photos/p q.txt", "" }},
	} {
		for client, sign := range signers {
			address := sign(c.method, c.key)
			q, err := http.NewRequest(c.method, address, nil)
			if err != nil {
				t.Fatal(err)
			}
			c.send(q)
			r, err := http.DefaultClient.Do(q)
			if err != nil {
				t.Fatal(err)
			}
			answer, err := httputil.DumpResponse(r, true)
			r.Body.Close()
			if err != nil {
				t.Fatal(err)
			}
			_, document, said := run(t, "explain", pasted(t, string(answer)), "--json", "--request",
				pasted(t, "curl -X "+c.method+" '"+address+"'"))
			var got struct {
				Row          string
				StringToSign struct{ Mistake struct{ ID string } }
			}
			if err := json.Unmarshal([]byte(document), &got); err != nil || got.Row != "R48" || got.StringToSign.Mistake.ID != c.mistake {
				t.Errorf("%s of %s: %+v %v %s\n%s", c.mistake, client, got, err, said, strings.ReplaceAll(string(answer), "\r", ""))
			}
		}
	}
}
