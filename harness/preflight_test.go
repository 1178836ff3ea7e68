package harness_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/oss403/oss403/harness"
	"github.com/oss403/oss403/harness/control"
	"github.com/oss403/oss403/harness/emulator"
	"github.com/oss403/oss403/harness/internal/caller"
	"github.com/oss403/oss403/harness/internal/journal"
	"github.com/oss403/oss403/harness/internal/target"
	"github.com/oss403/oss403/scenarios"
	"github.com/oss403/oss403/scenarios/catalogue"
)

// foundBy says how the preflight finds out that a run can't begin.
type foundBy int

const (
	reading  foundBy = iota // by reading; a plan finds it too
	refused                 // a write is refused, and nothing is made
	trying                  // a bucket is made and removed
	leftover                // a bucket is made and can't be removed
)

// inTheRegion is the target of most of these tests.
const inTheRegion = "http://oss-cn-hangzhou.aliyuncs.com"

const (
	allOfOSS  = `{"Effect":"Allow","Action":["oss:*"],"Resource":["*"]}`
	provision = "provision: true\nram: http://ram.aliyuncs.com\nsts: http://sts.cn-hangzhou.aliyuncs.com\n"
)

// A run makes nothing that it can't note in a journal first.
func TestPreflightWantsAJournal(t *testing.T) {
	s := newStranger(t, emulator.Terms{})
	asCaller(t, s.owner.Credentials)
	file := writeTo(t, "")
	t.Setenv("XDG_CACHE_HOME", file)
	s.accepted()
	oneLineWhy(t, target.Spec{Target: inTheRegion, Profile: writeTo(t, "dial: "+s.address+"\n")}, "is written down first",
		"set XDG_CACHE_HOME to a folder that can be written")
	if wrote := s.accepted(); len(wrote) > 0 {
		t.Errorf("the run wrote %v", wrote)
	}
}

// but is a statement that denies an action.
func but(action string) string {
	return `,{"Effect":"Deny","Action":["` + action + `"],"Resource":["*"]}`
}

