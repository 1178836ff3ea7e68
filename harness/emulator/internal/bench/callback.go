package bench

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// DriveRefuses lets the drive service of the private bucket refuse reads.
func DriveRefuses(b *Bench) {
	b.Control("PATCH", "/v1/buckets/private-bucket", `{"callbackDenies":"ExceedMaxConcurrency"}`)
}

// A CallbackServer is a server of callbacks on the loopback address. It keeps what it was asked.
type CallbackServer struct {
	URL  string
	Got  []*http.Request
	Body []string
}

// CallbackTo starts a server that answers callbacks so.
func (b *Bench) CallbackTo(answer http.HandlerFunc) *CallbackServer {
	b.T.Helper()
	s := &CallbackServer{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			b.T.Error(err)
		}
		s.Got, s.Body = append(s.Got, r), append(s.Body, string(body))
		answer(w, r)
	}))
	b.T.Cleanup(server.Close)
	s.URL = server.URL
	return s
}

// Answering answers a callback with a status and a body.
func Answering(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Length", fmt.Sprint(len(body)))
		w.WriteHeader(status)
		io.WriteString(w, body)
	}
}

// Callback returns the parameter of a callback to a URL with a body.
func Callback(url, body string) string {
	return Base64Of(`{"callbackUrl":` + Quote(url) + `,"callbackBody":` + Quote(body) + `}`)
}

// Uploading is an upload by the owner from this machine with these headers.
func (b *Bench) Uploading(headers ...string) *http.Request {
	return FromHere(b.Owner(b.Raw("PUT", Private, "/up", "content", headers...)))
}

// FromHere lets a request come from this machine.
func FromHere(r *http.Request) *http.Request {
	r.RemoteAddr = "127.0.0.1:50000"
	return r
}

// nowhere is a URL on this machine where nobody listens: no service has the port.
const nowhere = "http://127.0.0.1:1/"

func callbackProvocations() []Provocation {
	return append(callbackFailures(), append(callbackSyntax(),
		Provocation{deny.CallbackDenies, given(DriveRefuses, byOwner("GET", Private, "/key", ""))},
		Provocation{deny.CallbackDenies, given(DriveRefuses, byOwner("PUT", Open, "/copy", "", "x-oss-copy-source: /private-bucket/key"))})...)
}

// callbackFailures lists uploads that succeed while their callback fails.
func callbackFailures() []Provocation {
	to := func(answer http.HandlerFunc) func(*Bench) *http.Request {
		return func(b *Bench) *http.Request {
			return b.Uploading("x-oss-callback: " + Callback(b.CallbackTo(answer).URL, "a=b"))
		}
	}
	late := func(b *Bench) *http.Request {
		s := b.CallbackTo(func(w http.ResponseWriter, r *http.Request) {
			b.Now = b.Now.Add(5*time.Second + 1)
			Answering(200, "{}")(w, r)
		})
		return b.Uploading("x-oss-callback: " + Callback(s.URL, "a=b"))
	}
	endless := func(w http.ResponseWriter, _ *http.Request) { w.(http.Flusher).Flush() }
	return []Provocation{
		{deny.CallbackStatus, to(Answering(401, "{}"))},
		{deny.CallbackStatus, to(Answering(201, "{}"))},
		{deny.CallbackStatus, to(http.RedirectHandler("/elsewhere", http.StatusFound).ServeHTTP)},
		{deny.CallbackStatus, to(endless)},
		{deny.CallbackStatus, to(Answering(200, `"`+strings.Repeat("a", 1<<20-1)+`"`))},
		{deny.CallbackStatus, func(b *Bench) *http.Request { return b.Uploading("x-oss-callback: " + Callback(nowhere, "a=b")) }},
		{deny.CallbackAnswer, to(Answering(200, "fine"))},
		{deny.CallbackAnswer, to(Answering(200, ""))},
		{deny.CallbackLate, late},
	}
}

// CallbackSamples are uploads whose callback is within each limit, but only just.
func CallbackSamples() []Sample {
	to := func(answer func(*Bench) http.HandlerFunc, ask func(b *Bench, url string) *http.Request) func(*Bench) *http.Request {
		return func(b *Bench) *http.Request { return ask(b, b.CallbackTo(answer(b)).URL) }
	}
	fine := func(*Bench) http.HandlerFunc { return Answering(200, "{}") }
	plain := func(b *Bench, url string) *http.Request {
		return b.Uploading("x-oss-callback: " + Callback(url, "a=b"))
	}
	longest := func(b *Bench, url string) *http.Request {
		head, tail := `{"callbackUrl":`+Quote(url)+`,"callbackBody":"`, `"}`
		body := strings.Repeat("a", 5<<10/4*3-len(head)-len(tail)) // in base64, 4 bytes for 3
		return b.Uploading("x-oss-callback: " + Base64Of(head+body+tail))
	}
	return []Sample{
		{"longest callback", to(fine, longest)},
		{"five callback URLs", to(fine, func(b *Bench, url string) *http.Request {
			return b.Uploading("x-oss-callback: " + Callback(strings.Repeat(url+";", 5), "a=b"))
		})},
		{"largest callback answer", to(func(*Bench) http.HandlerFunc { return Answering(200, `"`+strings.Repeat("a", 1<<20-2)+`"`) }, plain)},
		{"slowest callback answer", to(func(b *Bench) http.HandlerFunc {
			return func(w http.ResponseWriter, r *http.Request) {
				b.Now = b.Now.Add(5 * time.Second)
				Answering(200, "{}")(w, r)
			}
		}, plain)},
	}
}

