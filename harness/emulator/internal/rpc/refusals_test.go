package rpc_test

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// An rpcRefusal is a refused request to STS or RAM, with its Code.
type rpcRefusal struct {
	status int
	code   string
	by     func(b *bench.Bench) *http.Request
}

func TestEveryRPCRefusalIsReached(t *testing.T) {
	for _, refusals := range [][]rpcRefusal{gatewayRefusals(), tokenRefusals(), ramRefusals(), stsRefusals()} {
		for i, c := range refusals {
			b := bench.New(t)
			status, body := b.SendRPC(c.by(b))
			if code, _ := body["Code"].(string); status != c.status || code != c.code {
				t.Errorf("%d: got %d %s, want %d %s: %v", i, status, code, c.status, c.code, body)
			}
		}
	}
}

// asOwner is one call of the owner.
func asOwner(action string, pairs ...string) func(*bench.Bench) *http.Request {
	return func(b *bench.Bench) *http.Request {
		return b.RPCRequest(bench.OwnerCredentials(), action, "once", pairs...)
	}
}

// changed is a call of the owner with one part of the form replaced.
func changed(old, new string) func(*bench.Bench) *http.Request {
	return func(b *bench.Bench) *http.Request {
		body := bench.FormOf([]string{"AccessKeyId", bench.OwnerKey, "Action", "ListUsers", "Format", "JSON", "Signature", "x",
			"SignatureMethod", "HMAC-SHA1", "SignatureNonce", "n", "SignatureVersion", "1.0",
			"Timestamp", b.Now.Format("2006-01-02T15:04:05Z"), "Version", "2015-05-01"})
		return b.Raw("POST", "ram.aliyuncs.com", "/", strings.Replace(body, old, new, 1),
			"Content-Type: application/x-www-form-urlencoded", "Accept: application/json")
	}
}

func gatewayRefusals() []rpcRefusal {
	acs3 := func(authorization string, headers ...string) func(*bench.Bench) *http.Request {
		return func(b *bench.Bench) *http.Request {
			headers := append([]string{
				"Authorization: " + authorization, "Accept: application/json", "x-acs-action: ListUsers", "x-acs-version: 2015-05-01",
			}, headers...)
			return b.Raw("POST", "ram.aliyuncs.com", "/", "", headers...)
		}
	}
	const names = "SignedHeaders=host;x-acs-action;x-acs-date;x-acs-signature-nonce;x-acs-version"
	dated := []string{"x-acs-date: 2026-03-05T12:00:00Z", "x-acs-signature-nonce: n"}
	return []rpcRefusal{
		{400, "MissingAction", changed("Action=ListUsers", "")},
		{400, "MissingVersion", changed("Version=2015-05-01", "")},
		{400, "InvalidVersion", changed("Version=2015-05-01", "Version=2014-05-01")},
		{404, "InvalidApi.NotFound", changed("Action=ListUsers", "Action=ListEverything")},
		{404, "InvalidApi.NotFound", changed("Action=ListUsers", "Action=listusers")},
		{400, "InvalidParameter.Format", changed("Format=JSON", "Format=YAML")},
		{400, "InvalidParameter", changed("Action=ListUsers", "Action=%zz")},
		{400, "InvalidParameter", changed("", strings.Repeat("a&", 300))},
		{413, "RequestTooLarge", changed("", strings.Repeat("a", 300<<10))},
		{403, "UnsupportedHTTPMethod", func(b *bench.Bench) *http.Request {
			return b.Raw("PUT", "ram.aliyuncs.com", "/", "", "Accept: application/json")
		}},
		{400, "MissingAccessKeyId", changed("AccessKeyId="+bench.OwnerKey, "")},
		{400, "MissingSignature", changed("Signature=x", "Signature=")},
		{400, "MissingSignatureMethod", changed("SignatureMethod=HMAC-SHA1", "")},
		{400, "MissingSignatureNonce", changed("SignatureNonce=n", "")},
		{400, "MissingSignatureVersion", changed("SignatureVersion=1.0", "")},
		{400, "MissingTimestamp", changed("Timestamp=", "T=")},
		{400, "InvalidSignatureMethod", changed("HMAC-SHA1", "HMAC-MD5")},
		{400, "IncompleteSignature", changed("SignatureVersion=1.0", "SignatureVersion=2.0")},
		{400, "InvalidTimeStamp.Format", changed("Timestamp=2026-03-05", "Timestamp=2026-3-5")},
		{400, "InvalidTimeStamp.Expired", changed("Timestamp=2026-03-05", "Timestamp=2026-03-04")},
		{404, "InvalidAccessKeyId.NotFound", changed(bench.OwnerKey, "LTAInobody")},
		{400, "SignatureDoesNotMatch", changed("", "")},
		{400, "SignatureNonceUsed", func(b *bench.Bench) *http.Request {
			b.SendRPC(b.RPCRequest(bench.OwnerCredentials(), "ListUsers", "once"))
			return b.RPCRequest(bench.OwnerCredentials(), "ListRoles", "once")
		}},
		{400, "IncompleteSignature", acs3("acs a:b")},
		{400, "IncompleteSignature", acs3("ACS3-HMAC-SHA256")},
		{400, "IncompleteSignature", acs3("ACS3-HMAC-SHA256 Credential=" + bench.OwnerKey + "," + names)},
		{400, "IncompleteSignature", acs3("ACS3-HMAC-SHA256 Credential=a,Credential=b,"+names+",Signature=c", dated...)},
		{400, "IncompleteSignature", acs3("ACS3-HMAC-SHA256 Credential=a,SignedHeaders=x-acs-action;host,Signature=c", dated...)},
		{400, "IncompleteSignature", acs3("ACS3-HMAC-SHA256 Credential=a,SignedHeaders=host;x-acs-action,Signature=c", dated...)},
		{400, "InvalidSignatureMethod", acs3("ACS3-RSA-SHA256 Credential=a,"+names+",Signature=c", dated...)},
		{400, "Missingx-acs-date", acs3("ACS3-HMAC-SHA256 Credential=a,"+names+",Signature=c", dated[1])},
		{404, "InvalidAccessKeyId.NotFound", acs3("ACS3-HMAC-SHA256 Credential=a,"+names+",Signature=c", dated...)},
		{400, "SignatureDoesNotMatch", acs3("ACS3-HMAC-SHA256 Credential="+bench.OwnerKey+","+names+",Signature=c", dated...)},
	}
}

