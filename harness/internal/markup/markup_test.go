package markup

import "testing"

func TestAnElementIsTheRootWhereItIsOne(t *testing.T) {
	for text, want := range map[string]string{
		`<?xml version="1.0" encoding="UTF-8"?>` + "\n<!-- <Other> -->\n<Error><Code>x</Code></Error>": "Error",
		"  <Error\n>":                    "Error",
		`<Error xmlns="http://a"/>`:      "Error",
		"<!DOCTYPE html><html><Error/>":  "html",
		"<!-- <Error></Error> -->":       "",
		"text <Error></Error>":           "",
		`{"Code":"<Error></Error>"}`:     "",
		"<ErrorPage>":                    "ErrorPage",
		"<![CDATA[<Error>]]><a></a>":     "",
		"":                               "",
		"<a b=\"<Error>\"></a>":          "",
		"<a b=\"&lt;Error&gt;\"></a>":    "a",
		"<Error>&broken <Code>x</Code>.": "Error",
	} {
		if got := Root([]byte(text)); got != want {
			t.Errorf("%q: root %q, want %q", text, got, want)
		}
	}
}

func TestAnElementIsHeldWhereItBegins(t *testing.T) {
	for text, want := range map[string]bool{
		"<Error><Code>x":                              true,
		"text and <Error></Error>":                    true,
		"<Other><Error/></Other>":                     true,
		"<html><br><p>&nbsp;<Error>":                  true,
		"<html><!-- <Error>x</Error> --></html>":      false,
		"<html><p>&lt;Error&gt;</p></html>":           false,
		"<ErrorPage></ErrorPage>":                     false,
		"<html><![CDATA[<Error>x</Error>]]></html>":   false,
		"<!DOCTYPE html><title>Error</title><Errors>": false,
	} {
		if got := Holds([]byte(text), "Error"); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestTheTextOfAnElementIsReadThoughTheRestIsCut(t *testing.T) {
	for text, want := range map[string]string{
		"<Error><Code>SlowDown</Code><Mess":                    "SlowDown",
		"<Error>\n<!-- <Code>Other</Code> --><Code>\nSlowDown": "\nSlowDown",
		"<Error><Message>Code SlowDown</Message></Error>":      "",
		"SlowDown": "",
	} {
		if got := Text([]byte(text), "Code"); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestAMemberIsOneOfTheObjectItself(t *testing.T) {
	for text, want := range map[string]bool{
		` { "Version":"1", "Statement" : [] } `: true,
		`{"Version":"Statement"}`:               false,
		`{"a":{"Statement":[]}}`:                false,
		`["Statement"]`:                         false,
		`{"Statement":`:                         false,
	} {
		if got := Member([]byte(text), "Statement"); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}

func TestWhatWasWrittenShowsWhereverItStands(t *testing.T) {
	const referer = "<RefererConfiguration><AllowEmptyReferer>false</AllowEmptyReferer>" +
		"<RefererList><Referer>http://a/?b&amp;c</Referer></RefererList></RefererConfiguration>"
	const policy = `{"Version":"1","Statement":[{"Effect":"Deny","Action":["oss:*"]}]}`
	for _, c := range []struct {
		name, read, written string
		want                bool
	}{
		{"in another order, with white space and another escape",
			"<?xml version=\"1.0\"?>\n<RefererConfiguration>\n  <RefererList>\n    <Referer>http://a/?b&#38;c</Referer>\n  </RefererList>\n" +
				"  <AllowEmptyReferer a='b'>false</AllowEmptyReferer>\n</RefererConfiguration>", referer, true},
		{"another value",
			"<RefererConfiguration><AllowEmptyReferer>true</AllowEmptyReferer><RefererList></RefererList></RefererConfiguration>", referer, false},
		{"in a comment", "<RefererConfiguration><!-- " + referer + " --></RefererConfiguration>", referer, false},
		{"another element that ends so",
			"<Own><NotReferer>http://a/?b&amp;c</NotReferer><AllowEmptyReferer>false</AllowEmptyReferer></Own>", referer, false},
		{"no document", "nothing there", referer, false},
		{"a policy in another order", `{ "Statement": [ {"Action":["oss:*"], "Effect":"Deny"} ], "Version": "1" }`, policy, true},
		{"another policy that has it in a text", `{"Version":"1","Statement":[{"Effect":"Deny","Action":["oss:*"],"Sid":"x"}]}`, policy, false},
		{"no policy", "nothing there", policy, false},
		{"text", "nothing there", "nothing there", true},
	} {
		if got := Shows(c.read, c.written); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
