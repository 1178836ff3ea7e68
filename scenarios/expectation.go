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
	HeaderS3RequestID      = "x-amz-request-id" // in answers to S3-compatible signatures
	HeaderEC               = "x-oss-ec"
	HeaderContentType      = "content-type"
	HeaderDate             = "date"
	FieldStringToSign      = "StringToSign"
	FieldStringToSignBytes = "StringToSignBytes"
)

// Accepted is one accepted value of a field.
type Accepted struct {
	Match    Match    `json:"match"`
	Evidence Evidence `json:"evidence"`
}

// Expected is one field of the answer and the values that it may have. It has more
// than one Accepted where the documentation and the service disagree.
type Expected struct {
	Field    string     `json:"field"`
	Answers  []Accepted `json:"answers"`
	Optional bool       `json:"optional,omitempty"` // judged only where the field is present
	Only     []Carrier  `json:"-"`                  // the carriers for which it is expected; empty: all
	WithBody bool       `json:"-"`                  // expected only in an answer with a body, so not for HEAD
}

// Level is the highest level among the answers.
func (e Expected) Level() Level {
	for _, level := range []Level{LevelCaptured, LevelDocumented} {
		if slices.ContainsFunc(e.Answers, func(a Accepted) bool { return a.Evidence.Level == level }) {
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

// Answers of the service that show the fields of every refusal. Each is pasted as a whole.
const (
	answerOf2015  Source = issuePrefix + "coderhaoxin/aliyun-oss#25 (2015-11-04)"         // with headers
	answerOf2019  Source = issuePrefix + "aliyun/aliyun-oss-android-sdk#167 (2019-04-09)" // with headers
	answerOf2020  Source = issuePrefix + "Molunerfinn/PicGo#488 (2020-05-04)"             // the document
	answerOf2023  Source = issuePrefix + "lucky1213/aliyun_oss#19 (2023-08-16)"           // with EC
	answerOf2024  Source = issuePrefix + "vastsa/FileCodeBox#137 (2024-02-24)"            // with RecommendDoc
	skewedOf2024  Source = issuePrefix + "huhx/flutter_oss_aliyun#63 (2024-09-23)"        // with RecommendDoc
	expiredOf2026 Source = issuePrefix + "jxxghp/MoviePilot#6295 (2026-08-13)"            // with RecommendDoc
	headersOf2024 Source = issuePrefix + "vectordotdev/vector#20746 (2024)"               // with x-oss-ec
)

// Refused expects an HTTP status, a Code, and the fields that every refusal has:
// https://help.aliyun.com/zh/oss/user-guide/overview-14.
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

// EC expects this diagnosis code, e.g. "0002-00000040".
func (e Expectation) EC(ec string, evidence Evidence) Expectation {
	return e.expect(FieldEC, Exactly(ec), evidence)
}

// Element expects an element of the error document.
func (e Expectation) Element(name string, m Match, evidence Evidence) Expectation {
	return e.expect(name, m, evidence)
}

// Or accepts another value of the field that was added last.
func (e Expectation) Or(m Match, evidence Evidence) Expectation {
	return e.changeLast(func(x *Expected) { x.Answers = append(slices.Clip(x.Answers), Accepted{m, evidence}) })
}

// InEveryRefusal reports whether every refusal has the field, whatever its Code.
func InEveryRefusal(field string) bool { return slices.Contains(envelope(), field) }

// envelope lists the fields that every refusal has, whatever its Code.
func envelope() []string {
	return []string{FieldRequestID, HeaderRequestID, HeaderS3RequestID, FieldHostID, HeaderEC, FieldRecommendDoc, HeaderDate,
		HeaderContentType}
}

// Since returns the expectation with other evidence for its fields. Two kinds of field keep
// their evidence: inferred ones, and those that every refusal has. An EC rests on its own
// page, unless the new evidence is inferred.
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

// NoSurerThan returns the expectation with no field surer than evidence, which says that the
// refusal comes at all. The fields that every refusal has keep their evidence.
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

// On limits the field that was added last to the given carriers.
func (e Expectation) On(carriers ...Carrier) Expectation {
	return e.changeLast(func(x *Expected) { x.Only = carriers })
}

// toS3 returns the expectation as answers to S3-compatible signatures show it: under the names
// of S3 stand the RequestId in the headers and the AccessKey. That they do in the answer to a form was
// not seen: it may have no such header.
func (e Expectation) toS3(form bool) Expectation {
	key := Captured(answerOf2024)
	if form {
		key = Inferred("as in answers to S3-compatible signatures outside of forms")
	}
	names := map[string]Expected{
		HeaderRequestID:  {Field: HeaderS3RequestID, Answers: []Accepted{{SameAs(FieldRequestID), Captured(headersOf2024)}}, Optional: form},
		"OSSAccessKeyId": {Field: "AWSAccessKeyId", Answers: []Accepted{{Echo(MatchAccessKeyIDSent), key}}},
	}
	fields := slices.Clone(e.Fields)
	for i := range fields {
		if named, ok := names[fields[i].Field]; ok {
			fields[i].Field, fields[i].Answers, fields[i].Optional = named.Field, named.Answers, named.Optional
		}
	}
	return Expectation{fields}
}

// Optionally lets the field that was added last be missing; it is judged where it is present.
func (e Expectation) Optionally() Expectation {
	return e.changeLast(func(x *Expected) { x.Optional = true })
}

func (e Expectation) withBody() Expectation {
	return e.changeLast(func(x *Expected) { x.WithBody = true })
}

func (e Expectation) expect(field string, m Match, evidence Evidence) Expectation {
	return Expectation{append(slices.Clip(e.Fields), Expected{Field: field, Answers: []Accepted{{m, evidence}}})}
}

func (e Expectation) changeLast(change func(*Expected)) Expectation {
	fields := slices.Clone(e.Fields)
	if len(fields) > 0 {
		change(&fields[len(fields)-1])
	}
	return Expectation{fields}
}

// For returns the expectation for one carrier. Of two entries for the same
// field the later one counts.
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

// Mentions reports whether some answer has a Match of that kind.
func (e Expectation) Mentions(kind MatchKind) bool {
	return slices.ContainsFunc(e.Fields, func(x Expected) bool {
		return slices.ContainsFunc(x.Answers, func(a Accepted) bool { return a.Match.Kind == kind })
	})
}

// MessageOf is the first accepted Message on one carrier.
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
