package explain

import (
	"maps"
	"slices"
	"strings"
)

// signedText is a StringToSign of V1, or a CanonicalRequest of V4, in its parts.
type signedText struct {
	v4                          bool
	verb, md5, contentType      string
	date                        string            // of V1
	headers                     map[string]string // those that are signed, by their names in lower case
	path, query                 string
	additional, payload, prefix string // of V4; prefix is the StringToSign up to its hash
}

// parseSigned reads a text that was signed; false if it has not the form of one. The StringToSign of V4 is needed
// for its first three lines.
func parseSigned(text, stringToSign string) (signedText, bool) {
	lines := strings.Split(text, "\n")
	t := signedText{headers: map[string]string{}}
	last := len(lines) - 1
	if prefix, ok := strings.CutPrefix(stringToSign, "OSS4-HMAC-SHA256\n"); ok && last >= 5 {
		end := strings.LastIndex(prefix, "\n")
		t.v4, t.prefix = true, "OSS4-HMAC-SHA256\n"+prefix[:max(end, 0)]+"\n"
		t.verb, t.path, t.query = lines[0], lines[1], lines[2]
		t.additional, t.payload = lines[last-1], lines[last]
		t.readHeaders(lines[3 : last-1])
		t.contentType, t.md5 = t.headers["content-type"], t.headers["content-md5"]
		return t, true
	}
	if last < 4 || !strings.HasPrefix(lines[last], "/") {
		return t, false
	}
	t.verb, t.md5, t.contentType, t.date = lines[0], lines[1], lines[2], lines[3]
	t.readHeaders(lines[4:last])
	t.path, t.query, _ = strings.Cut(lines[last], "?")
	return t, true
}

func (t signedText) readHeaders(lines []string) {
	for _, line := range lines {
		if name, value, ok := strings.Cut(line, ":"); ok {
			t.headers[name] = value
		}
	}
}

// text puts the parts together again.
func (t signedText) text() string {
	headers := ""
	for _, name := range slices.Sorted(maps.Keys(t.headers)) {
		headers += name + ":" + t.headers[name] + "\n"
	}
	if t.v4 {
		return strings.Join([]string{t.verb, t.path, t.query, headers, t.additional, t.payload}, "\n")
	}
	resource := t.path
	if t.query != "" {
		resource += "?" + t.query
	}
	return strings.Join([]string{t.verb, t.md5, t.contentType, t.date, headers + resource}, "\n")
}

// with is a copy with a change. The Content-Type of V4 is one of its headers.
func (t signedText) with(change func(*signedText)) signedText {
	t.headers = maps.Clone(t.headers)
	change(&t)
	if t.v4 {
		for name, value := range map[string]string{"content-type": t.contentType, "content-md5": t.md5} {
			if value == "" {
				delete(t.headers, name)
			} else {
				t.headers[name] = value
			}
		}
	}
	return t
}

// params lists the parameters that are signed.
func (t signedText) params() []string {
	if t.query == "" {
		return nil
	}
	return strings.Split(t.query, "&")
}

// bucket and key are the parts of the path.
func (t signedText) bucketAndKey() (bucket, key string) {
	bucket, key, _ = strings.Cut(strings.TrimPrefix(t.path, "/"), "/")
	return bucket, key
}
