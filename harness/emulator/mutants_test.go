package emulator_test

import (
	"encoding/base64"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/oss403/oss403/harness/emulator"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/mutant"
	"github.com/oss403/oss403/harness/emulator/internal/parts"
)

// A sample is one request in one world. begin sets up both in a whole emulator.
type sample struct {
	name  string
	begin func(b *bench) *http.Request
}

// corpus lists the requests of the other tests, refused and served.
func corpus(t *testing.T) []sample {
	var out []sample
	for i, p := range provocations() {
		out = append(out, sample{fmt.Sprint(p.why, " ", i), p.by})
	}
	out = append(out, ruleSamples()...)
	for _, p := range precedences() {
		out = append(out, sample{p.name, p.by})
	}
	for _, name := range slices.Sorted(maps.Keys(lastMoments(newBench(t)))) {
		out = append(out, sample{name, func(b *bench) *http.Request { return lastMoments(b)[name] }})
	}
	for _, name := range slices.Sorted(maps.Keys(goodForms(newBench(t)))) {
		out = append(out, sample{name, func(b *bench) *http.Request { return b.form(private, goodForms(b)[name]) }})
	}
	out = append(out, sample{"fullest form", fullestForm}, sample{"batch refused twice", batchOfBoth},
		sample{"no randomness", withoutRandomness})
	return append(out, imageSamples()...)
}

// batchOfBoth deletes two objects: the ACL of the object closes one, the ACL of the bucket the
// other.
func batchOfBoth(b *bench) *http.Request {
	b.bucket("read-bucket", "public-read")
	b.object("read-bucket", "closed", "private")
	body := "<Delete><Object><Key>open</Key></Object><Object><Key>closed</Key></Object></Delete>"
	return b.stranger(b.raw("POST", "read-bucket."+hangzhou, "/?delete", body, "Content-MD5: "+md5Of(body)))
}

// withoutRandomness sends a request to an emulator that can't make a request id.
func withoutRandomness(b *bench) *http.Request {
	b.e = mute(b.t)
	return b.raw("GET", hangzhou, "/", "")
}

// fullestForm has values of as many bytes as a form may have.
func fullestForm(b *bench) *http.Request {
	full := formText([]field{{"f", strings.Repeat("v", 4<<10)}})
	last := formText([]field{{"f", strings.Repeat("v", 4<<10-1)}})
	return b.post(open, formText(toKey)+strings.Repeat(full, 2<<10-1)+last+filePart("content")+end)
}

// A result is the outcome of a sample.
type result struct {
	answer string // everything that a client sees, except the request id
	reason string // the reason of a refusal
	check  string // the check that refused
	shown  bool   // the refusal has evidence
}

func (s sample) with(t *testing.T, p parts.Parts) result {
	b := newBench(t)
	stage(b)
	r := s.begin(b)
	b.e.Hurt(p)
	w := httptest.NewRecorder()
	b.e.Data().ServeHTTP(w, r)
	id := requestID(w)
	rec, traced := b.e.Traced(id)
	if !traced {
		t.Fatalf("%s: no trace", s.name)
	}
	out := result{}
	if rec.Refusal != nil {
		out.reason, out.shown = rec.Refusal.Reason, len(rec.Refusal.Evidence) > 0
	}
	if n := len(rec.Checks); n > 0 && rec.Checks[n-1].Says == "refused" {
		out.check = rec.Checks[n-1].Check
	}
	body := w.Body.String()
	if coded := w.Header()["x-oss-err"]; coded != nil {
		decoded, err := base64.StdEncoding.DecodeString(coded[0])
		if err != nil {
			t.Fatal(err)
		}
		body = string(decoded)
	}
	h := w.Header().Clone()
	for _, name := range []string{"x-oss-request-id", "x-amz-request-id", "x-oss-err", "Content-Length"} {
		delete(h, name)
	}
	out.answer = fmt.Sprintf("%d %v %s", w.Code, h, strings.ReplaceAll(body, id, ""))
	return out
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
	base := make([]result, len(samples))
	for i, s := range samples {
		base[i] = s.with(t, whole)
	}
	killed := map[string]int{}
	for _, m := range mutant.All(whole) {
		if strings.HasPrefix(m.Name, "evidence dropped ") && !showsEvidence(m, base) {
			killed["nothing to drop"]++
			continue
		}
		hurt := *m.Of(whole)
		dead := slices.ContainsFunc(likely(m, samples, base), func(i int) bool {
			return samples[i].with(t, hurt).answer != base[i].answer
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

// subject returns the broken part of a mutant.
func subject(m mutant.Mutant) string {
	what := strings.TrimPrefix(m.Name, m.Family+" ")
	return strings.TrimPrefix(strings.TrimPrefix(what, "dropped "), "wrong ")
}

// showsEvidence reports whether the check of the mutant has evidence to drop.
func showsEvidence(m mutant.Mutant, base []result) bool {
	return slices.ContainsFunc(base, func(r result) bool { return r.check == subject(m) && r.shown })
}

// likely lists the samples that may reveal a mutant, the likeliest first. A broken reason shows
// only where that reason is given; broken evidence shows only where its check refuses.
func likely(m mutant.Mutant, samples []sample, base []result) []int {
	what := subject(m)
	var first, rest []int
	for i, r := range base {
		if strings.HasPrefix(samples[i].name, "limit image ") && m.Family != mutant.Limit {
			continue // a large sample at a limit
		}
		match := r.check != "" && strings.Contains(what, r.check) || strings.HasPrefix(samples[i].name, m.Family+" "+strings.Fields(what)[0]+" ")
		switch m.Family {
		case mutant.Status, mutant.Code, mutant.Message, mutant.EC:
			if r.reason == what {
				first = append(first, i)
			}
			continue
		case mutant.Evidence:
			match = r.check == what
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

func internalErrorReached(t *testing.T) bool {
	b := &bench{t: t, e: mute(t)}
	_, why := b.send(b.raw("GET", hangzhou, "/", ""))
	return why == string(deny.InternalError)
}

// mute is an emulator whose randomness fails.
func mute(t testing.TB) *emulator.Emulator {
	t.Helper()
	now := time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC)
	e, err := emulator.New(emulator.Options{Now: func() time.Time { return now }, Rand: iotest.ErrReader(errors.New("no randomness"))})
	if err != nil {
		t.Fatal(err)
	}
	return e
}
