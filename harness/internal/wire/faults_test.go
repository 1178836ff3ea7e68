package wire

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/http/httputil"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/oss403/oss403/harness/internal/caller"
	"github.com/oss403/oss403/scenarios"
)

// sentAs keeps a request as it would have gone out.
type sentAs struct{ bytes.Buffer }

func (s *sentAs) RoundTrip(q *http.Request) (*http.Response, error) {
	raw, err := httputil.DumpRequestOut(q, true)
	if err != nil {
		return nil, err
	}
	// DumpRequestOut keeps the address to itself.
	s.WriteString(q.URL.String() + "\n" + string(raw))
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(strings.NewReader("")), Request: q}, nil
}

// outgoing is the call as it goes over the wire, but for the boundary of a form, which is random.
func outgoing(t *testing.T, request scenarios.Request, carrier scenarios.Carrier, faults ...scenarios.Fault) (string, error) {
	t.Helper()
	sent := &sentAs{}
	client := NewClient(sent, func() []string { return nil }, time.Minute, 0)
	call := Call{
		Request: request, Carrier: carrier, Faults: faults, Bucket: "bucket", Alias: "point-alias", Key: "a key",
		OtherToken: "CAIS-of-another-session",
		Endpoint:   Endpoint{URL: "http://oss-cn-hangzhou.aliyuncs.com", Region: "cn-hangzhou"},
		Elsewhere:  Endpoint{URL: "http://oss-cn-beijing.aliyuncs.com", Region: "cn-beijing"},
	}
	call.Credentials = madeWith(call.Whose())
	_, err := client.Send(t.Context(), call)
	text := sent.String()
	if boundary := regexp.MustCompile(`boundary=(\w+)`).FindStringSubmatch(text); boundary != nil {
		text = strings.ReplaceAll(text, boundary[1], "BOUNDARY")
	}
	return text, err
}

// madeWith are the credentials that a session would give such a call.
func madeWith(whose Whose) caller.Credentials {
	who := caller.Credentials{AccessKeyID: "ak" + string(whose.Caller), AccessKeySecret: "sk", SecurityToken: "CAIS-of-this-session"}
	if whose.Expired {
		who.SecurityToken = "CAIS-of-an-expired-session"
	}
	return who
}

// faulty is a fault of the kind that must show in the request below.
func faulty(kind scenarios.FaultKind) scenarios.Fault {
	f := scenarios.Fault{Kind: kind, Name: "x-oss-meta-a", Value: "other", Shift: -time.Hour, Caller: scenarios.RAMUser}
	switch kind {
	case scenarios.FaultScope:
		f.Name = "region"
	case scenarios.FaultSignedFor:
		f.Name = scenarios.PartKey
	case scenarios.FaultSignedText, scenarios.FaultSentPath:
		f.Name = scenarios.KeyEscaped
	case scenarios.FaultConditionOut:
		f.Name = "x-oss-credential"
	case scenarios.FaultCondition:
		f.Value = `["starts-with","$key",""]`
	}
	return f
}

// Each kind changes what is sent, over some carrier, exactly where it is said to be applied:
// a kind that is added to scenarios and applied by nobody, or is said to be and is not, fails here.
func TestEveryKindOfFaultIsApplied(t *testing.T) {
	request := scenarios.PutObject().With("x-oss-meta-a", "one").WithQuery("x-oss-meta-a", "one").Signing("host")
	request.Body = "content"
	form := scenarios.PostObject(nil).WithQuery("x-oss-meta-a", "one")
	form.Fields = append(form.Fields, scenarios.Param{Name: "x-oss-meta-a", Value: "one"})
	synctest.Test(t, func(t *testing.T) { // whose clock stands still
		changes := func(kind scenarios.FaultKind, request scenarios.Request, carriers []scenarios.Carrier) bool {
			for _, carrier := range carriers {
				with, err := outgoing(t, request, carrier, faulty(kind))
				if without, _ := outgoing(t, request, carrier); err == nil && with != without {
					return true
				}
			}
			return false
		}
		for _, kind := range scenarios.FaultKinds() {
			said := applications()[kind]
			switch {
			case !said.request() && !said.posted():
				t.Errorf("%q: nobody applies this kind of fault; add its row to applications in harness/internal/wire/faults.go, "+
					"with the stage of a request or a form that it changes", kind)
				continue
			case said.state:
				continue // arranged as a state: Lint checks it through Fault.In
			}
			if got := changes(kind, request, append(scenarios.Signed(), scenarios.S3V4Chunked)); got != said.request() {
				t.Errorf("%q: changes a request: %v; its row in applications says %v", kind, got, said.request())
			}
			if got := changes(kind, form, scenarios.Post()); got != said.posted() {
				t.Errorf("%q: changes a form: %v; its row in applications says %v", kind, got, said.posted())
			}
		}
		if len(applications()) != len(scenarios.FaultKinds()) {
			t.Errorf("%d kinds are applied, %d exist", len(applications()), len(scenarios.FaultKinds()))
		}
	})
}

func TestAFaultThatNobodyAppliesIsNeverSent(t *testing.T) {
	for _, f := range []scenarios.Fault{{Kind: "moon"}, scenarios.FieldRemoved("key")} {
		if text, err := outgoing(t, scenarios.PutObject(), scenarios.V4Header, f); !errors.Is(err, ErrUnapplied) || text != "" {
			t.Errorf("%q: %v; sent %q", f.Kind, err, text)
		}
	}
}

// Two faults of one kind, as a scenario of precedence may have them, are two.
func TestTwoFaultsOfOneKindAreBothApplied(t *testing.T) {
	region, product := scenarios.ScopeHas("region", "eu-west-9"), scenarios.ScopeHas("product", "oss-cloudbox")
	text, err := outgoing(t, scenarios.GetObject(), scenarios.V4Header, region, product)
	if want := "/eu-west-9/oss-cloudbox/"; err != nil || !strings.Contains(text, want) {
		t.Errorf("%v; no %s in %q", err, want, text)
	}
}
