package preflight

import (
	"context"
	"strings"

	"github.com/oss403/oss403/harness/internal/caller"
	"github.com/oss403/oss403/harness/internal/stage"
	"github.com/oss403/oss403/harness/internal/traffic"
	"github.com/oss403/oss403/harness/internal/wire"
	"github.com/oss403/oss403/scenarios"
)

// await makes the run wait for granted rights, by listing a bucket of its own, if the target
// may need time to apply them.
func (s inspection) await(at stage.Place) {
	if s.Target.Settling == 0 {
		return
	}
	s.Fixtures.Keep(at)
	carrier := scenarios.V4Header
	if s.Target.V1Alone() {
		carrier = scenarios.V1Header
	}
	s.Identities.Await(&caller.Await{Bucket: at.Bucket, Within: s.Target.Settling,
		Hear: func(ctx context.Context, who caller.Credentials, prefix string) (caller.Heard, error) {
			call := wire.Call{Request: scenarios.ListObjects().WithQuery("prefix", prefix), Carrier: carrier, Credentials: who,
				Endpoint: s.Target.EndpointOf(at.Region), Bucket: at.Bucket, SetUp: true}
			answer, err := s.Client.Send(traffic.Uncounted(ctx), call)
			if err != nil {
				return "", err
			}
			return heard(answer), nil
		}})
}

// heard derives the rights of a caller from the answer to its listing.
func heard(answer wire.Answer) caller.Heard {
	if answer.Succeeded() {
		return caller.Listed
	}
	document, err := answer.Document()
	if err != nil {
		return caller.Refused
	}
	code, _ := document.Text(scenarios.FieldCode)
	message, _ := document.Text(scenarios.FieldMessage)
	ec, _ := document.Text(scenarios.FieldEC)
	kind, _ := document.Text("AccessDeniedDetail/NoPermissionType")
	switch {
	case code == "InvalidAccessKeyId" && strings.Contains(message, "disabled"):
		return caller.Disabled
	case code == "InvalidAccessKeyId", code == "SignatureDoesNotMatch":
		return caller.Unknown
	case kind == "ExplicitDeny", ec == "0003-00000201":
		return caller.Denied
	}
	return caller.Refused
}
