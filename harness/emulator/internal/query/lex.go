package query

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A token is a word of a statement.
type token struct {
	kind tokenKind
	text string // of a quoted name or a string, what is between the quotes
}

type tokenKind int

const (
	end tokenKind = iota
	word
	quotedName
	number
	text
	symbol
)

// is tells whether the token is a key word or a symbol; letters of both cases are the same.
func (t token) is(what string) bool {
	return (t.kind == word || t.kind == symbol) && strings.EqualFold(t.text, what)
}

var symbols = []string{"<=", ">=", "!=", "<>", "||", "<", ">", "=", "+", "-", "*", "/", "%", "(", ")", ",", ".", "[", "]"}

// lex splits a statement. A quote at the very end opens no string and is ignored: tests of the official
// SDKs for Go and Python send one so (TestSelectJsonLinesRange, test_select_json_object_line_range).
func lex(sql string) ([]token, *Error) {
	var tokens []token
	for rest := strings.TrimSpace(sql); rest != ""; rest = strings.TrimLeftFunc(rest, unicode.IsSpace) {
		t, length, err := next(rest)
		if err != nil {
			return nil, err
		}
		if t.kind != end {
			tokens = append(tokens, t)
		}
		rest = rest[length:]
	}
	return tokens, nil
}

func next(rest string) (token, int, *Error) {
	switch first, size := utf8.DecodeRuneInString(rest); {
	case rest == "'" || rest == ";":
		return token{}, 1, nil
	case first == '\'' || first == '"':
		return quoted(rest, byte(first))
	case first >= '0' && first <= '9':
		n := span(rest, func(c rune) bool { return c >= '0' && c <= '9' || c == '.' })
		return token{number, rest[:n]}, n, nil
	case isLetter(first):
		n := size + span(rest[size:], func(c rune) bool { return isLetter(c) || c >= '0' && c <= '9' })
		return token{word, rest[:n]}, n, nil
	}
	for _, s := range symbols {
		if strings.HasPrefix(rest, s) {
			return token{symbol, s}, len(s), nil
		}
	}
	return token{}, 0, fault("SqlSyntaxError", "%.20q begins no word", rest)
}

func isLetter(c rune) bool { return c == '_' || unicode.IsLetter(c) }

// span is the length of the beginning that consists of such characters.
func span(s string, of func(rune) bool) int {
	if n := strings.IndexFunc(s, func(c rune) bool { return !of(c) }); n >= 0 {
		return n
	}
	return len(s)
}

// quoted reads a string or a quoted name; a quote inside is doubled.
func quoted(rest string, quote byte) (token, int, *Error) {
	var out strings.Builder
	for i := 1; i < len(rest); i++ {
		switch {
		case rest[i] != quote:
			out.WriteByte(rest[i])
		case i+1 < len(rest) && rest[i+1] == quote:
			out.WriteByte(quote)
			i++
		case quote == '"':
			return token{quotedName, out.String()}, i + 1, nil
		default:
			return token{text, out.String()}, i + 1, nil
		}
	}
	return token{}, 0, fault("SqlSyntaxError", "a quote is not closed")
}
