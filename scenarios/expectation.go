package scenarios

import (
	"slices"
	"strconv"
)

// The fields that every refusal has. Elements of the error document are named
// as OSS names them, headers in lower case.
const (
	FieldStatus            = "status"
	FieldCode              = "Code"
	FieldMessage           = "Message"
	FieldRequestID         = "RequestId"
	FieldHostID            = "HostId"
	FieldEC                = "EC"
	FieldRecommendDoc      = "RecommendDoc"
	FieldDetail            = "AccessDeniedDetail"
	HeaderRequestID        = "x-oss-request-id"
	HeaderEC               = "x-oss-ec"
	HeaderContentType      = "content-type"
	HeaderDate             = "date"
	FieldStringToSign      = "StringToSign"
	FieldStringToSignBytes = "StringToSignBytes"
)

// Answer is one accepted value of a field.
type Answer struct {
	Match    Match    `json:"match"`
	Evidence Evidence `json:"evidence"`
}

// Expected is one field of the answer and what it must be. More than one Answer
// stands where the documentation and the service disagree.
type Expected struct {
	Field    string    `json:"field"`
	Answers  []Answer  `json:"answers"`
	Optional bool      `json:"optional,omitempty"` // judged only where the field is present
	Only     []Carrier `json:"-"`                  // the carriers that it holds for; empty: all
	WithBody bool      `json:"-"`                  // holds only for an answer that has a body, so not for HEAD
}

// Level is the level of the surest answer.
func (e Expected) Level() Level {
	for _, level := range []Level{LevelCaptured, LevelDocumented} {
		if slices.ContainsFunc(e.Answers, func(a Answer) bool { return a.Evidence.Level == level }) {
			return level
		}
	}
	return LevelInferred
}

// Expectation is what must come back, field by field.
type Expectation struct {
	Fields []Expected
}

// Denied expects HTTP 403 with the given Code.
func Denied(code string, evidence Evidence) Expectation { return Refused(403, code, evidence) }

// Answers of the service that show what every refusal has, each pasted whole.
const (
	answerOf2015  Source = issuePrefix + "coderhaoxin/aliyun-oss#25 (2015-11-04)"         // the headers too
	answerOf2019  Source = issuePrefix + "aliyun/aliyun-oss-android-sdk#167 (2019-04-09)" // the headers too
	answerOf2020  Source = issuePrefix + "Molunerfinn/PicGo#488 (2020-05-04)"             // the document
	answerOf2023  Source = issuePrefix + "lucky1213/aliyun_oss#19 (2023-08-16)"           // with EC
	answerOf2024  Source = issuePrefix + "vastsa/FileCodeBox#137 (2024-02-24)"            // with RecommendDoc
	skewedOf2024  Source = issuePrefix + "huhx/flutter_oss_aliyun#63 (2024-09-23)"        // with RecommendDoc
	expiredOf2026 Source = issuePrefix + "jxxghp/MoviePilot#6295 (2026-08-13)"            // with RecommendDoc
	headersOf2024 Source = issuePrefix + "vectordotdev/vector#20746 (2024)"               // x-oss-ec among them
)

// Refused expects an HTTP status and a Code in the error document that every
// refusal has: https://help.aliyun.com/zh/oss/user-guide/overview-14.
func Refused(status int, code string, evidence Evidence) Expectation {
	document := Captured(answerOf2019, answerOf2020, answerOf2023, answerOf2024, skewedOf2024)
	headers, troubles := Captured(answerOf2015, answerOf2019), Captured(answerOf2024, skewedOf2024, expiredOf2026)
	return Expectation{}.
		expect(FieldStatus, Exactly(strconv.Itoa(status)), evidence).
		expect(FieldCode, Exactly(code), evidence).
		expect(FieldRequestID, Echo(MatchRequestID), document).
		expect(HeaderRequestID, SameAs(FieldRequestID), headers).
		expect(FieldHostID, Echo(MatchRequestHost), document).
		expect(HeaderEC, SameAs(FieldEC), Captured(headersOf2024)).
		expect(FieldRecommendDoc, Match{Kind: MatchTroublePage, Text: FieldEC}, troubles).Optionally().
		expect(HeaderDate, Pattern(`^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$`), headers).
		expect(HeaderContentType, Exactly("application/xml"), headers).withBody()
}

// Message expects the text of the Message element.
func (e Expectation) Message(m Match, evidence Evidence) Expectation {
	return e.expect(FieldMessage, m, evidence)
}

// EC expects the diagnosis code, e.g. "0002-00000040".
func (e Expectation) EC(ec string, evidence Evidence) Expectation {
	return e.expect(FieldEC, Exactly(ec), evidence)
}