// If a run can't begin, one line names the cause and the remedy, and the target stays as it
// was.
func TestPreflightNamesCauseAndRemedyAndMakesNothing(t *testing.T) {
	nobody := caller.Credentials{AccessKeyID: "LTAI0000nobody", AccessKeySecret: "secret"}
	for name, c := range map[string]struct {
		who           func(*stranger) caller.Credentials // nil: the owner
		other         func(*stranger) caller.Credentials // caller of the other account; nil: none
		target        string                             // empty: inTheRegion
		profile       string
		terms         emulator.Terms
		by            foundBy
		cause, remedy string
	}{
		"no credentials": {who: func(*stranger) caller.Credentials { return caller.Credentials{} },
			cause: "needs the AccessKey", remedy: "set OSS_ACCESS_KEY_ID and OSS_ACCESS_KEY_SECRET"},
		"no secret": {who: func(s *stranger) caller.Credentials { return caller.Credentials{AccessKeyID: "LTAI"} },
			cause: "needs the AccessKey", remedy: "set OSS_ACCESS_KEY_ID and OSS_ACCESS_KEY_SECRET"},
		"a line end in the secret": {who: func(s *stranger) caller.Credentials {
			return caller.Credentials{AccessKeyID: s.owner.Credentials.AccessKeyID, AccessKeySecret: s.owner.Credentials.AccessKeySecret + "\n"}
		}, cause: "OSS_ACCESS_KEY_SECRET holds a space or a line end", remedy: "set it without"},
		"unknown AccessKey": {who: func(*stranger) caller.Credentials { return nobody },
			cause: "http://oss-cn-hangzhou.aliyuncs.com knows no such AccessKey", remedy: "check OSS_ACCESS_KEY_ID"},
		"wrong secret": {who: func(s *stranger) caller.Credentials {
			return caller.Credentials{AccessKeyID: s.owner.Credentials.AccessKeyID, AccessKeySecret: "wrong"}
		}, cause: "the secret does not belong to the AccessKey", remedy: "check OSS_ACCESS_KEY_SECRET"},
		"other account's unknown AccessKey": {other: func(*stranger) caller.Credentials { return nobody },
			cause: "the AccessKey of the other account does not work", remedy: "check OSS403_OTHER_ACCESS_KEY_ID (or otherAccount in the profile)"},
		"other account's wrong secret": {other: func(s *stranger) caller.Credentials {
			return caller.Credentials{AccessKeyID: s.owner.Credentials.AccessKeyID, AccessKeySecret: "wrong"}
		}, cause: "the AccessKey of the other account does not work",
			remedy: "check OSS403_OTHER_ACCESS_KEY_SECRET (or otherAccount in the profile)"},
		"other account that is the owner's": {other: func(s *stranger) caller.Credentials { return s.owner.Credentials },
			cause:  "the AccessKey of the other account is of the owner's own",
			remedy: "set OSS403_OTHER_ACCESS_KEY_ID and OSS403_OTHER_ACCESS_KEY_SECRET (or otherAccount in the profile)"},
		"a second region that is none": {profile: "secondRegion: no-where-1\n",
			cause:  "the second region no-where-1 is none that http://oss-no-where-1.aliyuncs.com serves",
			remedy: "check secondRegion in the profile"},
		"a bucket that nobody has brought": {profile: "fixtures: {frozenBucket: nowhere-to-be-found}\n",
			cause: "there is no bucket nowhere-to-be-found", remedy: "check fixtures.frozenBucket in the profile"},
		"disabled AccessKey": {who: func(s *stranger) caller.Credentials {
			return s.caller(scenarios.RAMUser, scenarios.NoState().With(scenarios.KeyDisabled, scenarios.On))
		}, cause: "the AccessKey is disabled", remedy: "enable it in the RAM console"},
		"expired session": {who: func(s *stranger) caller.Credentials {
			s.caller(scenarios.RoleSession, scenarios.State{})
			expired, err := s.port.Of(s.owner).ExpiredSession(s.t.Context(), "oss403-before-role")
			done(s.t, err)
			return expired
		}, cause: "the session of the AccessKey has expired", remedy: "get new credentials from STS"},
		"session without its token": {who: func(s *stranger) caller.Credentials {
			session := s.caller(scenarios.RoleSession, scenarios.State{})
			session.SecurityToken = ""
			return session
		}, cause: "its token is missing", remedy: "set OSS_SESSION_TOKEN"},
		"session with another token": {who: func(s *stranger) caller.Credentials {
			session := s.caller(scenarios.RoleSession, scenarios.State{})
			session.SecurityToken = "another"
			return session
		}, cause: "the token does not belong to the AccessKey", remedy: "set OSS_SESSION_TOKEN"},
		"permanent AccessKey with a token": {who: func(s *stranger) caller.Credentials {
			who := s.owner.Credentials
			who.SecurityToken = s.caller(scenarios.RoleSession, scenarios.State{}).SecurityToken
			return who
		}, cause: "no session has this AccessKey", remedy: "unset OSS_SESSION_TOKEN"},

		"region of the profile": {profile: "region: ap-southeast-1\n",
			cause:  "signed for the region ap-southeast-1, which is not that of http://oss-cn-hangzhou.aliyuncs.com",
			remedy: "set region in the profile, or OSS_REGION"},
		"region that is none": {target: "http://oss-nowhere-1.aliyuncs.com",
			cause: "http://oss-nowhere-1.aliyuncs.com is taken for a bucket", remedy: "name the endpoint of a region"},
		"clock an hour behind": {who: clock(time.Hour), cause: "1h0m0s behind the target's", remedy: "set it by NTP"},
		"clock an hour ahead":  {who: clock(-time.Hour), cause: "1h0m0s ahead of the target's", remedy: "set it by NTP"},
		"path style": {profile: "addressing: path\n", by: refused,
			cause: "wants the bucket in the host name", remedy: "set addressing: virtual-host"},

		"prefix in use": {who: func(s *stranger) caller.Credentials {
			bucketOf(s.t, s.address, s.owner, "oss403-backups")
			return s.owner.Credentials
		}, cause: "the bucket oss403-backups begins with oss403-", remedy: "rename it, or run with another account"},
		"full quota": {who: func(s *stranger) caller.Credentials {
			bucketOf(s.t, s.address, s.owner, "one-bucket")
			return s.owner.Credentials
		}, terms: emulator.Terms{BucketQuota: 1}, by: refused, cause: "as many buckets in the region as it may",
			remedy: "remove some (oss403 sweep"},

		"in arrears": {who: inStatus("overdue"), by: refused, cause: "the account is in arrears", remedy: "settle the bill"},
		"closed":     {who: inStatus("deleted"), cause: "in arrears or closed", remedy: "settle the bill"},
		"OSS not activated": {who: func(s *stranger) caller.Credentials {
			return s.is(func(a *control.AccountState) { a.OSSActivated = false })
		}, cause: "OSS was never activated", remedy: "activate OSS"},
		"no public endpoint in mainland China": {who: func(s *stranger) caller.Credentials {
			return s.is(func(a *control.AccountState) { a.PublicClosed = true })
		}, by: trying, cause: "no data access at public endpoints in mainland China", remedy: "use a region outside it"},

		"read-only account": {who: may(`{"Effect":"Allow","Action":["oss:Get*","oss:List*"],"Resource":["*"]}`), by: refused,
			cause: "may not do this (oss:PutBucket", remedy: "let its RAM user do oss:*"},
		"no objects": {who: may(allOfOSS + but("oss:PutObject")), by: trying,
			cause: "may not do this (oss:PutObject", remedy: "take away what denies it"},
		"no tags": {who: may(allOfOSS + but("oss:PutBucketTagging")), by: trying,
			cause: "may not do this (oss:PutBucketTagging", remedy: "take away what denies it"},
		"no removal of buckets": {who: may(allOfOSS + but("oss:DeleteBucket")), by: leftover,
			cause:  "may not do this (oss:DeleteBucket",
			remedy: "is left over: HTTP 403 AccessDenied, EC 0003-00000201; remove it with an AccessKey that may"},
		"no removal of objects": {who: may(allOfOSS + but("oss:DeleteObject")), by: leftover,
			cause:  "may not do this (oss:DeleteObject",
			remedy: "is left over: HTTP 403 AccessDenied, EC 0003-00000201; remove it with an AccessKey that may"},

		"no RAM": {who: may(allOfOSS), profile: provision,
			cause: "may not make RAM users, though provision is true", remedy: "let its RAM user do ram:*, or leave provision out"},
		"another API as RAM": {profile: strings.ReplaceAll(provision, "//ram.", "//sts."),
			cause: "sts.aliyuncs.com does not serve the AccessKey", remedy: "check that ram and sts in the profile"},
		"OSS as STS": {profile: strings.ReplaceAll(provision, "//sts.", "//oss-"),
			cause: "what answers as RAM or STS is neither", remedy: "check ram and sts in the profile"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStranger(t, c.terms)
			who := s.owner.Credentials
			if c.who != nil {
				who = c.who(s)
			}
			asCaller(t, who)
			if c.other != nil {
				other := c.other(s)
				t.Setenv("OSS403_OTHER_ACCESS_KEY_ID", other.AccessKeyID)
				t.Setenv("OSS403_OTHER_ACCESS_KEY_SECRET", other.AccessKeySecret)
			}
			spec := target.Spec{Target: inTheRegion, Profile: writeTo(t, "dial: "+s.address+"\n"+c.profile)}
			if c.target != "" {
				spec.Target = c.target
			}
			s.accepted()
			before := s.accounts()
			line := oneLineWhy(t, spec, c.cause, c.remedy)
			wrote, after := s.accepted(), s.accounts()
			if left := after != before; left != (c.by == leftover) || (len(wrote) > 0) != (c.by == trying || c.by == leftover) {
				t.Errorf("the run wrote %v\nbefore it %s, after it %s", wrote, before, after)
			}
			if c.by != reading {
				return
			}
			_, err := harness.Survey(t.Context(), spec, catalogue.All()[:1], func(int) {})
			if err == nil || err.Error() != line || len(s.accepted()) > 0 {
				t.Errorf("the plan says %v\nand the run     %s", err, line)
			}
		})
	}
}

