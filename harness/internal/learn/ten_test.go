package learn_test

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/internal/learn"
	"github.com/oss403/oss403/harness/internal/recording"
	"github.com/oss403/oss403/harness/internal/run"
	"github.com/oss403/oss403/harness/internal/target"
	"github.com/oss403/oss403/harness/internal/wire"
	"github.com/oss403/oss403/scenarios"
	"github.com/oss403/oss403/scenarios/catalogue"
)

// otherwise is a service that writes one text of its answers in another way, where a scenario provokes it.
type otherwise struct {
	base     http.RoundTripper
	from, to string // empty: nothing is changed
}

func (o *otherwise) RoundTrip(q *http.Request) (*http.Response, error) {
	response, err := o.base.RoundTrip(q)
	if err != nil || o.from == "" || response.StatusCode < 300 || !wire.OfScenario(q) {
		return response, err
	}
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, err
	}
	body = bytes.ReplaceAll(body, []byte(o.from), []byte(o.to))
	response.Body, response.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	for name, values := range response.Header {
		for i, value := range values {
			if name == "X-Oss-Err" {
				document, err := base64.StdEncoding.DecodeString(value)
				if err != nil {
					return nil, err
				}
				values[i] = base64.StdEncoding.EncodeToString(bytes.ReplaceAll(document, []byte(o.from), []byte(o.to)))
				continue
			}
			values[i] = strings.ReplaceAll(value, o.from, o.to)
		}
	}
	response.Header.Set("Content-Length", fmt.Sprint(len(body)))
	return response, nil
}

// changed is one value that the changed service answers otherwise.
type changed struct {
	field string
	level scenarios.Level
	from  string
}

// changes picks n scenarios of all, each with a value that no answer has shown, half of them documented.
func changes(all []scenarios.Scenario, n int) map[string]changed {
	picked := map[string]changed{}
	for _, level := range []scenarios.Level{scenarios.LevelDocumented, scenarios.LevelInferred} {
		left := n / 2
		for i, s := range all {
			field := []string{scenarios.FieldEC, scenarios.FieldMessage}[i%2]
			expected, ok := s.Then.Field(field)
			if left == 0 || !ok || len(expected.Answers) != 1 || expected.Level() != level || s.Undecided() || picked[s.ID].field != "" {
				continue
			}
			if m := expected.Answers[0].Match; m.Kind == scenarios.MatchExactly && !strings.ContainsAny(m.Text, "<&'\"") {
				picked[s.ID] = changed{field, level, m.Text}
				left--
			}
		}
	}
	return picked
}

// A recording of a service that answers ten documented or inferred values otherwise teaches those ten, and no other
// disagreement.
func TestARecordingTeachesWhatAnswersOtherwise(t *testing.T) {
	const ten = 10
	all := catalogue.Untaught()
	quick := scenarios.Quick(all)
	picked := changes(quick, ten)
	if len(picked) != ten {
		t.Fatalf("only %d values can be changed", len(picked))
	}
	service := &otherwise{}
	session, err := run.Open(t.Context(), target.Spec{Target: "emulator:"}, func(base http.RoundTripper) http.RoundTripper {
		service.base = base
		return service
	})
	if err != nil {
		t.Fatal(err)
	}
	recorded := learn.Recording{Name: "changed.json"}
	recorded.Recording = recording.Recording{Origin: recording.OfService, Region: "cn-hangzhou", Day: "2026-11-30",
		Suite: recording.Suite{Version: "v1"}}
	session.Record(func(told run.Told) {
		entry, left, err := recording.Capture(told)
		if err != nil || left > 0 {
			t.Errorf("%d %v", left, err)
		}
		recorded.Scenarios = append(recorded.Scenarios, entry)
	})
	for _, s := range quick {
		if err := session.Prepare(t.Context(), []scenarios.Scenario{s}); err != nil { // alone, so that the change is of it only
			t.Fatal(err)
		}
		service.from, service.to = picked[s.ID].from, otherText(picked[s.ID])
		session.Run(t.Context(), s)
	}
	if err := session.Close(t.Context()); err != nil {
		t.Fatal(err)
	}

	saysThem(t, recorded, all, picked)
	learnt := learn.Evidence([]learn.Recording{recorded}, all)
	var taught []string
	for _, v := range learnt.Values {
		for _, id := range v.Scenarios {
			if c, ok := picked[id]; v.Match.Kind == scenarios.MatchExactly && !expects(all, id, v) {
				if taught = append(taught, id); !ok || v.Field != c.field || v.Match.Text != otherText(c) {
					t.Errorf("%s teaches %s %q", id, v.Field, v.Match.Text)
				}
			}
		}
	}
	if slices.Sort(taught); len(taught) != ten || len(slices.Compact(taught)) != ten || len(learnt.Contradictions) > 0 {
		t.Errorf("%d values are taught, and %d contradictions: %q %v", len(taught), len(learnt.Contradictions), taught, learnt.Contradictions)
	}
	for _, s := range learnt.Taught(all) {
		c, ok := picked[s.ID]
		if !ok {
			continue
		}
		field, _ := s.Then.Field(c.field)
		if field.Level() != scenarios.LevelCaptured || field.Answers[0].Match.Text != otherText(c) || field.Answers[1].Match.Text != c.from ||
			string(field.Answers[0].Evidence.Sources[0]) != "recording changed.json cn-hangzhou v1 (2026-11-30)" {
			t.Errorf("%s: %+v", s.ID, field)
		}
	}
}

// saysThem checks that what people read of the recording names the ten, and nothing else that disagrees.
func saysThem(t *testing.T, r learn.Recording, all []scenarios.Scenario, picked map[string]changed) {
	t.Helper()
	byID := map[string]scenarios.Scenario{}
	for _, s := range all {
		byID[s.ID] = s
	}
	told := learn.Run{Name: r.Name}
	for _, e := range r.Scenarios {
		told.Results = append(told.Results, e.Replay(byID[e.Scenario]))
	}
	said := 0
	for _, l := range learn.From([]learn.Run{told}, func(ec string) bool { return !strings.HasPrefix(ec, "0099") }) {
		for _, id := range l.Scenarios {
			switch c, ok := picked[id]; {
			case l.Kind == learn.Disagreement && ok && l.Field == c.field && l.Level == string(c.level):
				said++
			case l.Kind == learn.Seen, l.Kind == learn.Order, l.Kind == learn.Capability:
			case l.Kind == learn.UnknownEC && ok && c.field == scenarios.FieldEC:
			default:
				t.Errorf("%s of %s: %s, expected %q, came %q", l.Kind, id, l.Field, l.Expected, l.Actual)
			}
		}
	}
	if said != len(picked) {
		t.Errorf("%d of %d are named", said, len(picked))
	}
}

// otherText is what the changed service says instead.
func otherText(c changed) string {
	switch c.field {
	case scenarios.FieldEC:
		return "0099" + c.from[4:]
	case scenarios.FieldMessage:
		return "Otherwise: " + c.from
	}
	return ""
}

// expects reports whether the scenario accepts the value without having learnt it, if only by a pattern.
func expects(all []scenarios.Scenario, id string, v scenarios.LearntValue) bool {
	i := slices.IndexFunc(all, func(s scenarios.Scenario) bool { return s.ID == id })
	field, _ := all[i].Then.Field(v.Field)
	return slices.ContainsFunc(field.Answers, func(a scenarios.Accepted) bool {
		return a.Match.Same(v.Match) || a.Match.Matches(v.Match.Text)
	})
}
