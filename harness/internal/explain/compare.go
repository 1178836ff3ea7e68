package explain

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"strconv"
	"strings"

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
func (m Mistake) Sure() string {
	if m.Proven {
		return "proven: it gives the signature that was sent"
	}
	return "as it looks"
}

// Compare finds the mistake behind SignatureDoesNotMatch. It takes the request, the secret, or both: with a request
// it shows where the texts differ, with the secret it tries what each mistake signs. It keeps neither.
func Compare(a Answer, q *Request, secret string) (*Comparison, error) {
	c := &Comparison{Text: "StringToSign", Request: []string{}, Answer: []string{}}
	answer, canonical := a.text("StringToSign"), a.text("CanonicalRequest")
	if q != nil && copied.MatchString(q.query) {
		m := mistakeNamed("copied-ampersand")
		c.Mistake, c.Says = &m, "the URL of the request shows it"
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
		c.Says = "the answer has no StringToSign to compare with"
	case q == nil:
		c.Says = "there is no request to compare with"
	case mine == theirs:
		c.Says = "both sign the same text; the secret differs, or the signature was changed on its way"
	case !mayServer:
		c.Says = "the text of the answer has lost its lines; give the whole answer, with StringToSignBytes"
	default:
		c.Says = Shown(judge.Explain(mine, theirs))
	}
	if secret != "" && mayServer {
		c.Mistake = proven(server, cmp.Or(a.signed["SignatureProvided"], q.signature()), secret)
	}
	if c.Mistake == nil {
		c.Mistake = seenIn(a, request, server, mayRequest && mayServer && mine != theirs)
	}
	if c.Mistake == nil && secret != strings.TrimSpace(secret) {
		c.Mistake = &Mistake{"secret-blank", "the secret has a blank or a line feed at an end", "take it away", false}
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
		return &Mistake{"signature-plus", "the + of the signature arrives as a blank: it was not escaped in the URL",
			"write + as %2B in the parameter Signature", false}
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
	for _, wrong := range []struct{ secret, says string }{
		{trimmed + "\n", "a line feed at its end"}, {trimmed + "\r\n", "a CR and a line feed at its end"},
		{trimmed + " ", "a blank at its end"}, {" " + trimmed, "a blank at its beginning"},
		{`"` + trimmed + `"`, "quotation marks around it"}, {trimmed + "\t", "a tab at its end"},
	} {
		if signs(answer, wrong.secret) == provided {
			return &Mistake{"secret-blank", "the client signs with the secret and " + wrong.says,
				"take it away where the client reads the secret", true}
		}
	}
	if signs(answer, trimmed) == provided {
		return &Mistake{"secret-of-another-key",
			"the secret gives the signature that was sent, so OSS has another secret for this AccessKey ID",
			"use the ID and the secret of one AccessKey", true}
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
func (c *Comparison) lines() []string {
	all := []string{c.Says}
	if m := c.Mistake; m != nil {
		all = append(all, m.Says+" ("+m.Sure()+")", m.Remedy)
	}
	if len(c.Lines()) == 0 {
		return all
	}
	all = append(all, c.Text+", line by line; > the request, < the answer:")
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
