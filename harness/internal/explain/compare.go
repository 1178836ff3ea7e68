package explain

import (
	"cmp"
	"encoding/hex"
	"fmt"
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
	if q != nil && len(q.form) > 0 || isPolicy(answer) {
		return comparePost(a, q, secret, in), nil
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
	hidden := canonical == "" && isV4(answer) // as S3 answers
	if hidden && answer == texts.StringToSign {
		canonical = texts.CanonicalRequest // which is hashed into it
	}
	mine, theirs := texts.StringToSign, answer
	if canonical != "" && (texts.CanonicalRequest != "" || q == nil) {
		c.Text, mine, theirs = "CanonicalRequest", texts.CanonicalRequest, canonical
	}
	request, mayRequest := parseSigned(mine, texts.StringToSign)
	server, mayServer := parseSigned(theirs, answer)
	if a.Elements["AWSAccessKeyId"] != "" || strings.HasPrefix(string(texts.Form), "S3") {
		request.s3, server.s3 = true, true
	}
	if mine == theirs && q != nil { // of V4: the text is the same, and its scope or time may be another
		c.Text, mine, theirs = "StringToSign", texts.StringToSign, answer
	}
	c.Request, c.Answer = shownLines(mine), shownLines(theirs)
	c.Says = saysOf(mine, theirs, q != nil, mayServer || hidden, in)
	if secret != "" && mayServer {
		c.Mistake = proven(server, cmp.Or(a.signed["SignatureProvided"], q.signature()), secret)
	}
	if c.Mistake == nil {
		c.Mistake = seenIn(a, request, server, mayRequest && mayServer && mine != theirs)
	}
	if sent, ok := parseSigned(texts.CanonicalRequest, texts.StringToSign); c.Mistake == nil && hidden && ok {
		c.Mistake = hashedIn(sent, answer, a.HostID)
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

// saysOf says how the text of the request differs from that of the answer.
func saysOf(mine, theirs string, asked, may bool, in lang.Language) string {
	switch {
	case theirs == "":
		return in.Say("the answer has no StringToSign to compare with")
	case !asked:
		return in.Say("there is no request to compare with")
	case mine == theirs:
		return in.Say("both sign the same text; the secret differs, or the signature was changed on its way")
	case !may:
		return in.Say("the text of the answer has lost its lines; give the whole answer, with StringToSignBytes")
	}
	line, from, why := judge.Differ(mine, theirs)
	cause := strings.Replace(in.Say(why.Says), "%s", why.Header, 1)
	return Shown(in.Say("line %d differs from its byte %d on; likely cause: %s", line, from, cause))
}

// hashedIn finds what was done to a request of V4 on its way, where the answer tells no CanonicalRequest: what gives
// the hash that the answer tells.
func hashedIn(sent signedText, stringToSign, host string) *Mistake {
	hash := stringToSign[strings.LastIndex(stringToSign, "\n")+1:]
	elsewhere := func(t signedText) signedText {
		return t.with(func(t *signedText) {
			if t.headers["host"] != "" {
				t.headers["host"] = host
			}
		})
	}
	if elsewhere(sent).hash() == hash {
		m := mistakeNamed("host")
		return &m
	}
	for _, m := range mistakes() {
		if m.signed == nil {
			continue
		}
		for _, t := range append(m.signed(sent), m.signed(elsewhere(sent))...) {
			if t.hash() == hash || elsewhere(t).hash() == hash {
				return &Mistake{m.id, m.says, m.remedy, false}
			}
		}
	}
	return nil
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
