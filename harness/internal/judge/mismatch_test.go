package judge

import (
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/internal/wire"
)

func TestAV4MismatchIsExplainedByItsCanonicalRequest(t *testing.T) {
	const want = "PUT\n/bucket/a%20b\n\ncontent-type:text/plain\nx-oss-date:20240123T053551Z\n\n\nUNSIGNED-PAYLOAD"
	got := strings.Replace(want, "a%20b", "a%2520b", 1)
	seen := evidence{
		answer: wire.Answer{Sent: wire.Sent{StringToSign: "OSS4-HMAC-SHA256\n1\n2\naa", CanonicalRequest: want}},
		document: wire.Document{Elements: []wire.Element{
			{Name: "StringToSign", Text: "OSS4-HMAC-SHA256\n1\n2\nbb"}, {Name: "CanonicalRequest", Text: got},
		}},
	}
	if text := explainMismatch(seen); !strings.Contains(text, "CanonicalRequest: line 2") || !strings.Contains(text, "encoded twice") {
		t.Error(text)
	}
	seen.answer.Sent.CanonicalRequest = ""
	if text := explainMismatch(seen); !strings.Contains(text, "line 4 differs") {
		t.Error(text)
	}
}
