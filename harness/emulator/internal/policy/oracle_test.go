package policy

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

// A generator makes documents and requests from a few words, so that they often meet.
type generator struct{ *rand.Rand }

func newGenerator() generator { return generator{rand.New(rand.NewPCG(403, 1))} }

func pick[V any](g generator, from ...V) V { return from[g.IntN(len(from))] }

func (g generator) some(most int, one func() string) any {
	if g.IntN(3) == 0 {
		return one()
	}
	list := []string{}
	for range 1 + g.IntN(most) {
		list = append(list, one())
	}
	return list
}

func (g generator) action() string {
	return pick(g, "oss:GetObject", "oss:PutObject", "oss:ListObjects", "oss:GetObjectAcl")
}

func (g generator) actionPattern() string {
	return pick(g, "*", "oss:*", "oss:Get*", "oss:*Object", "oss:?etObject", "oss:*Object*", "ram:*", g.action(), g.action())
}

func (g generator) resource() string {
	return "acs:oss:" + pick(g, "cn-hangzhou", "cn-beijing") + ":" + pick(g, "1", "2") +
		":" + pick(g, "b", "b/k", "b/dir/k", "b/a:b", "bb/aab", "b/é")
}

func (g generator) resourcePattern() string {
	return pick(g, "*", "acs:*:*:*:*", "acs:oss:*:*:b/*", "acs:oss:*:1:b", "acs:oss:cn-*:*:*", "acs:oss:*:*:b/dir/*", "acs:oss:*:?:b?k",
		"acs:oss:*:*:*/*a*b*", g.resource())
}

func (g generator) principal() string {
	return pick(g, "*", "1", "2", "201", "arn:sts::1:assumed-role/r/s", "arn:sts::1:assumed-role/r/*", "arn:sts::*:*/*/*")
}

// wanted returns a value that a policy may name for the operator. had returns one that a request
// may have.
func (g generator) wanted(operator string) string {
	switch {
	case strings.HasPrefix(operator, "Numeric"):
		return pick(g, "0", "1", "1.0", "-2", "10", "1e1", "0.5")
	case strings.HasPrefix(operator, "Date"):
		return pick(g, "2026-03-05T12:00:00Z", "2026-03-05", "2026-03-05T20:00:00+08:00", "2025-12-31T23:59:59Z")
	case operator == "Bool":
		return pick(g, "true", "false", "True")
	case strings.Contains(operator, "Ip"):
		return pick(g, "10.0.0.1", "10.0.0.0/8", "10.0.0.0/31", "0.0.0.0/0", "fd00::/8", "fd00::1", "::/0", "192.0.2.128/25")
	}
	return pick(g, "", "a", "A", "a*", "?", "*", "vpc-1", "vpc-*", "foo/", "*a*a*")
}

func (g generator) had() string {
	return pick(g, "", "a", "A", "aa", "vpc-1", "foo/", "0", "1", "10", "-2", "true", "false", "TRUE", "10.0.0.1", "10.0.0.2",
		"11.0.0.1", "fd00::1", "192.0.2.200",
		"2026-03-05T12:00:00Z", "2026-03-05T00:00:00Z", "2027-01-01", "words")
}

func (g generator) key() string {
	return pick(g, "acs:SourceIp", "acs:SourceVpc", "acs:CurrentTime", "oss:Prefix", "oss:n")
}

func (g generator) conditions() map[string]any {
	operators := slices.Sorted(maps.Keys(Operators()))
	out := map[string]any{}
	for range 1 + g.IntN(2) {
		operator := operators[g.IntN(len(operators))]
		keys := map[string]any{}
		for range 1 + g.IntN(2) {
			keys[g.key()] = g.some(3, func() string { return g.wanted(operator) })
		}
		out[operator] = keys
	}
	return out
}

