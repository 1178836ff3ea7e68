package reports

import (
	"fmt"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/verdict"
)

// page returns the rows of a small official page, and one row beyond it.
func page() []Row {
	return []Row{
		{"R05", "AccessDenied", "AccessDenied", "a RAM user without the permission",
			[]string{"let a RAM policy of the user allow the action", "check the AccessKey"}},
		{"R17", "AccessDenied",
			"The bucket you are attempting to access must be addressed using the specified endpoint. " +
				"Please send all future requests to this endpoint.", "", nil},
		{"R33", "InvalidAccessKeyId", "The OSS Access Key Id you provided does not exist in our records.", "", nil},
		{"R45", "SecurityTokenExpired", "The security token you provided has expired.", "", nil},
		{"R48", "SignatureDoesNotMatch",
			"The request signature we calculated does not match the signature you provided. Check your key and signing method.", "", nil},
		{"R51", "WORMConfigurationLocked", "The WORM Configuration is locked.", "", nil},
		{"X01", "AccessDenied", "The request is from a blocked address.", "", nil},
	}
}

func scenario(id, row string, v verdict.Verdict, reason string, findings ...verdict.Finding) verdict.Result {
	return verdict.Result{
		ID: id, Row: row, Title: "a request that must not pass", Area: "authentication", Carrier: "v4-header", Needs: []string{"signature V4"},
		Sources: []verdict.Source{{Level: "captured", Text: "issue example/client#1"}}, Fault: "signed with a wrong secret",
		Verdict: v, Reason: reason, DurationMs: 12.345, Findings: findings,
		Exchanges: []verdict.Exchange{
			{Step: "provocation", Method: "GET", URL: "http://127.0.0.1/b/o", Status: 403, ResponseBody: "<Error/>", DurationMs: 1.5}},
	}
}

func deviation(field, level string, severity verdict.Severity, expected, actual string) verdict.Finding {
	return verdict.Finding{Field: field, Level: level, Severity: severity, Expected: expected, Actual: actual, OK: expected == actual}
}

// everyVerdict returns a run with every verdict, every severity and Trouble.
func everyVerdict() Run {
	const signed = "GET\n\n\nThu, 05 Dec 2024 02:31:04 GMT\n/examplebucket/object.txt"
	elsewhere := scenario("access-denied/endpoint/v4-header", "R17", verdict.NotSupported, "no second region: give the profile one")
	elsewhere.Area = "endpoint"
	run := Run{
		About: About{
			Suite:       Suite{Version: "v1.4.0", Commit: "0123456789abcdef", Catalogue: "3f2a9c1d77e0"},
			Product:     &verdict.Product{Name: "gateway", Version: "2.1", Vendor: "Example"},
			Settings:    Settings{Dialect: "observed", Profile: "gateway.yaml", Focus: "R05,R48", Baseline: "known.yaml", Allow: "billed", Procs: 4},
			Environment: Environment{OS: "linux", Arch: "amd64", Go: "go1.26.8"},
		},
		Target: "emulator:", StartedAt: time.Date(2026, 11, 23, 15, 4, 5, 0, time.UTC), Duration: 4213 * time.Millisecond,
		Rows: page(),
		Results: []verdict.Result{
			scenario("signature-does-not-match/v1-header", "R48", verdict.Fail, "refused otherwise than expected: HTTP 403 AccessDenied",
				deviation("status", "captured", verdict.Fails, "403", "403"),
				deviation("Code", "captured", verdict.Fails, "SignatureDoesNotMatch", "AccessDenied"),
				deviation("StringToSign", "captured", verdict.Fails, signed, strings.Replace(signed, "/object", "\r/object", 1)),
				deviation("EC", "documented", verdict.Warns, "0002-00000040", "0002-00000041"),
				deviation("RecommendDoc", "inferred", verdict.Recorded, "https://api.aliyun.com/troubleshoot?q=0002-00000040", "(absent)")),
			scenario("signature-does-not-match/v4-url", "R48", verdict.Pass, "",
				deviation("EC", "documented", verdict.Warns, "0002-00000040", "0002-00000041")),
			scenario("access-denied/ram-user/v4-header", "R05", verdict.Pass, ""),
			scenario("access-denied/ram-user/v1-header", "R05", verdict.NotSupported, "no signature V1: the target refuses it"),
			scenario("access-denied/ram-user/v1-url", "R05", verdict.NotSupported, "no signature V1: the target refuses it"),
			elsewhere,
			scenario("invalid-access-key-id/unknown/v4-header", "R33", verdict.Known, "baseline: sends 401, see issue 7, until 2027-01-31",
				deviation("status", "captured", verdict.Fails, "403", "401")),
			scenario("invalid-access-key-id/unknown/v4-url", "R33", verdict.Stale, "the baseline says that it fails, and it passes"),
			scenario("security-token-expired/v4-header", "R45", verdict.Untestable, "the control did not succeed: HTTP 403 InvalidAccessKeyId"),
			scenario("blocked-address/v4-header", "X01", verdict.Pass, ""),
		},
		Usage:   &verdict.Usage{Requests: 412, Repeated: 3, Calls: 17, Buckets: 9, AtOnce: 6},
		Trouble: []string{"clean-up: bucket oss403-7f3a-0 was left behind: HTTP 409 BucketNotEmpty"},
	}
	run.Results[0].Decision = &verdict.Decision{RequestID: "5C3D9175B6FC201293AD4890",
		Says: []string{"Account 1000000000000001 asked for GetObject",
			"identity/signature refused, after 12 checks without objection: signature-mismatch (AccessDenied 0002-00000040)"},
		URL: "http://127.0.0.1:8404/v1/requests/5C3D9175B6FC201293AD4890"}
	run.Results[len(run.Results)-1].Learnt = &verdict.Learnt{Answered: "signed 16m0s from the server's time",
		Silent: "signed with a wrong secret"}
	for i := range 5 {
		id := fmt.Sprintf("worm-configuration-locked/form-%d", i)
		run.Results = append(run.Results, scenario(id, "R51", verdict.Error, "preflight: dial tcp 127.0.0.1:1: connection refused"))
	}
	for _, r := range run.Results {
		run.Expected = append(run.Expected, r.ID)
	}
	run.Expected = append(run.Expected, "worm-configuration-locked/never-reported")
	return run
}

