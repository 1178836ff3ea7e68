package harness_test

import (
	"fmt"
	"testing"

	"github.com/oss403/oss403/harness"
	"github.com/oss403/oss403/harness/control"
	"github.com/oss403/oss403/harness/internal/target"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
	"github.com/oss403/oss403/scenarios/catalogue"
)

const (
	frozenBucket, overdueBucket, ownerlessBucket, deniedBucket = "brought-frozen", "brought-overdue", "brought-ownerless", "brought-denied"
	plainRegion                                                = "eu-central-1"

	leavesOneOut = `{"Version":"1","Statement":[` +
		`{"Effect":"Allow","Action":["oss:*"],"Resource":["*"]},` +
		`{"Effect":"Deny","Action":["oss:*"],"Resource":["acs:oss:*:*:brought-denied","acs:oss:*:*:brought-denied/*"]}]}`
)

// Buckets that the user brings replace the control port.
func TestScenariosOnWhatTheUserBrings(t *testing.T) {
	port, data := startEmulator(t)
	owner, other, overdue, deleted := account(t, port), account(t, port), account(t, port), account(t, port)
	bucketOf(t, data, owner, frozenBucket)
	bucketOf(t, data, owner, deniedBucket)
	bucketOf(t, data, overdue, overdueBucket)
	bucketOf(t, data, deleted, ownerlessBucket)
	state := control.Normal()
	state.Status = "overdue"
	done(t, port.Of(overdue).SetAccount(t.Context(), state))
	state.Status = "deleted"
	done(t, port.Of(deleted).SetAccount(t.Context(), state))
	state = control.Normal()
	state.SourceVPC, state.RegionsWithoutSpeed = "vpc-brought", []string{plainRegion}
	done(t, port.Of(owner).SetFrozen(t.Context(), frozenBucket, true))
	done(t, port.SetVPC(t.Context(), state.SourceVPC, "cn-hangzhou", leavesOneOut))
	done(t, port.Of(owner).SetAccount(t.Context(), state))

	asOwner(t, owner)
	t.Setenv("OSS403_OTHER_ACCESS_KEY_ID", other.Credentials.AccessKeyID)
	t.Setenv("OSS403_OTHER_ACCESS_KEY_SECRET", other.Credentials.AccessKeySecret)
	brings := fmt.Sprintf(
		"fixtures: {frozenBucket: %s, overdueBucket: %s, deletedOwnerBucket: %s, vpcDeniedBucket: %s, noAccelerationRegion: %s}\n",
		frozenBucket, overdueBucket, ownerlessBucket, deniedBucket, plainRegion)
	for _, c := range []struct {
		profile string
		want    verdict.Verdict
	}{
		{"dial: " + data + "\nallow: [billed]\n", verdict.NotSupported},
		{"dial: " + data + "\nallow: [billed]\n" + brings, verdict.Pass},
	} {
		tried := map[scenarios.Capability]int{}
		for _, result := range runBrought(t, c.profile, tried) {
			if result.Verdict != c.want {
				t.Errorf("%s: %s %s, want %s: %+v", result.ID, result.Verdict, result.Reason, c.want, result.Deviations(verdict.Fails))
			}
		}
		if len(tried) != 5 {
			t.Errorf("only %v were tried", tried)
		}
	}
}

// runBrought runs every scenario for which the user can bring something.
func runBrought(t *testing.T, text string, tried map[scenarios.Capability]int) []verdict.Result {
	t.Helper()
	session, err := harness.Open(t.Context(), target.Spec{Target: "http://oss-cn-hangzhou.aliyuncs.com", Profile: writeTo(t, text)}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var results []verdict.Result
	for _, s := range catalogue.All() {
		if c := s.Brought(); c != "" {
			tried[c]++
			results = append(results, session.Run(t.Context(), s))
		}
	}
	done(t, session.Close(t.Context()))
	return results
}
