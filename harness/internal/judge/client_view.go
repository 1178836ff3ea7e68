package judge

import (
	"fmt"
	"strconv"

	"github.com/oss403/oss403/harness/internal/wire"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
)

// clientView compares the error of aliyun-oss-go-sdk (oss.ServiceError) with the
// answer on the wire: both must say the same. The RequestID of the error is that of
// the header.
func clientView(seen evidence) []verdict.Finding {
	if seen.answer.Succeeded() || seen.answer.Status == wire.CallbackFailed { // which the SDK takes for a success
		return nil
	}
	finding := func(name, want, got string) verdict.Finding {
		return verdict.Finding{
			Field: "SDK " + name, Level: string(scenarios.LevelCaptured), Severity: verdict.Fails,
			Expected: want, Actual: got, OK: want == got,
		}
	}
	e, ok := seen.answer.ServiceError()
	if !ok {
		return []verdict.Finding{finding("error", "oss.ServiceError", fmt.Sprint(seen.answer.SDKError))}
	}
	shown := func(name string) string { text, _ := seen.value(name); return text }
	return []verdict.Finding{
		finding("StatusCode", shown(scenarios.FieldStatus), strconv.Itoa(e.StatusCode)),
		finding("Code", shown(scenarios.FieldCode), e.Code),
		finding("Message", shown(scenarios.FieldMessage), e.Message),
		finding("RequestID", shown(scenarios.HeaderRequestID), e.RequestID),
		finding("HostID", shown(scenarios.FieldHostID), e.HostID),
		finding("Ec", shown(scenarios.FieldEC), e.Ec),
	}
}
