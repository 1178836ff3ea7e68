package harness_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/oss403/oss403/harness"
	"github.com/oss403/oss403/harness/internal/journal"
	"github.com/oss403/oss403/harness/internal/target"
	"github.com/oss403/oss403/scenarios"
	"github.com/oss403/oss403/scenarios/catalogue"
)

const removed = "removed, known by journal"

// A sweep removes a bucket with anything in it, except objects under a locked retention policy.
func TestSweepRemovesBucketsInEveryState(t *testing.T) {
	g := startGround(t)
	const run = "0badcafe"
	names := []string{"objects", "parts", "policy", "retained", "locked", "locked and empty", "untagged", "never made"}
	var things []journal.Thing
	want := map[string]string{}
	for i, name := range names {
		bucket := fmt.Sprintf("oss403-%s-%d", run, i+1)
		things = append(things, made(journal.Bucket, bucket))
		mark := run
		switch name {
		case "never made":
			continue
		case "untagged":
			mark = ""
		}
		want[bucket] = removed
		b := g.bucket(t, bucket, mark)
		if name != "locked and empty" && name != "parts" {
			for key := range 3 {
				done(t, b.PutObject(fmt.Sprint("a/", key), strings.NewReader("x")))
			}
		}
		switch name {
		case "parts":
			upload, err := b.InitiateMultipartUpload("key")
			done(t, err)
			_, err = b.UploadPart(upload, strings.NewReader("x"), 1, 1)
			done(t, err)
		case "policy":
			done(t, b.Client.SetBucketPolicy(bucket,
				`{"Version":"1","Statement":[{"Effect":"Deny","Principal":["*"],"Action":["oss:*"],"Resource":["acs:oss:*:*:`+bucket+
					`","acs:oss:*:*:`+bucket+`/*"]}]}`))
		case "retained", "locked", "locked and empty":
			id, err := b.Client.InitiateBucketWorm(bucket, 1)
			done(t, err)
			if name != "retained" {
				done(t, b.Client.CompleteBucketWorm(bucket, id))
			}
			if name == "locked" {
				want[bucket] = "a locked retention policy keeps the object for a day; sweep again then"
			}
		}
	}
	done(t, g.journalOf(t, run, things...).Close())
	found, outcomes := g.sweep(t, 24*time.Hour)
	outcome(t, outcomes, want)
	if left := journals(t); !slices.Equal(left, []string{run}) {
		t.Errorf("journals %q, while a bucket is left", left)
	}
	if found.Young+found.Alive > 0 {
		t.Errorf("%+v", found)
	}
}

// A sweep does not touch what no dead run has left, whatever its name is.
func TestSweepLeavesAloneWhatIsNoLeftover(t *testing.T) {
	g := startGround(t)
	for name, run := range map[string]string{
		"oss403-mine":       "0badcafe",  // not a name of a run
		"oss403-11111111-x": "11111111",  // not a name of a run either
		"oss403-11111111-1": "",          // no tag
		"oss403-33333333-1": "11111111",  // tag of another run
		"oss403-22222222-1": "22222222",  // of a run, and young
		"oss403-44444444-1": "44444444",  // of a run that is alive
		"oss403-44444444-2": "",          // of the same run, not tagged yet
		"else-22222222-1":   "22222222",  // another prefix
		"oss403-55555555-1": "nonsense!", // in the journal of a dead run, but tagged by somebody else
	} {
		g.bucket(t, name, strings.TrimSuffix(run, "!"))
	}
	for name, comments := range map[string]string{
		"oss403-tester":          "oss403-run 22222222", // not a name of a run
		"oss403-22222222-admin":  "oss403-run 22222222", // not a name of a run either
		"oss403-22222222-user-0": "oss403-run 22222222", // of a run, and young
		"oss403-22222222-user-1": "of Ann",              // no mark
		"oss403-33333333-user-1": "oss403-run 22222222", // mark of another run
		"oss403-44444444-user-0": "oss403-run 44444444", // of a run that is alive
	} {
		g.user(t, name, comments)
	}
	alive := g.journalOf(t, "44444444", made(journal.Bucket, "oss403-44444444-1"), made(journal.Bucket, "oss403-44444444-2"),
		made(journal.User, "oss403-44444444-user-0"))
	done(t, g.journalOf(t, "55555555", made(journal.Bucket, "oss403-55555555-1")).Close())

	found, outcomes := g.sweep(t, 24*time.Hour)
	outcome(t, outcomes, nil)
	if found.Young != 2 || found.Alive != 2 { // one of them has no tag yet
		t.Errorf("%d young, %d alive", found.Young, found.Alive)
	}
	if left := journals(t); !slices.Equal(left, []string{"44444444"}) {
		t.Errorf("journals %q, want that of the run that goes on", left)
	}
	byTag := "removed, known by tag and age"
	_, outcomes = g.sweep(t, 0)
	outcome(t, outcomes, map[string]string{"oss403-22222222-1": byTag, "oss403-22222222-user-0": byTag})
	done(t, alive.Close())
	_, outcomes = g.sweep(t, 24*time.Hour)
	outcome(t, outcomes, map[string]string{"oss403-44444444-1": removed, "oss403-44444444-2": removed, "oss403-44444444-user-0": removed})
	if found, _ = g.sweep(t, 0); len(found.Leftovers)+found.Alive+found.Young+len(journals(t)) > 0 {
		t.Errorf("%+v, journals %q", found, journals(t))
	}
}

