package s3

import (
	"maps"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

func request(t *testing.T, method, key, query string, headers ...string) *wire.Request {
	t.Helper()
	q, err := wire.ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	h := http.Header{}
	for _, line := range headers {
		name, value, _ := strings.Cut(line, ": ")
		h.Add(name, value)
	}
	return &wire.Request{Method: method, Bucket: "b", Key: key, Query: q, Header: wire.HeaderOf(h)}
}

func isSignature(name string) bool { return name == "X-Amz-Signature" }

// Each header and parameter of S3 becomes what OSS calls it, or nothing, or is left to be
// refused.
func TestUnderstand(t *testing.T) {
	for _, c := range []struct {
		sent           *wire.Request
		headers, query string
		unserved       string
	}{
		{request(t, "PUT", "k", "", "X-Amz-Acl: private", "Content-Type: text/a"), "Content-Type: text/a\nX-Oss-Object-Acl: private", "", ""},
		{request(t, "PUT", "", "acl", "x-amz-acl: public-read"), "X-Oss-Acl: public-read", "acl", ""},
		{request(t, "PUT", "", "acl=", "Content-Length: 10"), "Content-Length: 10", "acl=", "AccessControlPolicy"},
		{request(t, "PUT", "k", "", "x-amz-copy-source: b/a%20b"), "X-Oss-Copy-Source: /b/a%20b", "", ""},
		{request(t, "PUT", "k", "", "x-amz-copy-source: /b/a", "x-amz-copy-source-if-match: e"),
			"X-Oss-Copy-Source: /b/a\nX-Oss-Copy-Source-If-Match: e", "", ""},
		{request(t, "PUT", "k", "", "x-amz-storage-class: STANDARD_IA"), "X-Oss-Storage-Class: IA", "", ""},
		{request(t, "PUT", "k", "", "x-amz-storage-class: ONEZONE_IA"), "X-Oss-Storage-Class: ONEZONE_IA", "", ""},
		{request(t, "PUT", "k", "", "x-amz-server-side-encryption: aws:kms", "x-amz-server-side-encryption-aws-kms-key-id: 1"),
			"X-Oss-Server-Side-Encryption: KMS\nX-Oss-Server-Side-Encryption-Key-Id: 1", "", ""},
		{request(t, "PUT", "k", "", "x-amz-meta-a: 1", "x-amz-tagging: a=b"), "X-Oss-Meta-A: 1\nX-Oss-Tagging: a=b", "", ""},
		{request(t, "PUT", "k", "", "x-amz-date: d", "x-amz-content-sha256: x", "x-amz-checksum-crc32: c", "x-amz-trailer: t"), "", "", ""},
		{request(t, "PUT", "k", "", "x-oss-object-acl: public-read", "x-oss-s3-compat: true"), "", "", ""},
		{request(t, "PUT", "k", "", "Content-Encoding: aws-chunked, gzip"), "Content-Encoding: gzip", "", ""},
		{request(t, "PUT", "k", "", "Content-Encoding: aws-chunked"), "", "", ""},
		{request(t, "PUT", "k", "", "x-amz-grant-read: id=1"), "", "", "x-amz-grant-read"},
		{request(t, "GET", "", "object-lock="), "", "", "object-lock"},
		{request(t, "GET", "k", "X-Amz-Signature=0&x-id=GetObject"), "", "x-id=GetObject", ""},
		{request(t, "PUT", "k", "x-amz-acl=private"), "X-Oss-Object-Acl: private", "", ""},
		{request(t, "GET", "k", "x-amz-request-payer=requester"), "", "x-oss-request-payer=requester", ""},
		{request(t, "GET", "k", "", "x-amz-request-payer: requester"), "X-Oss-Request-Payer: requester", "", ""},
	} {
		got := Understand(c.sent, isSignature)
		var headers strings.Builder
		if err := http.Header(maps.Collect(got.Header.All())).Write(&headers); err != nil {
			t.Fatal(err)
		}
		var query []string
		for _, p := range got.Query {
			if query = append(query, p.Name+"="+p.Value); p.Bare {
				query[len(query)-1] = p.Name
			}
		}
		text := strings.TrimSuffix(strings.ReplaceAll(headers.String(), "\r", ""), "\n")
		if text != c.headers || strings.Join(query, "&") != c.query || got.Unserved != c.unserved || got.AsSent() != c.sent {
			t.Errorf("%s ?%v %v: %q %v %q", c.sent.Method, c.sent.Query, c.sent.Header, text, query, got.Unserved)
		}
	}
	if got := Understand(request(t, "HEAD", "", ""), isSignature); got.Method != "GET" || got.AsSent().Method != "HEAD" {
		t.Errorf("HeadBucket is %s", got.Method)
	}
	if got := Understand(request(t, "HEAD", "k", ""), isSignature); got.Method != "HEAD" {
		t.Errorf("HeadObject is %s", got.Method)
	}
}

func TestSpeak(t *testing.T) {
	resp := wire.Empty(200)
	for _, h := range [][2]string{
		{"x-oss-meta-a", "1"}, {"x-oss-storage-class", "IA"}, {"x-oss-server-side-encryption", "KMS"},
		{"x-oss-object-type", "Normal"}, {"ETag", "e"},
	} {
		resp.Set(h[0], h[1])
	}
	resp.Body = []byte("<StorageClass>IA</StorageClass>")
	Speak("GetObject", resp)
	want := [][2]string{
		{"x-amz-meta-a", "1"}, {"x-amz-storage-class", "STANDARD_IA"}, {"x-amz-server-side-encryption", "aws:kms"},
		{"x-oss-object-type", "Normal"}, {"ETag", "e"},
	}
	if !reflect.DeepEqual(resp.Header, want) || string(resp.Body) != "<StorageClass>IA</StorageClass>" {
		t.Errorf("%v %s", resp.Header, resp.Body)
	}
	Speak("ListObjects", resp)
	if string(resp.Body) != "<StorageClass>STANDARD_IA</StorageClass>" {
		t.Errorf("%s", resp.Body)
	}
	for acl, rights := range map[string]int{"private": 0, "default": 0, "public-read": 1, "public-read-write": 2} {
		resp.Body = []byte("<AccessControlPolicy><Owner><ID>1</ID><DisplayName>2</DisplayName></Owner><AccessControlList><Grant>" + acl +
			"</Grant></AccessControlList></AccessControlPolicy>")
		Speak("GetBucketAcl", resp)
		text := string(resp.Body)
		if strings.Count(text, "AllUsers") != rights || strings.Count(text, "FULL_CONTROL") != 1 ||
			!strings.Contains(text, "<Owner><ID>1</ID><DisplayName>2</DisplayName></Owner>") {
			t.Errorf("%s: %s", acl, text)
		}
	}
}

func FuzzUnderstand(f *testing.F) {
	f.Add("PUT", "x-amz-acl", "private", "acl&X-Amz-Signature=0")
	f.Add("HEAD", "Content-Encoding", ",aws-chunked,,", "x-amz-meta-=&x-amz-copy-source")
	f.Fuzz(func(t *testing.T, method, header, value, query string) {
		q, err := wire.ParseQuery(query)
		if err != nil {
			return
		}
		sent := &wire.Request{Method: method, Bucket: "b", Query: q, Header: wire.HeaderOf(http.Header{header: {value}})}
		got := Understand(sent, isSignature)
		for name := range got.Header.All() {
			if strings.HasPrefix(strings.ToLower(name), "x-amz-") {
				t.Errorf("%s is left of %s", name, header)
			}
		}
		if !reflect.DeepEqual(sent.Header, wire.HeaderOf(http.Header{header: {value}})) || sent.Method != method {
			t.Error("what was sent is changed")
		}
	})
}

// A rule of S3 becomes one of OSS, and is told as it was.
func TestLifecycleRules(t *testing.T) {
	rules := func(rule string) []byte { return wire.Document("LifecycleConfiguration", "<Rule>"+rule+"</Rule>").Body }
	for _, c := range []struct{ s3, oss string }{
		{"<ID>1</ID><Status>Enabled</Status><Expiration><Days>1</Days></Expiration><Filter><Prefix>a</Prefix></Filter>",
			"<ID>1</ID><Status>Enabled</Status><Expiration><Days>1</Days></Expiration><Prefix>a</Prefix>"},
		{"<Status>Enabled</Status><Transition><Days>1</Days><StorageClass>GLACIER</StorageClass></Transition>" +
			"<Filter><And><Prefix>a</Prefix><Tag><Key>k</Key><Value>v</Value></Tag></And></Filter>",
			"<Status>Enabled</Status><Transition><Days>1</Days><StorageClass>Archive</StorageClass></Transition>" +
				"<Prefix>a</Prefix><Tag><Key>k</Key><Value>v</Value></Tag>"},
		{"<AbortIncompleteMultipartUpload><DaysAfterInitiation>3</DaysAfterInitiation></AbortIncompleteMultipartUpload>" +
			"<Filter><ObjectSizeGreaterThan>5</ObjectSizeGreaterThan></Filter>",
			"<AbortMultipartUpload><Days>3</Days></AbortMultipartUpload><Filter><ObjectSizeGreaterThan>5</ObjectSizeGreaterThan></Filter>"},
		{"<Status>Enabled</Status><Filter><And><Prefix>a</Prefix><Not><Prefix>a/b</Prefix></Not>" +
			"<ObjectSizeLessThan>9</ObjectSizeLessThan></And></Filter>",
			"<Status>Enabled</Status><Prefix>a</Prefix><Filter><Not><Prefix>a/b</Prefix></Not>" +
				"<ObjectSizeLessThan>9</ObjectSizeLessThan></Filter>"},
		{"<Status>Enabled</Status><Expiration><Days>1</Days></Expiration><Filter><Prefix></Prefix></Filter>",
			"<Status>Enabled</Status><Expiration><Days>1</Days></Expiration><Prefix></Prefix>"},
	} {
		if got := Document("PutBucketLifecycle", rules(c.s3)); string(got) != string(rules(c.oss)) {
			t.Errorf("of OSS:\n%s, and not\n%s", got, rules(c.oss))
		}
		told := wire.Response{Body: rules(c.oss)}
		if Speak("GetBucketLifecycle", &told); string(told.Body) != string(rules(c.s3)) {
			t.Errorf("of S3:\n%s, and not\n%s", told.Body, rules(c.s3))
		}
	}
	told, want := wire.Response{Body: rules("<Status>Enabled</Status>")}, rules("<Status>Enabled</Status><Filter><Prefix></Prefix></Filter>")
	if Speak("GetBucketLifecycle", &told); string(told.Body) != string(want) {
		t.Errorf("a rule for everything: %s", told.Body)
	}
	other := rules("<Filter><Prefix>a</Prefix></Filter>")
	if got := Document("PutBucketWebsite", other); string(got) != string(other) {
		t.Errorf("the document of another operation: %s", got)
	}
	if got := Document("PutBucketLifecycle", []byte("<a>")); string(got) != "<a>" {
		t.Errorf("what cannot be read: %s", got)
	}
}
