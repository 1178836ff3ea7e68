package harness_test

import (
	"context"
	"fmt"
	"io"
	"log"
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"github.com/oss403/oss403/harness"
	"github.com/oss403/oss403/harness/emulator"
	"github.com/oss403/oss403/harness/internal/caller"
	"github.com/oss403/oss403/harness/internal/target"
)

func silent() *log.Logger { return log.New(io.Discard, "", 0) }

// answer is the answer of a product to a request.
type answer struct {
	status int
	header http.Header
	body   string
}

// product gives one answer to unsigned requests and another to signed ones.
func product(unsigned, signed answer) http.HandlerFunc {
	return func(w http.ResponseWriter, q *http.Request) {
		a := unsigned
		if q.Header.Get("Authorization") != "" {
			a = signed
		}
		for name, values := range a.header {
			w.Header()[name] = values
		}
		w.WriteHeader(a.status)
		io.WriteString(w, a.body)
	}
}

func s3Error(code, message, more string) string {
	return `<?xml version="1.0" encoding="UTF-8"?>` + "\n<Error><Code>" + code + "</Code><Message>" + message + "</Message>" + more +
		"<RequestId>169A87DB05883A7D</RequestId><HostId>635db145-ab13-48a7-8083-ec96e693cae1</HostId></Error>"
}

// notForS3 is the refusal of MinIO for a signature version that it does not know.
func notForS3(header http.Header) answer {
	return answer{400, header,
		s3Error("InvalidRequest", "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.",
			"<Resource>/</Resource>")}
}

// The preflight tells another product from an OSS that refuses, and writes nothing there.
func TestPreflightOnAnotherProduct(t *testing.T) {
	xml := "application/xml"
	minIO := http.Header{"Server": {"MinIO"}, "X-Amz-Request-Id": {"169A87DB05883A7D"}, "Content-Type": {xml}}
	proxied := http.Header{"Server": {"nginx"}, "X-Amz-Request-Id": {"169A87DB05883A7D"}, "Content-Type": {xml}}
	bare := http.Header{"Content-Type": {xml}}
	s3 := http.Header{"Server": {"AmazonS3"}, "X-Amz-Request-Id": {"HFP4F2R99GXE338D"}, "X-Amz-Id-2": {"gyejvJ8T9qiUYIjv="},
		"Location": {"https://aws.amazon.com/s3/"}}
	html := http.Header{"Content-Type": {"text/html"}}
	denied := s3Error("AccessDenied", "Access Denied.", "<Resource>/</Resource>")
	anOSS := answer{403, bare, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error>\n  <Code>AccessDenied</Code>\n</Error>\n"}
	const remedy = "name an OSS endpoint, such as https://oss-ap-southeast-1.aliyuncs.com"
	for name, c := range map[string]struct {
		handler http.HandlerFunc
		cause   string
	}{
		"Amazon S3": {
			product(answer{307, s3, ""},
				answer{400, s3, s3Error("InvalidArgument", "Unsupported Authorization Type", "<ArgumentName>Authorization</ArgumentName>")}),
			"is AmazonS3, not OSS"},
		"MinIO": {product(answer{403, minIO, denied}, notForS3(minIO)), "is MinIO, not OSS"},
		"MinIO behind nginx": {product(answer{403, proxied, denied}, notForS3(proxied)),
			"is a product with the request ids of Amazon S3, not OSS"},
		"MinIO without a name": {product(answer{403, bare, denied}, notForS3(bare)), "speaks Amazon S3 and takes no OSS signatures"},
		"Amazon S3 without a name": {
			product(answer{403, bare, denied}, answer{400, bare, s3Error("InvalidArgument", "Unsupported Authorization Type", "")}),
			"speaks Amazon S3 and takes no OSS signatures"},
		"a web site": {product(answer{200, html, "<html>It works!</html>"}, answer{}),
			`is no OSS: HTTP 200, Content-Type "text/html", "<html>It works!</html>"`},
		"a gateway in trouble": {product(anOSS, answer{502, html, "<html>Bad Gateway</html>"}), "answers as no OSS does"},
		"no XML":               {product(anOSS, answer{200, html, "hello"}), "answers as no OSS does"},
	} {
		t.Run(name, func(t *testing.T) {
			asCaller(t, caller.Credentials{AccessKeyID: "LTAI0000example", AccessKeySecret: "secret"})
			var writes atomic.Int64
			address := serve(t, http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
				if q.Method != http.MethodGet {
					writes.Add(1)
				}
				c.handler(w, q)
			}))
			oneLineWhy(t, target.Spec{Target: address, Profile: writeTo(t, "region: cn-hangzhou\n")}, c.cause, remedy)
			if writes.Load() > 0 {
				t.Errorf("%d requests that could write", writes.Load())
			}
		})
	}
}

