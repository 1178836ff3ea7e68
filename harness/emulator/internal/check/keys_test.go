package check_test

import (
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/check"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// Every condition key has a value, and the value decides.
func TestConditionKeys(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range bench.KeyCases() {
		name, _, _ := strings.Cut(c.Key, "/")
		seen[name] = true
		for value, want := range map[string]deny.Reason{c.Value: "", c.Other: c.Refused} {
			b := bench.New(t)
			bench.Stage(b)
			if w, got := b.Send(c.Send(b, value)); got != string(want) {
				t.Errorf("%s %s: got %q, want %q\n%s", c.Key, value, got, want, w.Body)
			}
		}
	}
	for key := range check.Keys() {
		if !seen[key] {
			t.Errorf("%s has no case", key)
		}
	}
}
