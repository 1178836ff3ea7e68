package policy

import (
	"strings"
	"testing"
	"time"
)

func document(t *testing.T, text string) *Document {
	t.Helper()
	d, err := Parse(text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return d
}

func wrap(statements string) string { return `{"Version":"1","Statement":[` + statements + `]}` }

const (
	allowGet = `{"Effect":"Allow","Action":"oss:GetObject","Resource":"acs:oss:*:*:b/*"}`
	denyAll  = `{"Effect":"Deny","Action":"*","Resource":"*"}`
)

func TestParse(t *testing.T) {
	for _, text := range []string{
		wrap(allowGet),
		wrap(allowGet + "," + denyAll),
		wrap(`{"Effect":"Allow","NotAction":["oss:Put*","oss:Delete*"],"NotResource":["acs:oss:*:*:b"]}`),
		wrap(`{"Effect":"Allow","Action":["*"],"Resource":"*",` +
			`"Condition":{"Bool":{"acs:SecureTransport":true},"NumericLessThan":{"oss:n":[1,"2"]}}}`),
		" \n" + wrap(allowGet) + "\t",
	} {
		if _, err := Parse(text); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// Each text has one fault, and the error names it.
func TestParseRefuses(t *testing.T) {
	for text, says := range map[string]string{
		"":                                 "not JSON",
		"[]":                               "is an object",
		`"policy"`:                         "is an object",
		"{":                                "not JSON",
		wrap(allowGet) + "{}":              "more than one",
		"\xff":                             "UTF-8",
		`{"Version":"1"}`:                  "Statement is missing",
		`{"Statement":[` + allowGet + `]}`: "Version is missing",
		`{"Version":1,"Statement":[` + allowGet + `]}`:                 `Version must be "1"`,
		`{"Version":"2","Statement":[` + allowGet + `]}`:               `Version must be "1"`,
		`{"version":"1","Statement":[` + allowGet + `]}`:               `"version" is no element`,
		`{"Version":"1","Version":"1","Statement":[` + allowGet + `]}`: "stands twice",
		`{"Version":"1","Statement":` + allowGet + `}`:                 "a list of 1 to",
		wrap(""): "a list of 1 to",
		wrap(strings.Repeat(allowGet+",", MaxStatements) + allowGet): "a list of 1 to",
		wrap(`"x"`):                           "is no object",
		wrap(`{"Action":"*","Resource":"*"}`): "Effect is missing",
		wrap(`{"Effect":"allow","Action":"*","Resource":"*"}`):                                            "Allow or Deny",
		wrap(`{"Effect":["Allow"],"Action":"*","Resource":"*"}`):                                          "Allow or Deny",
		wrap(`{"effect":"Allow","Action":"*","Resource":"*"}`):                                            `"effect" is no element`,
		wrap(`{"Effect":"Allow","Effect":"Deny","Action":"*","Resource":"*"}`):                            "stands twice",
		wrap(`{"Effect":"Allow","Resource":"*"}`):                                                         "Action is missing",
		wrap(`{"Effect":"Allow","Action":[],"Resource":"*"}`):                                             "string or a list",
		wrap(`{"Effect":"Allow","Action":1,"Resource":"*"}`):                                              "string or a list",
		wrap(`{"Effect":"Allow","Action":[["*"]],"Resource":"*"}`):                                        "string or a list",
		wrap(`{"Effect":"Allow","Action":"GetObject","Resource":"*"}`):                                    "service:Name",
		wrap(`{"Effect":"Allow","Action":"*","NotAction":"oss:*","Resource":"*"}`):                        "exclude each other",
		wrap(`{"Effect":"Allow","Action":"*"}`):                                                           "Resource is missing",
		wrap(`{"Effect":"Allow","Action":"*","Resource":"b/*"}`):                                          "acs:service",
		wrap(`{"Effect":"Allow","Action":"*","Resource":"*","NotResource":"*"}`):                          "exclude each other",
		wrap(`{"Effect":"Allow","Action":"*","Resource":"*","Principal":{"RAM":"*"}}`):                    `"Principal" is no element`,
		wrap(`{"Effect":"Allow","Action":"*","Resource":"*","Sid":"x"}`):                                  `"Sid" is no element`,
		wrap(`{"Effect":"Allow","Action":"*","Resource":"*","Condition":[]}`):                             "must be an object",
		wrap(`{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringIs":{"a:b":"c"}}}`):       "no condition operator",
		wrap(`{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{}}}`):                    "at least one key",
		wrap(`{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"key":"true"}}}`):        "service:Name",
		wrap(`{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"a:b":[]}}}`):            "no value",
		wrap(`{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"a:b":null}}}`):          "no string",
		wrap(`{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"a:b":{}}}}`):            "no string",
		wrap(`{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"a:b":"c","a:b":"d"}}}`): "stands twice",
		strings.Repeat("[", 100_000):                                                                      "nested deeper",
		strings.Repeat(`{"a":`, 100_000):                                                                  "nested deeper",
		wrap(`{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"a:b":[[[[["c"]]]]]}}}`): "nested deeper",
	} {
		if _, err := Parse(text); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%.100s: %v, want %q", text, err, says)
		}
	}
}

func TestTrustPolicies(t *testing.T) {
	trust := func(principal string) string {
		return wrap(`{"Effect":"Allow","Action":"sts:AssumeRole","Principal":` + principal + `}`)
	}
	for text, want := range map[string]Effect{
		trust(`{"RAM":"acs:ram::1:root"}`):                                   Allow,
		trust(`{"RAM":["acs:ram::2:root","acs:ram::1:user/alice"]}`):         Allow,
		trust(`{"RAM":"acs:ram::1:user/bob"}`):                               Implicit,
		trust(`{"Service":"oss.aliyuncs.com"}`):                              Implicit,
		trust(`{"Federated":"acs:ram::1:root","Service":"acs:ram::1:root"}`): Implicit,
	} {
		d, err := ParseTrust(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		r := Request{Action: "sts:AssumeRole", Caller: []string{"acs:ram::1:root", "acs:ram::1:user/alice"}}
		if got := Decide([]*Document{d}, r).Effect; got != want {
			t.Errorf("%s: %s", text, got)
		}
	}
	for text, says := range map[string]string{
		wrap(`{"Effect":"Allow","Action":"*"}`): "Principal is missing", trust(`"*"`): "must be an object", trust(`{}`): "Principal is missing",
		trust(`{"AWS":"*"}`): "no kind of principal", trust(`{"RAM":[]}`): "string or a list", wrap(allowGet): `"Resource" is no element`,
	} {
		if _, err := ParseTrust(text); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v, want %q", text, err, says)
		}
	}
}

func TestDecide(t *testing.T) {
	get := Request{Action: "oss:GetObject", Resource: "acs:oss:cn-hangzhou:1:b/k"}
	named := func(name, text string) *Document {
		d := document(t, text)
		d.Name = name
		return d
	}
	for _, c := range []struct {
		documents []*Document
		want      Decision
	}{
		{nil, Decision{Effect: Implicit}},
		{[]*Document{named("a", wrap(allowGet))}, Decision{Allow, "a", 1}},
		{[]*Document{named("a", wrap(allowGet+","+denyAll))}, Decision{Deny, "a", 2}},
		{[]*Document{named("a", wrap(denyAll)), named("b", wrap(allowGet))}, Decision{Deny, "a", 1}},
		{[]*Document{named("a", wrap(allowGet)), named("b", wrap(allowGet+","+denyAll))}, Decision{Deny, "b", 2}},
		{[]*Document{named("a", wrap(`{"Effect":"Allow","NotAction":"oss:Get*","Resource":"*"}`))}, Decision{Effect: Implicit}},
		{[]*Document{named("a", wrap(`{"Effect":"Allow","NotAction":"oss:Put*","Resource":"*"}`))}, Decision{Allow, "a", 1}},
		{[]*Document{named("a", wrap(`{"Effect":"Allow","Action":"*","NotResource":"acs:oss:*:*:b/*"}`))}, Decision{Effect: Implicit}},
		{[]*Document{named("a", wrap(`{"Effect":"Allow","Action":"*","NotResource":"acs:oss:*:*:c/*"}`))}, Decision{Allow, "a", 1}},
	} {
		if got := Decide(c.documents, get); got != c.want {
			t.Errorf("%+v: got %+v, want %+v", c.documents, got, c.want)
		}
	}
}

func TestMatch(t *testing.T) {
	for _, c := range []struct {
		pattern, text string
		want          bool
	}{
		{"", "", true}, {"", "a", false}, {"*", "", true}, {"*", "a/b", true}, {"a", "a", true}, {"a", "b", false},
		{"a*", "a", true}, {"a*c", "abbc", true}, {"a*c", "abbcd", false}, {"*a*b*", "xaxb", true}, {"*a*b*", "xbxa", false},
		{"?", "", false}, {"?", "a", true}, {"?", "é", true}, {"??", "é", false}, {"?", "\xff", true}, {"a?c", "abc", true},
		{"**", "x", true}, {"a**", "a", true}, {"*ab", "aab", true}, {"*?", "a", true}, {"*?", "", false},
	} {
		if got := Match(c.pattern, c.text); got != c.want {
			t.Errorf("%q %q: %v", c.pattern, c.text, got)
		}
	}
}

// A pattern with many * takes no more time than the product of the lengths.
func TestMatchIsBounded(t *testing.T) {
	began := time.Now()
	if Match(strings.Repeat("*a", 1000)+"b", strings.Repeat("a", 64<<10)) {
		t.Error("matched")
	}
	if took := time.Since(began); took > 20*time.Second {
		t.Error(took)
	}
}

func TestMatchResource(t *testing.T) {
	for _, c := range []struct {
		pattern string
		want    bool
	}{
		{"*", true}, {"acs:oss:*:*:b/*", true}, {"acs:oss:*:1:b/d*", true}, {"acs:oss:*:2:b/*", false}, {"acs:oss:*:*:b", false},
		{"acs:oss:cn-hangzhou:1:b/dir:k", true}, {"acs:*:*:*:*", true}, {"acs:oss:*:*:*:k", true},
		{"acs:oss:*:k", false}, {"acs:oss:cn-*:*:b/*", true},
	} {
		if got := matchResource(c.pattern, "acs:oss:cn-hangzhou:1:b/dir:k"); got != c.want {
			t.Errorf("%s: %v", c.pattern, got)
		}
	}
}

func TestOperators(t *testing.T) {
	for _, c := range []struct {
		operator, have string
		want           []string
		holds          bool
	}{
		{"StringEquals", "a", []string{"b", "a"}, true}, {"StringEquals", "A", []string{"a"}, false},
		{"StringEquals", "abc", []string{"a*"}, false},
		{"StringNotEquals", "a", []string{"b", "a"}, false}, {"StringNotEquals", "c", []string{"b", "a"}, true},
		{"StringEqualsIgnoreCase", "A", []string{"a"}, true}, {"StringNotEqualsIgnoreCase", "A", []string{"a"}, false},
		{"StringLike", "abc", []string{"a?c"}, true}, {"StringNotLike", "abc", []string{"a?c"}, false},
		{"NumericEquals", "1.0", []string{"1"}, true}, {"NumericNotEquals", "1", []string{"1"}, false},
		{"NumericLessThan", "1", []string{"1"}, false},
		{"NumericLessThan", "0", []string{"1"}, true}, {"NumericLessThanEquals", "1", []string{"1"}, true},
		{"NumericGreaterThan", "1", []string{"1"}, false},
		{"NumericGreaterThan", "2", []string{"1"}, true}, {"NumericGreaterThanEquals", "1", []string{"1"}, true},
		{"NumericEquals", "x", []string{"x"}, false},
		{"DateEquals", "2026-01-01T00:00:00Z", []string{"2026-01-01T08:00:00+08:00"}, true},
		{"DateNotEquals", "2026-01-01T00:00:00Z", []string{"2026-01-01"}, false},
		{"DateLessThan", "2026-01-01T00:00:00Z", []string{"2026-01-01T00:00Z"}, false},
		{"DateLessThan", "2025-01-01", []string{"2026-01-01"}, true},
		{"DateLessThanEquals", "2026-01-01", []string{"2026-01-01"}, true}, {"DateGreaterThan", "2026-01-02", []string{"2026-01-01"}, true},
		{"DateGreaterThan", "2026-01-01", []string{"2026-01-01"}, false}, {"DateGreaterThanEquals", "2026-01-01", []string{"2026-01-01"}, true},
		{"DateGreaterThan", "soon", []string{"2026-01-01"}, false},
		{"Bool", "true", []string{"True"}, true}, {"Bool", "false", []string{"true"}, false},
		{"IpAddress", "10.0.0.1", []string{"10.0.0.1"}, true}, {"IpAddress", "10.0.0.1", []string{"10.0.0.0/24"}, true},
		{"IpAddress", "10.0.1.1", []string{"10.0.0.0/24"}, false},
		{"IpAddress", "::ffff:10.0.0.1", []string{"10.0.0.0/24"}, true}, {"IpAddress", "fd00::1", []string{"fd00::/8"}, true},
		{"IpAddress", "name", []string{"10.0.0.0/24"}, false},
		{"NotIpAddress", "10.0.0.1", []string{"10.0.0.0/24"}, false}, {"NotIpAddress", "10.0.1.1", []string{"10.0.0.0/24"}, true},
		{"IpAddressIncludeBorder", "10.0.0.255", []string{"10.0.0.0/24"}, true},
	} {
		got := Condition{c.operator, "a:b", c.want}.holds(operators, func(string) (string, bool) { return c.have, true })
		if got != c.holds {
			t.Errorf("%s %q %q: %v", c.operator, c.have, c.want, got)
		}
	}
	for name, operator := range Operators() {
		if got := (Condition{name, "a:b", []string{"x"}}).holds(operators, nil); got != operator.Negated {
			t.Errorf("%s of a key that is not there: %v", name, got)
		}
	}
}
