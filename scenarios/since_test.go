package scenarios

import "testing"

func TestWhatWasSeenSinceADayIsLeftOut(t *testing.T) {
	seen := Issue("aliyun/aliyun-oss-python-sdk#186")
	then := func(status, code Evidence) Expectation {
		return Expectation{Fields: []Expected{
			{Field: FieldStatus, Answers: []Accepted{{Match: Exactly("403"), Evidence: status}}},
			{Field: FieldCode, Answers: []Accepted{{Match: Exactly("AccessDenied"), Evidence: code}}},
		}}
	}
	for _, c := range []struct {
		name string
		then Expectation
		left bool
	}{
		{"seen on the day", then(Captured(seen.Of("2026-03-01")), Captured(seen.Of("2026-03-01"))), true},
		{"seen the day before", then(Captured(seen.Of("2026-02-28")), Captured(seen.Of("2026-03-01"))), false},
		{"one of two sources is new", then(Captured(seen.Of("2020-02-28"), seen.Of("2026-04")), Captured(seen.Of("2026-03-01"))), true},
		{"only the month is known", then(Captured(seen.Of("2026-03")), Captured(seen.Of("2026-03-01"))), false},
		{"no date is known", then(Captured(seen), Captured(seen.Of("2026-03-01"))), false},
		{"a page alone says so", then(Captured(seen.Of("2026-03-01")), Documented(Page403.Of("2026-05-07"))), false},
	} {
		if left := len(Since([]Scenario{{ID: "a", Then: c.then}}, "2026-03-01")) == 0; left != c.left {
			t.Errorf("%s: left out %t, want %t", c.name, left, c.left)
		}
	}
}