func (g generator) statement(bucket bool) map[string]any {
	s := map[string]any{"Effect": pick(g, "Allow", "Allow", "Deny")}
	action, resource := "Action", "Resource"
	if !bucket && g.IntN(6) == 0 {
		action = "NotAction"
	}
	if !bucket && g.IntN(6) == 0 {
		resource = "NotResource"
	}
	s[action], s[resource] = g.some(3, g.actionPattern), g.some(3, g.resourcePattern)
	if g.IntN(2) == 0 {
		s["Condition"] = g.conditions()
	}
	if bucket {
		s["Principal"] = []string{}
		if g.IntN(8) > 0 {
			s["Principal"] = g.some(2, g.principal)
		}
	}
	return s
}

func textOf(statements []map[string]any) string {
	text, err := json.Marshal(map[string]any{"Version": "1", "Statement": statements})
	if err != nil {
		panic(err)
	}
	return string(text)
}

func (g generator) statements(bucket bool) []map[string]any {
	var out []map[string]any
	for range 1 + g.IntN(4) {
		out = append(out, g.statement(bucket))
	}
	return out
}

func (g generator) request() Request {
	values := map[string]string{}
	for range g.IntN(5) {
		values[g.key()] = g.had()
	}
	return Request{
		Action: g.action(), Resource: g.resource(), Owner: g.IntN(4) == 0,
		Caller: pick(g, nil, []string{"1"}, []string{"201"}, []string{"arn:sts::1:assumed-role/r/s"}, []string{"arn:sts::2:assumed-role/r/t"}),
		Context: func(key string) (string, bool) {
			value, known := values[key]
			return value, known
		},
	}
}

// Both evaluators agree. An added Deny never allows, and an added Allow never denies.
func TestAgainstTheNaiveEvaluator(t *testing.T) {
	g, pairs := newGenerator(), 0
	seen := map[Effect]int{}
	for range 2500 {
		bucket := g.IntN(2) == 0
		read := Parse
		if bucket {
			read = ParseBucket
		}
		parsed := func(statements []map[string]any) *Document {
			d, err := read(textOf(statements))
			if err != nil {
				t.Fatalf("%s: %v", textOf(statements), err)
			}
			return d
		}
		first := g.statements(bucket)
		second := g.statements(bucket)
		more := g.statement(bucket)
		documents := []*Document{parsed(first), parsed(second)}
		longer := append(slices.Clone(documents), parsed([]map[string]any{more}))
		for range 50 {
			q := g.request()
			pairs++
			got, want := Decide(documents, q).Effect, naive{q}.decide([]string{textOf(first), textOf(second)})
			seen[got]++
			if got != want {
				t.Fatalf("%s %s on %s by %v: %s, the naive one says %s", textOf(first), textOf(second),
					fmt.Sprint(q.Action, " ", q.Resource), q.Caller, got, want)
			}
			then := Decide(longer, q).Effect
			if more["Effect"] == "Deny" && then == Allow && got != Allow || more["Effect"] == "Allow" && then == Deny && got != Deny {
				t.Fatalf("%s before, %s with %v", got, then, more)
			}
		}
	}
	t.Logf("%d pairs: %v", pairs, seen)
	if pairs < 100_000 || len(seen) != 3 {
		t.Errorf("%d pairs, %v", pairs, seen)
	}
}