func tokenRefusals() []rpcRefusal {
	session := func(change func(b *bench.Bench, s *bench.Identity)) func(*bench.Bench) *http.Request {
		return func(b *bench.Bench) *http.Request {
			s := bench.Reader(b)
			change(b, &s)
			return b.RPCRequest(s, "GetCallerIdentity", "once")
		}
	}
	return []rpcRefusal{
		{400, "MissingSecurityToken", session(func(_ *bench.Bench, s *bench.Identity) { s.Token = "" })},
		{400, "MissingSecurityToken", session(func(_ *bench.Bench, s *bench.Identity) { s.ID, s.Token = "STS.nobody", "" })},
		{404, "InvalidAccessKeyId.NotFound", session(func(_ *bench.Bench, s *bench.Identity) { s.ID = "STS.nobody" })},
		{400, "InvalidSecurityToken.Malformed", session(func(_ *bench.Bench, s *bench.Identity) { s.Token = "garbage" })},
		{400, "InvalidSecurityToken.Malformed", session(func(_ *bench.Bench, s *bench.Identity) { s.Token = strings.Repeat("\xff", 64<<10) })},
		{400, "InvalidSecurityToken.MismatchWithAccessKey",
			session(func(b *bench.Bench, s *bench.Identity) { s.Token = b.Session("reader", "two", "", time.Hour).Token })},
		{400, "InvalidSecurityToken.MismatchWithAccessKey", session(func(_ *bench.Bench, s *bench.Identity) {
			s.ID, s.Secret = bench.OwnerKey, bench.OwnerSecret
		})},
		{400, "InvalidSecurityToken.Expired", session(func(b *bench.Bench, s *bench.Identity) {
			*s = b.Session("reader", "two", "", -time.Second)
		})},
		{400, "InvalidAccessKeyId.Inactive", func(b *bench.Bench) *http.Request {
			u := b.User("alice")
			b.RAM("UpdateAccessKey", "UserName", "alice", "UserAccessKeyId", u.ID, "Status", "Inactive")
			return b.RPCRequest(u, "GetCallerIdentity", "once")
		}},
	}
}

