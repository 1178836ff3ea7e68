package recording

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/aliyun/aliyun-oss-go-sdk/oss"

	"github.com/oss403/oss403/harness/internal/caller"
	"github.com/oss403/oss403/harness/internal/run"
	"github.com/oss403/oss403/harness/internal/wire"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
)

// The canaries: what a recording must not show, each in the form that the service gives it.
const (
	bucketCanary    = "payroll-of-acme"
	userCanary      = "jane.doe"
	accountCanary   = "1234567890123456"
	keyCanary       = "LTAI5tCanaryCanaryCanary"
	secretCanary    = "Sb8yQw2CanarySecretXyZ012345"
	tokenCanary     = "CAIS9wF1q6Ft5B2yfSjIrCanaryToken/3dnbFY4rH+0Tq8="
	signatureCanary = "9x2CanarySignature+/0123abc="
	addressCanary   = "47.98.12.34"
	hostCanary      = "files.acme-payroll.de"
	runCanary       = "0badcafe"
	requestCanary   = "6B0CF1A2CA9A57CA9A571234"
	vpcCanary       = "vpc-ca9a571234567890"
	wormCanary      = "1666E2CFB2B3418CA9A57CA9A5712345"
	mailCanary      = "jane.doe@acme-payroll.com"
)

// Canaries that stand in one place alone, so that nothing but the rule of that place finds them.
const (
	onlySecret  = "only-among-the-secrets"
	onlyBucket  = "ledger-archive"
	onlyMail    = "sam.smith@other-firm.fr"
	onlyElement = "zanzibar.harbour"
	onlyUser    = "kim.possible"
	onlyCookie  = "session-of-robin"
	onlyLogin   = "rosalind"
	onlyBase64  = "the policy of hypatia@alexandria.gr"
	onlyHeader  = "x-of-fibonacci"
)

func canaries() []string {
	return []string{bucketCanary, userCanary, accountCanary, keyCanary[4:], secretCanary, tokenCanary, signatureCanary, addressCanary,
		hostCanary, runCanary, requestCanary, vpcCanary[4:], wormCanary, mailCanary, "2026-11-30", "20261130", "30 Nov 2026",
		fmt.Sprint(canaryTime.Unix()), onlySecret, onlyBucket, onlyMail, onlyElement, onlyUser, onlyCookie, onlyLogin, "hypatia", onlyHeader}
}

var canaryTime = time.Date(2026, 11, 30, 3, 46, 42, 0, time.UTC)

// everything is a text with every canary in it.
func everything() string {
	return strings.Join([]string{
		"bucket /" + bucketCanary + "/a.txt", "user " + userCanary + "!", "acs:ram::" + accountCanary + ":role/x",
		"Credential=" + keyCanary + "/20261130/cn-hangzhou/oss",
		"key " + secretCanary, "x-oss-security-token:" + tokenCanary, "Signature=" + signatureCanary, "from " + addressCanary + ",",
		"https://" + hostCanary + "/x",
		"oss403-" + runCanary + "-7", requestCanary, vpcCanary, wormCanary, mailCanary, canaryTime.Format(http.TimeFormat),
		canaryTime.Format("2006-01-02T15:04:05.000Z"), canaryTime.Format("20060102T150405Z"), fmt.Sprint(canaryTime.Unix()),
	}, "\n")
}

func spaced(text string) string { return fmt.Sprintf("% X ", text) }

func encoded(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }

// canaryDocument is an error document with every canary in every element, as it is and in each disguise.
func canaryDocument() string {
	escaped := strings.ReplaceAll(everything(), "&", "&amp;")
	element := func(name, text string) string { return "  <" + name + ">" + text + "</" + name + ">\n" }
	return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error>\n" + element("Code", "AccessDenied") +
		element("Message", "no: "+escaped+" "+onlySecret+" "+onlyMail+", "+
			onlyElement+" http://"+onlyBucket+".oss-cn-hangzhou.aliyuncs.com/ "+encoded(onlyBase64)) +
		element("RequestId", requestCanary) + element("HostId", bucketCanary+".oss-cn-hangzhou.aliyuncs.com") +
		element("Bucket", bucketCanary) + element("User", userCanary) + element("BucketName", bucketCanary) +
		element("SecurityToken", tokenCanary) +
		element("SignatureProvided", signatureCanary) + element("StringToSign", escaped) + element("StringToSignBytes", spaced(everything())) +
		element("CanonicalRequest", url.QueryEscape(everything())) + element("Expires", canaryTime.Format("2006-01-02T15:04:05.000Z")) +
		"  <AccessDeniedDetail>\n" + element("AuthPrincipalDisplayName", userCanary) + element("AuthPrincipalOwnerId", accountCanary) +
		element("EncodedDiagnosticMessage", "AQIBI"+strings.TrimRight(encoded(everything()), "=")) + "  </AccessDeniedDetail>\n" +
		element("Surprise", onlyElement) + element("Cname", onlyUser) +
		element("Authorization", "OSS "+keyCanary+":"+signatureCanary) + "</Error>\n"
}