// callbackSyntax lists callbacks that can't be read, or may not go where they say. The causes are
// those of the pages of 0007-00000001 to 0007-00000105.
func callbackSyntax() []Provocation {
	header := func(name, value string) func(*Bench) *http.Request {
		return func(b *Bench) *http.Request { return b.Uploading(name + ": " + value) }
	}
	document := func(text string) func(*Bench) *http.Request { return header("x-oss-callback", Base64Of(text)) }
	to := func(url string) func(*Bench) *http.Request {
		return header("x-oss-callback", Callback(url, "a=b"))
	}
	with := func(more string) func(*Bench) *http.Request {
		return document(`{"callbackUrl":` + Quote(nowhere) + `,"callbackBody":"a=b",` + more + `}`)
	}
	body := func(text string) func(*Bench) *http.Request {
		return document(`{"callbackUrl":` + Quote(nowhere) + `,"callbackBody":` + text + `}`)
	}
	variables := func(value string) func(*Bench) *http.Request {
		return func(b *Bench) *http.Request {
			return b.Uploading("x-oss-callback: "+Callback(nowhere, "a=b"), "x-oss-callback-var: "+value)
		}
	}
	both := func(query string) func(*Bench) *http.Request {
		return func(b *Bench) *http.Request {
			return FromHere(b.Owner(b.Raw("PUT", Private, "/up?"+query, "content", "x-oss-callback: "+Callback(nowhere, "a=b"),
				"x-oss-callback-var: "+Base64Of(`{}`))))
		}
	}
	field := func(value string) func(*Bench) *http.Request {
		return func(b *Bench) *http.Request { return b.Form(Open, []Field{ToKey()[0], {"callback", value}}) }
	}
	return []Provocation{
		{deny.CallbackTwice, both("callback=xxx")},
		{deny.CallbackVarTwice, both("callback-var=xxx")},
		{deny.CallbackLong, header("x-oss-callback", strings.Repeat("a", 5<<10+1))},
		{deny.CallbackBase64, header("x-oss-callback", "x123-*&")},
		{deny.CallbackBase64, field("x123-*&")},
		{deny.CallbackJSON, document(`{"callbackBody":"{"bucket":1}"}`)},
		{deny.CallbackJSON, document(`[]`)},
		{deny.CallbackJSON, document(`null`)},
		{deny.CallbackJSON, with(`"callbackBodyType":"application/json"`)},
		{deny.CallbackURL, to("www.callback-example.com:test")},
		{deny.CallbackURL, to("ftp://127.0.0.1/")},
		{deny.CallbackURL, to("http://[::1]/")},
		{deny.CallbackURL, to("http://user:pw@127.0.0.1/")},
		{deny.CallbackURL, to("http://127.0.0.1:65536/")},
		{deny.CallbackURL, document(`{"callbackUrl":1}`)},
		{deny.CallbackURLs, to("https://c1.com;https://c2.com;https://c3.com;https://c4.com;https://c5.com;https://c6.com;")},
		{deny.CallbackUnresolved, to("123.456")},
		{deny.CallbackUnresolved, to("http://2130706433/")},
		{deny.CallbackUnresolved, to("http://0x7f.1/")},
		{deny.CallbackUnresolved, to("callback.invalid")},
		{deny.CallbackPrivate, to("10.0.0.1:8088/test.php")},
		{deny.CallbackPrivate, to("http://169.254.169.254/latest/meta-data")},
		{deny.CallbackPrivate, to("http://100.100.100.200/latest/meta-data")},
		{deny.CallbackPrivate, to("0.0.0.0")},
		{deny.CallbackPrivate, to(nowhere + ";http://192.168.0.1/")},
		{deny.CallbackPrivate, func(b *Bench) *http.Request { // from elsewhere
			return b.Owner(b.Raw("PUT", Private, "/up", "content", "x-oss-callback: "+Callback("127.0.0.1:8088/test.php", "a=b")))
		}},
		{deny.CallbackHost, with(`"callbackHost":[1,2,3]`)},
		{deny.CallbackHost, with(`"callbackHost":"a b"`)},
		{deny.CallbackBody, body(`[1,2,3]`)},
		{deny.CallbackBody, document(`{"callbackUrl":` + Quote(nowhere) + `}`)},
		{deny.CallbackBodyEmpty, body(`""`)},
		{deny.CallbackBodyType, with(`"callbackBodyType":123`)},
		{deny.CallbackBodyTypeUnknown, with(`"callbackBodyType":"image/jpg"`)},
		{deny.CallbackSNI, with(`"callbackSNI":"true"`)},
		{deny.CallbackSNI, with(`"callbackSNI":123`)},
		{deny.CallbackHeaders, with(`"additionalHeaders":{"x-oss-test":"val1","key2":"val2"}`)},
		{deny.CallbackHeaders, with(`"additionalHeaders":[]`)},
		{deny.CallbackHeaders, with(`"additionalHeaders":{"a":"b\r\nc: d"}`)},
		{deny.CallbackVarLong, variables(strings.Repeat("a", 5<<10+1))},
		{deny.CallbackVarBase64, variables("x123-*&")},
		{deny.CallbackVarJSON, variables(Base64Of(`{"x:var1":"value1"`))},
		{deny.CallbackVarJSON, variables(Base64Of(`{"x:var1":1}`))},
		{deny.CallbackDollar, body(`"size=${size}&my_var=$x:my_var}"`)},
		{deny.CallbackBrace, body(`"size=${size"`)},
		{deny.NotImplemented, with(`"signatureVersion":"4"`)},
		{deny.NotImplemented, to("http://callback.example.com/")},
		{deny.NotImplemented, to("http://192.0.2.1/")},
		{deny.NotImplemented, byOwner("PUT", Private, "/copy", "", "x-oss-copy-source: /private-bucket/key", "x-oss-callback: e30=")},
		{deny.NotImplemented, byOwner("GET", Private, "/key?callback=e30=", "")},
	}
}
