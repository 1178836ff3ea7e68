package target

import (
	"fmt"
	"net/http"
)

// faultHeader is on each answer of the emulator that somebody made to fail through its control port.
const faultHeader = "X-Oss403-Fault"

// evidence is a transport that takes an answer that was made to fail for no answer.
type evidence struct{ http.RoundTripper }

// RoundTrip sends the request.
func (e evidence) RoundTrip(q *http.Request) (*http.Response, error) {
	response, err := e.RoundTripper.RoundTrip(q)
	if err != nil {
		return nil, err
	}
	if made := response.Header.Get(faultHeader); made != "" {
		response.Body.Close()
		return nil, fmt.Errorf("the emulator was told to let this call fail (%s), so the answer is no evidence", made)
	}
	return response, nil
}
