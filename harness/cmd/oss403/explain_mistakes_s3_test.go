package main

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aliyun/aliyun-oss-go-sdk/oss"
	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"github.com/oss403/oss403/harness/emulator/osstest"
)

const hashOfNothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

// explained is what explain says of an answer and the request that got it: a mistake, and whether it is proven.
func explained(t *testing.T, answer, request string) (row, mistake string, proven bool) {
	t.Helper()
	args := []string{"explain", pasted(t, answer), "--json"}
	if request != "" {
		args = append(args, "--request", pasted(t, request))
	}
	_, document, said := run(t, args...)
	var got struct {
		Row          string
		StringToSign struct {
			Mistake struct {
				ID     string
				Proven bool
			}
		}
	}
	if err := json.Unmarshal([]byte(document), &got); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	return got.Row, got.StringToSign.Mistake.ID, got.StringToSign.Mistake.Proven
}

// signedURLs has real clients of the forms beside V1 and V4, each as what signs a URL.
func signedURLs(t *testing.T, server *osstest.Server) map[string]func(method, key string) string {
	endpoint := strings.TrimPrefix(server.Endpoint, "http://")
	minioURL := func(host string, lookup minio.BucketLookupType,
		by func(id, secret, token string) *credentials.Credentials) func(method, key string) string {
		return func(method, key string) string {
			client, err := minio.New(host, &minio.Options{
				Creds: by(server.Owner.AccessKeyID, server.Owner.AccessKeySecret, ""), Region: "cn-hangzhou", BucketLookup: lookup})
			if err != nil {
				t.Fatal(err)
			}
			signed, err := client.Presign(context.Background(), method, "photos", key, time.Minute, nil)
			if err != nil {
				t.Fatal(err)
			}
			return signed.String()
		}
	}
	return map[string]func(method, key string) string{
		"S3 V4":      minioURL("oss-cn-hangzhou.aliyuncs.com", minio.BucketLookupDNS, credentials.NewStaticV4),
		"S3 V2":      minioURL("oss-cn-hangzhou.aliyuncs.com", minio.BucketLookupDNS, credentials.NewStaticV2),
		"S3 V4 path": minioURL(endpoint, minio.BucketLookupPath, credentials.NewStaticV4),
		"V2": func(method, key string) string {
			client, err := oss.New("http://oss-cn-hangzhou.aliyuncs.com", server.Owner.AccessKeyID, server.Owner.AccessKeySecret,
				oss.AuthVersion(oss.AuthV2))
			if err != nil {
				t.Fatal(err)
			}
			bucket, err := client.Bucket("photos")
			if err != nil {
				t.Fatal(err)
			}
			signed, err := bucket.SignURL(key, oss.HTTPMethod(method), 60)
			if err != nil {
				t.Fatal(err)
			}
			return signed
		},
	}
}

