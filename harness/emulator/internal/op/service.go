package op

import (
	"encoding/xml"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// The three of Block Public Access for all buckets of an account.
// https://help.aliyun.com/zh/oss/developer-reference/putpublicaccessblock

func putAccountBlock(c *ChangeContext) (*wire.Response, *deny.Denial) {
	body, denial := Setting{Shape: publicAccessBlockRequest}.document(c.Request)
	if denial != nil {
		return nil, denial
	}
	return c.setAccountBlock(body.Child("BlockPublicAccess") == "true", 200)
}

func getAccountBlock(c *Context) (*wire.Response, *deny.Denial) {
	return wire.XML(200, publicAccessBlock{BlockPublicAccess: c.World.Standing(c.Caller).BlockPublic}), nil
}

func deleteAccountBlock(c *ChangeContext) (*wire.Response, *deny.Denial) {
	return c.setAccountBlock(false, 204)
}

func (c *ChangeContext) setAccountBlock(on bool, status int) (*wire.Response, *deny.Denial) {
	account, known := c.Draft.Accounts.Get(c.Caller)
	if !known {
		panic("op: a caller without an account: " + c.Caller)
	}
	next := *account
	next.Standing.BlockPublic = on
	world.Set(c.Draft, c.Draft.Accounts, next.UID, &next)
	return wire.Empty(status), nil
}

type regionInfo struct {
	Region             string
	InternetEndpoint   string
	InternalEndpoint   string `xml:",omitempty"`
	AccelerateEndpoint string `xml:",omitempty"`
}

// describeRegions lists the endpoints of all regions, or of the one that is
// named with the prefix oss-. How the service refuses a name that no region
// has is unknown.
// https://help.aliyun.com/zh/oss/developer-reference/describeregions
func describeRegions(c *Context) (*wire.Response, *deny.Denial) {
	doc := struct {
		XMLName xml.Name     `xml:"RegionInfoList"`
		Regions []regionInfo `xml:"RegionInfo"`
	}{}
	named := c.Request.Query.Get("regions")
	for _, region := range c.Regions {
		if named != "" && named != "oss-"+region {
			continue
		}
		info := regionInfo{Region: "oss-" + region, InternetEndpoint: wire.PublicEndpoint(region)}
		if region != wire.Regionless {
			info.InternalEndpoint, info.AccelerateEndpoint = wire.InternalEndpoint(region), wire.AccelerationEndpoint
		}
		doc.Regions = append(doc.Regions, info)
	}
	if len(doc.Regions) == 0 {
		return nil, wrong(deny.InvalidArgument, "regions", named)
	}
	return wire.XML(200, doc), nil
}
