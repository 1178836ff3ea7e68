package scenarios

import "testing"

func TestEveryKindOfStateIsKnown(t *testing.T) {
	names := map[string]TraitKind{}
	for _, kind := range TraitKinds() {
		row := kind.row()
		if row.name == "" || row.stands == "" {
			t.Errorf("kind %d of state has no name or no sentence; add its row to traits", kind)
		}
		if other, taken := names[row.name]; taken {
			t.Errorf("kinds %d and %d of state are both called %q", other, kind, row.name)
		}
		names[row.name] = kind
	}
	if len(traits()) != len(TraitKinds()) {
		t.Errorf("%d rows for %d kinds of state; leave one row for each", len(traits()), len(TraitKinds()))
	}
}

func TestAFaultInTheStateSaysItself(t *testing.T) {
	for _, tt := range []struct {
		fault Fault
		want  string
	}{
		{Without(CloudBoxes), "the account has no cloud boxes"},
		{With(AccountStatus, "overdue"), "the account of the bucket's owner is overdue"},
		{With(BucketPolicy, "{}", "denies everyone to read"), "the bucket's policy denies everyone to read"},
		{With(UserOnlyPolicy, NoPolicy), "the RAM user has no policy"},
		{With(Retention, Locked), "the retention policy of the bucket is locked"},
		{ObjectArchived(Archive, Lapsed), "the object is of class Archive and its restore has lapsed"},
		{BucketAbsent(), "the bucket does not exist"},
	} {
		if got := tt.fault.Sentence; got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
}

func TestAFaultInTheStateChangesThatAlone(t *testing.T) {
	given := AnObject(Private).With(CloudBoxes, On).With(ObjectKey, "a")
	for name, tt := range map[string]struct{ got, want State }{
		"without":    {Without(CloudBoxes).In(given), AnObject(Private).With(ObjectKey, "a")},
		"with":       {With(Frozen, On).In(given), given.With(Frozen, On)},
		"instead of": {With(BucketACL, PublicRead).In(given), given.With(BucketACL, PublicRead)},
		"no bucket":  {BucketAbsent().In(given), AFreeName().With(ObjectKey, "a")},
		"in request": {WrongSecret().In(given), given},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: got %v, want %v", name, tt.got.Traits(), tt.want.Traits())
		}
	}
}

func TestWhatABucketCannotBeBroughtOutOf(t *testing.T) {
	plain, locked := ABucket(Private), ABucket(Private).With(Retention, Locked)
	for name, tt := range map[string]struct {
		have, want State
		can        bool
	}{
		"another ACL":      {plain, ABucket(PublicRead), true},
		"locked":           {plain, locked, true},
		"no longer locked": {locked, plain, false},
		"namespace":        {plain, plain.With(Namespace, On), false},
		"another region":   {plain.In(Elsewhere), plain, false},
	} {
		if got := tt.have.CanBecome(tt.want); got != tt.can {
			t.Errorf("%s: got %v, want %v", name, got, tt.can)
		}
	}
}
