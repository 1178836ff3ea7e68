package scenarios

import (
	"regexp"
	"slices"
	"strings"
)

// Level says how sure an expected value is.
type Level string

// The three levels, and what a deviation from a value of that level means.
const (
	// LevelCaptured: a real answer of the service, or an SDK test that runs against it. A deviation fails the scenario.
	LevelCaptured Level = "captured"
	// LevelDocumented: only a page says so. A deviation fails the scenario, but for EC, where it is a warning
	// (the pages say that EC may change), and for one trailing period of Message, which is ignored.
	LevelDocumented Level = "documented"
	// LevelInferred: concluded from something else. A deviation is recorded and never judged.
	LevelInferred Level = "inferred"
)

// weaker says that a is less sure than b.
func weaker(a, b Level) bool {
	order := []Level{LevelInferred, LevelDocumented, LevelCaptured}
	return slices.Index(order, a) < slices.Index(order, b)
}

// Evidence is how sure an expected value is, and where that is known from.
type Evidence struct {
	Level   Level    `json:"level"`
	Sources []Source `json:"sources"`
}

// Captured is evidence from real answers of the service.
func Captured(sources ...Source) Evidence { return Evidence{LevelCaptured, sources} }

// Documented is evidence from a page that no captured answer confirms.
func Documented(sources ...Source) Evidence { return Evidence{LevelDocumented, sources} }

// Inferred is a conclusion; why says from what.
func Inferred(why string) Evidence {
	return Evidence{LevelInferred, []Source{Source(inferredPrefix + why)}}
}

// Source is where a value is known from: the address of a page, an issue with a pasted
// answer, an SDK test that runs against the service. A reader can follow it.
type Source string

// SourceKind says what a source shows.
type SourceKind string

// The kinds. The first two alone carry a captured value.
const (
	AnswerSeen  SourceKind = "answer seen"   // an answer of the service, pasted where it can be read
	LiveSDKTest SourceKind = "live SDK test" // a test of an SDK that runs against the service
	APage       SourceKind = "page"          // of documentation
	AMock       SourceKind = "mock"          // a test of an SDK against answers that it made up
	SDKCode     SourceKind = "SDK code"      // what an SDK does with an answer, which it does not show
	AConclusion SourceKind = "inferred"
	ANote       SourceKind = "note" // somebody's words, with no answer that can be followed
)

// The beginnings of the sources that are no address.
const (
	issuePrefix    = "issue "
	sdkTestPrefix  = "sdk test "
	sdkCodePrefix  = "sdk code "
	quotedPrefix   = "quoted at "
	notePrefix     = "note: "
	inferredPrefix = "inferred: "
)

// Kind is what the source shows.
func (s Source) Kind() SourceKind {
	text := string(s)
	switch {
	case strings.HasPrefix(text, issuePrefix), strings.HasPrefix(text, quotedPrefix):
		return AnswerSeen
	case strings.HasPrefix(text, sdkTestPrefix) && strings.Contains(text, "mock"):
		return AMock
	case strings.HasPrefix(text, sdkTestPrefix):
		return LiveSDKTest
	case strings.HasPrefix(text, sdkCodePrefix):
		return SDKCode
	case strings.HasPrefix(text, "https://"):
		return APage
	case strings.HasPrefix(text, inferredPrefix):
		return AConclusion
	}
	return ANote
}

// Address is where a reader follows the source; empty: nowhere.
func (s Source) Address() string {
	text := string(s)
	switch s.Kind() {
	case APage:
		return text
	case AnswerSeen:
		if rest, ok := strings.CutPrefix(text, quotedPrefix); ok {
			address, _, _ := strings.Cut(rest, " ")
			return address
		}
		ref, _, _ := strings.Cut(strings.TrimPrefix(text, issuePrefix), " ")
		repository, number, _ := strings.Cut(ref, "#")
		return "https://github.com/" + repository + "/issues/" + number
	case LiveSDKTest, AMock, SDKCode:
		repository, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(text, sdkTestPrefix), sdkCodePrefix), " ")
		return "https://github.com/" + repository
	}
	return ""
}

// dated finds the date that ends a source, as far as it is known: a year, month or day.
var dated = regexp.MustCompile(`\((\d{4}(?:-\d\d(?:-\d\d)?)?)\)$`)

// Date is when the answer was seen, or which edition a page is; empty: not known.
func (s Source) Date() string {
	if found := dated.FindStringSubmatch(string(s)); found != nil {
		return found[1]
	}
	return ""
}

// Of dates a source: a year, month or day.
func (s Source) Of(date string) Source { return s + Source(" ("+date+")") }

// carries says that a value that rests on the source may be called captured.
func (s Source) carries() bool { return s.Kind() == AnswerSeen || s.Kind() == LiveSDKTest }

// Pages of the documentation that many scenarios cite.
const (
	Page403           Source = "https://www.alibabacloud.com/help/en/oss/user-guide/http-403-error-code"
	PagePermission    Source = "https://help.aliyun.com/document_detail/42777.html"
	PageErrorEnvelope Source = "https://help.aliyun.com/zh/oss/user-guide/overview-14"
	PageV1Header      Source = "https://help.aliyun.com/zh/oss/developer-reference/include-signatures-in-the-authorization-header"
	PageV1URL         Source = "https://help.aliyun.com/zh/oss/developer-reference/ddd-signatures-to-urls"
	PageAuthorization Source = "https://www.alibabacloud.com/help/en/oss/user-guide/authentication"
)

// ECPage is the documentation page of one EC, e.g. "0002-00000040".
func ECPage(ec string) Source { return Source("https://help.aliyun.com/zh/oss/user-guide/" + ec) }

// Issue is a public issue in which an answer of the service is pasted, e.g. "aliyun/aliyun-oss-python-sdk#186".
func Issue(ref string) Source { return Source(issuePrefix + ref) }

// Quoted is an answer of the service that is printed at an address.
func Quoted(address string) Source { return Source(quotedPrefix + address) }

// SDKTest is a test of an SDK that runs against the service.
func SDKTest(repo, test string) Source { return Source(sdkTestPrefix + repo + " " + test) }

// InSDK is a place in the code of an SDK, which is no test.
func InSDK(repo, place string) Source { return Source(sdkCodePrefix + repo + " " + place) }

// Note is somebody's word that an answer was seen, which nobody can follow.
func Note(what string) Source { return Source(notePrefix + what) }
