package op

import (
	"cmp"
	"encoding/xml"
	"slices"
	"strconv"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// Limits of https://help.aliyun.com/zh/oss/developer-reference/createaccesspoint
const (
	maxPointsOfAccount = 1000
	maxPointsOfBucket  = 100
	shortestPointName  = 3
	longestPointName   = 19
)

// pointHeader names the access point that a request to its bucket is about: a header, and where it is about Block Public
// Access, a parameter.
const pointHeader = "x-oss-access-point-name"

var accessPointRequest = wire.Shape{Name: "CreateAccessPointConfiguration", Children: []wire.Shape{
	{Name: "AccessPointName", Required: true},
	{Name: "NetworkOrigin", Required: true},
	{Name: "VpcConfiguration", Children: []wire.Shape{{Name: "VpcId"}}},
}}

// validPointName: lower-case letters, digits and -, which ends neither side,
// and no ending that is kept for aliases.
func validPointName(name string) bool {
	return len(name) >= shortestPointName && len(name) <= longestPointName && ValidBucketName(name) && !world.IsPointAlias(name)
}

// pointAsked reads what CreateAccessPoint wants. Which network it is for is
// said if, and only if, it is for one.
func pointAsked(r *wire.Request) (world.AccessPoint, *deny.Denial) {
	body, err := wire.ReadXML(r.Body(), accessPointRequest)
	if err != nil {
		return world.AccessPoint{}, malformed(err)
	}
	p := world.AccessPoint{Name: body.Child("AccessPointName"), Created: r.Now}
	if !validPointName(p.Name) {
		return p, wrong(deny.PointName, "AccessPointName", p.Name)
	}
	for _, v := range body.All("VpcConfiguration") {
		p.VPC = v.Child("VpcId")
	}
	if origin := body.Child("NetworkOrigin"); origin != p.NetworkOrigin() {
		return p, wrong(deny.InvalidArgument, "NetworkOrigin", origin)
	}
	return p, nil
}

type accessPointMade struct {
	XMLName        xml.Name `xml:"CreateAccessPointResult"`
	AccessPointArn string
	Alias          string
}

// createAccessPoint makes one that is usable at once; on the service it is
// "creating" for a while.
// https://help.aliyun.com/zh/oss/developer-reference/createaccesspoint
func createAccessPoint(c *ChangeContext) (*wire.Response, *deny.Denial) {
	p, denial := pointAsked(c.Request)
	if denial != nil {
		return nil, denial
	}
	ofAccount := 0
	for _, b := range c.World.Buckets.From("") {
		if b.Owner != c.Bucket.Owner {
			continue
		}
		ofAccount += len(b.AccessPoints)
		if b.Region == c.Bucket.Region && b.PointByName(p.Name) != nil {
			return nil, deny.Because(deny.PointExists, deny.Field{Name: "AccessPointName", Value: p.Name})
		}
	}
	switch {
	case len(c.Bucket.AccessPoints) >= maxPointsOfBucket:
		return nil, wrong(deny.PointTooMany, "AccessPoint", strconv.Itoa(maxPointsOfBucket))
	case ofAccount >= maxPointsOfAccount:
		return nil, wrong(deny.PointTooMany, "AccessPoint", strconv.Itoa(maxPointsOfAccount))
	}
	p.Alias = world.AliasOf(p.Name, strings.ToLower(c.NewID()+c.NewID()[:2]))
	c.replacePoints(func(points []world.AccessPoint) []world.AccessPoint {
		points = append(points, p)
		slices.SortFunc(points, func(a, b world.AccessPoint) int { return strings.Compare(a.Name, b.Name) })
		return points
	})
	return wire.XML(200, accessPointMade{AccessPointArn: c.Bucket.PointARN(&p), Alias: p.Alias}), nil
}

// replacePoints stores the bucket with a changed copy of its access points.
func (c *ChangeContext) replacePoints(change func([]world.AccessPoint) []world.AccessPoint) {
	c.Draft.ChangeBucket(c.Bucket.Name, func(b *world.Bucket) { b.AccessPoints = change(slices.Clone(b.AccessPoints)) })
}

// pointNamed is the access point that a request is about; through an alias it
// can only be about its own.
func (c *Context) pointNamed() (*world.AccessPoint, *deny.Denial) {
	name := cmp.Or(c.Request.Header.Get(pointHeader), c.Request.Query.Get(pointHeader))
	if name == "" {
		return nil, deny.Because(deny.PointNameMissing, deny.Field{Name: "ArgumentName", Value: pointHeader})
	}
	p := c.Bucket.PointByName(name)
	if p == nil || c.Request.Alias != "" && p.Alias != c.Request.Alias {
		return nil, deny.Because(deny.NoPoint, deny.Field{Name: "AccessPointName", Value: name})
	}
	return p, nil
}

type vpcConfiguration struct{ VpcId string }

// enabled is the status of an access point that has been made.
const enabled = "enable"

// getAccessPoint is
// https://help.aliyun.com/zh/oss/developer-reference/getaccesspoint
// The ARN has a prefix there that it has nowhere else. The hosts of the
// endpoints are not served.
func getAccessPoint(c *Context) (*wire.Response, *deny.Denial) {
	p, denial := c.pointNamed()
	if denial != nil {
		return nil, denial
	}
	host := func(region string) string {
		return p.Name + "-" + c.Bucket.Owner + "." + region + ".oss-accesspoint.aliyuncs.com"
	}
	return wire.XML(200, struct {
		XMLName           xml.Name `xml:"GetAccessPointResult"`
		AccessPointName   string
		Bucket            string
		AccountId         string
		NetworkOrigin     string
		VpcConfiguration  vpcConfiguration
		AccessPointArn    string
		CreationDate      string
		Alias             string
		Status            string
		PublicEndpoint    string `xml:"Endpoints>PublicEndpoint"`
		InternalEndpoint  string `xml:"Endpoints>InternalEndpoint"`
		BlockPublicAccess bool   `xml:"PublicAccessBlockConfiguration>BlockPublicAccess"`
	}{
		BlockPublicAccess: p.BlockPublic, AccessPointName: p.Name, Bucket: c.Bucket.Name, AccountId: c.Bucket.Owner,
		NetworkOrigin: p.NetworkOrigin(), VpcConfiguration: vpcConfiguration{p.VPC},
		AccessPointArn: "arn:" + c.Bucket.PointARN(p), CreationDate: strconv.FormatInt(p.Created.Unix(), 10), Alias: p.Alias, Status: enabled,
		PublicEndpoint: host(location(c.Bucket)), InternalEndpoint: host(location(c.Bucket) + "-internal"),
	}), nil
}

// deleteAccessPoint is
// https://help.aliyun.com/zh/oss/developer-reference/deleteaccesspoint
// The page shows status 200, SDK tests 204.
func deleteAccessPoint(c *ChangeContext) (*wire.Response, *deny.Denial) {
	gone, denial := c.pointNamed()
	if denial != nil {
		return nil, denial
	}
	c.replacePoints(func(points []world.AccessPoint) []world.AccessPoint {
		return slices.DeleteFunc(points, func(p world.AccessPoint) bool { return p.Name == gone.Name })
	})
	return wire.Empty(204), nil
}