// The answers have the fields of the cloud's answers, in JSON and in XML.
func TestRPCEnvelope(t *testing.T) {
	b := bench.New(t)
	stage := func(format string) *http.Request { return asOwner("GetUser", "UserName", "nobody", "X", format)(b) }
	w := httptest.NewRecorder()
	b.Emulator.Data().ServeHTTP(w, stage("json"))
	var refusal struct{ RequestId, HostId, Code, Message, Recommend string }
	if err := json.Unmarshal(w.Body.Bytes(), &refusal); err != nil {
		t.Fatal(err)
	}
	id := w.Header().Get("x-acs-request-id")
	want := fmt.Sprintf(`{"RequestId":"%s","HostId":"ram.aliyuncs.com","Code":"EntityNotExist.User","Message":"The user does not exist.",`+
		`"Recommend":"https://api.aliyun.com/troubleshoot?q=EntityNotExist.User&product=Ram&requestId=%s"}`, id, id)
	if w.Code != 404 || w.Body.String() != want || len(id) != 36 || b.Trace(id).Operation != "GetUser" {
		t.Errorf("%d %s", w.Code, w.Body)
	}

	form := bench.FormOf([]string{"AccessKeyId", "a&<b>", "Action", "ListUsers", "Signature", "x", "SignatureMethod", "HMAC-SHA1",
		"SignatureNonce", "n", "SignatureVersion", "1.0", "Timestamp", "2026-03-05T12:00:00Z", "Version", "2015-05-01"})
	w = httptest.NewRecorder()
	b.Emulator.Data().ServeHTTP(w, b.Raw("GET", "RAM.aliyuncs.com:80", "/?"+form, ""))
	var document struct {
		XMLName         xml.Name `xml:"Error"`
		RequestId, Code string
	}
	if err := xml.Unmarshal(w.Body.Bytes(), &document); err != nil ||
		document.Code != "InvalidAccessKeyId.NotFound" || document.RequestId == "" {
		t.Errorf("%v %s", err, w.Body)
	}
}

// A mismatch prints the text that was signed.
func TestRPCMismatchNamesTheText(t *testing.T) {
	b := bench.New(t)
	_, body := b.SendRPC(changed("", "")(b))
	want := "server string to sign is:POST&%2F&AccessKeyId%3DLTAIowner%26Action%3DListUsers%26Format%3DJSON%26SignatureMethod%3DHMAC-SHA1%26" +
		"SignatureNonce%3Dn%26SignatureVersion%3D1.0%26Timestamp%3D2026-03-05T12%253A00%253A00Z%26Version%3D2015-05-01"
	if message, _ := body["Message"].(string); !strings.HasSuffix(message, want) {
		t.Error(message)
	}
}

// RPC answers any bytes with its own status, and never panics.
func TestMalformedRPC(t *testing.T) {
	s := bench.Serve(t)
	for _, text := range []string{
		"GET / HTTP/1.1\r\nHost: sts.aliyuncs.com\r\n\r\n",
		"GET http://sts.cn-hangzhou.aliyuncs.com/?%zz HTTP/1.1\r\nHost: x\r\n\r\n",
		"POST http://ram.aliyuncs.com/ HTTP/1.1\r\nHost: ram.aliyuncs.com\r\nContent-Type: application/x-www-form-urlencoded\r\n" +
			"Content-Length: 9\r\n\r\na=%z",
		"POST / HTTP/1.1\r\nHost: ram.aliyuncs.com\r\nContent-Type: application/x-www-form-urlencoded\r\n" +
			"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
		"GET /?" + strings.Repeat("a=b&", 60_000) + " HTTP/1.1\r\nHost: sts.aliyuncs.com\r\n\r\n",
		"POST / HTTP/1.1\r\nHost: sts.aliyuncs.com\r\nAuthorization: ACS3-HMAC-SHA256 =,=,=\r\nContent-Length: 0\r\n\r\n",
		"POST / HTTP/1.1\r\nHost: sts.aliyuncs.com\r\nAuthorization:\r\nx-acs-security-token: " + strings.Repeat("t", 64<<10) +
			"\r\nContent-Length: 0\r\n\r\n",
		"OPTIONS * HTTP/1.1\r\nHost: sts.aliyuncs.com\r\n\r\n",
		"DELETE / HTTP/1.1\r\nHost: sts-vpc.cn-hangzhou.aliyuncs.com\r\n\r\n",
	} {
		resp, err := bench.Exchange(t, s.DataAddr(), text)
		if err != nil || resp.StatusCode < 400 || resp.StatusCode > 431 {
			t.Errorf("%.80q: %v %v", text, resp, err)
		}
	}
}

// A token of 64 KiB of any bytes is read, and refused as unknown.
func TestLongTokens(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	b.Role("reader", "AliyunOSSReadOnlyAccess")
	s := b.Session("reader", "one", "", time.Hour)
	for _, token := range []string{strings.Repeat("t", 64<<10), strings.Repeat("\xfe\x01", 32<<10)} {
		s.Token = token
		r := b.Raw("GET", bench.Private, "/key", "")
		r.Header["X-Oss-Security-Token"] = []string{token}
		if _, why := b.Send(b.By(s, r)); why != "token-invalid" {
			t.Errorf("%d bytes in the header: %s", len(token), why)
		}
	}
	r := b.Raw("GET", bench.Private, "/key?security-token="+wire.Escape(strings.Repeat("\xfe", 64<<10), ""), "")
	if w, _ := b.Send(r); w.Code != 400 {
		t.Errorf("in the URL: %d", w.Code)
	}
}
