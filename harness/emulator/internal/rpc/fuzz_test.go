package rpc_test

import (
	"bytes"
	"crypto/rand"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/diagnosis"
	"github.com/oss403/oss403/harness/emulator/internal/rpc"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

func fuzzNow() time.Time { return time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC) }

func fuzzStore(t testing.TB) *world.Store {
	s := world.NewStore(world.Terms{})
	err := s.Update(func(d *world.Draft) error {
		return d.PutAccount(&world.Account{UID: "1", Keys: []world.Key{{ID: "ak", Secret: "a secret nobody has"}}})
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// refused checks that a request without the secret is refused, in either format, and that nothing
// panics.
func refused(t *testing.T, r *http.Request) {
	store := fuzzStore(t)
	for _, product := range []rpc.Product{rpc.STS, rpc.RAM} {
		req, fault := rpc.Parse(r, product, "id", fuzzNow())
		if fault == nil {
			err := store.Update(func(d *world.Draft) error {
				object, fault := rpc.Answer(rpc.Table(), req, d, rpc.Maker{rand.Reader}, diagnosis.Seal{})
				if fault == nil {
					t.Errorf("answered %v", object)
					return nil
				}
				return fault
			})
			if f, ok := err.(*rpc.Error); ok {
				fault = f
			}
		}
		w := httptest.NewRecorder()
		rpc.Refuse(w, req, fault)
		if w.Code < 400 || w.Body.Len() == 0 {
			t.Errorf("%d %s", w.Code, w.Body)
		}
	}
}

func FuzzRPC(f *testing.F) {
	const common = "AccessKeyId=ak&SignatureMethod=HMAC-SHA1&SignatureVersion=1.0&SignatureNonce=n&Timestamp=2026-03-05T12:00:00Z&Signature=x"
	for _, seed := range [][2]string{
		{"", ""}, {"Action=ListUsers&Version=2015-05-01&" + common, ""},
		{"Action=AssumeRole&Version=2015-04-01", common + "&RoleArn=x+y%2Bz~%2A"},
		{"Action=ListUsers", "Action=CreateUser&Version=2015-05-01&Format=json&" + common}, {"%zz", "%"}, {"Signature=&Signature=x&=&&", "a;b=c"},
		{common + "&Action=GetCallerIdentity&Version=2015-04-01&SecurityToken=t", "SecurityToken=%ff"},
	} {
		f.Add(seed[0], seed[1], "POST")
	}
	f.Fuzz(func(t *testing.T, query, form, method string) {
		r := httptest.NewRequest("POST", "http://ram.aliyuncs.com/", bytes.NewBufferString(form))
		r.Method, r.URL.RawQuery = method, query
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		refused(t, r)
	})
}

func FuzzACS3(f *testing.F) {
	const names = "SignedHeaders=host;x-acs-action;x-acs-date;x-acs-signature-nonce;x-acs-version"
	for _, seed := range []string{
		"", "ACS3-HMAC-SHA256", "ACS3-HMAC-SHA256 ", "ACS3-HMAC-SHA256 Credential=ak," + names + ",Signature=00",
		"ACS3-HMAC-SHA256 Credential=ak,SignedHeaders=;;host,Signature=0", "ACS3-HMAC-SM3 a", "ACS3-HMAC-SHA256 =,=", "acs ak:sig", "OSS a:b",
	} {
		f.Add(seed, "GET", "a=b&c")
	}
	f.Fuzz(func(t *testing.T, authorization, nonce, query string) {
		r := httptest.NewRequest("POST", "http://ram.aliyuncs.com/", nil)
		r.URL.RawQuery = query
		r.Header = http.Header{"Authorization": {authorization}, "X-Acs-Action": {"ListUsers"}, "X-Acs-Version": {"2015-05-01"},
			"X-Acs-Date": {"2026-03-05T12:00:00Z"}, "X-Acs-Signature-Nonce": {nonce}}
		refused(t, r)
	})
}

func TestProductOf(t *testing.T) {
	for host, want := range map[string]rpc.Product{
		"sts.aliyuncs.com": rpc.STS, "STS.cn-hangzhou.aliyuncs.com:80": rpc.STS, "sts-vpc.cn-hangzhou.aliyuncs.com": rpc.STS,
		"ram.aliyuncs.com":             rpc.RAM,
		"ram.cn-hangzhou.aliyuncs.com": "", "sts.oss-cn-hangzhou.aliyuncs.com.evil.com": "", "sts-vpc.aliyuncs.com": "", "sts..aliyuncs.com": "",
		"sts.a.b.aliyuncs.com": "", "oss-cn-hangzhou.aliyuncs.com": "", "127.0.0.1": "", "": "",
	} {
		if got, ok := rpc.ProductOf(host); got != want || ok != (want != "") {
			t.Errorf("%s: %s", host, got)
		}
	}
}

func TestTableIsWhole(t *testing.T) {
	seen := map[string]bool{}
	for _, a := range rpc.Table() {
		if a.Do == nil || a.Version == "" || seen[a.Name] || a.RAMAction == "" && a.Name != "GetCallerIdentity" {
			t.Errorf("%s: a row needs a version, a RAM action and a deed, and stands once", a.Name)
		}
		if a.Product == rpc.RAM && (a.Resources == nil || a.RAMAction != "ram:"+a.Name) {
			t.Errorf("%s: an action of RAM needs resources and its own name", a.Name)
		}
		seen[a.Name] = true
	}
}

// The text to sign follows the rules of the page.
// https://www.alibabacloud.com/help/en/sdk/product-overview/rpc-mechanism
func TestSignature10Text(t *testing.T) {
	r := httptest.NewRequest("GET", "http://ram.aliyuncs.com/?b=2+%2A&a=%7E1%2F&Signature=x", nil)
	req, fault := rpc.Parse(r, rpc.RAM, "id", fuzzNow())
	if fault != nil {
		t.Fatal(fault)
	}
	_, text := rpc.Claim{Carrier: rpc.Signature10}.Prove(req, "secret")
	if want := "GET&%2F&a%3D~1%252F%26b%3D2%2520%252A"; text != want {
		t.Errorf("%s, want %s", text, want)
	}
}

// A nonce is valid once in half an hour, even if the clock moves.
func TestNonces(t *testing.T) {
	n := &world.Nonces{}
	at := func(minutes int) time.Time { return fuzzNow().Add(time.Duration(minutes) * time.Minute) }
	for i, step := range []struct {
		minute int
		nonce  string
		fresh  bool
	}{
		{0, "a", true}, {0, "a", false}, {30, "a", false}, {32, "b", true}, {32, "a", false},
		{64, "a", true}, {64, "b", false}, {300, "a", true}, {0, "b", true}, {0, "a", true},
	} {
		if got := n.Use(step.nonce, at(step.minute)); got != step.fresh {
			t.Errorf("step %d: %v", i, got)
		}
	}
}

func TestLongValuesAreBounded(t *testing.T) {
	r := httptest.NewRequest("POST", "http://ram.aliyuncs.com/", strings.NewReader(strings.Repeat("a", 256<<10+1)))
	if _, fault := rpc.Parse(r, rpc.RAM, "id", fuzzNow()); fault == nil || fault.Code != "RequestTooLarge" {
		t.Error(fault)
	}
}
