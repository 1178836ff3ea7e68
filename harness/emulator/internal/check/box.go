package check

import (
	"slices"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/sign"
)

// boxProduct is the product that is signed for a cloud box, in place of oss. The id of the box is the region.
// SDK v2 for Go signs so.
const boxProduct = "oss-cloudbox"

// boxOfOwner tells whether the request comes to no cloud box, or to one that the owner of the bucket has. That
// his buckets of the region are in all his boxes is assumed.
func (c *Case) boxOfOwner() bool {
	host := c.Request.Host
	return host.Box == "" || c.Bucket() != nil && c.standing(c.Bucket().Owner).CloudBoxes[host.Box] == host.Region
}

// signedForBox: a cloud box takes a V4 signature in the header, and no other.
// https://help.aliyun.com/zh/oss/user-guide/0002-00000034
func signedForBox(c *Case) *deny.Denial {
	if c.Claim.Carrier == sign.V4Header {
		return nil
	}
	return deny.Because(deny.BoxSignature)
}

// boxOperations are what the emulator serves at a cloud box.
var boxOperations = []string{"GetObject", "HeadObject", "PutObject", "DeleteObject"}

// servedAtBox: what else a box serves is not emulated.
func servedAtBox(c *Case) *deny.Denial {
	if c.Operation == nil || slices.Contains(boxOperations, c.Operation.Name) {
		return nil
	}
	return deny.Because(deny.NotImplemented,
		deny.Field{Name: "Header", Value: "Host"},
		deny.Field{Name: "Detail", Value: c.Operation.Name + " at a cloud box is not emulated"})
}
