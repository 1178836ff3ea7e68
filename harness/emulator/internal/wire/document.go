package wire

import (
	"unicode/utf8"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// ErrorXML is the error document, byte for byte: LF, two blanks, one element
// a line, no namespace, the evidence between HostId and EC.
func (e *Envelope) ErrorXML(look deny.Entry, evidence []deny.Field) []byte {
	b := make([]byte, 0, sizeOf(evidence)+len(look.Message)+512)
	line := func(name, value string) { b = appendField(b, "  ", deny.Field{Name: name, Value: value}) }
	b = append(b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error>\n"...)
	line("Code", look.Code)
	line("Message", look.Message)
	line("RequestId", e.RequestID)
	line("HostId", e.HostID)
	for _, f := range evidence {
		b = appendField(b, "  ", f)
	}
	if look.EC != "" {
		line("EC", look.EC)
		line("RecommendDoc", recommendBase+look.EC)
	}
	return append(b, "</Error>\n"...)
}

// appendField writes one element, or one with others inside, two blanks
// further in.
func appendField(b []byte, indent string, f deny.Field) []byte {
	b = append(b, indent...)
	b = append(append(append(b, '<'), f.Name...), '>')
	if f.Fields == nil {
		b = appendText(b, f.Value)
	} else {
		b = append(b, '\n')
		for _, inner := range f.Fields {
			b = appendField(b, indent+"  ", inner)
		}
		b = append(b, indent...)
	}
	return append(append(append(b, "</"...), f.Name...), ">\n"...)
}

// sizeOf is about how long fields are once they are written.
func sizeOf(fields []deny.Field) int {
	size := 0
	for _, f := range fields {
		size += 2*len(f.Name) + len(f.Value) + 16 + sizeOf(f.Fields)
	}
	return size
}

// EscapeText writes character data of XML as the error documents do.
func EscapeText(s string) string { return string(appendText(nil, s)) }

// appendText escapes & < > and leaves quotes, line feeds and UTF-8 raw, as the
// service does. A carriage return becomes a reference, or a reader would take
// it for a line feed; what XML 1.0 cannot hold becomes U+FFFD.
func appendText(b []byte, s string) []byte {
	for len(s) > 0 {
		plain := 0 // bytes that stand for themselves
		for plain < len(s) && isPlain[s[plain]] {
			plain++
		}
		b, s = append(b, s[:plain]...), s[plain:]
		if s == "" {
			break
		}
		r, size := utf8.DecodeRuneInString(s)
		b, s = appendRune(b, r), s[size:]
	}
	return b
}

// isPlain are the bytes of ASCII that stand for themselves.
var isPlain = func() (plain [256]bool) {
	for c := byte(' '); c < 0x7f; c++ {
		plain[c] = c != '&' && c != '<' && c != '>'
	}
	plain['\n'] = true
	return plain
}()

func appendRune(b []byte, r rune) []byte {
	switch {
	case r == '&':
		return append(b, "&amp;"...)
	case r == '<':
		return append(b, "&lt;"...)
	case r == '>':
		return append(b, "&gt;"...)
	case r == '\r':
		return append(b, "&#xD;"...)
	case r < 0x20 && r != '\n' && r != '\t', r == 0xFFFE, r == 0xFFFF:
		return utf8.AppendRune(b, utf8.RuneError)
	}
	return utf8.AppendRune(b, r)
}
