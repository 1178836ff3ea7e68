package bench

import (
	"net/http"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// OverwriteBody forbids to overwrite what the filters of each rule name.
func OverwriteBody(filters ...string) string {
	body := "<OverwriteConfiguration>"
	for _, f := range filters {
		body += "<Rule><Action>forbid</Action>" + f + "</Rule>"
	}
	return body + "</OverwriteConfiguration>"
}

// overwriteProvocations lists refusals of and by rules against overwriting.
func overwriteProvocations() []Provocation {
	rules := func(body string) func(*Bench) *http.Request {
		return byOwner("PUT", Private, "/?overwriteConfig", body)
	}
	fixed := func(host string) func(*Bench) {
		return func(b *Bench) { b.Set(host, "overwriteConfig", OverwriteBody("")) }
	}
	long := strings.Repeat("ä", 1024)
	return []Provocation{
		{deny.OverwriteForbidden, given(fixed(Private), byOwner("PUT", Private, "/key", "other"))},
		{deny.OverwriteForbidden, given(fixed(Private), byOwner("PUT", Private, "/key", "", "x-oss-copy-source: /private-bucket/key"))},
		{deny.OverwriteForbidden, given(fixed(Private), func(b *Bench) *http.Request {
			return b.Owner(b.Raw("POST", Private, "/key?uploadId="+b.Upload("private-bucket", "key"), ""))
		})},
		{deny.OverwriteForbidden, given(func(b *Bench) {
			b.Must(b.Owner(b.Raw("POST", Private, "/log?append&position=0", "a")))
			fixed(Private)(b)
		}, byOwner("POST", Private, "/log?append&position=1", "b"))},
		{deny.OverwriteForbidden, given(func(b *Bench) { b.Object("open-bucket", "a", "default"); fixed(Open)(b) },
			func(b *Bench) *http.Request { return b.Form(Open, ToKey()) })},
		{deny.OverwriteInvalid, rules(strings.Replace(OverwriteBody(""), "forbid", "allow", 1))},
		{deny.OverwriteInvalid, rules(OverwriteBody("<Prefix>" + long + "</Prefix>"))},
		{deny.OverwriteInvalid, rules(OverwriteBody("<Suffix>" + long + "</Suffix>"))},
		{deny.OverwriteInvalid, rules(OverwriteBody("<ID>1</ID>", "<ID>1</ID>"))},
		{deny.OverwriteInvalid, rules(OverwriteBody(make([]string, 101)...))},
		{deny.NoOverwrite, byOwner("GET", Private, "/?overwriteConfig", "")},
		{deny.NoOverwrite, given(fixed(Private), func(b *Bench) *http.Request {
			b.Must(b.Owner(b.Raw("DELETE", Private, "/?overwriteConfig", "")))
			return b.Owner(b.Raw("GET", Private, "/?overwriteConfig", ""))
		})},
		{deny.MalformedXML, rules("<OverwriteConfiguration/>")},
	}
}

// overwritePrecedences says that permission and retention come before rules against overwriting.
func overwritePrecedences() []Precedence {
	fixed := func(b *Bench) { b.Set(Private, "overwriteConfig", OverwriteBody("")) }
	return []Precedence{
		{"ACL of the bucket before a rule against overwriting", deny.ByBucketACL, given(fixed, ByStranger("PUT", Private, "/key", "other"))},
		{"a retention policy before a rule against overwriting", deny.ObjectRetained,
			given(fixed, given(retained(Private), byOwner("PUT", Private, "/key", "other")))},
	}
}
