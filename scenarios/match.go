package scenarios

import (
	"regexp"
	"strings"
)

// Match says which value a field must have. harness/internal/judge compares an
// answer with it.
type Match struct {
	Kind MatchKind `json:"kind"`
	Text string    `json:"text,omitempty"` // the literal, the regular expression, or the field referred to

	compiled *regexp.Regexp // of a pattern; nil where Text is no regular expression, which Lint refuses
}

// MatchKind says how a field is compared.
type MatchKind string

// The kinds of Match.
const (
	MatchExactly     MatchKind = "exactly"                 // Text, byte for byte
	MatchPattern     MatchKind = "pattern"                 // the regular expression Text
	MatchSameAs      MatchKind = "same as"                 // equal to the field Text of the same answer
	MatchHexBytesOf  MatchKind = "hex bytes of"            // each byte of the field Text as two upper-case hex digits and a space
	MatchHashedIn    MatchKind = "hashed in"               // the field Text ends with its SHA-256 in lower-case hex
	MatchTroublePage MatchKind = "troubleshooting page of" // the address of the diagnosis page for the EC in the field Text

	MatchRequestID         MatchKind = "request id" // 24 upper-case hex digits; the first 8 are the Date header in UNIX seconds
	MatchAccessKeyIDSent   MatchKind = "AccessKeyId as sent"
	MatchTokenSent         MatchKind = "security token as sent"
	MatchSignatureSent     MatchKind = "signature as sent"
	MatchStringToSign      MatchKind = "StringToSign of the official signer"
	MatchExpiresSent       MatchKind = "Expires as sent" // as YYYY-MM-DDTHH:MM:SS.000Z
	MatchRequestTime       MatchKind = "time as signed"  // as YYYY-MM-DDTHH:MM:SS.000Z
	MatchServerTime        MatchKind = "the Date header" // as YYYY-MM-DDTHH:MM:SS.000Z; it may differ by a second
	MatchRequestHost       MatchKind = "Host as sent"
	MatchBucketName        MatchKind = "name of the bucket"
	MatchKey               MatchKind = "key of the object"
	MatchAuthorizationSent MatchKind = "Authorization header as sent"
	MatchBucketEndpoint    MatchKind = "public endpoint of the bucket's region"
	MatchOwnerUID          MatchKind = "UID of the owner"
	MatchUserID            MatchKind = "id of the RAM user"

	MatchAbsent MatchKind = "absent" // the answer must not have the field
)

// Exactly expects text, byte for byte.
func Exactly(text string) Match { return Match{Kind: MatchExactly, Text: text} }

// Pattern expects a match of the regular expression re, which is compiled here, once.
func Pattern(re string) Match {
	compiled, err := regexp.Compile(re)
	if err != nil {
		compiled = nil
	}
	return Match{Kind: MatchPattern, Text: re, compiled: compiled}
}

// Same reports whether both say the same.
func (m Match) Same(other Match) bool { return m.Kind == other.Kind && m.Text == other.Text }

// Compiles reports whether a pattern is a regular expression.
func (m Match) Compiles() bool { return m.Kind != MatchPattern || m.compiled != nil }

// Matches reports whether the text matches the pattern.
func (m Match) Matches(text string) bool { return m.compiled != nil && m.compiled.MatchString(text) }

// SameAs expects the value of another field of the same answer.
func SameAs(field string) Match { return Match{Kind: MatchSameAs, Text: field} }

// HexBytesOf expects the bytes of another field, written as in StringToSignBytes.
func HexBytesOf(field string) Match { return Match{Kind: MatchHexBytesOf, Text: field} }

// HashedIn expects a text whose SHA-256 is the last line of another field.
func HashedIn(field string) Match { return Match{Kind: MatchHashedIn, Text: field} }

// Absent expects that the answer does not have the field.
func Absent() Match { return Match{Kind: MatchAbsent} }

// Children expects an element with these child elements, in this order. The
// elements in maybe may follow.
func Children(names []string, maybe ...string) Match {
	pattern := "^" + strings.Join(names, " ")
	for _, name := range maybe {
		pattern += "( " + name + ")?"
	}
	return Pattern(pattern + "$")
}

// Echo expects something of the request back; kind says which part.
func Echo(kind MatchKind) Match { return Match{Kind: kind} }
