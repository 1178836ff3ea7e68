package explain

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/oss403/oss403/harness/internal/explain/lang"
	"github.com/oss403/oss403/harness/internal/judge"
	"github.com/oss403/oss403/harness/internal/wire"
)

// Comparison holds what OSS says that it signed against what the request signs.
type Comparison struct {
	Text    string   `json:"text"`    // StringToSign, or CanonicalRequest
	Request []string `json:"request"` // its lines as the request signs them, by the official signer; empty without a request
	Answer  []string `json:"answer"`  // its lines in the answer; empty if the answer has none
	Says    string   `json:"says"`
	Mistake *Mistake `json:"mistake"` // nil if none is found
}

// Mistake is a mistake that fits.
type Mistake struct {
	ID     string `json:"id"`
	Says   string `json:"says"`
	Remedy string `json:"remedy"`
	Proven bool   `json:"proven"` // the secret and the mistake give the signature that was sent
}

// Sure says how sure the mistake is.
func (m Mistake) Sure(in lang.Language) string {
	if m.Proven {
		return in.Say("proven: it gives the signature that was sent")
	}
	return in.Say("as it looks")
}

// said is the mistake in a language.
func (m Mistake) said(in lang.Language) Mistake {
	m.Says, m.Remedy = in.Say(m.Says), in.Say(m.Remedy)
	return m
}

// Compare finds the mistake behind SignatureDoesNotMatch. It takes the request, the secret, or both: with a request
// it shows where the texts differ, with the secret it tries what each mistake signs. It keeps neither. Sentences are in
// the language.
func Compare(a Answer, q *Request, secret string, in lang.Language) (*Comparison, error) {
	c := &Comparison{Text: "StringToSign", Request: []string{}, Answer: []string{}}
	answer, canonical := a.text("StringToSign"), a.text("CanonicalRequest")
	if q != nil && copied.MatchString(q.query) {
		m := mistakeNamed("copied-ampersand").said(in)
		c.Mistake, c.Says = &m, in.Say("the URL of the request shows it")
		return c, nil
	}
	texts := wire.Texts{}
	if q != nil {
		parts, _ := parseSigned(answer, "")
		bucket, _ := parts.bucketAndKey()
		request, bucket, key, err := q.http(bucket)
		if err == nil {
			texts, err = wire.TextsOf(request, bucket, key)
		}
		if err != nil {
			return nil, err
		}
	}
	mine, theirs := texts.StringToSign, answer
	if canonical != "" && (texts.CanonicalRequest != "" || q == nil) {
		c.Text, mine, theirs = "CanonicalRequest", texts.CanonicalRequest, canonical
	}
	request, mayRequest := parseSigned(mine, texts.StringToSign)
	server, mayServer := parseSigned(theirs, answer)
	if mine == theirs && q != nil { // of V4: the text is the same, and its scope or time may be another
		c.Text, mine, theirs = "StringToSign", texts.StringToSign, answer
	}
	c.Request, c.Answer = shownLines(mine), shownLines(theirs)
	switch {
	case theirs == "":
		c.Says = in.Say("the answer has no StringToSign to compare with")
	case q == nil:
		c.Says = in.Say("there is no request to compare with")
	case mine == theirs:
		c.Says = in.Say("both sign the same text; the secret differs, or the signature was changed on its way")
	case !mayServer:
		c.Says = in.Say("the text of the answer has lost its lines; give the whole answer, with StringToSignBytes")
	default:
		line, from, why := judge.Differ(mine, theirs)
		cause := strings.Replace(in.Say(why.Says), "%s", why.Header, 1)
		c.Says = Shown(in.Say("line %d differs from its byte %d on; likely cause: %s", line, from, cause))
	}
	if secret != "" && mayServer {
		c.Mistake = proven(server, cmp.Or(a.signed["SignatureProvided"], q.signature()), secret)
	}
	if c.Mistake == nil {
		c.Mistake = seenIn(a, request, server, mayRequest && mayServer && mine != theirs)
	}
	if c.Mistake == nil && secret != strings.TrimSpace(secret) {
		m := mistakeNamed("secret-blank")
		c.Mistake = &m
	}
	if c.Mistake != nil {
		said := c.Mistake.said(in)
		c.Mistake = &said
	}
	return c, nil
}

var copied = regexp.MustCompile(`(?:^|&)amp;|\\u0026|%5[Cc]u0026`)

