package op

import (
	"cmp"
	"encoding/xml"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

const groupHeader = "x-oss-resource-group-id"

// groupConfiguration is the configuration of
// https://help.aliyun.com/en/oss/developer-reference/putbucketresourcegroup
type groupConfiguration struct {
	XMLName         xml.Name `xml:"BucketResourceGroupConfiguration"`
	ResourceGroupId string
}

var groupRequest = wire.Shape{Name: "BucketResourceGroupConfiguration", Children: []wire.Shape{{Name: "ResourceGroupId"}}}

// GroupAsked is the resource group that a header names, of the bucket that is made or of those that are listed.
func GroupAsked(r *wire.Request) string { return cmp.Or(r.Header.Get(groupHeader), world.DefaultGroup) }

// groupAccesses: who moves a bucket to another resource group needs the right to do so in both.
// https://www.alibabacloud.com/help/en/oss/developer-reference/putbucketresourcegroup
func groupAccesses(r *wire.Request) ([]Access, *deny.Denial) {
	move := Access{Action: "oss:PutBucketResourceGroup", Bucket: r.Bucket, Writes: true}
	if r.Body() == nil {
		return []Access{move}, nil
	}
	into, denial := groupNamed(r)
	if denial != nil {
		return nil, denial
	}
	there := move
	there.Group = into
	return []Access{move, there}, nil
}

// groupNamed is the resource group that a body names; without an id the default one.
// https://help.aliyun.com/zh/oss/support/0039-00000002
func groupNamed(r *wire.Request) (string, *deny.Denial) {
	body, err := wire.ReadXML(r.Body(), groupRequest)
	if err != nil {
		return "", malformed(err)
	}
	return groupOf(body)
}

func groupOf(body wire.Element) (string, *deny.Denial) {
	id := cmp.Or(body.Child("ResourceGroupId"), world.DefaultGroup)
	if !strings.HasPrefix(id, "rg-") {
		return "", wrong(deny.GroupName, "ResourceGroupId", id)
	}
	return id, nil
}

// groupExists: the account of a bucket has the resource group.
// https://alibabacloud.com/help/en/oss/support/0039-00000003
func groupExists(w *world.World, owner, id string) *deny.Denial {
	if w.Standing(owner).HasGroup(id) {
		return nil
	}
	return deny.Because(deny.GroupUnknown)
}

func putGroup(c *ChangeContext, body wire.Element) (func(*world.Bucket), *deny.Denial) {
	id, denial := groupOf(body)
	if denial == nil {
		denial = groupExists(c.World, c.Bucket.Owner, id)
	}
	return func(b *world.Bucket) { b.Group = id }, denial
}

// getGroup is https://help.aliyun.com/en/oss/developer-reference/getbucketresourcegroup
func getGroup(c *Context) *wire.Response {
	return wire.XML(200, groupConfiguration{ResourceGroupId: c.Bucket.GroupID()})
}
