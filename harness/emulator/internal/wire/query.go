package wire

import (
	"cmp"
	"errors"
	"slices"
	"strings"
)

// A Param is one query parameter, decoded, in the order of the URL.
type Param struct {
	Name, Value string
	Bare        bool // without "=": ?acl
}

// A Query is the query of a URL. Nothing is dropped and nothing is merged.
type Query []Param

var errEscape = errors.New("bad percent-encoding")

// ParseQuery splits a raw query at & and decodes names and values. It fails on
// bad percent-encoding.
func ParseQuery(raw string) (Query, error) {
	var q Query
	if raw != "" {
		q = make(Query, 0, min(strings.Count(raw, "&")+1, MaxParams+1))
	}
	for raw != "" {
		var pair string
		pair, raw, _ = strings.Cut(raw, "&")
		if pair == "" {
			continue
		}
		name, value, found := strings.Cut(pair, "=")
		n, err := unescape(name)
		if err != nil {
			return nil, err
		}
		v, err := unescape(value)
		if err != nil {
			return nil, err
		}
		q = append(q, Param{Name: n, Value: v, Bare: !found})
	}
	return q, nil
}

// EscapedWithout is the query without the parameters of one name, names and values escaped,
// sorted by escaped name. Equal names stand in the order of their values, which is this
// emulator's choice.
func (q Query) EscapedWithout(name string) Query {
	escaped := make(Query, 0, len(q))
	for _, p := range q {
		if p.Name != name {
			escaped = append(escaped, Param{Name: Escape(p.Name, ""), Value: Escape(p.Value, ""), Bare: p.Bare})
		}
	}
	slices.SortFunc(escaped, func(a, b Param) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.Value, b.Value))
	})
	return escaped
}

// Get returns the first value of a name: of duplicates the first counts.
// https://help.aliyun.com/zh/oss/developer-reference/ddd-signatures-to-urls
func (q Query) Get(name string) string {
	v, _ := q.Lookup(name)
	return v
}

// With returns the query with one parameter of the name, which has the value.
func (q Query) With(name, value string) Query {
	others := slices.DeleteFunc(slices.Clone(q), func(p Param) bool { return p.Name == name })
	return append(others, Param{Name: name, Value: value})
}

// Has tells whether a name is present.
func (q Query) Has(name string) bool {
	_, ok := q.Lookup(name)
	return ok
}

// Lookup returns the first value of a name and whether it is present.
func (q Query) Lookup(name string) (string, bool) {
	for _, p := range q {
		if p.Name == name {
			return p.Value, true
		}
	}
	return "", false
}

// unescape decodes %XX, and a + as a blank, in the path as in the query.
// https://github.com/ali-sdk/ali-oss/issues/193
// https://github.com/aliyun/aliyun-oss-java-sdk/issues/241
func unescape(s string) (string, error) {
	plain := 0
	for plain < len(s) && s[plain] != '%' && s[plain] != '+' {
		plain++
	}
	if plain == len(s) {
		return s, nil
	}
	var b strings.Builder
	b.Grow(len(s))
	b.WriteString(s[:plain])
	for i := plain; i < len(s); i++ {
		switch s[i] {
		case '+':
			b.WriteByte(' ')
			continue
		case '%':
		default:
			b.WriteByte(s[i])
			continue
		}
		if i+2 >= len(s) {
			return "", errEscape
		}
		hi, lo := hexValue(s[i+1]), hexValue(s[i+2])
		if hi < 0 || lo < 0 {
			return "", errEscape
		}
		b.WriteByte(byte(hi<<4 | lo))
		i += 2
	}
	return b.String(), nil
}

func hexValue(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c && c <= 'f':
		return int(c-'a') + 10
	case 'A' <= c && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

const upperHex = "0123456789ABCDEF"

// Escape percent-encodes all but A-Z a-z 0-9 - . _ ~ and the bytes of keep.
func Escape(s, keep string) string {
	stays := 0
	for stays < len(s) && (isUnreserved(s[stays]) || strings.IndexByte(keep, s[stays]) >= 0) {
		stays++
	}
	if stays == len(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 2*(len(s)-stays))
	for i := 0; i < len(s); i++ {
		c := s[i]
		if isUnreserved(c) || strings.IndexByte(keep, c) >= 0 {
			b.WriteByte(c)
			continue
		}
		b.WriteByte('%')
		b.WriteByte(upperHex[c>>4])
		b.WriteByte(upperHex[c&15])
	}
	return b.String()
}

// UpperHex writes two upper-case digits for each byte.
func UpperHex(bytes []byte) string {
	var room [64]byte
	out := room[:0]
	for _, b := range bytes {
		out = append(out, upperHex[b>>4], upperHex[b&15])
	}
	return string(out)
}

func isUnreserved(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("-._~", c) >= 0
}
