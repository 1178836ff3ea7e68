package judge

import (
	"net/http"
	"slices"
	"strings"

	"github.com/oss403/oss403/harness/internal/wire"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
)

// The findings about what a refusal reveals, and in which order.
const (
	fieldOrder   = "element order"
	FieldUnknown = "unknown elements"
	fieldSilence = "tells nothing" // about the object that it refuses
)

// elementOrder checks the order of the elements: every public answer since 2016 has the same.
func elementOrder(d wire.Document) verdict.Finding {
	names := elementsOf(d)
	return verdict.Finding{
		Field: fieldOrder, Level: string(scenarios.LevelCaptured), Severity: verdict.Fails,
		Expected: "Code, Message, RequestId, HostId, what belongs to the Code, EC, RecommendDoc", Actual: strings.Join(names, ", "),
		OK: scenarios.InOrder(names),
	}
}

// unknownElements records the names of unknown elements, so that people can learn them. It never judges them.
func unknownElements(d wire.Document) verdict.Finding {
	unknown := slices.DeleteFunc(elementsOf(d), scenarios.KnownElement)
	return verdict.Finding{
		Field: FieldUnknown, Level: string(scenarios.LevelInferred), Severity: verdict.Recorded,
		Expected: "none that no source knows", Actual: strings.Join(unknown, ", "), OK: len(unknown) == 0,
	}
}

func elementsOf(d wire.Document) []string {
	var names []string
	for _, e := range d.Elements {
		if name, _, _ := strings.Cut(e.Name, "/"); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// tellsNothing checks two things: no header of a refusal describes the refused object, and no
// CORS header lets an origin read it, unless the request names one. No source states this, so
// a deviation only warns.
func tellsNothing(a wire.Answer) verdict.Finding {
	var told []string
	for name := range a.Header {
		ofObject := describesAnObject(name) || a.Sent.Method == http.MethodHead && tellsSize(name, a.Header.Get(name))
		if ofObject || letsOriginsRead(name) && !a.Sent.ForOrigin {
			told = append(told, name+": "+strings.Join(a.Header.Values(name), ", "))
		}
	}
	slices.Sort(told)
	f := verdict.Finding{
		Field: fieldSilence, Level: string(scenarios.LevelInferred), Severity: verdict.Warns,
		Expected: "nothing about what is refused", Actual: "nothing about what is refused", OK: len(told) == 0,
	}
	if !f.OK {
		f.Actual = strings.Join(told, "\n")
	}
	return f
}

// describesAnObject reports whether HeadObject returns the header for an object:
// https://help.aliyun.com/zh/oss/developer-reference/headobject
func describesAnObject(header string) bool {
	name := http.CanonicalHeaderKey(header)
	return strings.HasPrefix(name, "X-Oss-Meta-") || slices.Contains([]string{
		"Etag", "Last-Modified", "X-Oss-Hash-Crc64ecma", "X-Oss-Object-Type", "X-Oss-Version-Id", "X-Oss-Storage-Class", "X-Oss-Tagging-Count",
		"X-Oss-Next-Append-Position", "X-Oss-Server-Side-Encryption", "X-Oss-Restore", "Content-Md5", "Content-Range", "Accept-Ranges",
		"X-Oss-Symlink-Target", "X-Oss-Delete-Marker", "Content-Disposition", "Content-Encoding", "Content-Language", "Cache-Control", "Expires",
	}, name)
}

// tellsSize reports whether the header of a refusal without a body gives the length or type of something else.
func tellsSize(header, value string) bool {
	switch http.CanonicalHeaderKey(header) {
	case "Content-Length":
		return value != "0"
	case "Content-Type":
		return value != "application/xml"
	}
	return false
}

func letsOriginsRead(header string) bool {
	return strings.HasPrefix(http.CanonicalHeaderKey(header), "Access-Control-")
}
