package learn_test

import (
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/internal/learn"
	"github.com/oss403/oss403/harness/internal/recording"
	"github.com/oss403/oss403/harness/internal/run"
	"github.com/oss403/oss403/harness/internal/target"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
	"github.com/oss403/oss403/scenarios/catalogue"
)

// lesser is a service that knows no signature V2, no ACL of a bucket and no access points.
type lesser struct{ base http.RoundTripper }

func (l lesser) RoundTrip(q *http.Request) (*http.Response, error) {
	refuse := func(status int, code string) (*http.Response, error) {
		body := "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error>\n  <Code>" + code + "</Code>\n  <Message>not here</Message>\n" +
			"  <RequestId>65F1A2B3C4D5E6F708192A3B</RequestId>\n  <HostId>h</HostId>\n</Error>\n"
		return &http.Response{StatusCode: status, Header: http.Header{"Content-Type": {"application/xml"}}, Request: q,
			Body: io.NopCloser(strings.NewReader(body)), ContentLength: int64(len(body))}, nil
	}
	query := q.URL.Query()
	switch {
	case strings.HasPrefix(q.Header.Get("Authorization"), "OSS2 "):
		return refuse(http.StatusBadRequest, "InvalidArgument")
	case q.Method == http.MethodGet && query.Has("acl") && strings.Count(q.URL.Path, "/") < 2:
		return refuse(http.StatusNotImplemented, "NotImplemented")
	case query.Has("accessPoint"):
		return refuse(http.StatusMethodNotAllowed, "MethodNotAllowed")
	}
	return l.base.RoundTrip(q)
}

// A run shows which capabilities the target has, by controls that succeeded, and which it lacks, by its answers. What a
// profile leaves out, and what nobody asked for, is not told.
func TestARunShowsWhatTheTargetHas(t *testing.T) {
	const (
		byV2   = "signature-does-not-match/v2-header/wrong-secret"
		readV4 = "access-denied/anonymous-bucket/unsigned/get-acl"
		points = "access-denied/access-point/v1-header/bucket-operation"
		has    = "access-denied/bucket-acl/v1-header/other-account-get"
	)
	session, err := run.Open(t.Context(), target.Spec{Target: "emulator:"}, func(base http.RoundTripper) http.RoundTripper {
		return lesser{base}
	})
	if err != nil {
		t.Fatal(err)
	}
	told := learn.Run{Name: "run.json", Region: "cn-hangzhou", Day: "2026-11-30"}
	recorded := learn.Recording{Name: "run.json"}
	recorded.Recording = recording.Recording{Origin: recording.OfService, Region: told.Region, Day: told.Day}
	for _, s := range catalogue.All() {
		if !slices.Contains([]string{byV2, readV4, points, has}, s.ID) {
			continue
		}
		result := session.Run(t.Context(), s)
		told.Results = append(told.Results, result)
		if result.Verdict == verdict.NotSupported {
			recorded.Scenarios = append(recorded.Scenarios, recording.Unprovoked(result))
			continue
		}
		entry := recording.Entry{Scenario: s.ID, Verdict: result.Verdict}
		for _, x := range result.Exchanges {
			entry.Exchanges = append(entry.Exchanges, recording.Exchange{Exchange: x})
		}
		recorded.Scenarios = append(recorded.Scenarios, entry)
	}
	if err := session.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if told.Results = append(told.Results, silent()...); len(told.Results) != 7 {
		t.Fatalf("%d results", len(told.Results))
	}
	want := []string{
		"GetBucketAcl: lacks it, HTTP 501, NotImplemented, not here",
		`PUT ?accessPoint: lacks it, oss: service returned error: StatusCode=405, ErrorCode=MethodNotAllowed, ErrorMessage="not here"`,
		"signature V1 on new buckets: has it", "signature V1: has it",
		"signature V2: lacks it, HTTP 400, InvalidArgument, not here",
	}
	var got []string
	for _, l := range learn.From([]learn.Run{told}, func(string) bool { return true }) {
		if l.Kind != learn.Capability {
			continue
		}
		if got = append(got, saying(l.Field, *l.Has, l.Actual)); l.Region != told.Region || l.Day != told.Day || len(l.Scenarios) == 0 {
			t.Errorf("%+v", l)
		}
	}
	if slices.Sort(got); !slices.Equal(got, want) {
		t.Errorf("lessons %q, want %q", got, want)
	}
	got = nil
	for _, c := range learn.Evidence([]learn.Recording{recorded}, catalogue.Untaught()).Capabilities {
		if got = append(got, saying(c.Name, c.Has, c.Says)); !slices.Equal(c.Sources,
			[]scenarios.Source{"recording run.json cn-hangzhou (2026-11-30)"}) {
			t.Errorf("%+v", c)
		}
	}
	if slices.Sort(got); !slices.Equal(got, want) {
		t.Errorf("evidence %q, want %q", got, want)
	}
}

func saying(name string, has bool, says string) string {
	if has {
		return name + ": has it" + says
	}
	return name + ": lacks it, " + says
}

// silent are results that show nothing of the target: of a scenario that needs what no profile has named, of a quote, and
// of one whose control did not succeed.
func silent() []verdict.Result {
	needs := []string{string(scenarios.Namespaces), string(scenarios.SignatureV4)}
	return []verdict.Result{
		{ID: "unprovided", Verdict: verdict.NotSupported, Needs: needs,
			Reason: "needs a hierarchical namespace; if the target has that, say provides: [hierarchical namespace] in a profile"},
		{ID: "quote", Verdict: verdict.Pass, Needs: needs, Exchanges: []verdict.Exchange{{Step: "provocation", Status: 403}}},
		{ID: "untestable", Verdict: verdict.Untestable, Needs: needs, Exchanges: []verdict.Exchange{{Step: "control", Status: 403}}},
	}
}
