package check_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// A form signs a PUT of /key.
type form struct {
	name string
	sign func(*bench.Bench, *http.Request) *http.Request
}

// forms lists the forms of signature, in the header and in the URL.
func forms() (inHeader, inURL []form) {
	inHeader = []form{
		{"V1", func(b *bench.Bench, r *http.Request) *http.Request { return b.Owner(r) }},
		{"V4", func(b *bench.Bench, r *http.Request) *http.Request { return b.V4(r, b.Scope()) }},
	}
	inURL = []form{
		{"V1 URL", func(b *bench.Bench, r *http.Request) *http.Request { return b.V1URL(r, bench.Soon) }},
		{"V4 URL", func(b *bench.Bench, r *http.Request) *http.Request { return b.V4URL(r, b.Now, "60", b.Scope()) }},
	}
	for _, s := range bench.Signings() {
		one := form{s.Carrier.String(), func(b *bench.Bench, r *http.Request) *http.Request { return s.By(b, r, bench.OwnerCredentials()) }}
		if s.Carrier.InURL() {
			inURL = append(inURL, one)
		} else {
			inHeader = append(inHeader, one)
		}
	}
	return inHeader, inURL
}

// unwritten fails the test if the object has another content than before.
func unwritten(t *testing.T, b *bench.Bench, what string) {
	t.Helper()
	if now := b.Must(b.Owner(b.Raw("GET", bench.Private, "/key", ""))).Body.String(); now != "text" {
		t.Errorf("%s: %q is written", what, now)
	}
}

func mixBench(t *testing.T) *bench.Bench {
	t.Helper()
	b := bench.New(t)
	bench.Stage(b)
	b.Must(b.Owner(b.Raw("PUT", bench.Private, "/key", "text")))
	return b
}

// A signature of one form in the header beside one of any other form in the URL is refused, and nothing is written.
// https://help.aliyun.com/zh/oss/user-guide/0002-00000039
func TestFormsAreNotMixed(t *testing.T) {
	inHeader, inURL := forms()
	b := mixBench(t)
	for _, h := range inHeader {
		for _, u := range inURL {
			r := u.sign(b, b.Raw("PUT", bench.Private, "/key", "other"))
			for name, values := range h.sign(b, b.Raw("PUT", bench.Private, "/key", "other")).Header {
				r.Header[name] = values
			}
			if w, why := b.Send(r); w.Code != http.StatusBadRequest || why != string(deny.TwoCarriers) {
				t.Errorf("%s beside %s: %d %q", h.name, u.name, w.Code, why)
			}
			unwritten(t, b, h.name+" beside "+u.name)
		}
	}
}

// Of two signatures in one URL at most one counts, and each parameter counts once: what is false in the first place is
// refused, whatever follows.
func TestParametersOfASignatureAreNotRepeated(t *testing.T) {
	_, inURL := forms()
	b := mixBench(t)
	for _, u := range inURL {
		whole := u.sign(b, b.Raw("PUT", bench.Private, "/key", "other")).RequestURI
		_, query, _ := strings.Cut(whole, "?")
		for pair := range strings.SplitSeq(query, "&") {
			name, _, _ := strings.Cut(pair, "=")
			r := b.Raw("PUT", bench.Private, "/key?"+name+"=false&"+query, "other")
			if w, why := b.Send(r); w.Code < 400 || w.Code >= 500 || why == "" {
				t.Errorf("%s with %s twice: %d %q", u.name, name, w.Code, why)
			}
			unwritten(t, b, u.name+" with "+name)
		}
		for _, other := range inURL {
			if other.name == u.name {
				continue
			}
			_, more, _ := strings.Cut(other.sign(b, b.Raw("PUT", bench.Private, "/key", "other")).RequestURI, "?")
			r := b.Raw("PUT", bench.Private, whole+"&"+strings.ReplaceAll(more, "=", "=0"), "other")
			if w, _ := b.Send(r); w.Code >= 500 {
				t.Errorf("%s beside a false %s: %d", u.name, other.name, w.Code)
			}
			b.Must(b.Owner(b.Raw("PUT", bench.Private, "/key", "text")))
		}
	}
}

// Beside a signature of S3, headers of OSS say nothing: the object is as private as before, and x-amz-* counts.
func TestHeadersOfOSSBesideThoseOfS3(t *testing.T) {
	b := mixBench(t)
	r := b.Raw("PUT", bench.Private, "/key", "text", "x-oss-meta-color: red", "x-amz-meta-color: blue", "x-oss-storage-class: Archive",
		"x-amz-storage-class: STANDARD_IA")
	b.Must(bench.S3V4Header(b, r, bench.OwnerCredentials(), b.Now, ""))
	b.Later(time.Second)
	head := b.Must(b.Owner(b.Raw("HEAD", bench.Private, "/key", ""))).Header()
	if color, class := head["x-oss-meta-color"], head["x-oss-storage-class"]; len(color) != 1 || color[0] != "blue" || class[0] != "IA" {
		t.Errorf("%v", head)
	}
}
