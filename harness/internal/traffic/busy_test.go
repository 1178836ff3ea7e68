package traffic

import (
	"io"
	"net/http"
	"strings"
	"testing"
)

// Only the Code says that a target is busy, at any place in the document.
func TestAnAnswerIsBusyByItsCode(t *testing.T) {
	for body, want := range map[string]bool{
		"": true,
		"<Error>\n  <Message>slow</Message>\n  <Code> SlowDown </Code>\n</Error>": true,
		"<Error><Code>TotalQpsLimitExceeded</Code><Mess":                          true,
		"<Error><Code>InternalError</Code><Message>SlowDown</Message></Error>":    false,
		"<Error><!-- <Code>ServiceBusy</Code> --><Code>Other</Code></Error>":      false,
	} {
		response := &http.Response{StatusCode: http.StatusServiceUnavailable, Body: io.NopCloser(strings.NewReader(body))}
		if got := busy(response); got != want {
			t.Errorf("%q: %v", body, got)
		}
		if whole, err := io.ReadAll(response.Body); err != nil || string(whole) != body {
			t.Errorf("%q is read as %q: %v", body, whole, err)
		}
	}
}