// Element expects an element of the error document.
func (e Expectation) Element(name string, m Match, evidence Evidence) Expectation {
	return e.expect(name, m, evidence)
}

// Or adds an alternative to the field expected last.
func (e Expectation) Or(m Match, evidence Evidence) Expectation {
	return e.changeLast(func(x *Expected) { x.Answers = append(slices.Clip(x.Answers), Answer{m, evidence}) })
}

// InEveryRefusal says that the field is one that every refusal has, whatever it refuses.
func InEveryRefusal(field string) bool { return slices.Contains(envelope(), field) }

// envelope are the fields that every refusal has, whatever it refuses.
func envelope() []string {
	return []string{FieldRequestID, HeaderRequestID, FieldHostID, HeaderEC, FieldRecommendDoc, HeaderDate, HeaderContentType}
}

// Since is the same refusal resting on other evidence, field by field. A field that was
// inferred stays so, what every refusal has rests where it did, and a page that names no EC
// leaves each on the page of its own.
func (e Expectation) Since(evidence Evidence) Expectation {
	fields := slices.Clone(e.Fields)
	for i := range fields {
		if slices.Contains(envelope(), fields[i].Field) {
			continue
		}
		fields[i].Answers = slices.Clone(fields[i].Answers)
		for j := range fields[i].Answers {
			switch answer := &fields[i].Answers[j]; {
			case answer.Evidence.Level == LevelInferred:
			case fields[i].Field == FieldEC && evidence.Level != LevelInferred:
				answer.Evidence = Documented(ECPage(answer.Match.Text))
			default:
				answer.Evidence = evidence
			}
		}
	}
	return Expectation{fields}
}

// NoSurerThan is the same refusal, no field of which is surer than that it comes at all;
// what every refusal has rests where it did.
func (e Expectation) NoSurerThan(evidence Evidence) Expectation {
	fields := slices.Clone(e.Fields)
	for i := range fields {
		fields[i].Answers = slices.Clone(fields[i].Answers)
		for j, answer := range fields[i].Answers {
			if !slices.Contains(envelope(), fields[i].Field) && weaker(evidence.Level, answer.Evidence.Level) {
				fields[i].Answers[j].Evidence = evidence
			}
		}
	}
	return Expectation{fields}
}

// On limits the field expected last to the given carriers.
func (e Expectation) On(carriers ...Carrier) Expectation {
	return e.changeLast(func(x *Expected) { x.Only = carriers })
}

// Optionally says that the field expected last may be missing, and is judged where it is there.
func (e Expectation) Optionally() Expectation {
	return e.changeLast(func(x *Expected) { x.Optional = true })
}

func (e Expectation) withBody() Expectation {
	return e.changeLast(func(x *Expected) { x.WithBody = true })
}

func (e Expectation) expect(field string, m Match, evidence Evidence) Expectation {
	return Expectation{append(slices.Clip(e.Fields), Expected{Field: field, Answers: []Answer{{m, evidence}}})}
}

func (e Expectation) changeLast(change func(*Expected)) Expectation {
	fields := slices.Clone(e.Fields)
	if len(fields) > 0 {
		change(&fields[len(fields)-1])
	}
	return Expectation{fields}
}

// For is the expectation as it holds on one carrier: of two entries for the
// same field the later one counts.
func (e Expectation) For(c Carrier) Expectation {
	var fields []Expected
	for _, x := range e.Fields {
		if len(x.Only) > 0 && !slices.Contains(x.Only, c) {
			continue
		}
		x.Only = nil
		if i := slices.IndexFunc(fields, func(f Expected) bool { return f.Field == x.Field }); i >= 0 {
			fields[i] = x
			continue
		}
		fields = append(fields, x)
	}
	return Expectation{fields}
}

func (e Expectation) withoutBody() Expectation {
	return Expectation{slices.DeleteFunc(slices.Clone(e.Fields), func(x Expected) bool { return x.WithBody })}
}

// Mentions says that some field must be what kind refers to.
func (e Expectation) Mentions(kind MatchKind) bool {
	return slices.ContainsFunc(e.Fields, func(x Expected) bool {
		return slices.ContainsFunc(x.Answers, func(a Answer) bool { return a.Match.Kind == kind })
	})
}

// MessageOf is what the Message must be on one carrier.
func (e Expectation) MessageOf(c Carrier) Match {
	message, _ := e.For(c).Field(FieldMessage)
	if len(message.Answers) == 0 {
		return Match{}
	}
	return message.Answers[0].Match
}

// Field is the expected field of that name.
func (e Expectation) Field(name string) (Expected, bool) {
	i := slices.IndexFunc(e.Fields, func(f Expected) bool { return f.Field == name })
	if i < 0 {
		return Expected{}, false
	}
	return e.Fields[i], true
}