// A hostile document takes no more time than its length justifies.
func TestHostileDocuments(t *testing.T) {
	stars := strings.Repeat("*a", 2000) + "b"
	many := strings.TrimSuffix(strings.Repeat(`{"Effect":"Allow","Action":"*","Resource":"*"},`, 5000), ",")
	for name, text := range map[string]string{
		"wildcards": wrap(`{"Effect":"Deny","Action":"oss:` + stars + `","Resource":"acs:oss:*:*:` + stars +
			`","Condition":{"StringLike":{"a:b":"` + stars + `"}}}`),
		"thousands":  wrap(many),
		"a megabyte": wrap(`{"Effect":"Allow","Action":"oss:` + strings.Repeat("a", 1<<20) + `","Resource":"*"}`),
		"many values": wrap(`{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringLike":{"a:b":["` +
			strings.Repeat(`*a*","`, 20000) + `"]}}}`),
		"malformed CIDR": wrap(`{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"IpAddress":{"acs:SourceIp":"10.0.0.0/33"}}}`),
		"IPv6 with a zone": wrap(`{"Effect":"Allow","Action":"*","Resource":"*",` +
			`"Condition":{"IpAddress":{"acs:SourceIp":"fe80::1%eth0/64"}}}`),
		"no number":            wrap(`{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"NumericEquals":{"oss:n":"one"}}}`),
		"no date":              wrap(`{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"DateEquals":{"acs:CurrentTime":"soon"}}}`),
		"no boolean":           wrap(`{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"acs:MFAPresent":"perhaps"}}}`),
		"principals in a list": wrap(`{"Effect":"Allow","Action":"*","Resource":"*","Principal":[["*"]]}`),
	} {
		began := time.Now()
		for _, read := range []func(string) (*Document, error){Parse, ParseTrust, ParseBucket, ParseEndpoint} {
			d, err := read(text)
			if err != nil {
				continue
			}
			long := strings.Repeat("a", 1023)
			Decide([]*Document{d}, Request{
				Action: "oss:" + long, Resource: "acs:oss:r:1:b/" + long, Context: func(string) (string, bool) { return long, true },
			})
		}
		if took := time.Since(began); took > 20*time.Second {
			t.Errorf("%s: %s", name, took)
		}
	}
}

// The faults that only a bucket policy can have.
func TestParseBucketRefuses(t *testing.T) {
	for text, says := range map[string]string{
		wrap(allowGet): "Principal is missing",
		wrap(`{"Effect":"Allow","Action":"*","Principal":"*"}`):                                                 "Resource is missing",
		wrap(`{"Effect":"Allow","Action":"*","Resource":"*","Principal":{"RAM":["1"]}}`):                        "must be a string or a list",
		wrap(`{"Effect":"Allow","Action":"*","Resource":"*","Principal":"alice"}`):                              "neither a UID",
		wrap(`{"Effect":"Allow","NotAction":"*","Resource":"*","Principal":"*"}`):                               `"NotAction" is no element`,
		wrap(`{"Effect":"Allow","Action":"*","NotResource":"*","Principal":"*"}`):                               `"NotResource" is no element`,
		wrap(`{"Effect":"Allow","Action":"*","Resource":"*","Principal":"1` + strings.Repeat("0", 4095) + `"}`): "longer than 4095",
	} {
		if _, err := ParseBucket(text); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%.100s: %v, want %q", text, err, says)
		}
	}
	if _, err := ParseEndpoint(wrap(allowGet)); err != nil {
		t.Error(err)
	}
}

// A request against 500 statements: only the last one matches.
func BenchmarkDecide500(b *testing.B) {
	var documents []*Document
	for i := range 5 {
		var statements []string
		for j := range 100 {
			statements = append(statements, fmt.Sprintf(`{"Effect":"Allow","Action":["oss:GetObject","oss:PutObject"],`+
				`"Resource":"acs:oss:*:*:bucket-%d/dir-%d/*","Condition":{"IpAddress":{"acs:SourceIp":"10.0.0.0/8"}}}`, i, j))
		}
		d, err := Parse(wrap(strings.Join(statements, ",")))
		if err != nil {
			b.Fatal(err)
		}
		documents = append(documents, d)
	}
	q := Request{
		Action: "oss:GetObject", Resource: "acs:oss:cn-hangzhou:1:bucket-4/dir-99/key",
		Context: func(string) (string, bool) { return "10.1.2.3", true },
	}
	x := NewIndex(documents)
	for b.Loop() {
		if rules.DecideIn(x, q).Effect != Allow {
			b.Fatal("not allowed")
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N), "µs/request")
}