// told is a scenario with every canary in every place of its exchange.
func told(method string) run.Told {
	document := canaryDocument()
	header := http.Header{}
	for _, name := range []string{"X-Oss-Request-Id", "X-Oss-Meta-Author", "Etag", "Location", "Via", "Set-Cookie", "X-Oss-Version-Id"} {
		header.Set(name, strings.ReplaceAll(everything(), "\n", " "))
	}
	header.Set("X-Powered-By", onlyHeader)
	header.Set("Date", canaryTime.Format(http.TimeFormat))
	header.Set("X-Oss-Err", encoded(document))
	sent := wire.Sent{Method: method, Host: hostCanary, Bucket: bucketCanary, Key: "a.txt", Region: "cn-hangzhou",
		Credentials:   caller.Credentials{AccessKeyID: keyCanary, AccessKeySecret: secretCanary, SecurityToken: tokenCanary},
		Authorization: "OSS " + keyCanary + ":" + signatureCanary, Signature: signatureCanary, SignedAt: canaryTime, Expires: canaryTime,
		OwnerUID: accountCanary, UserID: userCanary, StringToSign: everything(), CanonicalRequest: url.PathEscape(everything()),
		TrueSecret: secretCanary, TrueSignature: signatureCanary}
	requested := []verdict.Header{{Name: "Host", Value: hostCanary}, {Name: "User-Agent", Value: userCanary},
		{Name: "Cookie", Value: onlyCookie},
		{Name: "Referer", Value: "https://" + hostCanary + "/?x=" + url.QueryEscape(everything())},
		{Name: "X-Oss-Callback", Value: encoded(`{"callbackUrl":"http://` + addressCanary + `:8080/` + mailCanary + `"}`)},
		{Name: "Authorization", Value: sent.Authorization}}
	exchange := verdict.Exchange{Step: provocation, Method: method, RequestHeaders: requested, Status: 403, Error: everything(),
		URL: "https://" + onlyLogin + ":pw@" + bucketCanary + ".oss-cn-hangzhou.aliyuncs.com/a.txt?OSSAccessKeyId=" + keyCanary +
			"&Signature=" + url.QueryEscape(signatureCanary) + "&security-token=" + url.QueryEscape(tokenCanary) +
			"&x=" + url.QueryEscape(everything()) +
			"&policy=" + url.QueryEscape(encoded(`{"expiration":"2026-11-30T03:46:42.000Z","bucket":"`+bucketCanary+`"}`))}
	answer := wire.Answer{Sent: sent, Status: 403, Header: header, Body: []byte(document), Exchange: exchange,
		SDKError: oss.ServiceError{StatusCode: 403, Code: "AccessDenied", Message: everything(), RequestID: requestCanary, HostID: hostCanary}}
	return run.Told{Scenario: scenarios.Scenario{ID: "canary/one"}, Secrets: []string{secretCanary, onlySecret},
		Answers: []wire.Answer{answer},
		Result: verdict.Result{Verdict: verdict.Fail, Reason: everything(), Exchanges: []verdict.Exchange{exchange}, Findings: []verdict.Finding{
			{Field: "AccessDeniedDetail/AuthPrincipalDisplayName", Level: "documented", Severity: verdict.Fails,
				Expected: userCanary, Actual: userCanary, Explanation: everything()},
			{Field: "no effect", Level: "documented", Severity: verdict.Fails, Expected: "nothing changed", Actual: everything()}}}}
}

