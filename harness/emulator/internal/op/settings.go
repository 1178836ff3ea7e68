package op

import (
	"encoding/xml"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

var refererRequest = wire.Shape{Name: "RefererConfiguration", Children: []wire.Shape{
	{Name: "AllowEmptyReferer", Of: flagOrEmpty},
	{Name: "AllowTruncateQueryString", Of: flagOrEmpty},
	{Name: "TruncatePath", Of: flagOrEmpty},
	{Name: "RefererList", Required: true, Children: []wire.Shape{{Name: "Referer", Many: true}}},
	{Name: "RefererBlacklist", Children: []wire.Shape{{Name: "Referer", Many: true}}},
}}

type refererConfiguration struct {
	XMLName                  xml.Name `xml:"RefererConfiguration"`
	AllowEmptyReferer        bool
	AllowTruncateQueryString bool
	TruncatePath             bool
	Allowed                  refererList  `xml:"RefererList"`
	Forbidden                *refererList `xml:"RefererBlacklist,omitempty"`
}

type refererList struct{ Referer []string }

// putReferer replaces everything, what is not named too.
// https://help.aliyun.com/zh/oss/developer-reference/putbucketreferer
func putReferer(_ *ChangeContext, body wire.Element) (func(*world.Bucket), *deny.Denial) {
	next := world.NoReferer()
	for name, into := range map[string]*bool{
		"AllowEmptyReferer": &next.AllowEmpty, "AllowTruncateQueryString": &next.TruncateQuery, "TruncatePath": &next.TruncatePath,
	} {
		if value := body.Child(name); value != "" {
			*into = value == "true"
		}
	}
	next.Allowed, next.Forbidden = texts(body, "RefererList", "Referer"), texts(body, "RefererBlacklist", "Referer")
	return func(b *world.Bucket) { b.Referer = &next }, nil
}

// texts are the texts of the elements of a list.
func texts(body wire.Element, list, name string) []string {
	var out []string
	for _, l := range body.All(list) {
		for _, e := range l.All(name) {
			out = append(out, e.Text)
		}
	}
	return out
}

func getReferer(c *Context) *wire.Response {
	r := world.NoReferer()
	if c.Bucket.Referer != nil {
		r = *c.Bucket.Referer
	}
	doc := refererConfiguration{
		AllowEmptyReferer: r.AllowEmpty, AllowTruncateQueryString: r.TruncateQuery, TruncatePath: r.TruncatePath, Allowed: refererList{r.Allowed},
	}
	if len(r.Forbidden) > 0 {
		doc.Forbidden = &refererList{r.Forbidden}
	}
	return wire.XML(200, doc)
}

// requestPayment is the configuration of
// https://help.aliyun.com/zh/oss/developer-reference/putbucketrequestpayment
type requestPayment struct {
	XMLName xml.Name `xml:"RequestPaymentConfiguration"`
	Payer   string
}

const ownerPays, requesterPays = "BucketOwner", "Requester"

var requestPaymentRequest = wire.Shape{Name: "RequestPaymentConfiguration", Children: []wire.Shape{
	{Name: "Payer", Required: true, Of: []string{ownerPays, requesterPays}},
}}

func putRequestPayment(_ *ChangeContext, body wire.Element) (func(*world.Bucket), *deny.Denial) {
	return func(b *world.Bucket) { b.RequesterPays = body.Child("Payer") == requesterPays }, nil
}

func getRequestPayment(c *Context) *wire.Response {
	doc := requestPayment{Payer: ownerPays}
	if c.Bucket.RequesterPays {
		doc.Payer = requesterPays
	}
	return wire.XML(200, doc)
}
