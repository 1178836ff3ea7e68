package wire

import (
	"net/http"
	"strings"

	"github.com/oss403/oss403/harness/internal/caller"
	"github.com/oss403/oss403/scenarios"
)

// Endpoint is where a region is reached.
type Endpoint struct {
	URL       string // scheme and host, e.g. "https://oss-ap-southeast-1.aliyuncs.com"
	Region    string // e.g. "ap-southeast-1"
	PathStyle bool   // the bucket goes into the path, as IP endpoints want it
}

// Host is the host of the endpoint, with its port where it has one.
func (e Endpoint) Host() string {
	_, host, _ := strings.Cut(e.URL, "://")
	return host
}

// Call is one request of a scenario, with the resources that it names and the
// fault that it is sent with.
type Call struct {
	Request     scenarios.Request
	Carrier     scenarios.Carrier
	V1Alone     bool              // the target takes no signature but V1
	Faults      []scenarios.Fault // none for a control
	Credentials caller.Credentials
	Endpoint    Endpoint
	Elsewhere   Endpoint // another region's, for FaultOtherRegion
	Bucket      string
	Alias       string // of the access point, where the request names it
	Domain      string // bound to the bucket, where the request goes there
	Key         string
	UploadID    string
	Named       []string // words that stand for the place, e.g. {bucket}, each before what it stands for
	OtherToken  string   // of another session, for FaultTokenOfOther
	OwnerUID    string   // where the answer must name it
	UserID      string   // of the RAM user, where the answer must name it
	SetUp       bool     // the run asks for itself: sent again where the target does not decide
}

func (c Call) form() scenarios.Form {
	if c.Credentials.Anonymous() {
		return scenarios.FormNone
	}
	form := c.Carrier.Form()
	switch { // the control of an anonymous provocation is signed all the same
	case c.Carrier == scenarios.PostUnsigned && c.V1Alone:
		return scenarios.FormPostV1
	case form == scenarios.FormNone && c.V1Alone:
		return scenarios.FormV1Header
	case form == scenarios.FormNone:
		return scenarios.FormV4Header
	}
	return form
}

func (c Call) method() string {
	if c.Carrier.Head() {
		return http.MethodHead
	}
	return c.Request.Method
}

func (c Call) bucket() string {
	switch {
	case c.Request.Names == scenarios.Service:
		return ""
	case c.Request.ByPoint:
		return c.Alias
	}
	return c.Bucket
}

func (c Call) key() string {
	switch {
	case c.Request.Names != scenarios.Object:
		return ""
	case c.Request.Key != "":
		return c.Request.Key
	}
	return c.Key
}
