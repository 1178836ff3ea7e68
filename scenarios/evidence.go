package scenarios

import (
	"regexp"
	"slices"
	"strings"
)

// Level says how sure an expected value is.
type Level string

// The three levels, each with what a deviation from such a value means.
const (
	// LevelCaptured: a real answer of the service shows the value, or an SDK test that runs against the service.
	// A deviation fails the scenario.
	LevelCaptured Level = "captured"
	// LevelDocumented: only a page shows the value. A deviation fails the scenario, with two exceptions: another EC is
	// a warning (the pages say that EC may change), and one trailing period of Message is ignored.
	LevelDocumented Level = "documented"
	// LevelInferred: the value is concluded from something else. A deviation is recorded and never judged.
	LevelInferred Level = "inferred"
)

// weaker reports whether a is less sure than b.
func weaker(a, b Level) bool {
	order := []Level{LevelInferred, LevelDocumented, LevelCaptured}
	return slices.Index(order, a) < slices.Index(order, b)
}

// Evidence says how sure an expected value is, and which sources show it.
type Evidence struct {
	Level   Level    `json:"level"`
	Sources []Source `json:"sources"`
}

// Captured is evidence from real answers of the service.
func Captured(sources ...Source) Evidence { return Evidence{LevelCaptured, sources} }

// Documented is evidence from a page that no captured answer confirms.
func Documented(sources ...Source) Evidence { return Evidence{LevelDocumented, sources} }

// Inferred is evidence by conclusion; why says what it is concluded from.
func Inferred(why string) Evidence {
	return Evidence{LevelInferred, []Source{Source(inferredPrefix + why)}}
}

// Source names what shows a value: the address of a page, an issue with a pasted answer,
// an SDK test that runs against the service. A reader can follow it.
type Source string

// SourceKind says what a source shows.
type SourceKind string

// The kinds. Only the first three can support a captured value.
const (
	ARecording  SourceKind = "recording"     // a run on the service, in recordings/
	AnswerSeen  SourceKind = "answer seen"   // an answer of the service, pasted where it can be read
	LiveSDKTest SourceKind = "live SDK test" // a test of an SDK that runs against the service
	APage       SourceKind = "page"          // of documentation
	AMock       SourceKind = "mock"          // a test of an SDK against answers that it made up
	SDKCode     SourceKind = "SDK code"      // how an SDK handles an answer; the answer itself is not shown
	AConclusion SourceKind = "inferred"
	ANote       SourceKind = "note" // somebody's words; no reader can look at the answer
)

// The prefixes of sources that are not an address.
const (
	recordPrefix   = "recording "
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
	case strings.HasPrefix(text, recordPrefix):
		return ARecording
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

// Address is the URL at which a reader finds the source; empty where there is none.
func (s Source) Address() string {
	text := string(s)
	switch s.Kind() {
	case ARecording:
		file, _, _ := strings.Cut(strings.TrimPrefix(text, recordPrefix), " ")
		return "https://github.com/oss403/oss403/blob/main/scenarios/recordings/" + file
	case APage:
		return strings.TrimSpace(dated.ReplaceAllString(text, ""))
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

// dated finds the date at the end of a source: a year, a month or a day.
var dated = regexp.MustCompile(`\((\d{4}(?:-\d\d(?:-\d\d)?)?)\)$`)

// Date is the day on which the answer was seen, or the edition of a page: YYYY, YYYY-MM or
// YYYY-MM-DD. Empty: not known.
func (s Source) Date() string {
	if found := dated.FindStringSubmatch(string(s)); found != nil {
		return found[1]
	}
	return ""
}

// Of adds a date to a source: YYYY, YYYY-MM or YYYY-MM-DD.
func (s Source) Of(date string) Source { return s + Source(" ("+date+")") }

// carries reports whether the source can support a captured value.
func (s Source) carries() bool {
	return slices.Contains([]SourceKind{ARecording, AnswerSeen, LiveSDKTest}, s.Kind())
}

// Pages of the documentation that many scenarios cite.
const (
	Page403           Source = "https://www.alibabacloud.com/help/en/oss/user-guide/http-403-error-code"
	PagePermission    Source = "https://help.aliyun.com/document_detail/42777.html"
	PageV1Header      Source = "https://help.aliyun.com/zh/oss/developer-reference/include-signatures-in-the-authorization-header"
	PageV1URL         Source = "https://help.aliyun.com/zh/oss/developer-reference/ddd-signatures-to-urls"
	PageAuthorization Source = "https://www.alibabacloud.com/help/en/oss/user-guide/authentication"
)

// ECPage is the documentation page of one EC, e.g. "0002-00000040".
func ECPage(ec string) Source { return Source("https://help.aliyun.com/zh/oss/user-guide/" + ec) }

// Issue is a public issue in which an answer of the service is pasted, e.g. "aliyun/aliyun-oss-python-sdk#186".
func Issue(ref string) Source { return Source(issuePrefix + ref) }

// Quoted is a web page that prints an answer of the service.
func Quoted(address string) Source { return Source(quotedPrefix + address) }

// Recorded is a run on the service: the recording in the file, the region, and the version of the suite.
func Recorded(file, region, suite string) Source {
	return Source(strings.TrimSpace(recordPrefix + file + " " + region + " " + suite))
}

// SDKTest is a test of an SDK that runs against the service.
func SDKTest(repo, test string) Source { return Source(sdkTestPrefix + repo + " " + test) }

// InSDK is a place in the code of an SDK, outside its tests.
func InSDK(repo, place string) Source { return Source(sdkCodePrefix + repo + " " + place) }

// Note says in words that somebody saw an answer. No reader can follow it.
func Note(what string) Source { return Source(notePrefix + what) }
