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
	recorded := Recorded("a.json.gz", "cn-hangzhou", "v1")
	for _, c := range []struct {
		name string
		then Expectation
		left bool
	}{
		{"a recording of the day", then(Captured(recorded.Of("2026-03-01")), Captured(recorded.Of("2026-03-02"))), true},
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
	for day, left := range map[string]bool{"2026-02-28": false, "2026-03-01": true, "2026-04-01": true} {
		if got := len(Since([]Scenario{{ID: "a", Confirmed: day, Then: then(Captured(seen), Captured(seen))}}, "2026-03-01")) == 0; got != left {
			t.Errorf("passed on the service on %s: left out %t, want %t", day, got, left)
		}
	}
}