// A sweep names what it can't reach, and what would help.
func TestSweepSaysWhatItCannotReach(t *testing.T) {
	g := startGround(t)
	theirs := account(t, g.port)
	done(t, clientOf(t, g.data, theirs).CreateBucket("oss403-0badcafe-2"))
	g.user(t, "oss403-0badcafe-user-0", "oss403-run 0badcafe")
	for _, name := range []string{"oss403-66666666-1", "oss403-0badcafe-1"} {
		g.bucket(t, name, name[7:15])
		done(t, g.port.SetFrozen(t.Context(), name, true))
	}
	done(t, g.journalOf(t, "0badcafe", made(journal.Bucket, "oss403-0badcafe-1"), made(journal.User, "oss403-0badcafe-user-0"),
		journal.Thing{Kind: journal.Bucket, Name: "oss403-0badcafe-2", Account: "other account"}).Close())

	whole := g.spec
	g.spec.Profile = writeTo(t, "dial: "+g.data+"\n")
	_, outcomes := g.sweep(t, 0)
	outcome(t, outcomes, map[string]string{
		"oss403-0badcafe-1":      "OSS refuses: HTTP 403",
		"oss403-0badcafe-2":      "it is of the other account of its run",
		"oss403-0badcafe-user-0": "sweep with the profile of that run",
		"oss403-66666666-1":      "its tags can't be read",
	})
	t.Setenv("OSS403_OTHER_ACCESS_KEY_ID", theirs.Credentials.AccessKeyID)
	t.Setenv("OSS403_OTHER_ACCESS_KEY_SECRET", theirs.Credentials.AccessKeySecret)
	g.spec = whole
	done(t, g.port.SetFrozen(t.Context(), "oss403-0badcafe-1", false))
	_, outcomes = g.sweep(t, 24*time.Hour)
	outcome(t, outcomes, map[string]string{"oss403-0badcafe-1": removed, "oss403-0badcafe-2": removed, "oss403-0badcafe-user-0": removed})

	asOwner(t, theirs) // with other journals
	done(t, g.journalOf(t, "77777777", made(journal.Bucket, "oss403-77777777-1")).Close())
	w, err := harness.BeginSweep(t.Context(), target.Spec{Target: sweptTarget, Profile: writeTo(t, "dial: "+g.data+"\n")}, 0)
	done(t, err)
	defer w.Close(t.Context())
	if elsewhere := w.Elsewhere(); len(elsewhere) != 1 || elsewhere[0].Account != g.owner.UID() || w.Account != theirs.UID() {
		t.Errorf("%+v, swept as %s", elsewhere, w.Account)
	}
	done(t, w.Forget(nil))
	if left := journals(t); !slices.Equal(left, []string{"77777777"}) {
		t.Errorf("journals %q, want that of a run on another account", left)
	}
}

// A run leaves the setting of the account as it was. A sweep restores the value from before the first dead run.
func TestTheAccountIsLeftAsItStood(t *testing.T) {
	g := startGround(t)
	g.spec.Profile = writeTo(t, fmt.Sprintf(sweptProfile, g.data)+"provides: [account of its own]\n")
	for _, stood := range []string{"true", "false"} {
		g.blockAccount(t, stood)
		picked, err := scenarios.Select(catalogue.All(), "public-access/v4-header/account-")
		done(t, err)
		session, err := harness.Open(t.Context(), g.spec, nil)
		done(t, err)
		for _, s := range picked {
			if result := session.Run(t.Context(), s); result.Verdict != "PASS" {
				t.Errorf("%s: %s %s", s.ID, result.Verdict, result.Reason)
			}
		}
		done(t, session.Close(t.Context()))
		if stands := g.accountBlocked(t); !strings.Contains(stands, ">"+stood+"<") || len(journals(t)) > 0 {
			t.Errorf("stood %s, stands %s, journals %q", stood, stands, journals(t))
		}
	}
	setting := func(was string) journal.Thing {
		return journal.Thing{Kind: journal.Setting, Name: "Block Public Access", Was: was}
	}
	g.blockAccount(t, "true")
	folder, err := journal.Folder()
	done(t, err)
	nobodys, err := journal.Begin(folder, "99999999", sweptTarget) // of a run that was not allowed to list buckets
	done(t, err)
	done(t, nobodys.Making(setting("false")))
	done(t, nobodys.Close())
	_, outcomes := g.sweep(t, 0)
	outcome(t, outcomes,
		map[string]string{"Block Public Access": "its run did not learn its account, which may be another than this one; " +
			"see to it by hand, then remove " + folder + "/99999999.jsonl"})
	if stands := g.accountBlocked(t); !strings.Contains(stands, ">true<") || len(journals(t)) != 1 {
		t.Errorf("stands %s, journals %q", stands, journals(t))
	}
	done(t, os.Remove(folder+"/99999999.jsonl"))
	done(t, g.journalOf(t, "0badcafe", setting("false")).Close())
	done(t, g.journalOf(t, "1badcafe", setting("true")).Close())
	alive := g.journalOf(t, "44444444", setting("true"))
	_, outcomes = g.sweep(t, 0)
	outcome(t, outcomes, map[string]string{"Block Public Access": "run 44444444, which goes on, changes it too"})
	done(t, alive.Close())
	_, outcomes = g.sweep(t, 0)
	outcome(t, outcomes, map[string]string{"Block Public Access": removed})
	if stands := g.accountBlocked(t); !strings.Contains(stands, ">false<") || len(journals(t)) > 0 {
		t.Errorf("stands %s, journals %q", stands, journals(t))
	}
}
