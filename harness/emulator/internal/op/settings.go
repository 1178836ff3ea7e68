package op

import (
	"encoding/xml"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

var refererRequest = wire.Shape{Name: "RefererConfiguration", Children: []wire.Shape{
	{Name: "AllowEmptyReferer"},
	{Name: "AllowTruncateQueryString"},
	{Name: "TruncatePath"},
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

// putBucketReferer replaces everything, what is not named too.
// https://help.aliyun.com/zh/oss/developer-reference/putbucketreferer
func putBucketReferer(c *ChangeContext) (*wire.Response, *deny.Denial) {
	body, err := wire.ReadXML(c.Request.Body, refererRequest)
	if err != nil {
		return nil, malformed(err)
	}
	next := world.NoReferer()
	for name, into := range map[string]*bool{
		"AllowEmptyReferer": &next.AllowEmpty, "AllowTruncateQueryString": &next.TruncateQuery, "TruncatePath": &next.TruncatePath,
	} {
		switch value := body.Child(name); value {
		case "true", "false":
			*into = value == "true"
		case "":
		default:
			return nil, wrong(deny.InvalidArgument, name, value)
		}
	}
	next.Allowed, next.Forbidden = texts(body, "RefererList", "Referer"), texts(body, "RefererBlacklist", "Referer")
	return c.replaceBucket(200, func(b *world.Bucket) { b.Referer = &next })
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

func getBucketReferer(c *Context) (*wire.Response, *deny.Denial) {
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
	return wire.XML(200, doc), nil
}

// requestPayment is the configuration of
// https://help.aliyun.com/zh/oss/developer-reference/putbucketrequestpayment
type requestPayment struct {
	XMLName xml.Name `xml:"RequestPaymentConfiguration"`
	Payer   string
}

var requestPaymentRequest = wire.Shape{Name: "RequestPaymentConfiguration", Children: []wire.Shape{{Name: "Payer", Required: true}}}

const ownerPays, requesterPays = "BucketOwner", "Requester"

func putBucketRequestPayment(c *ChangeContext) (*wire.Response, *deny.Denial) {
	body, err := wire.ReadXML(c.Request.Body, requestPaymentRequest)
	if err != nil {
		return nil, malformed(err)
	}
	payer := body.Child("Payer")
	if payer != ownerPays && payer != requesterPays {
		return nil, wrong(deny.InvalidArgument, "Payer", payer)
	}
	return c.replaceBucket(200, func(b *world.Bucket) { b.RequesterPays = payer == requesterPays })
}

func getBucketRequestPayment(c *Context) (*wire.Response, *deny.Denial) {
	doc := requestPayment{Payer: ownerPays}
	if c.Bucket.RequesterPays {
		doc.Payer = requesterPays
	}
	return wire.XML(200, doc), nil
}
