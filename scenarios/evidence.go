package scenarios

import "slices"

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
	return Evidence{LevelInferred, []Source{Source("inferred: " + why)}}
}

// Source is where a value is known from: the address of a page, an issue with a
// pasted answer, an SDK test that runs against the service.
type Source string

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
func Issue(ref string) Source { return Source("issue " + ref) }

// SDKTest is a test of an SDK that runs against the service.
func SDKTest(repo, test string) Source { return Source("sdk test " + repo + " " + test) }

// Capture is an answer of the service published elsewhere; what says which.
func Capture(what string) Source { return Source("captured: " + what) }
