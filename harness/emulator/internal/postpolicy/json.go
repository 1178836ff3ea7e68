package postpolicy

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// A value of the JSON of a policy: object, list, text, number, true, false or null.
type value any

type (
	object []member // in order; each name is unique
	member struct {
		name  string
		value value
	}
	list   []value
	number string // as the policy writes it
)

func (o object) lookup(name string) (value, bool) {
	for _, m := range o {
		if m.name == name {
			return m.value, true
		}
	}
	return nil, false
}

// MaxDepth bounds nesting; a policy needs four levels.
const MaxDepth = 16

// A parser reads JSON as the service does. Besides the escapes of JSON it knows \$, and it reports
// a mistake in the words of the service.
// https://help.aliyun.com/zh/oss/developer-reference/postobject
type parser struct {
	rest  string
	depth int
}

// syntaxError is the text after "Invalid JSON: ".
type syntaxError string

func (e syntaxError) Error() string { return string(e) }

func parseJSON(text string) (value, error) {
	p := &parser{rest: text}
	v, err := p.value()
	if err != nil {
		return nil, err
	}
	if p.peek() != 0 {
		return nil, p.unknown()
	}
	return v, nil
}

// peek skips blanks and returns the next byte, or 0 at the end.
func (p *parser) peek() byte {
	p.rest = strings.TrimLeft(p.rest, " \t\r\n")
	if p.rest == "" {
		return 0
	}
	return p.rest[0]
}

// take consumes the next byte if it is c.
func (p *parser) take(c byte) bool {
	if p.peek() != c || c == 0 {
		return false
	}
	p.rest = p.rest[1:]
	return true
}

func (p *parser) unknown() error {
	r, _ := utf8.DecodeRuneInString(p.rest)
	if p.rest == "" {
		return syntaxError("unexpected end")
	}
	return syntaxError("unknown char " + string(r))
}

func (p *parser) value() (value, error) {
	if p.depth++; p.depth > MaxDepth {
		return nil, syntaxError("nested too deeply")
	}
	defer func() { p.depth-- }()
	switch c := p.peek(); {
	case c == '{':
		return p.object()
	case c == '[':
		return p.list()
	case c == '"':
		return p.text()
	case c == '-' || '0' <= c && c <= '9':
		return p.number()
	}
	for word, v := range map[string]value{"true": true, "false": false, "null": nil} {
		if rest, ok := strings.CutPrefix(p.rest, word); ok {
			p.rest = rest
			return v, nil
		}
	}
	return nil, p.unknown()
}

func (p *parser) object() (value, error) {
	p.take('{')
	o := object{}
	if p.take('}') {
		return o, nil
	}
	for {
		if p.peek() != '"' {
			return nil, syntaxError(`" expected`)
		}
		name, err := p.text()
		if err != nil {
			return nil, err
		}
		if !p.take(':') {
			return nil, syntaxError(": expected")
		}
		v, err := p.value()
		if err != nil {
			return nil, err
		}
		if _, known := o.lookup(name); known {
			return nil, syntaxError("duplicate name " + name)
		}
		o = append(o, member{name, v})
		if p.take('}') {
			return o, nil
		}
		if !p.take(',') {
			return nil, syntaxError(", or } expected")
		}
	}
}

func (p *parser) list() (value, error) {
	p.take('[')
	l := list{}
	if p.take(']') {
		return l, nil
	}
	for {
		v, err := p.value()
		if err != nil {
			return nil, err
		}
		l = append(l, v)
		if p.take(']') {
			return l, nil
		}
		if !p.take(',') {
			return nil, syntaxError(", or ] expected")
		}
	}
}

func (p *parser) number() (value, error) {
	n := strings.IndexFunc(p.rest, func(r rune) bool { return !strings.ContainsRune("+-.eE0123456789", r) })
	if n < 0 {
		n = len(p.rest)
	}
	text := p.rest[:n]
	if _, err := strconv.ParseFloat(text, 64); err != nil && !isRange(err) {
		return nil, p.unknown()
	}
	p.rest = p.rest[n:]
	return number(text), nil
}

func isRange(err error) bool {
	e, ok := err.(*strconv.NumError)
	return ok && e.Err == strconv.ErrRange
}

// escapes lists the escapes of the page. \b is a backspace as in JSON, although the page says
// blank.
var escapes = map[byte]byte{'/': '/', '\\': '\\', '"': '"', '$': '$', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

func (p *parser) text() (string, error) {
	p.take('"')
	var b strings.Builder
	for p.rest != "" {
		c := p.rest[0]
		p.rest = p.rest[1:]
		switch {
		case c == '"':
			return b.String(), nil
		case c < 0x20:
			return "", syntaxError(fmt.Sprintf("unknown char %q", c))
		case c != '\\':
			b.WriteByte(c)
		default:
			if err := p.escape(&b); err != nil {
				return "", err
			}
		}
	}
	return "", syntaxError("unexpected end")
}

func (p *parser) escape(b *strings.Builder) error {
	if p.rest == "" {
		return syntaxError("unexpected end")
	}
	c := p.rest[0]
	if plain, ok := escapes[c]; ok {
		b.WriteByte(plain)
		p.rest = p.rest[1:]
		return nil
	}
	if c != 'u' {
		return p.unknown()
	}
	r, err := p.unit()
	if err != nil {
		return err
	}
	if utf16.IsSurrogate(r) && strings.HasPrefix(p.rest, `\u`) {
		p.rest = p.rest[1:]
		low, err := p.unit()
		if err != nil {
			return err
		}
		r = utf16.DecodeRune(r, low)
	}
	b.WriteRune(r)
	return nil
}

// unit reads uXXXX.
func (p *parser) unit() (rune, error) {
	if len(p.rest) < 5 {
		return 0, syntaxError("unexpected end")
	}
	n, err := strconv.ParseUint(p.rest[1:5], 16, 16)
	if err != nil {
		return 0, p.unknown()
	}
	p.rest = p.rest[5:]
	return rune(n), nil
}
