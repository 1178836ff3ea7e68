package policy

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// A document that parses can be decided over. A policy with Deny alone never allows.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"", "{}", "[]", "null", wrap(allowGet), wrap(denyAll), wrap(`{"Effect":"Allow","NotAction":["oss:*"],"NotResource":"*"}`),
		wrap(`{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringNotEquals":{"acs:SourceVpc":["vpc-1"]}}}`),
		`{"Version":"1","Version":"1"}`, `{"Version":"1","Statement":[{"Effect":1e999}]}`, strings.Repeat("[", 50),
		`{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{}}}}}}}}}`,
		wrap(`{"Effect":"Allow","Action":"*","Resource":"*","Principal":[]}`),
		wrap(`{"Effect":"Deny","Action":"*","Resource":"*",` +
			`"Principal":["1","arn:sts::*:*/*/*"],"Condition":{"IpAddress":{"acs:SourceIp":"::/0"}}}`),
		`{"Version":"1","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"RAM":"acs:ram::1:root"}}]}`,
	} {
		f.Add(seed, "oss:GetObject", "acs:oss:r:1:b/k", "value")
	}
	f.Fuzz(func(t *testing.T, text, action, resource, value string) {
		r := Request{Action: action, Resource: resource, Context: func(string) (string, bool) { return value, true }, Caller: []string{value}}
		for _, parse := range []func(string) (*Document, error){Parse, ParseTrust, ParseBucket, ParseEndpoint} {
			d, err := parse(text)
			if err != nil {
				continue
			}
			got := Decide([]*Document{d}, r)
			again := Decide([]*Document{d, d}, r)
			if got != again || got.Effect == Allow && !slices.ContainsFunc(d.Statements, func(s Statement) bool { return s.Effect == Allow }) {
				t.Errorf("%q: %+v, then %+v", text, got, again)
			}
		}
	})
}

// Match agrees with a regular expression.
func FuzzMatch(f *testing.F) {
	for _, seed := range [][2]string{
		{"", ""}, {"*", "a"}, {"a*b?c", "axxbyc"}, {"**a", "ba"}, {"?", "é"}, {"*.*", "a.b"}, {"\xff?", "\xff\x80"},
	} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, pattern, text string) {
		if len(pattern) > 40 || len(text) > 200 || strings.ToValidUTF8(pattern, "") != pattern || strings.ToValidUTF8(text, "") != text {
			if Match(pattern, text) && !Match(pattern+"*", text) {
				t.Errorf("%q matches %q, and with more behind it does not", pattern, text)
			}
			return
		}
		expression := regexp.MustCompile(`(?s)\A` + strings.NewReplacer(`\*`, `.*`, `\?`, `.`).Replace(regexp.QuoteMeta(pattern)) + `\z`)
		if got, want := Match(pattern, text), expression.MatchString(text); got != want {
			t.Errorf("%q %q: %v, want %v", pattern, text, got, want)
		}
	})
}