// A URL that a real client has signed is sent otherwise than it was signed.
func TestExplainNamesTheMistakesOfClientsOfOtherForms(t *testing.T) {
	server := osstest.Start(t, osstest.Bucket{Name: "photos", Objects: map[string]string{"a b.txt": "x"}})
	client := server.HTTPClient()
	named := map[string]bool{}
	inPath := func(q *http.Request) { // photos.oss-cn-hangzhou.aliyuncs.com/a.txt to 127.0.0.1/photos/a.txt, or the other way round
		if path, ok := strings.CutPrefix(q.URL.Path, "/photos/"); ok {
			q.Host, q.URL.Path = "photos.oss-cn-hangzhou.aliyuncs.com", "/"+path
		} else {
			q.Host, q.URL.Path = strings.TrimPrefix(server.Endpoint, "http://"), "/photos"+q.URL.Path
		}
		q.URL.Host = q.Host
	}
	onPath := func(old, other string) func(q *http.Request) {
		return func(q *http.Request) { q.URL.Path, q.URL.RawPath = strings.ReplaceAll(q.URL.Path, old, other), "" }
	}
	for _, c := range []struct {
		mistake, method, key string
		forms                string // those that sign this, and whose answer shows it
		send                 func(q *http.Request)
	}{
		{"method", "GET", "a b.txt", "V2, S3 V2, S3 V4, S3 V4 path", func(q *http.Request) { q.Method = "HEAD" }},
		{"key-encoded-twice", "GET", "a b.txt", "V2, S3 V2, S3 V4, S3 V4 path", onPath(" ", "%20")},
		{"plus-and-blank", "GET", "p+q.txt", "V2, S3 V2, S3 V4, S3 V4 path", onPath("+", " ")},
		{"s3-path-style", "GET", "a.txt", "S3 V4, S3 V4 path", inPath},
		{"host", "GET", "a.txt", "S3 V4", func(q *http.Request) {
			q.Host = strings.Replace(q.Host, "hangzhou", "hangzhou-internal", 1)
			q.URL.Host = q.Host
		}},
		{"content-type-added", "PUT", "a.txt", "V2, S3 V2", func(q *http.Request) { q.Header.Set("Content-Type", "text/plain") }},
		{"header-added", "PUT", "a.txt", "V2", func(q *http.Request) { q.Header.Set("x-oss-meta-a", "b") }},
		{"header-added", "PUT", "a.txt", "S3 V2", func(q *http.Request) { q.Header.Set("x-amz-meta-a", "b") }},
		{"parameter-added", "GET", "a.txt", "V2, S3 V2", func(q *http.Request) { q.URL.RawQuery += "&response-content-type=text%2Fplain" }},
		{"key", "GET", "a.txt", "V2, S3 V2", func(q *http.Request) { q.URL.Path += "x" }},
	} {
		for name, sign := range signedURLs(t, server) {
			if !slices.Contains(strings.Split(c.forms, ", "), name) {
				continue
			}
			address := strings.Replace(sign(c.method, c.key), "https://", "http://", 1)
			q, err := http.NewRequest(c.method, address, nil)
			if err != nil {
				t.Fatal(err)
			}
			c.send(q)
			_, answer := answerTo(t, client, q)
			if row, mistake, _ := explained(t, answer, "curl -X "+c.method+" '"+address+"'"); row != "R48" || mistake != c.mistake {
				t.Errorf("%s of %s: %s %q\n%s\n%s", c.mistake, name, row, mistake, address, answer)
			}
			named[c.mistake] = true
			if c.mistake == "key" || strings.Contains(name, "V4") { // what was signed can't be guessed, or no text is told
				continue
			}
			t.Setenv("OSS_ACCESS_KEY_SECRET", server.Owner.AccessKeySecret)
			if _, mistake, proven := explained(t, answer, ""); mistake != c.mistake || !proven {
				t.Errorf("%s of %s, by the secret: %q %v\n%s", c.mistake, name, mistake, proven, answer)
			}
			t.Setenv("OSS_ACCESS_KEY_SECRET", "")
		}
	}
	t.Logf("%d mistakes, each named", len(named))
}

// The AWS SDK signs for another region, service or body than the request then says. The secret proves each.
func TestExplainProvesTheMistakesOfTheAWSSDK(t *testing.T) {
	server := osstest.Start(t, osstest.Bucket{Name: "photos"})
	t.Setenv("OSS_ACCESS_KEY_SECRET", server.Owner.AccessKeySecret)
	by := v4.NewSigner(func(o *v4.SignerOptions) { o.DisableURIPathEscaping = true })
	who := aws.Credentials{AccessKeyID: server.Owner.AccessKeyID, SecretAccessKey: server.Owner.AccessKeySecret}
	for _, c := range []struct{ mistake, service, region, payload string }{
		{"v4-region", "s3", "us-east-1", "UNSIGNED-PAYLOAD"},
		{"v4-region", "s3", "oss-cn-hangzhou", "UNSIGNED-PAYLOAD"},
		{"s3-service", "oss", "cn-hangzhou", "UNSIGNED-PAYLOAD"},
		{"payload-hash", "s3", "cn-hangzhou", hashOfNothing},
	} {
		q, err := http.NewRequest("GET", "http://photos.oss-cn-hangzhou.aliyuncs.com/a.txt", nil)
		if err != nil {
			t.Fatal(err)
		}
		q.Header.Set("X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD")
		if err := by.SignHTTP(context.Background(), who, q, c.payload, c.service, c.region, time.Now()); err != nil {
			t.Fatal(err)
		}
		said := q.Header.Get("Authorization")
		q.Header.Set("Authorization", strings.Replace(said, c.region+"/"+c.service, "cn-hangzhou/s3", 1))
		request := "GET /a.txt HTTP/1.1\nHost: " + q.Host + "\n"
		for name := range q.Header {
			request += name + ": " + q.Header.Get(name) + "\n"
		}
		_, answer := answerTo(t, server.HTTPClient(), q)
		if row, mistake, proven := explained(t, answer, request); row != "R48" || mistake != c.mistake || !proven {
			t.Errorf("%s %s %s: %s %q %v\n%s", c.mistake, c.region, c.service, row, mistake, proven, answer)
		}
	}
}
