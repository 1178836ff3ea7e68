package main

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	s3 "github.com/minio/minio-go/v7/pkg/signer"

	"github.com/oss403/oss403/harness/emulator/osstest"
	"github.com/oss403/oss403/harness/internal/wire"
)

// A formSlip is a PostObject form that is signed otherwise than it says.
type formSlip struct {
	mistake string
	seen    bool                                              // without the secret too
	forms   string                                            // in which it can be made; empty: all
	policy  func(encoded, plain string) (field, what string)  // the field policy, and what is signed
	key     func(day, region string) (otherDay, other string) // what the key is made for
	writes  func(signature string) string
	posts   func(policy string) string // the policy as it is sent in the end
}

func formSlips() []formSlip {
	encode := base64.StdEncoding.EncodeToString
	broken := func(text string) (lines string) {
		for line := range slices.Chunk([]byte(text), 76) {
			lines += string(line) + "\n"
		}
		return lines
	}
	spelt := func(signature string) string {
		sum, _ := base64.StdEncoding.DecodeString(signature)
		return encode([]byte(hex.EncodeToString(sum)))
	}
	return []formSlip{
		{mistake: "post-policy-twice", seen: true, policy: func(encoded, _ string) (string, string) { return encode([]byte(encoded)), encoded }},
		{mistake: "post-policy-twice", policy: func(encoded, _ string) (string, string) { return encoded, encode([]byte(encoded)) }},
		{mistake: "post-policy-raw", policy: func(encoded, plain string) (string, string) { return encoded, plain }},
		{mistake: "post-policy-raw", seen: true, policy: func(encoded, plain string) (string, string) { return plain, encoded }},
		{mistake: "post-policy-lines", policy: func(encoded, _ string) (string, string) { return encoded, broken(encoded) }},
		{mistake: "post-policy-lines", seen: true, policy: func(encoded, _ string) (string, string) { return broken(encoded), encoded }},
		{mistake: "post-policy-alphabet", policy: func(encoded, _ string) (string, string) {
			return encoded, strings.NewReplacer("+", "-", "/", "_").Replace(encoded)
		}},
		{mistake: "post-scope", forms: "V4, S3 V4", key: func(day, _ string) (string, string) { return day, "us-east-1" }},
		{mistake: "post-scope", forms: "V4, S3 V4", key: func(day, region string) (string, string) { return day, "oss-" + region }},
		{mistake: "post-scope", forms: "V4, S3 V4", key: func(day, region string) (string, string) {
			at, _ := time.Parse("20060102", day)
			return at.AddDate(0, 0, 1).Format("20060102"), region
		}},
		{mistake: "post-signature-spelling", forms: "V1, V2, S3 V2", writes: spelt},
		{mistake: "post-policy-changed", seen: true, posts: func(policy string) string {
			plain, _ := base64.StdEncoding.DecodeString(policy)
			return encode([]byte(strings.Replace(string(plain), "user/", "other/", 1)))
		}},
	}
}

// fields are those of a form with a slip, signed as clients do: those of S3 by minio-go.
func (slip formSlip) fields(form string, who osstest.Credentials) [][2]string {
	now := time.Now().UTC()
	day, region := now.Format("20060102"), "cn-hangzhou"
	keyDay, keyRegion := day, region
	if slip.key != nil {
		keyDay, keyRegion = slip.key(day, region)
	}
	stamp, conditions := now.Format("20060102T150405Z"), ""
	if form == "V4" { // as the SDKs' samples have it
		conditions = fmt.Sprintf(`,{"x-oss-signature-version":"OSS4-HMAC-SHA256"},{"x-oss-date":%q},`+
			`["eq","$x-oss-credential","%s/%s/%s/oss/aliyun_v4_request"]`, stamp, who.AccessKeyID, day, region)
	}
	plain := fmt.Sprintf(`{"expiration":%q,"conditions":[["starts-with","$key","user/"],{"note":"??>>~~"}%s]}`,
		now.Add(time.Hour).Format("2006-01-02T15:04:05.000Z"), conditions)
	encoded := base64.StdEncoding.EncodeToString([]byte(plain))
	field, what := encoded, encoded
	if slip.policy != nil {
		field, what = slip.policy(encoded, plain)
	}
	write := func(signature string) string { return signature }
	if slip.writes != nil {
		write = slip.writes
	}
	common := [][2]string{{"key", "user/a.txt"}, {"note", "??>>~~"}, {"policy", field}}
	at, _ := time.Parse("20060102", keyDay)
	switch form {
	case "V4":
		return append(common, [2]string{"x-oss-signature-version", "OSS4-HMAC-SHA256"}, [2]string{"x-oss-date", stamp},
			[2]string{"x-oss-credential", who.AccessKeyID + "/" + day + "/" + region + "/oss/aliyun_v4_request"},
			[2]string{"x-oss-signature", write(wire.SignV4(who.AccessKeySecret, keyDay+"/"+keyRegion+"/oss/aliyun_v4_request", what))})
	case "S3 V4":
		return append(common, [2]string{"x-amz-algorithm", "AWS4-HMAC-SHA256"}, [2]string{"x-amz-date", stamp},
			[2]string{"x-amz-credential", who.AccessKeyID + "/" + day + "/" + region + "/s3/aws4_request"},
			[2]string{"x-amz-signature", write(s3.PostPresignSignatureV4(what, at, who.AccessKeySecret, keyRegion))})
	case "V2":
		return append(common, [2]string{"x-oss-signature-version", "OSS2"}, [2]string{"x-oss-access-key-id", who.AccessKeyID},
			[2]string{"x-oss-signature", write(wire.SignV2(who.AccessKeySecret, what))})
	case "S3 V2":
		return append(common, [2]string{"AWSAccessKeyId", who.AccessKeyID},
			[2]string{"signature", write(s3.PostPresignSignatureV2(what, who.AccessKeySecret))})
	}
	return append(common, [2]string{"OSSAccessKeyId", who.AccessKeyID},
		[2]string{"Signature", write(wire.SignV1(who.AccessKeySecret, what))})
}