// Without any answer, the line says why and what to change.
func TestPreflightWithoutAnAnswer(t *testing.T) {
	asCaller(t, caller.Credentials{AccessKeyID: "LTAI0000example", AccessKeySecret: "secret"})
	secure, ca := overTLS(t, http.NotFoundHandler())
	plain := serve(t, http.NotFoundHandler())[len("http://"):]
	closed := closedPort(t)
	hangs := serve(t, http.HandlerFunc(func(_ http.ResponseWriter, q *http.Request) { <-q.Context().Done() }))
	hangsUp := serve(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { panic(http.ErrAbortHandler) }))
	nginx := serve(t,
		product(answer{400, nil, "<html>\n<head><title>400 The plain HTTP request was sent to HTTPS port</title></head></html>"}, answer{}))
	const region = "region: cn-hangzhou\n"
	for name, c := range map[string]struct{ target, profile, cause, remedy string }{
		"nothing listens": {"http://" + closed, region, "nothing listens at " + closed, "check the address"},
		"nothing listens at dial": {inTheRegion, "dial: " + closed, "nothing listens at " + closed,
			"say with dial in a profile where " + inTheRegion + " leads"},
		"unknown host name": {"https://oss.nowhere.invalid", region, "the host name oss.nowhere.invalid",
			"check the address, or say with dial"},
		"unknown authority": {"https://" + secure, region, "is not trusted", "as ca in a profile"},
		"certificate of another": {"https://oss-cn-hangzhou.aliyuncs.com", "dial: " + secure + "\nca: " + ca,
			"is valid for example.com, *.example.com, not oss-cn-hangzhou.aliyuncs.com", "name the target as its certificate does"},
		"HTTP to HTTPS":          {"http://" + secure, region, "wants HTTPS", "name the target as https://" + secure},
		"HTTP to HTTPS of nginx": {nginx, region, "wants HTTPS", "name the target as https://"},
		"HTTPS to HTTP":          {"https://" + plain, region, "speaks no HTTPS", "name the target as http://" + plain},
		"hangs":                  {hangs, region, "gives no answer within 300ms", "allow more with --timeout"},
		"hangs up":               {hangsUp, region, "closes the connection without an answer", "check the address"},
		"nothing listens as STS": {"STRANGER", region + "provision: true\nram: http://" + closed + "\nsts: http://" + closed,
			"nothing listens at " + closed, "check ram and sts in the profile"},
		"unknown host name of STS": {"STRANGER", region + "provision: true\nsts: https://sts.nowhere.invalid",
			"the host name sts.nowhere.invalid", "check ram and sts in the profile"},
		"a web site as STS": {"STRANGER", region + fmt.Sprintf("provision: true\nram: http://%s\nsts: http://%[1]s", plain),
			"what answers as RAM or STS is neither", "check ram and sts in the profile"},
	} {
		t.Run(name, func(t *testing.T) {
			var s *stranger
			if c.target == "STRANGER" {
				s = newStranger(t, emulator.Terms{})
				asCaller(t, s.owner.Credentials)
				c.target = "http://" + s.address
			}
			started := time.Now()
			oneLineWhy(t, target.Spec{Target: c.target, Profile: writeTo(t, c.profile), Timeout: 300 * time.Millisecond}, c.cause, c.remedy)
			if spent := time.Since(started); spent > 3*time.Second {
				t.Errorf("took %s", spent)
			}
			if s != nil && len(s.accepted()) > 0 {
				t.Error("something was written")
			}
		})
	}
}

// After an interrupt during the preflight, the error says so and names no remedy.
func TestPreflightThatIsInterrupted(t *testing.T) {
	anOSS := answer{403, http.Header{"Content-Type": {"application/xml"}},
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error>\n  <Code>AccessDenied</Code>\n</Error>\n"}
	asCaller(t, caller.Credentials{AccessKeyID: "LTAI0000example", AccessKeySecret: "secret"})
	for _, c := range []struct {
		signed bool
		says   string
	}{{false, "preflight: interrupted"}, {true, "preflight: interrupted [the owner's buckets can't be listed]"}} {
		ctx, interrupt := context.WithCancel(t.Context())
		address := serve(t, http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
			if (q.Header.Get("Authorization") != "") == c.signed {
				interrupt()
				<-q.Context().Done()
			}
			product(anOSS, answer{403, nil, ""})(w, q)
		}))
		_, err := harness.Open(ctx, target.Spec{Target: address, Profile: writeTo(t, "region: cn-hangzhou\n")}, nil)
		if err == nil || err.Error() != c.says {
			t.Errorf("%v, want %s", err, c.says)
		}
	}
}

// A target that asks for a long pause is reported as busy, not as a wrong address.
func TestABusyTargetIsSaidToBeBusy(t *testing.T) {
	asCaller(t, caller.Credentials{AccessKeyID: "LTAI0000example", AccessKeySecret: "secret"})
	address := serve(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "86400")
		w.WriteHeader(http.StatusTooManyRequests)
	}))
	spec := target.Spec{Target: address, Profile: writeTo(t, "region: cn-hangzhou\n")}
	oneLineWhy(t, spec, "asks to be asked again in 24h0m0s (HTTP 429)", "run again then, or ask for a higher rate")
}
