package explain

import (
	"cmp"
	"encoding/base64"
	"encoding/hex"
	"slices"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/internal/explain/lang"
	"github.com/oss403/oss403/harness/internal/wire"
)

// sign is the signature of a form by the published rule.
func (p post) sign(secret string) string {
	switch {
	case p.version == v4 && p.s3:
		return wire.SignS3V4(secret, p.scope, p.policy)
	case p.version == v4:
		return wire.SignV4(secret, p.scope, p.policy)
	case p.version == v2:
		return wire.SignV2(secret, p.policy)
	}
	return wire.SignV1(secret, p.policy)
}

// with is a copy with another policy, or another scope.
func (p post) with(change func(*post)) post {
	change(&p)
	return p
}

// A postMistake is what a client does wrong when it signs a form, or what is done to the form afterwards.
type postMistake struct {
	id, says, remedy string
	seen             func(request, answer post) bool              // nil: it can't be seen
	signed           func(answer post) []post                     // what a client with the mistake signs; nil: can't be guessed
	writes           func(right string, version version) []string // other spellings of the right signature
}

// postMistakes lists them, the telling ones first.
// https://help.aliyun.com/zh/oss/developer-reference/postobject
func postMistakes() []postMistake {
	encode := base64.StdEncoding.EncodeToString
	return []postMistake{
		{id: "post-policy-twice", says: "the policy is encoded in Base64 twice, in the field or where it is signed",
			remedy: "encode the JSON once; put this text into the field policy, and sign the same text",
			seen: func(_, answer post) bool {
				plain, ok := fromBase64(answer.policy)
				return ok && isPolicy(plain) && !strings.HasPrefix(strings.TrimSpace(plain), "{")
			},
			signed: func(answer post) []post {
				plain, ok := fromBase64(answer.policy)
				if !ok {
					return nil
				}
				all := []post{answer.with(func(p *post) { p.policy = encode([]byte(answer.policy)) })}
				if !strings.HasPrefix(strings.TrimSpace(plain), "{") {
					all = append(all, answer.with(func(p *post) { p.policy = plain }))
				}
				return all
			}},
		{id: "post-policy-raw", says: "the JSON of the policy was signed, in place of its Base64",
			remedy: "sign the text of the field policy, which is Base64",
			seen:   func(_, answer post) bool { return strings.HasPrefix(strings.TrimSpace(answer.policy), "{") },
			signed: func(answer post) []post {
				if plain, ok := fromBase64(answer.policy); ok {
					return []post{answer.with(func(p *post) { p.policy = plain })}
				}
				return []post{answer.with(func(p *post) { p.policy = encode([]byte(answer.policy)) })}
			}},
		{id: "post-policy-lines",
			says:   "the Base64 of the policy has line feeds or blanks in the field, and not where it was signed, or the other way round",
			remedy: "encode without line feeds (Base64.NO_WRAP, base64 -w 0)",
			seen: func(request, answer post) bool {
				return strings.ContainsAny(answer.policy, "\r\n ") || request.policy != answer.policy &&
					strings.Join(strings.Fields(request.policy), "") == strings.Join(strings.Fields(answer.policy), "")
			},
			signed: func(answer post) []post {
				bare := strings.Join(strings.Fields(answer.policy), "")
				var all []post
				for _, feed := range []string{"", "\n", "\r\n"} {
					for _, length := range []int{76, 64} {
						lines := slices.Collect(slices.Chunk([]byte(bare), length))
						text := ""
						for _, line := range lines {
							text += string(line) + feed
						}
						for _, policy := range []string{text, strings.TrimSuffix(text, feed), bare + feed} {
							all = append(all, answer.with(func(p *post) { p.policy = policy }))
						}
					}
				}
				return all
			}},
		{id: "post-policy-alphabet", says: "the policy was signed in the URL alphabet of Base64, and sent in the other, or the other way round",
			remedy: "use the standard alphabet, with + and /",
			seen:   func(_, answer post) bool { return strings.ContainsAny(answer.policy, "-_") && isPolicy(answer.policy) },
			signed: func(answer post) []post {
				var all []post
				for _, letters := range []*strings.Replacer{strings.NewReplacer("+", "-", "/", "_"), strings.NewReplacer("-", "+", "_", "/")} {
					other := letters.Replace(answer.policy)
					for _, policy := range []string{other, strings.TrimRight(other, "=")} {
						all = append(all, answer.with(func(p *post) { p.policy = policy }))
					}
				}
				return all
			}},
		{id: "post-policy-changed", says: "another policy arrives than the form has: a + became a blank, or the form was made anew",
			remedy: "sign the policy that is sent, and send the form as multipart/form-data",
			seen:   func(request, answer post) bool { return request.policy != "" && request.policy != answer.policy }},
		{id: "post-scope", says: "the key was made for another day, region or product than the credential of the form names",
			remedy: "make the key for the parts of x-oss-credential: the day of x-oss-date in UTC, the region without oss-, the product oss",
			seen: func(request, _ post) bool {
				day, _, _ := strings.Cut(request.scope, "/")
				return request.version == v4 && request.date != "" && !strings.HasPrefix(request.date, day)
			},
			signed: otherScopes},
		{id: "post-signature-spelling",
			says:   "the signature is written in hex, or hex in Base64, where Base64 of the bytes is asked for, or the other way round",
			remedy: "V4 writes the signature in hex, V1 and V2 in Base64 of its bytes",
			writes: func(right string, version version) []string {
				if version == v4 {
					sum, _ := hex.DecodeString(right)
					return []string{encode(sum), strings.ToUpper(right), encode([]byte(right))}
				}
				sum, _ := base64.StdEncoding.DecodeString(right)
				return []string{hex.EncodeToString(sum), encode([]byte(hex.EncodeToString(sum))), base64.URLEncoding.EncodeToString(sum)}
			}},
	}
}