// mistakeNamed returns a mistake of the table.
func mistakeNamed(id string) Mistake {
	for _, m := range mistakes() {
		if m.id == id {
			return Mistake{m.id, m.says, m.remedy, false}
		}
	}
	return Mistake{ID: id}
}

// seenIn finds a mistake without the secret.
func seenIn(a Answer, request, answer signedText, both bool) *Mistake {
	if both {
		for _, m := range mistakes() {
			if m.seen != nil && m.seen(request, answer) {
				return &Mistake{m.id, m.says, m.remedy, false}
			}
		}
	}
	if strings.Contains(a.signed["SignatureProvided"], " ") {
		m := mistakeNamed("signature-plus")
		return &m
	}
	return nil
}

// proven finds the mistake that gives the signature which was sent.
func proven(answer signedText, provided, secret string) *Mistake {
	provided = strings.ReplaceAll(provided, " ", "+")
	if provided == "" {
		return nil
	}
	trimmed := strings.Trim(secret, " \t\r\n\"'")
	for _, m := range mistakesOfSecret() {
		if signs(answer, m.before+trimmed+m.after) == provided {
			return &Mistake{m.id, m.says, m.remedy, true}
		}
	}
	for _, m := range mistakes() {
		if m.signed == nil {
			continue
		}
		for _, text := range m.signed(answer) {
			if signs(text, trimmed) == provided {
				return &Mistake{m.id, m.says, m.remedy, true}
			}
		}
	}
	return nil
}

func signs(t signedText, secret string) string {
	if !t.v4 {
		return wire.SignV1(secret, t.text())
	}
	sum := sha256.Sum256([]byte(t.text()))
	return wire.SignV4(secret, t.scope(), t.prefix+hex.EncodeToString(sum[:]))
}

// signature is the one in the request, if it is there.
func (q *Request) signature() string {
	if q == nil {
		return ""
	}
	header := q.header.Get("Authorization")
	if _, signature, ok := strings.Cut(header, "Signature="); ok {
		return strings.TrimSpace(signature)
	}
	if rest, ok := strings.CutPrefix(header, "OSS "); ok {
		_, signature, _ := strings.Cut(rest, ":")
		return strings.TrimSpace(signature)
	}
	for pair := range strings.SplitSeq(q.query, "&") {
		if name, value, _ := strings.Cut(pair, "="); name == "Signature" || name == "x-oss-signature" {
			return decoded(value)
		}
	}
	return ""
}

// text is a text that was signed, as OSS had it: from its bytes, where they are there. Pages and logs flatten the text
// itself.
func (a Answer) text(name string) string {
	bytes, err := hex.DecodeString(strings.Join(strings.Fields(a.signed[name+"Bytes"]), ""))
	if err == nil && len(bytes) > 0 {
		return string(bytes)
	}
	return a.signed[name]
}

func shownLines(text string) []string {
	if text == "" {
		return []string{}
	}
	return strings.Split(Shown(text), "\n")
}

// lines writes a comparison for a person: each line once where both agree.
func (c *Comparison) lines(in lang.Language) []string {
	all := []string{c.Says}
	if m := c.Mistake; m != nil {
		all = append(all, m.Says+" ("+m.Sure(in)+")", m.Remedy)
	}
	if len(c.Lines()) == 0 {
		return all
	}
	all = append(all, in.Say("%s, line by line; > the request, < the answer:", c.Text))
	for _, line := range c.Lines() {
		if line.Same {
			all = append(all, fmt.Sprintf("%2d   %s", line.Number, line.Request))
			continue
		}
		all = append(all, fmt.Sprintf("%2d > %s", line.Number, line.Request), fmt.Sprintf("%2d < %s", line.Number, line.Answer))
	}
	return all
}

// A Line is one line of both texts, each in quotation marks.
type Line struct {
	Number          int
	Request, Answer string
	Same            bool
}

// Lines lists the lines of both texts; none if one of them is not there.
func (c *Comparison) Lines() []Line {
	if len(c.Request) == 0 || len(c.Answer) == 0 {
		return nil
	}
	var all []Line
	for i := range max(len(c.Request), len(c.Answer)) {
		mine, theirs := lineAt(c.Request, i), lineAt(c.Answer, i)
		all = append(all, Line{Number: i + 1, Request: strconv.Quote(mine), Answer: strconv.Quote(theirs), Same: mine == theirs})
	}
	return all
}

func lineAt(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return ""
}
