package mutant_test

import (
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/emulator"
	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/mutant"
	"github.com/oss403/oss403/harness/emulator/internal/parts"
)

// corpus lists the requests of the other tests, refused and served.
func corpus(t *testing.T) []bench.Sample {
	var out []bench.Sample
	for i, p := range bench.Provocations() {
		out = append(out, bench.Sample{Name: fmt.Sprint(p.Why, " ", i), Begin: p.By})
	}
	out = append(out, ruleSamples()...)
	for _, p := range bench.Precedences() {
		out = append(out, bench.Sample{Name: p.Name, Begin: p.By})
	}
	for _, name := range slices.Sorted(maps.Keys(bench.LastMoments(bench.New(t)))) {
		out = append(out, bench.Sample{Name: name, Begin: func(b *bench.Bench) *http.Request { return bench.LastMoments(b)[name] }})
	}
	for _, name := range slices.Sorted(maps.Keys(bench.GoodForms(bench.New(t)))) {
		out = append(out, bench.Sample{Name: name, Begin: func(b *bench.Bench) *http.Request {
			return b.Form(bench.Private, bench.GoodForms(b)[name])
		}})
	}
	out = append(out, bench.Sample{Name: "fullest form", Begin: fullestForm}, bench.Sample{Name: "batch refused twice", Begin: batchOfBoth},
		bench.Sample{Name: "no randomness", Begin: withoutRandomness})
	return append(append(out, bench.CallbackSamples()...), bench.ImageSamples()...)
}

// batchOfBoth deletes two objects: the ACL of the object closes one, the ACL of the bucket the
// other.
func batchOfBoth(b *bench.Bench) *http.Request {
	b.Bucket("read-bucket", "public-read")
	b.Object("read-bucket", "closed", "private")
	body := "<Delete><Object><Key>open</Key></Object><Object><Key>closed</Key></Object></Delete>"
	return b.Stranger(b.Raw("POST", "read-bucket."+bench.Hangzhou, "/?delete", body, "Content-MD5: "+bench.MD5Of(body)))
}

// withoutRandomness sends a request to an emulator that can't make a request id.
func withoutRandomness(b *bench.Bench) *http.Request {
	b.Emulator = bench.Mute(b.T)
	return b.Raw("GET", bench.Hangzhou, "/", "")
}

// fullestForm has values of as many bytes as a form may have.
func fullestForm(b *bench.Bench) *http.Request {
	full := bench.FormText([]bench.Field{{"f", strings.Repeat("v", 4<<10)}})
	last := bench.FormText([]bench.Field{{"f", strings.Repeat("v", 4<<10-1)}})
	return b.Post(bench.Open, bench.FormText(bench.ToKey())+strings.Repeat(full, 2<<10-1)+last+bench.FilePart("content")+bench.FormEnd)
}

// survivors lists the mutants that no request reveals, each with the reason.
var survivors = map[string]string{
	"operator IpAddress as IpAddressIncludeBorder":              "what the border adds is unknown; both take the whole block",
	"operator IpAddressIncludeBorder as IpAddress":              "what the border adds is unknown; both take the whole block",
	"limit image pixels +1":                                     "no image of allowed sides has 250,000,001 pixels",
	"limit image target pixels +1":                              "no image of allowed sides has 16,777,217 pixels",
	"swap endpoint/region before endpoint/bucket":               "a missing bucket has no region to be wrong about",
	"swap identity/skew before identity/url-expiry":             "one is asked of headers, the other of URLs",
	"swap permission/name before permission/service":            "one is asked of buckets, the other of the service",
	"swap permission/multipart before permission/acl-of-object": "an operation belongs to one family",
	"swap permission/object-acl before permission/multipart":    "an operation belongs to one family",
}

// Every mutant changes the answer to some request of the corpus, except the listed survivors. These
// change none.
func TestMutantsAreKilled(t *testing.T) {
	samples, whole := corpus(t), parts.Default()
	base := make([]bench.Result, len(samples))
	for i, s := range samples {
		base[i] = s.With(t, whole)
	}
	killed := map[string]int{}
	for _, m := range mutant.All(whole) {
		if strings.HasPrefix(m.Name, "evidence dropped ") && !showsEvidence(m, base) {
			killed["nothing to drop"]++
			continue
		}
		hurt := *m.Of(whole)
		dead := slices.ContainsFunc(likely(m, samples, base), func(i int) bool {
			return samples[i].With(t, hurt).Answer != base[i].Answer
		})
		why, listed := survivors[m.Name]
		switch {
		case dead && listed:
			t.Errorf("%s: killed, although listed as a survivor: %s", m.Name, why)
		case !dead && !listed:
			t.Errorf("%s: survives", m.Name)
		case dead:
			killed[m.Family]++
		}
	}
	t.Logf("%d requests; mutants killed: %v; equivalent: %d", len(samples), killed, len(survivors))
}

// showsEvidence reports whether the check of the mutant has evidence to drop.
func showsEvidence(m mutant.Mutant, base []bench.Result) bool {
	return slices.ContainsFunc(base, func(r bench.Result) bool { return r.Check == bench.BrokenPart(m) && r.Shown })
}

// likely lists the samples that may reveal a mutant, the likeliest first. A broken reason shows
// only where that reason is given; broken evidence shows only where its check refuses.
func likely(m mutant.Mutant, samples []bench.Sample, base []bench.Result) []int {
	what := bench.BrokenPart(m)
	var first, rest []int
	for i, r := range base {
		if strings.HasPrefix(samples[i].Name, "limit image ") && m.Family != mutant.Limit {
			continue // a large sample at a limit
		}
		match := r.Check != "" && strings.Contains(what, r.Check) || strings.HasPrefix(samples[i].Name, m.Family+" "+strings.Fields(what)[0]+" ")
		switch m.Family {
		case mutant.Status, mutant.Code, mutant.Message, mutant.EC:
			if r.Reason == what {
				first = append(first, i)
			}
			continue
		case mutant.Evidence:
			match = r.Check == what
		}
		if match {
			first = append(first, i)
		} else if m.Family != mutant.Evidence {
			rest = append(rest, i)
		}
	}
	if m.Family == mutant.Limit { // samples at a limit are at either end of the corpus
		rest = fromBothEnds(rest)
	}
	return append(first, rest...)
}

// fromBothEnds takes the first, the last, the second, the last but one…
func fromBothEnds(list []int) []int {
	var out []int
	for from, to := 0, len(list)-1; from <= to; from, to = from+1, to-1 {
		if out = append(out, list[from]); from < to {
			out = append(out, list[to])
		}
	}
	return out
}

// An emulator with broken parts says so.
func TestMutantIsNamed(t *testing.T) {
	e, err := emulator.New(emulator.Options{Mutant: "skip identity/skew"})
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	e.Control().ServeHTTP(w, httptest.NewRequest("GET", "/v1/health", nil))
	if !strings.Contains(w.Body.String(), `"mutant": "skip identity/skew"`) {
		t.Error(w.Body)
	}
	if _, ok := mutant.Named("skip nothing"); ok {
		t.Error("found a mutant that is none")
	}
}