// of returns a run of one row whose scenarios have the given verdicts.
func of(verdicts ...verdict.Verdict) Run {
	run := Run{Target: "emulator:", Rows: page()}
	for i, v := range verdicts {
		id := fmt.Sprintf("scenario-%d", i)
		run.Expected = append(run.Expected, id)
		run.Results = append(run.Results, scenario(id, "R05", v, "because"))
	}
	return run
}

// hostile is text that could act on a terminal, an XML parser, a browser or a log
// viewer.
const hostile = "\x1b[31mred\x1b]0;title\x07\x9b]]><script>alert(1)</script>&\x00\xff\xfe\u202e\u2028\ufffe\U0001F600\r\n" +
	"::error::owned\nhttps://evil.example/ www.evil.example me@evil.example @owner #1\n| a | b |\n# heading\n" +
	"`code` ~~gone~~ [l](javascript:x)\n"

// hostileRun returns a run with hostile text wherever a target, a scenario or the
// suite can put text. One scenario has a megabyte of it.
func hostileRun() Run {
	run := everyVerdict()
	run.Target, run.Trouble = hostile, []string{hostile}
	run.Rows[0].Remedy = []string{hostile}
	run.Product = &verdict.Product{Name: hostile, Version: hostile, Vendor: hostile}
	run.Settings = Settings{Dialect: hostile, Profile: hostile, Focus: hostile, Baseline: hostile, Allow: hostile}
	for i := range run.Results {
		r, h := &run.Results[i], hostile
		if i == 0 {
			h += strings.Repeat("A", 1<<20)
		}
		r.Title, r.Fault, r.Reason, r.Area, r.Carrier = h, h, h, h, h
		r.Needs, r.Sources = []string{h}, []verdict.Source{{Level: "captured", Text: h}}
		r.Learnt = &verdict.Learnt{Answered: h, Silent: h}
		r.Decision = &verdict.Decision{RequestID: h, Says: []string{h}, URL: h}
		r.Findings = []verdict.Finding{
			deviation("Message", "captured", verdict.Fails, "AccessDenied", h),
			deviation("StringToSign", "captured", verdict.Fails, h+"a", h+"b"),
			deviation(h, "documented", verdict.Warns, h, "x"),
			deviation("HostId", "inferred", verdict.Recorded, "y", h),
		}
	}
	return run
}
