package recording

import (
	"regexp"
	"strings"
)

// An expression finds texts of one form. Few texts have what it needs, and to look for that takes a hundredth of the time.
type expression struct {
	needs func(text string) bool // false: the expression finds nothing in the text
	*regexp.Regexp
}

// all lists the places of what the expression finds, as FindAllStringSubmatchIndex does.
func (e expression) all(text string) [][]int {
	if !e.needs(text) {
		return nil
	}
	return e.FindAllStringSubmatchIndex(text, -1)
}

// What is sensitive by its form, wherever it stands. What is sensitive by its place only is in exchange.go.
var (
	signature  = expression{has("=", ":"), regexp.MustCompile(`(?i)Signature["']?\s?[=:]\s?["']?([A-Za-z0-9+/=_-]{8,})`)}
	afterKey   = expression{has("OSS ", "AWS "), regexp.MustCompile(`\b(?:OSS|AWS) [^\s:,]+:([A-Za-z0-9+/=]{8,})`)}
	hexRuns    = expression{has(" "), regexp.MustCompile(`(?:\b[0-9A-F]{2} ){6,}`)}
	requestIDs = expression{inARow(24, alphanumeric), regexp.MustCompile(`\b[0-9A-F]{24}\b`)}
	uuids      = expression{has("-"), regexp.MustCompile(`\b[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}\b`)}
	hexIDs     = expression{inARow(20, alphanumeric), regexp.MustCompile(`\b(?:[0-9A-F]{20,}|[0-9a-f]{20,})\b`)}
	accessKeys = expression{has("LTAI", "STS.", "TMP."), regexp.MustCompile(`\b(?:LTAI|STS\.|TMP\.)([A-Za-z0-9]{4,})`)}
	runNames   = expression{has("oss403-"), regexp.MustCompile(`\boss403-([0-9a-f]{8})\b`)}
	base64Runs = expression{inARow(20, inBase64), regexp.MustCompile(`[A-Za-z0-9+/]{20,}={0,2}`)}
	urlRuns    = expression{inARow(32, inBase64URL), regexp.MustCompile(`[A-Za-z0-9_-]{32,}`)}
	dates      = expression{inARow(4, digit), regexp.MustCompile(
		`(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT|` +
			`\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?Z|\b\d{8}T\d{6}Z\b|\b\d{4}-\d\d-\d\d\b|\b20\d{6}\b`)}
	epochs    = expression{inARow(10, digit), regexp.MustCompile(`\b1\d{9}(?:\d{3})?\b`)}
	accounts  = expression{inARow(14, digit), regexp.MustCompile(`\b\d{14,20}\b`)}
	addresses = expression{has("."), regexp.MustCompile(`\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b`)}
	sixes     = expression{has(":"), regexp.MustCompile(`\b(?:[0-9A-Fa-f]{1,4}:){2,7}:?(?:[0-9A-Fa-f]{1,4}:){0,5}[0-9A-Fa-f]{1,4}\b`)}
	buckets   = expression{has(".aliyuncs.com"), regexp.MustCompile(
		`\b([a-z0-9][a-z0-9-]{2,62})\.(?:oss-[a-z0-9-]+|[a-z0-9-]+\.oss)\.aliyuncs\.com\b`)}
	regions  = regexp.MustCompile(`^(?:cn|ap|us|eu|me|na|sa|af|rg)-[a-z0-9-]+$`)
	networks = expression{has("-"), regexp.MustCompile(`\b(?:vpc|vsw|eni|i|pl|ep)-([0-9a-z]{8,})\b`)}
	mails    = expression{has("@"), regexp.MustCompile(`[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+`)}
	hosts    = expression{has("."), regexp.MustCompile(`\b(?:[A-Za-z0-9-]+\.)+(?:com|net|org|cn|hk|io|dev|app|top|xyz|info|biz|me|co|cloud|` +
		`local|localdomain|internal|intranet|intra|lan|corp|home|private)\b`)}
)

// has is the need of one of these parts.
func has(parts ...string) func(text string) bool {
	return func(text string) bool {
		for _, part := range parts {
			if strings.Contains(text, part) {
				return true
			}
		}
		return false
	}
}

// inARow is the need of so many bytes of one kind next to one another.
func inARow(least int, is func(b byte) bool) func(text string) bool {
	return func(text string) bool {
		length := 0
		for i := range len(text) {
			if !is(text[i]) {
				length = 0
			} else if length++; length == least {
				return true
			}
		}
		return false
	}
}

func digit(b byte) bool { return b >= '0' && b <= '9' }

func alphanumeric(b byte) bool { return digit(b) || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' }

func inBase64(b byte) bool { return alphanumeric(b) || b == '+' || b == '/' }

func inBase64URL(b byte) bool { return alphanumeric(b) || b == '_' || b == '-' }
