package mutate

import (
	"regexp"
	"strings"
)

// isHeader reports whether the field is a header: its name is in lower case, while elements are spelt as by OSS.
func isHeader(field string) bool { return field == strings.ToLower(field) }

// element matches the element at a path by its last name.
func element(path string) *regexp.Regexp {
	name := path[strings.LastIndex(path, "/")+1:]
	return regexp.MustCompile(`(?s)[ \t]*<` + regexp.QuoteMeta(name) + `>(.*?)</` + regexp.QuoteMeta(name) + `>\n?`)
}

// text is the raw text of a field.
func (r *refusal) text(field string) (string, bool) {
	if isHeader(field) {
		values := r.header.Values(field)
		return strings.Join(values, ", "), len(values) > 0
	}
	found := element(field).FindSubmatch(r.document)
	if found == nil {
		return "", false
	}
	return string(found[1]), true
}

// edit replaces the raw text of a field. It ignores a field that is absent.
func (r *refusal) edit(field string, edit func(string) string) {
	was, present := r.text(field)
	if !present {
		return
	}
	if isHeader(field) {
		r.header.Set(field, edit(was))
		return
	}
	at := element(field).FindSubmatchIndex(r.document)
	r.document = []byte(string(r.document[:at[2]]) + edit(was) + string(r.document[at[3]:]))
}

// add inserts an element after HostId, where the elements of the Code stand.
func (r *refusal) add(field string) {
	const before = "</HostId>\n"
	r.document = []byte(strings.Replace(string(r.document), before, before+"  <"+field+">added</"+field+">\n", 1))
}

// requestIDFirst matches Message and RequestId, which a mutant swaps.
var requestIDFirst = regexp.MustCompile(`(?s)([ \t]*<Message>.*?</Message>\n)([ \t]*<RequestId>.*?</RequestId>\n)`)

// drop removes the field.
func (r *refusal) drop(field string) {
	if isHeader(field) {
		r.header.Del(field)
		return
	}
	r.document = element(field).ReplaceAll(r.document, nil)
}
