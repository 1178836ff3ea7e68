package op_test

import (
	"crypto"
	"crypto/md5"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

const okay = `{"Status":"OK"}`

func staged(t *testing.T) *bench.Bench {
	b := bench.New(t)
	bench.Stage(b)
	return b
}

// contentOf is what an object holds; empty: it is not there.
func contentOf(b *bench.Bench, key string) string {
	w, why := b.Send(b.Owner(b.Raw("GET", bench.Private, "/"+key, "")))
	if why != "" {
		return ""
	}
	return w.Body.String()
}

// The answer to an upload is that of the callback server, which is told what was asked for.
func TestCallbackOfPutObject(t *testing.T) {
	b := staged(t)
	s := b.CallbackTo(bench.Answering(200, okay))
	const body = "bucket=${bucket}&object=${object}&etag=${etag}&size=${size}&mimeType=${mimeType}&h=${imageInfo.height}&crc=${crc64}" +
		"&md5=${contentMd5}&ip=${clientIp}&op=${operation}&vpc=${vpcId}&mine=${x:mine}&none=${x:none}"
	vars := bench.Base64Of(`{"x:mine":"a b&c"}`)
	w := b.Must(bench.FromHere(b.Owner(b.Raw("PUT", bench.Private, "/dir/up.txt", "Test\n", "Content-Type: text/plain",
		"x-oss-callback: "+bench.Callback(s.URL+"/in%20here?id=1", body), "x-oss-callback-var: "+vars))))
	if w.Code != 200 || w.Body.String() != okay || w.Header().Get("Content-Type") != "application/json" ||
		w.Header()["ETag"][0] != `"2205E48DE5F93C784733FFCCA841D2B5"` {
		t.Errorf("%d %v %s", w.Code, w.Header(), w.Body)
	}
	want := "bucket=private-bucket&object=dir%2Fup.txt&etag=2205E48DE5F93C784733FFCCA841D2B5&size=5&mimeType=text%2Fplain&h=" +
		"&crc=" + w.Header()["x-oss-hash-crc64ecma"][0] + "&md5=" + url.QueryEscape(w.Header()["Content-MD5"][0]) +
		"&ip=127.0.0.1&op=PutObject&vpc=&mine=a+b%26c&none="
	if len(s.Body) != 1 || s.Body[0] != want {
		t.Fatalf("got %q\nwant %q", s.Body, want)
	}
	if contentOf(b, "dir/up.txt") != "Test\n" {
		t.Error("the object is not there")
	}
	r := s.Got[0]
	sum := md5.Sum([]byte(want))
	for name, value := range map[string]string{
		"Content-MD5": base64.StdEncoding.EncodeToString(sum[:]), "Content-Type": "application/x-www-form-urlencoded",
		"User-Agent": "aliyun-oss-callback", "X-Oss-Bucket": "private-bucket", "X-Oss-Request-Id": bench.RequestID(w),
		"X-Oss-Requester": "1000000000000001", "X-Oss-Signature-Version": "1.0", "X-Oss-Tag": "CALLBACK",
		"Date": "Thu, 05 Mar 2026 12:00:00 GMT",
	} {
		if r.Header.Get(name) != value {
			t.Errorf("%s: %q, want %q", name, r.Header.Get(name), value)
		}
	}
	if r.Method != "POST" || r.RequestURI != "/in%20here?id=1" || !r.Close {
		t.Errorf("%s %s", r.Method, r.RequestURI)
	}
	verify(t, b, r, "/in here?id=1\n"+want)
}

// verify checks the signature of a callback as the documentation tells servers to.
func verify(t *testing.T, b *bench.Bench, r *http.Request, signed string) {
	t.Helper()
	address, err := base64.StdEncoding.DecodeString(r.Header.Get("x-oss-pub-key-url"))
	if err != nil || string(address) != "http://gosspublic.alicdn.com/callback_pub_key_v1.pem" {
		t.Fatalf("%s: %v", address, err)
	}
	w := httptest.NewRecorder()
	b.Emulator.Data().ServeHTTP(w, httptest.NewRequest("GET", string(address), nil))
	if _, body := b.Control("GET", "/v1/callback-key", ""); body != w.Body.String() {
		t.Error("the control API has another key")
	}
	block, _ := pem.Decode(w.Body.Bytes())
	if block == nil {
		t.Fatal(w.Body)
	}
	key, err := x509.ParsePKIXPublicKey(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	signature, err := base64.StdEncoding.DecodeString(r.Header.Get("Authorization"))
	if err != nil {
		t.Fatal(err)
	}
	sum := md5.Sum([]byte(signed))
	if err := rsa.VerifyPKCS1v15(key.(*rsa.PublicKey), crypto.MD5, sum[:], signature); err != nil {
		t.Error(err)
	}
}

// A failed callback takes nothing back: the object is stored, and the refusal is a 203.
func TestStoredWhereTheCallbackFails(t *testing.T) {
	b := staged(t)
	s := b.CallbackTo(bench.Answering(401, okay))
	w, why := b.Send(b.Uploading("x-oss-callback: " + bench.Callback(s.URL, "a=b")))
	const message = "<Message>Error status : 401.</Message>"
	if w.Code != 203 || why != "callback-status" || !strings.Contains(w.Body.String(), message) || contentOf(b, "up") != "content" {
		t.Errorf("%d %s %s", w.Code, why, w.Body)
	}
}

// URLs are tried in order until one succeeds; one that fails is not tried again.
func TestCallbackURLsInOrder(t *testing.T) {
	b := staged(t)
	bad, good := b.CallbackTo(bench.Answering(500, okay)), b.CallbackTo(bench.Answering(200, okay))
	b.Must(b.Uploading("x-oss-callback: " + bench.Callback(strings.Join([]string{bad.URL, bad.URL, good.URL, bad.URL, bad.URL}, ";"), "a=b")))
	if len(bad.Body) != 2 || len(good.Body) != 1 {
		t.Errorf("%d and %d", len(bad.Body), len(good.Body))
	}
}

// Where callbackUrl is absent or empty there is no callback.
func TestNoCallbackWithoutURL(t *testing.T) {
	b := staged(t)
	for _, text := range []string{`{}`, `{"callbackUrl":"","callbackBody":1}`, `{"callbackUrl":";"}`} {
		if w := b.Must(b.Uploading("x-oss-callback: " + bench.Base64Of(text))); w.Body.Len() != 0 {
			t.Errorf("%s: %s", text, w.Body)
		}
	}
}

// The callback runs when the world is free again: its server may use OSS, and sees the object.
func TestCallbackServerUsesOSS(t *testing.T) {
	b := staged(t)
	var seen string
	s := b.CallbackTo(func(w http.ResponseWriter, r *http.Request) {
		seen = contentOf(b, "up")
		b.Must(b.Owner(b.Raw("DELETE", bench.Private, "/up", "")))
		bench.Answering(200, okay)(w, r)
	})
	b.Must(b.Uploading("x-oss-callback: " + bench.Callback(s.URL, "a=b")))
	if seen != "content" || contentOf(b, "up") != "" {
		t.Errorf("%q", seen)
	}
}

// In JSON a variable is a value: a text in quotes, a number without. An image is measured.
func TestCallbackInJSON(t *testing.T) {
	b := staged(t)
	s := b.CallbackTo(bench.Answering(200, okay))
	document := `{"callbackUrl":` + bench.Quote(s.URL) + `,"callbackHost":"app.example.com","callbackSNI":false,` +
		`"additionalHeaders":{"key1":"val1"},` +
		`"callbackBody":"{\"o\":${object},\"s\":${size},\"h\":${imageInfo.height},` +
		`\"w\":${imageInfo.width},\"f\":${imageInfo.format},\"v\":${x:v}}",` +
		`"callbackBodyType":"application/json"}`
	image := bench.PNGFile(b, 3, 2)
	b.Must(bench.FromHere(b.Owner(b.Raw("PUT", bench.Private, "/i", image, "x-oss-callback: "+bench.Base64Of(document)))))
	want := fmt.Sprintf(`{"o":"i","s":%d,"h":2,"w":3,"f":"png","v":""}`, len(image))
	if len(s.Body) != 1 || s.Body[0] != want || s.Got[0].Host != "app.example.com" || s.Got[0].Header.Get("key1") != "val1" ||
		s.Got[0].Header.Get("Content-Type") != "application/json" {
		t.Errorf("got %q of %v\nwant %q", s.Body, s.Got[0].Header, want)
	}
}

// A multipart upload calls back when it is complete; the answer has no document of its own.
func TestCallbackOfCompletion(t *testing.T) {
	b := staged(t)
	s := b.CallbackTo(bench.Answering(200, okay))
	id := b.Upload("private-bucket", "multi")
	part := b.Must(b.Owner(b.Raw("PUT", bench.Private, "/multi?partNumber=1&uploadId="+id, "one")))
	body := "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>" + part.Header()["ETag"][0] +
		"</ETag></Part></CompleteMultipartUpload>"
	w := b.Must(bench.FromHere(b.Owner(b.Raw("POST", bench.Private, "/multi?uploadId="+id, body,
		"x-oss-callback: "+bench.Callback(s.URL, "${size} ${operation}")))))
	if w.Body.String() != okay || len(s.Body) != 1 || s.Body[0] != "3 CompleteMultipartUpload" {
		t.Errorf("%s %q", w.Body, s.Body)
	}
}

// A form has its variables in fields. Its answer is that of the server, whatever status it asks for.
func TestCallbackOfForm(t *testing.T) {
	b := staged(t)
	s := b.CallbackTo(bench.Answering(200, okay))
	r := bench.FromHere(b.Form(bench.Open, []bench.Field{
		{"key", "a"}, {"callback", bench.Callback(s.URL, "${x:one} ${x:two} ${operation}")}, {"x:one", "1"}, {"x:one", "2"},
		{"callback-var", bench.Base64Of(`{"x:two":"2"}`)}, {"success_action_status", "201"},
	}))
	if w := b.Must(r); w.Code != 200 || w.Body.String() != okay || len(s.Body) != 1 || s.Body[0] != "1 2 PostObject" {
		t.Errorf("%d %s %q", w.Code, w.Body, s.Body)
	}
	if got := s.Got[0].Header.Values("x-oss-requester"); len(got) != 0 {
		t.Errorf("nobody has asked, and yet %q", got)
	}
}

// The parameters may stand in a signed URL, which covers them.
func TestCallbackInURL(t *testing.T) {
	b := staged(t)
	s := b.CallbackTo(bench.Answering(200, okay))
	target := "/up?callback=" + url.QueryEscape(bench.Callback(s.URL, "${x:mine}")) +
		"&callback-var=" + url.QueryEscape(bench.Base64Of(`{"x:mine":"1"}`))
	urls := []*http.Request{
		b.V1URL(b.Raw("PUT", bench.Private, target, "content"), bench.Soon),
		b.V4URL(b.Raw("PUT", bench.Private, target, "content"), b.Now, "60", b.Scope()),
	}
	for i, r := range urls {
		if w := b.Must(bench.FromHere(r)); w.Body.String() != okay || len(s.Body) != i+1 || s.Body[i] != "1" {
			t.Errorf("%s %q", w.Body, s.Body)
		}
	}
	for _, r := range urls {
		other := bench.FromHere(b.Raw("PUT", bench.Private, strings.Replace(r.RequestURI, "callback=", "callback=e30=&callback=", 1), "content"))
		if w, why := b.Send(other); w.Code != 403 || !strings.HasPrefix(why, "signature-") || len(s.Body) != 2 {
			t.Errorf("%d %s", w.Code, why)
		}
	}
}

// A refused upload calls nobody.
func TestRefusedUploadCallsNobody(t *testing.T) {
	b := staged(t)
	s := b.CallbackTo(bench.Answering(200, okay))
	asked := "x-oss-callback: " + bench.Callback(s.URL, "a=b")
	for _, r := range []*http.Request{
		b.Stranger(b.Raw("PUT", bench.Private, "/up", "content", asked)),
		b.Owner(b.Raw("PUT", bench.Private, "/up", "content", asked, "Content-MD5: eB5eJF1ptWaXm4bijSPyxw==")),
		b.Owner(b.Raw("PUT", bench.Private, "/key", "content", asked, "x-oss-forbid-overwrite: true")),
		b.V1(b.Raw("PUT", bench.Private, "/up", "content", asked), bench.OwnerKey, "wrong"),
	} {
		if w, why := b.Send(bench.FromHere(r)); why == "" || w.Code == 203 || len(s.Body) != 0 {
			t.Errorf("%d %s", w.Code, why)
		}
	}
}
