package recording

import (
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"strings"
	"unicode/utf8"
)

// A class says what the characters of a stand-in are made of.
type class string

const (
	mixed    class = "mixed"     // a digit for a digit, a letter for a letter of the same case; others stay
	upperHex class = "upper hex" // a hex digit for each digit and letter
	lowerHex class = "lower hex"
)

// classOf is the class of a value: hex where it is long and nothing else.
func classOf(value string) class {
	const long = 16
	rest := strings.Trim(value, "0123456789")
	switch {
	case len(value) < long || rest == "":
		return mixed
	case strings.Trim(value, "0123456789ABCDEF") == "":
		return upperHex
	case strings.Trim(value, "0123456789abcdef") == "":
		return lowerHex
	}
	return mixed
}

// standIn is the stand-in of a value, made when it is first asked for.
func (s *Sanitiser) standIn(value string, of class) string {
	if by, ok := s.known[value]; ok {
		return by
	}
	for try := 0; ; try++ {
		source := seeded(fmt.Sprintf("%s\n%d\n%d", s.seed, len(s.known), try))
		by := like(value, of, source)
		const tries = 100 // a short value may have no other stand-in left
		if by != value && !s.taken[by] || try == tries {
			s.bind(value, by)
			return by
		}
	}
}

func like(value string, of class, source *rand.Rand) string {
	var out strings.Builder
	first := true
	for _, r := range value {
		switch {
		case of == upperHex && alphanumericRune(r):
			out.WriteByte("0123456789ABCDEF"[source.IntN(16)])
		case of == lowerHex && alphanumericRune(r):
			out.WriteByte("0123456789abcdef"[source.IntN(16)])
		case r >= '0' && r <= '9' && first:
			out.WriteByte('1' + byte(source.IntN(9))) // a number does not begin with 0
		case r >= '0' && r <= '9':
			out.WriteByte('0' + byte(source.IntN(10)))
		case r >= 'a' && r <= 'z':
			out.WriteByte('a' + byte(source.IntN(26)))
		case r >= 'A' && r <= 'Z':
			out.WriteByte('A' + byte(source.IntN(26)))
		case r == utf8.RuneError:
			out.WriteString(strings.Repeat("x", 1)) // a byte that is no text
		case r > utf8.RuneSelf:
			out.WriteString([]string{"", "", "é", "字", "𝄞"}[utf8.RuneLen(r)])
		default:
			out.WriteRune(r)
		}
		first = false
	}
	return out.String()
}

func alphanumericRune(r rune) bool { return r < utf8.RuneSelf && alphanumeric(byte(r)) }

// seeded is a source of numbers that only its seed decides.
func seeded(seed string) *rand.Rand { return rand.New(rand.NewChaCha8(sha256.Sum256([]byte(seed)))) }