// multipartOf is the form as it is sent.
func multipartOf(t *testing.T, fields [][2]string) (contentType string, body *bytes.Buffer) {
	t.Helper()
	body = &bytes.Buffer{}
	form := multipart.NewWriter(body)
	for _, field := range fields {
		if err := form.WriteField(field[0], field[1]); err != nil {
			t.Fatal(err)
		}
	}
	file, err := form.CreateFormFile("file", "a.txt")
	if err != nil {
		t.Fatal(err)
	}
	file.Write([]byte("meow"))
	if err := form.Close(); err != nil {
		t.Fatal(err)
	}
	return form.FormDataContentType(), body
}

// Each mistake in a PostObject form is made in each form of signature, sent, and named from the answer.
func TestExplainNamesTheMistakesOfForms(t *testing.T) {
	server := osstest.Start(t, osstest.Bucket{Name: "photos"})
	client := server.HTTPClient()
	const address = "http://photos.oss-cn-hangzhou.aliyuncs.com/"
	made := 0
	for _, slip := range append(formSlips(), formSlip{}) {
		for _, form := range []string{"V1", "V2", "V4", "S3 V2", "S3 V4"} {
			if slip.forms != "" && !strings.Contains(", "+slip.forms+",", ", "+form+",") {
				continue
			}
			fields := slip.fields(form, server.Owner)
			contentType, body := multipartOf(t, fields)
			request := "POST / HTTP/1.1\nHost: photos.oss-cn-hangzhou.aliyuncs.com\nContent-Type: " + contentType + "\n\n" + body.String()
			if slip.posts != nil {
				for i := range fields {
					if fields[i][0] == "policy" {
						fields[i][1] = slip.posts(fields[i][1])
					}
				}
				contentType, body = multipartOf(t, fields)
			}
			q, err := http.NewRequest("POST", address, body)
			if err != nil {
				t.Fatal(err)
			}
			q.Header.Set("Content-Type", contentType)
			status, answer := answerTo(t, client, q)
			if slip.mistake == "" {
				if status != http.StatusNoContent {
					t.Errorf("%s without a mistake: %s", form, answer)
				}
				continue
			}
			t.Setenv("OSS_ACCESS_KEY_SECRET", "")
			row, mistake, _ := explained(t, answer, request)
			if want := map[bool]string{true: slip.mistake}[slip.seen]; row != "R48" || mistake != want {
				t.Errorf("%s in %s, without the secret: %s %q, want %q\n%s\n%s", slip.mistake, form, row, mistake, want, request, answer)
			}
			t.Setenv("OSS_ACCESS_KEY_SECRET", server.Owner.AccessKeySecret)
			_, mistake, proven := explained(t, answer, request)
			if mistake != slip.mistake || !proven && slip.posts == nil {
				t.Errorf("%s in %s: %q, proven: %v\n%s", slip.mistake, form, mistake, proven, answer)
			}
			made++
		}
	}
	t.Logf("%d forms with a mistake, each named", made)
}

// A form is read from a curl command and from a HAR entry too.
func TestExplainReadsForms(t *testing.T) {
	server := osstest.Start(t, osstest.Bucket{Name: "photos"})
	t.Setenv("OSS_ACCESS_KEY_SECRET", server.Owner.AccessKeySecret)
	slip := formSlips()[2] // the raw JSON is signed
	fields := slip.fields("V4", server.Owner)
	contentType, body := multipartOf(t, fields)
	const address = "http://photos.oss-cn-hangzhou.aliyuncs.com/"
	text := body.String()
	q, err := http.NewRequest("POST", address, body)
	if err != nil {
		t.Fatal(err)
	}
	q.Header.Set("Content-Type", contentType)
	_, answer := answerTo(t, server.HTTPClient(), q)
	curl, params := "curl "+address, ""
	for i, field := range fields {
		curl += fmt.Sprintf(" -F '%s=%s'", field[0], field[1])
		params += fmt.Sprintf(`%s{"name":%q,"value":%q}`, strings.Repeat(",", min(i, 1)), field[0], field[1])
	}
	har := `{"request":{"method":"POST","url":"` + address + `","headers":[],"postData":{"mimeType":%q,%s}}}`
	for name, request := range map[string]string{
		"nothing but the answer, whose policy names the credential": "",
		"curl": curl + " -F file=@a.txt", "HAR with fields": fmt.Sprintf(har, contentType, `"params":[`+params+`]`),
		"HAR with a text": fmt.Sprintf(har, contentType, fmt.Sprintf(`"text":%q`, text)),
		"cut off": "POST / HTTP/1.1\nHost: photos.oss-cn-hangzhou.aliyuncs.com\nContent-Type: " + contentType + "\n\n" +
			text[:len(text)-80],
	} {
		if row, mistake, proven := explained(t, answer, request); row != "R48" || mistake != slip.mistake || !proven {
			t.Errorf("%s: %s %q %v", name, row, mistake, proven)
		}
	}
}
