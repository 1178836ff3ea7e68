package clients

import (
	"bytes"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss"
	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss/credentials"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/minio/minio-go/v7"
	s3credentials "github.com/minio/minio-go/v7/pkg/credentials"

	"github.com/oss403/oss403/harness"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios/catalogue"
)

// view is what a client's error says of a refusal.
type view struct {
	status                       int
	code, message, requestID, ec string
}

// The second official SDK must show of every refusal of the catalogue what the wire shows, and
// so must minio-go and the AWS SDK of every refusal of an S3-compatible signature. The main SDK sends the
// requests themselves, so that every scenario judges its view.
func TestWhatOtherClientsSeeOfEveryRefusal(t *testing.T) {
	session, err := harness.Open(t.Context(), harness.Spec{Target: "emulator:"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer session.Close(t.Context())
	bySDK, byS3 := 0, 0
	groups, alone := harness.Groups(catalogue.All())
	for _, group := range append(groups, alone) {
		if err := session.Prepare(t.Context(), group); err != nil {
			t.Fatal(err)
		}
		for _, s := range group {
			result := session.Run(t.Context(), s)
			if result.Verdict == verdict.NotSupported && strings.Contains(result.Reason, "UTC day") { // around midnight
				continue
			}
			refusal, ok := refusalOf(result)
			if !ok {
				t.Errorf("%s was not refused", s.ID)
				continue
			}
			document := onTheWire(t, refusal)
			if got := seenBySDKv2(t, refusal); got != document {
				t.Errorf("%s: SDK v2 sees %+v, the wire shows %+v", s.ID, got, document)
			}
			bySDK++
			if !strings.HasPrefix(string(s.Carrier()), "s3-") {
				continue
			}
			document.ec = "" // clients of S3 show none
			if got := seenByMinio(t, refusal); got != document {
				t.Errorf("%s: minio-go sees %+v, the wire shows %+v", s.ID, got, document)
			}
			if got := seenByAWS(t, refusal); got != document {
				t.Errorf("%s: the AWS SDK sees %+v, the wire shows %+v", s.ID, got, document)
			}
			byS3++
		}
	}
	if bySDK == 0 || byS3 == 0 {
		t.Error("nothing was seen")
	}
	t.Logf("%d refusals seen by SDK v2, %d by minio-go and the AWS SDK", bySDK, byS3)
}

// refusalOf returns the exchange of the provocation.
func refusalOf(r verdict.Result) (verdict.Exchange, bool) {
	for _, e := range r.Exchanges {
		if e.Step == "provocation" && (e.Status/100 == 4 || e.Status == 203) {
			return e, true
		}
	}
	return verdict.Exchange{}, false
}

// replaying answers every request with one recorded answer.
type replaying struct{ recorded verdict.Exchange }

func (r replaying) RoundTrip(q *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: r.recorded.Status, Status: http.StatusText(r.recorded.Status), Header: headersOf(r.recorded), Request: q,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, ContentLength: int64(len(r.recorded.ResponseBody)),
		Body: io.NopCloser(bytes.NewReader([]byte(r.recorded.ResponseBody)))}, nil
}

func seenBySDKv2(t *testing.T, refusal verdict.Exchange) view {
	t.Helper()
	client := oss.NewClient(oss.LoadDefaultConfig().WithRegion("cn-hangzhou").WithRetryMaxAttempts(1).
		WithCredentialsProvider(credentials.NewStaticCredentialsProvider("id", "secret")).
		WithHttpClient(&http.Client{Transport: replaying{refusal}}))
	bucket, key, callback := "bucket", "key", "e30="
	_, err := client.InvokeOperation(t.Context(), &oss.OperationInput{OpName: "Any", Method: refusal.Method, Bucket: &bucket, Key: &key})
	if refusal.Status == 203 { // an error to those alone who ask for a callback
		_, err = client.PutObject(t.Context(), &oss.PutObjectRequest{Bucket: &bucket, Key: &key, Callback: &callback})
	}
	var seen *oss.ServiceError
	if !errors.As(err, &seen) {
		t.Fatalf("SDK v2 sees no ServiceError: %v", err)
	}
	return view{seen.StatusCode, seen.Code, seen.Message, seen.RequestID, seen.EC}
}

func seenByMinio(t *testing.T, refusal verdict.Exchange) view {
	t.Helper()
	client, err := minio.NewCore("oss-cn-hangzhou.aliyuncs.com", &minio.Options{Creds: s3credentials.NewStaticV4("id", "secret", ""),
		Region: "cn-hangzhou", Transport: replaying{refusal}, MaxRetries: 1})
	if err != nil {
		t.Fatal(err)
	}
	_, _, _, err = client.GetObject(t.Context(), "bucket", "key", minio.GetObjectOptions{})
	seen := minio.ToErrorResponse(err)
	return view{seen.StatusCode, seen.Code, seen.Message, seen.RequestID, ""}
}

func seenByAWS(t *testing.T, refusal verdict.Exchange) view {
	t.Helper()
	client := awsOf(emulator{AccessKeyID: "id", AccessKeySecret: "secret"}, func(o *s3.Options) {
		o.HTTPClient = &http.Client{Transport: replaying{refusal}}
	})
	_, err := client.GetObject(t.Context(), &s3.GetObjectInput{Bucket: aws.String("bucket"), Key: aws.String("key")})
	_, seen := refusalAt(err)
	return seen
}

// onTheWire reads the error document, which a refused HEAD has in a header.
func onTheWire(t *testing.T, refusal verdict.Exchange) view {
	t.Helper()
	text := []byte(refusal.ResponseBody)
	if refusal.Method == http.MethodHead {
		var err error
		if text, err = base64.StdEncoding.DecodeString(headersOf(refusal).Get("x-oss-err")); err != nil {
			t.Fatal(err)
		}
	}
	var read struct{ Code, Message, RequestId, EC string }
	if err := xml.Unmarshal(text, &read); err != nil {
		t.Fatal(err)
	}
	return view{refusal.Status, read.Code, read.Message, read.RequestId, read.EC}
}

func headersOf(e verdict.Exchange) http.Header {
	header := http.Header{}
	for _, h := range e.ResponseHeaders {
		header.Add(h.Name, h.Value)
	}
	return header
}