// otherScopes are the form with the keys that clients make by mistake.
func otherScopes(answer post) []post {
	parts := strings.Split(answer.scope, "/")
	if answer.version != v4 || len(parts) != 4 {
		return nil
	}
	days, bare := []string{parts[0]}, strings.TrimPrefix(parts[1], "oss-")
	if at, err := time.Parse("20060102", parts[0]); err == nil {
		days = append(days, at.AddDate(0, 0, 1).Format("20060102"), at.AddDate(0, 0, -1).Format("20060102"))
	}
	if len(answer.date) > 8 {
		days = append(days, answer.date[:8])
	}
	var all []post
	for _, day := range days {
		for _, region := range []string{parts[1], bare, "oss-" + bare, "us-east-1", "cn-hangzhou", ""} {
			for _, product := range []string{parts[2], "oss", "s3"} {
				scope := strings.Join([]string{day, region, product, parts[3]}, "/")
				if scope != answer.scope {
					all = append(all, answer.with(func(p *post) { p.scope = scope }))
				}
			}
		}
	}
	return all
}

// comparePost finds the mistake behind the refused signature of a form.
func comparePost(a Answer, q *Request, secret string, in lang.Language) *Comparison {
	c := &Comparison{Text: "policy", Request: []string{}, Answer: []string{}}
	request, answer := post{}, postOfPolicy(a.text("StringToSign"))
	if q != nil {
		request = postOf(q.form)
		policy := cmp.Or(answer.policy, request.policy)
		answer = request.with(func(p *post) { p.policy = policy })
		c.Request = shownLines(cmp.Or(plainPolicy(request.policy), request.policy))
	}
	c.Answer = shownLines(cmp.Or(plainPolicy(a.text("StringToSign")), a.text("StringToSign")))
	switch {
	case a.text("StringToSign") == "":
		c.Says = in.Say("the answer has no StringToSign; the policy of the form is taken for it")
	case q == nil:
		c.Says = in.Say("the policy of a form was signed; there is no form to compare with")
	case request.policy == answer.policy:
		c.Says = in.Say("both sign the same policy; the secret, the scope, or what was signed in its place differs")
	default:
		c.Says = in.Say("another policy arrives than the form has")
	}
	if secret != "" {
		c.Mistake = provenPost(answer, cmp.Or(a.signed["SignatureProvided"], request.signature), secret)
	}
	for _, m := range postMistakes() {
		if c.Mistake == nil && m.seen != nil && m.seen(request, answer) {
			c.Mistake = &Mistake{m.id, m.says, m.remedy, false}
		}
	}
	if c.Mistake != nil {
		said := c.Mistake.said(in)
		c.Mistake = &said
	}
	return c
}

// provenPost finds the mistake that gives the signature of the form.
func provenPost(answer post, provided, secret string) *Mistake {
	if provided = strings.ReplaceAll(provided, " ", "+"); provided == "" {
		return nil
	}
	if m := provenSecret(answer.sign, provided, secret); m != nil {
		return m
	}
	for _, m := range postMistakes() {
		proof := &Mistake{m.id, m.says, m.remedy, true}
		if m.writes != nil && slices.Contains(m.writes(answer.sign(trimmedSecret(secret)), answer.version), provided) {
			return proof
		}
		if m.signed == nil {
			continue
		}
		for _, p := range m.signed(answer) {
			if p.sign(trimmedSecret(secret)) == provided {
				return proof
			}
		}
	}
	return nil
}
