package op

import (
	"encoding/xml"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

type listedPoint struct {
	Bucket           string
	AccessPointName  string
	Alias            string
	NetworkOrigin    string
	VpcConfiguration vpcConfiguration
	Status           string
}

type pointList struct {
	XMLName               xml.Name `xml:"ListAccessPointsResult"`
	IsTruncated           bool
	NextContinuationToken string `xml:",omitempty"`
	AccountId             string
	MaxKeys               int
	AccessPoints          []listedPoint `xml:"AccessPoints>AccessPoint"`
}

// listPointsOfAccount and listPointsOfBucket are
// https://help.aliyun.com/zh/oss/developer-reference/listaccesspoints
// The order is that of buckets, then of names; what an absent max-keys stands
// for is assumed to be the most that it may be.

func listPointsOfAccount(c *Context) (*wire.Response, *deny.Denial) {
	var own []*world.Bucket
	for _, b := range c.World.Buckets.From("") {
		if b.Owner == c.Caller {
			own = append(own, b)
		}
	}
	return c.listPoints(c.Caller, own, maxPointsOfAccount)
}

func listPointsOfBucket(c *Context) (*wire.Response, *deny.Denial) {
	return c.listPoints(c.Bucket.Owner, []*world.Bucket{c.Bucket}, maxPointsOfBucket)
}

// listPoints lists those of some buckets after the continuation token, which
// is the last that was listed before.
func (c *Context) listPoints(uid string, buckets []*world.Bucket, most int) (*wire.Response, *deny.Denial) {
	limit, denial := number(c.Request, "max-keys", 1, most, most)
	if denial != nil {
		return nil, denial
	}
	doc := pointList{AccountId: uid, MaxKeys: limit}
	after, last := c.Request.Query.Get("continuation-token"), ""
	for _, b := range buckets {
		for _, p := range b.AccessPoints {
			place := b.Name + "/" + p.Name
			if place <= after {
				continue
			}
			if len(doc.AccessPoints) == limit {
				doc.IsTruncated, doc.NextContinuationToken = true, last
				return wire.XML(200, doc), nil
			}
			doc.AccessPoints = append(doc.AccessPoints, listedPoint{b.Name, p.Name, p.Alias, p.NetworkOrigin(), vpcConfiguration{p.VPC}, enabled})
			last = place
		}
	}
	return wire.XML(200, doc), nil
}