// No canary is anywhere in what is recorded, in no disguise; and the sanitiser says so itself.
func TestNoCanaryIsRecorded(t *testing.T) {
	for _, method := range []string{http.MethodGet, http.MethodHead} {
		entry, left, err := Capture(told(method))
		if err != nil || left > 0 || entry.Carried != "" {
			t.Fatalf("%s: %d left, %v, %s", method, left, err, entry.Carried)
		}
		text, err := json.MarshalIndent(entry, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		for _, view := range viewsOf(unquoted(string(text)), 0) {
			for _, canary := range canaries() {
				if at := strings.Index(view, canary); at >= 0 {
					t.Errorf("%s: %q is in %q", method, canary, view[max(0, at-60):min(len(view), at+60)])
				}
			}
		}
	}
}

// What stands for a value has its length and its kinds of characters, and is the same wherever the value stands.
func TestStandInsKeepLengthsKindsAndEqualities(t *testing.T) {
	source := told(http.MethodGet)
	entry, _, err := Capture(source)
	if err != nil {
		t.Fatal(err)
	}
	body, raw := entry.Exchanges[0].ResponseBody, string(source.Answers[0].Body)
	if len(body) != len(raw) {
		t.Errorf("the body has %d bytes, and had %d", len(body), len(raw))
	}
	kinds := func(text string) string {
		return strings.Map(func(r rune) rune {
			switch {
			case r >= '0' && r <= '9':
				return '0'
			case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z':
				return 'a'
			}
			return r
		}, text)
	}
	for value, by := range map[string]string{signatureCanary: entry.Sent.Signature, tokenCanary: entry.Sent.SecurityToken,
		accountCanary: entry.Sent.OwnerUID, bucketCanary: entry.Sent.Bucket, keyCanary: entry.Sent.AccessKeyID, hostCanary: entry.Sent.Host} {
		if by == value || kinds(by) != kinds(value) || strings.Count(body, by) < strings.Count(raw, value) {
			t.Errorf("%q became %q, %d times for %d", value, by, strings.Count(body, by), strings.Count(raw, value))
		}
	}
	if !strings.HasPrefix(entry.Sent.AccessKeyID, "LTAI") ||
		!strings.Contains(body, "<StringToSignBytes>"+spaced(sanitisedElement(body))[:40]) {
		t.Errorf("the kind of the AccessKey is lost, or StringToSignBytes is of another text:\n%s", body)
	}
	if got := canaryTime.Sub(entry.Sent.SignedAt); got == 0 || got%week != 0 || entry.Sent.SignedAt.Weekday() != canaryTime.Weekday() {
		t.Errorf("times are moved by %s", got)
	}
	again, _, err := Capture(source)
	if first, second := fmt.Sprint(entry), fmt.Sprint(again); err != nil || len(first) != len(second) ||
		entry.Sent.Signature != again.Sent.Signature {
		t.Errorf("the same scenario is recorded otherwise a second time: %v", err)
	}
}

// sanitisedElement is the text of StringToSign in a sanitised document.
func sanitisedElement(body string) string {
	_, rest, _ := strings.Cut(body, "<StringToSign>")
	text, _, _ := strings.Cut(rest, "</StringToSign>")
	return strings.ReplaceAll(text, "&amp;", "&")
}

// What the sanitiser would miss makes it drop the whole exchange.
func TestWhatIsLeftDropsTheExchange(t *testing.T) {
	s := NewSanitiser("x", canaryTime)
	s.Hide(bucketCanary)
	for _, text := range []string{bucketCanary, "x" + bucketCanary + "y", url.QueryEscape("/" + bucketCanary), spaced("at " + bucketCanary),
		encoded("a policy of " + bucketCanary), spaced(encoded("a policy of " + bucketCanary))} {
		if s.Left(text) == 0 {
			t.Errorf("%q is not found in %q", bucketCanary, text)
		}
		entry, left, err := s.checked(Entry{Scenario: "x", Reason: text, Verdict: verdict.Pass})
		if err != nil || left == 0 || entry.Reason != "" || entry.Carried == "" || entry.Verdict != verdict.Pass {
			t.Errorf("%q: %+v %d %v", text, entry, left, err)
		}
	}
	if n := s.Left("nothing of it"); n != 0 {
		t.Errorf("%d", n)
	}
}

// A page of a proxy keeps nothing but its shape; an answer that is too long is not kept at all.
func TestOtherAnswersKeepNothing(t *testing.T) {
	page := told(http.MethodGet)
	page.Answers[0].Body = []byte("<html>Hello " + userCanary + ", ask " + hostCanary + "</html>")
	page.Answers[0].SDKError = errors.New("oss: " + userCanary)
	entry, _, err := Capture(page)
	if body := entry.Exchanges[0].ResponseBody; err != nil || strings.Contains(body, "Hello") || strings.Contains(body, userCanary) {
		t.Errorf("%q %v", body, err)
	}
	long := told(http.MethodGet)
	long.Answers[0].Body = []byte(strings.Repeat("x", mostBody+1))
	if entry, _, err = Capture(long); err != nil || entry.Carried == "" || len(entry.Exchanges[0].ResponseBody) > mostBody+1 {
		t.Errorf("%q %v", entry.Carried, err)
	}
}