// If the owner may not list buckets, STS names the account for the journal: a sweep looks for
// RAM entities on that account only.
func TestTheJournalKnowsTheAccountThatMayNotBeListed(t *testing.T) {
	s := newStranger(t, emulator.Terms{})
	asCaller(t, s.user(allOfOSS+but("oss:ListBuckets")+`,{"Effect":"Allow","Action":["ram:*"],"Resource":["*"]}`))
	session, err := harness.Open(t.Context(),
		target.Spec{Target: inTheRegion, Profile: writeTo(t, "dial: "+s.address+"\n"+provision+"timeouts: {settling: 0s}\n")}, nil)
	done(t, err)
	folder, err := journal.Folder()
	done(t, err)
	left, err := journal.Read(folder)
	done(t, err)
	if len(left) != 1 || left[0].Account != s.owner.UID() {
		t.Errorf("%+v, want account %s", left, s.owner.UID())
	}
	done(t, session.Close(t.Context()))
}

// oneLineWhy checks that the reason why no run can begin is one line in plain words, and returns it.
func oneLineWhy(t *testing.T, spec target.Spec, cause, remedy string) string {
	t.Helper()
	session, err := harness.Open(t.Context(), spec, nil)
	if err == nil {
		done(t, session.Close(t.Context()))
		t.Fatal("the run begins")
	}
	line := err.Error()
	t.Log(line) // -v shows the text for each bad input
	if !strings.HasPrefix(line, "preflight: ") || !strings.Contains(line, cause) || !strings.Contains(line, remedy) ||
		strings.Index(line, cause) > strings.Index(line, remedy) {
		t.Errorf("%s\nwant the cause %q, then the remedy %q", line, cause, remedy)
	}
	for _, soup := range []string{"\n", "oss: service", "dial tcp", "lookup ", "x509", "tls:", `Get "`, "context deadline", "request id:"} {
		if strings.Contains(line, soup) {
			t.Errorf("%q in %s", soup, line)
		}
	}
	if errors.As(err, new(target.UsageError)) { // exit code 64
		t.Errorf("a mistake in what was asked for: %s", line)
	}
	return line
}

func may(statements string) func(*stranger) caller.Credentials {
	return func(s *stranger) caller.Credentials { return s.user(statements) }
}

func inStatus(status string) func(*stranger) caller.Credentials {
	return func(s *stranger) caller.Credentials {
		return s.is(func(a *control.AccountState) { a.Status = status })
	}
}

// clock returns the owner of a target whose clock is ahead of this machine's.
func clock(ahead time.Duration) func(*stranger) caller.Credentials {
	return func(s *stranger) caller.Credentials {
		done(s.t, s.port.MoveClock(s.t.Context(), ahead))
		return s.owner.Credentials
	}
}
