package explain

import (
	"regexp"
	"slices"
	"strings"
	"sync"
)

// A spelling is how clients write a field of a refusal.
type spelling struct {
	field   string
	pattern *regexp.Regexp // its first group is the value
}

// spellings lists how clients write the fields. The first spelling that fits counts; for a Code, the
// first whose value is a Code that OSS is known to send.
var spellings = sync.OnceValue(func() []spelling {
	like := regexp.MustCompile
	return []spelling{
		{"EC", like(`\b(00\d\d-\d{8})\b`)},
		{"RequestId", like(`\b([0-9A-F]{24})\b`)},
		{"status", like(`(?i)(?:status[ _]?code|http status code|status|http/[12](?:\.[01])?)["']?\]?\s*[:= ]\s*["']?(\d{3})\b`)},
		{"status", like(`\bHTTP (\d{3})\b`)},
		{"status", like(`\b(403)\s+Forbidden`)},
		{"HostId", like(`(?i)host[ _]?id["']?\]?\s*[:=]\s*["']?([a-z0-9][a-z0-9.-]{3,250})`)},
		{"EncodedDiagnosticMessage", like(`EncodedDiagnosticMessage["']?\s*[:=]\s*["']?([A-Za-z0-9+/]{16,}={0,2})`)},
		{"HostId", like(`(?i)Request Endpoint:\s*\w+\s+https?://([a-z0-9.-]{3,250})`)},

		{"Code", like(`(?i)\[?error[ _]?code\]?["']?\s*[:=]\s*["']?([A-Za-z]+)`)},
		{"Code", like(`(?i)["']?\bcode\b["']?\s*[:=]\s*["']?([A-Za-z]+)`)},
		{"Code", like(`\bapi error ([A-Za-z]+)\b`)},
		{"Code", like(`An error occurred \(([A-Za-z]+)\)`)},
		{"Code", like(`\b([A-Z][A-Za-z]+?)Error\b`)},
		{"Code", like(`\b([A-Z][A-Za-z]+):`)},

		{"Message", like(`(?is)error[ _]?message\]?["']?\s*[:=]\s*"(.*?)"(?:,|\s|$)`)},
		{"Message", like(`ErrorMessage=([^"\n]+?)(?:, RequestId=|\s*$)`)},
		{"Message", like(`(?i)["']message["']\s*:\s*"([^"]+)"`)},
		{"Message", like(`(?i)["']message["']\s*:\s*'([^']+(?:'s [^']+)?)'`)},
		{"Message", like(`(?m)\bapi error [A-Za-z]+: (.+)$`)},
		{"Message", like(`(?m)when calling the \w+ operation[^:]*: (.+)$`)},
		{"Message", like(`(?m)^\s*(?:Error )?Message:\s*(.+?)\.?$`)},
	}
})

// in returns the value of the field in a text.
func (s spelling) in(text string, known Known) (string, bool) {
	if s.field != "Code" {
		found := s.pattern.FindStringSubmatch(text)
		if found == nil {
			return "", false
		}
		return found[1], true
	}
	for _, found := range s.pattern.FindAllStringSubmatch(text, -1) {
		if i := slices.IndexFunc(known.codes, func(code string) bool { return strings.EqualFold(code, found[1]) }); i >= 0 {
			return known.codes[i], true
		}
	}
	return "", false
}
