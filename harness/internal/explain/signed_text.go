package explain

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"strings"
)

// signedText is a StringToSign of V1 or V2, or a CanonicalRequest of V4, in its parts.
type signedText struct {
	version                     version
	s3                          bool // a form of S3, where it is known
	verb, md5, contentType      string
	date                        string            // of V1 and V2
	headers                     map[string]string // those that are signed, by their names in lower case
	path, query                 string
	additional, payload, prefix string // additional also of V2, the others of V4; prefix is the StringToSign up to its hash
}

// version is that of a signature. V2 of S3 signs as V1 of OSS.
type version int

const (
	v1 version = iota
	v2
	v4
)

// parseSigned reads a text that was signed; false if it has not the form of one. The StringToSign of V4 is needed
// for its first three lines.
func parseSigned(text, stringToSign string) (signedText, bool) {
	lines := strings.Split(text, "\n")
	t := signedText{headers: map[string]string{}}
	last := len(lines) - 1
	if isV4(stringToSign) && last >= 5 {
		t.version, t.s3 = v4, strings.HasPrefix(stringToSign, "AWS4")
		t.prefix = stringToSign[:strings.LastIndex(stringToSign, "\n")+1]
		t.verb, t.path, t.query = lines[0], lines[1], lines[2]
		t.additional, t.payload = lines[last-1], lines[last]
		t.readHeaders(lines[3 : last-1])
		t.contentType, t.md5 = t.headers["content-type"], t.headers["content-md5"]
		return t, true
	}
	end := last
	switch {
	case last >= 5 && strings.HasPrefix(lines[last], "%2F"):
		t.version, t.additional = v2, lines[last-1]
		end--
	case last < 4 || !strings.HasPrefix(lines[last], "/"):
		return t, false
	}
	t.verb, t.md5, t.contentType, t.date = lines[0], lines[1], lines[2], lines[3]
	t.readHeaders(lines[4:end])
	t.path, t.query, _ = strings.Cut(lines[last], "?")
	return t, true
}

// isV4 says whether a text is the StringToSign of V4, of OSS or of S3.
func isV4(stringToSign string) bool {
	first, rest, _ := strings.Cut(stringToSign, "\n")
	return (first == "OSS4-HMAC-SHA256" || first == "AWS4-HMAC-SHA256") && strings.Count(rest, "\n") == 2
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
	if t.version == v4 {
		return strings.Join([]string{t.verb, t.path, t.query, headers, t.additional, t.payload}, "\n")
	}
	resource := t.path
	if t.query != "" {
		resource += "?" + t.query
	}
	if t.version == v2 {
		resource = t.additional + "\n" + resource
	}
	return strings.Join([]string{t.verb, t.md5, t.contentType, t.date, headers + resource}, "\n")
}

// with is a copy with a change. The Content-Type of V4 is one of its headers.
func (t signedText) with(change func(*signedText)) signedText {
	t.headers = maps.Clone(t.headers)
	change(&t)
	if t.version == v4 {
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
	bucket, key, _ = strings.Cut(strings.TrimPrefix(t.slashed(), "/"), "/")
	return bucket, key
}

// slashed is the path with its slashes as they are; V2 encodes them too.
func (t signedText) slashed() string {
	if t.version == v2 {
		return strings.ReplaceAll(t.path, "%2F", "/")
	}
	return t.path
}

// hash is the last line of the StringToSign of V4 over the text.
func (t signedText) hash() string {
	sum := sha256.Sum256([]byte(t.text()))
	return hex.EncodeToString(sum[:])
}
