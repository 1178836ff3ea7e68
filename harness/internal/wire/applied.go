package wire

import (
	"errors"
	"fmt"

	"github.com/oss403/oss403/scenarios"
)

// ErrUnapplied says that a fault changes nothing of the call that it is sent with.
var ErrUnapplied = errors.New("nobody applies the fault")

// application says where a kind of fault is applied.
type application struct {
	given   bool // before the call is made: its credentials or its state are others
	request bool // to a request that is signed in its header or its URL
	form    bool // to a PostObject form
}

// applications has each kind of fault that this suite applies. A test sends each of them
// and looks whether anything went out otherwise.
func applications() map[scenarios.FaultKind]application {
	given, request := application{given: true, request: true, form: true}, application{request: true}
	form, both := application{form: true}, application{request: true, form: true}
	return map[scenarios.FaultKind]application{
		scenarios.FaultCaller:        given,
		scenarios.FaultTokenExpired:  given,
		scenarios.FaultState:         given,
		scenarios.FaultAccessKeyID:   both,
		scenarios.FaultSecret:        both,
		scenarios.FaultSignature:     both,
		scenarios.FaultClock:         both,
		scenarios.FaultExpired:       both,
		scenarios.FaultLifetime:      both,
		scenarios.FaultScope:         both,
		scenarios.FaultTokenAbsent:   both,
		scenarios.FaultTokenAdded:    both,
		scenarios.FaultTokenAltered:  both,
		scenarios.FaultTokenOfOther:  both,
		scenarios.FaultQueryLeftOut:  both,
		scenarios.FaultQueryOther:    both,
		scenarios.FaultPoint:         both,
		scenarios.FaultSignatureEnd:  request,
		scenarios.FaultHeaderAdded:   request,
		scenarios.FaultQueryAdded:    request,
		scenarios.FaultMethod:        request,
		scenarios.FaultExpiresText:   request,
		scenarios.FaultQueryRemoved:  request,
		scenarios.FaultQueryEmptied:  request,
		scenarios.FaultOtherRegion:   request,
		scenarios.FaultPathStyle:     request,
		scenarios.FaultDate:          request,
		scenarios.FaultAuthorization: request,
		scenarios.FaultTwoCarriers:   request,
		scenarios.FaultTokenTwice:    request,
		scenarios.FaultHeaderDropped: request,
		scenarios.FaultSignedFor:     request,
		scenarios.FaultSignedHost:    request,
		scenarios.FaultSignedText:    request,
		scenarios.FaultSentSignature: request,
		scenarios.FaultSentPath:      request,
		scenarios.FaultHeaderLeftOut: request,
		scenarios.FaultHeaderOther:   request,
		scenarios.FaultBody:          request,
		scenarios.FaultHost:          request,
		scenarios.FaultField:         form,
		scenarios.FaultFieldRemoved:  form,
		scenarios.FaultPolicyText:    form,
		scenarios.FaultCondition:     form,
		scenarios.FaultConditionOut:  form,
		scenarios.FaultPolicyExpired: form,
		scenarios.FaultFileSize:      form,
	}
}

// Applies says whether the fault changes anything of such a request; no fault at all is fine.
// A fault that is passed over would make the control a provocation.
func Applies(f scenarios.Fault, request scenarios.Request) error {
	applied := applications()[f.Kind]
	if posted := request.Operation == postObject; f.Kind == "" || posted && applied.form || !posted && applied.request {
		return nil
	}
	return fmt.Errorf("%w %q to %s; apply it in harness/wire and say so in its applications", ErrUnapplied, f.Kind, request.Operation)
}

// Given says that a call is made otherwise for the fault: by another caller, in another state.
func Given(kind scenarios.FaultKind) bool { return applications()[kind].given }

func (c Call) applied() error {
	for _, f := range c.Faults {
		if err := Applies(f, c.Request); err != nil {
			return err
		}
	}
	return nil
}
