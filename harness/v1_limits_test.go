package harness_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness"
	"github.com/oss403/oss403/harness/emulator"
	"github.com/oss403/oss403/harness/internal/target"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
	"github.com/oss403/oss403/scenarios/catalogue"
)

// If a target refuses signature V1, no control fails because of that. The scenarios that need
// V1 are NOT-SUPPORTED and say what would provide it; all others pass.
func TestATargetThatRestrictsV1(t *testing.T) {
	for name, c := range map[string]struct {
		limits emulator.V1Limits
		lacks  []scenarios.Capability
	}{
		"nowhere": {emulator.V1Limits{}, nil},
		"anywhere": {emulator.V1Limits{All: true},
			[]scenarios.Capability{scenarios.SignatureV1, scenarios.SignatureV1NewBuckets, scenarios.SignatureV1BucketURLs}},
		"new buckets": {emulator.V1Limits{NewBuckets: true},
			[]scenarios.Capability{scenarios.SignatureV1NewBuckets, scenarios.SignatureV1BucketURLs}},
		"bucket URLs": {emulator.V1Limits{BucketURLs: true}, []scenarios.Capability{scenarios.SignatureV1BucketURLs}},
	} {
		t.Run(name, func(t *testing.T) {
			session := openLimited(t, c.limits)
			counts := map[verdict.Verdict]int{}
			for _, s := range catalogue.All() {
				needs := s.Needs()
				if !slices.Contains(needs, scenarios.SignatureV1) {
					continue
				}
				result := session.Run(t.Context(), s)
				counts[result.Verdict]++
				lacking := slices.ContainsFunc(needs, func(n scenarios.Capability) bool { return slices.Contains(c.lacks, n) })
				said := slices.ContainsFunc(c.lacks, func(n scenarios.Capability) bool {
					return strings.HasPrefix(result.Reason, "needs "+string(n)+", which the target refuses (HTTP 403")
				})
				switch {
				case result.Verdict == verdict.Pass && !lacking:
				case result.Verdict == verdict.NotSupported && said:
				case result.Verdict == verdict.NotSupported && !strings.Contains(result.Reason, "which the target refuses"): // another reason
				default:
					t.Errorf("%s: %s %s", s.ID, result.Verdict, result.Reason)
				}
			}
			t.Logf("%v", counts)
			done(t, session.Close(t.Context()))
		})
	}
}

// openLimited begins a run on an emulator without a control port, with an account that has these limits.
func openLimited(t *testing.T, limits emulator.V1Limits) *harness.Session {
	t.Helper()
	e, err := emulator.New(emulator.Options{
		Accounts: []emulator.Account{{UID: "1000000000000001", V1: limits, Keys: []emulator.AccessKey{{ID: "LTAIlimited", Secret: "s1"}}}}})
	if err != nil {
		t.Fatal(err)
	}
	server, err := e.Start("127.0.0.1:0", "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close(context.Background()) })
	t.Setenv("OSS_ACCESS_KEY_ID", "LTAIlimited")
	t.Setenv("OSS_ACCESS_KEY_SECRET", "s1")
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	profile := writeTo(t,
		"dial: "+server.DataAddr()+
			"\nprovision: true\nram: http://ram.aliyuncs.com\nsts: http://sts.cn-hangzhou.aliyuncs.com\n"+
			"provides: [account's own key, hierarchical namespace]\n")
	session, err := harness.Open(t.Context(),
		target.Spec{Target: "http://oss-cn-hangzhou.aliyuncs.com", Profile: profile, Allow: []string{"irreversible", "billed"}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return session
}
