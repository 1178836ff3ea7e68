package op

import (
	"encoding/xml"
	"errors"
	"math"
	"slices"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

const maxInventories = 100 // of one listing

var inventoryFields = wire.Shape{Name: "OptionalFields", Children: []wire.Shape{{Name: "Field", Many: true}}}

var inventoryRequest = wire.Shape{Name: "InventoryConfiguration", Children: []wire.Shape{
	{Name: "Id", Required: true}, {Name: "IsEnabled", Required: true, Of: flag},
	{Name: "IncludedObjectVersions", Required: true, Of: []string{"All", "Current"}},
	{Name: "Schedule", Required: true, Children: []wire.Shape{
		{Name: "Frequency", Required: true, Of: []string{"Daily", "Weekly", "Monthly", "Once"}}, {Name: "DayOfMonth"},
	}},
	{Name: "Destination", Required: true, Children: []wire.Shape{{Name: "OSSBucketDestination", Required: true, Children: []wire.Shape{
		{Name: "Format", Required: true, Of: []string{"CSV"}}, {Name: "AccountId", Required: true}, {Name: "RoleArn", Required: true},
		{Name: "Bucket", Required: true}, {Name: "Prefix"},
		{Name: "Encryption", Children: []wire.Shape{{Name: "SSE-OSS"}, {Name: "SSE-KMS", Children: []wire.Shape{{Name: "KeyId"}}}}},
	}}}},
	{Name: "Filter", Children: []wire.Shape{
		{Name: "Prefix"}, {Name: "LastModifyBeginTimeStamp", High: math.MaxInt64}, {Name: "LastModifyEndTimeStamp", High: math.MaxInt64},
		{Name: "LowerSizeBound", High: math.MaxInt64}, {Name: "UpperSizeBound", High: math.MaxInt64}, {Name: "StorageClass"},
	}},
	inventoryFields,
	{Name: "IncrementalInventory", Children: []wire.Shape{
		{Name: "IsEnabled", Required: true, Of: flag},
		{Name: "Schedule", Children: []wire.Shape{{Name: "Frequency", Required: true}}}, inventoryFields,
	}},
}}

// errTwoEncryptions is what the test of SDK v1 (TestSetBucketInventory) has
// refused, in words of ours; that a key may be left out is from there too.
var errTwoEncryptions = errors.New("both <SSE-OSS> and <SSE-KMS> in <Encryption>")

func destinationOf(body wire.Element) wire.Element {
	return body.In("Destination").In("OSSBucketDestination")
}

// AsksIncrements tells whether a request wants incremental inventories, as far
// as it can be read.
func AsksIncrements(r *wire.Request, o *Operation) bool {
	if o.Name != "PutBucketInventory" || r.Body() == nil {
		return false
	}
	body, denial := Setting{Shape: inventoryRequest}.document(r)
	return denial == nil && body.In("IncrementalInventory").Child("IsEnabled") == "true"
}

// putInventory reads the configuration of
// https://help.aliyun.com/zh/oss/developer-reference/putbucketinventory
// That one which is there is not replaced:
// https://help.aliyun.com/en/oss/user-guide/0020-00000042
func putInventory(c *ChangeContext, body wire.Element) (func(*world.Bucket), *deny.Denial) {
	if len(destinationOf(body).In("Encryption").Children) > 1 {
		return nil, malformed(errTwoEncryptions)
	}
	id := body.Child("Id")
	if id == "" || id != c.Request.Query.Get("inventoryId") {
		return nil, wrong(deny.InventoryOther, "Id", id)
	}
	if denial := destinationHolds(&c.Context, destinationOf(body)); denial != nil {
		return nil, denial
	}
	at, known := c.Bucket.InventoryAt(id)
	if known {
		return nil, wrong(deny.InventoryExists, "Id", id)
	}
	made := world.Inventory{ID: id, Text: body.Inner()}
	return func(b *world.Bucket) { b.Inventories = slices.Insert(slices.Clone(b.Inventories), at, made) }, nil
}

// destinationHolds: inventories go to a bucket of the same account, in the
// same region, by a role of that account; whether there is the role is not
// asked. https://help.aliyun.com/zh/oss/user-guide/0020-00000028 to 0033
func destinationHolds(c *Context, d wire.Element) *deny.Denial {
	account, arn, role := d.Child("AccountId"), d.Child("Bucket"), d.Child("RoleArn")
	name, isARN := strings.CutPrefix(arn, "acs:oss:::")
	target, known := c.World.Bucket(name)
	switch {
	case account != c.Bucket.Owner:
		return wrong(deny.InventoryAccount, "AccountId", account)
	case !strings.HasPrefix(role, "acs:ram::"+c.Bucket.Owner+":role/"):
		return wrong(deny.InvalidArgument, "RoleArn", role)
	case !isARN, !ValidBucketName(name):
		return wrong(deny.InventoryBucket, "Bucket", arn)
	case !known, target.Owner != c.Bucket.Owner:
		return wrong(deny.InventoryForeign, "Bucket", arn)
	case target.Region != c.Bucket.Region:
		return wrong(deny.InvalidArgument, "Bucket", arn)
	}
	return nil
}

// unnamedInventory is one to put or to delete of which a request says no id.
// https://help.aliyun.com/en/oss/user-guide/0020-00000002
func unnamedInventory(*ChangeContext) (*wire.Response, *deny.Denial) {
	return nil, wrong(deny.InventoryUnnamed, "inventoryId", "")
}

// An inventory as it stands in answers: as it was given.
type inventory struct {
	XMLName xml.Name `xml:"InventoryConfiguration"`
	Text    string   `xml:",innerxml"`
}

// getInventory is
// https://help.aliyun.com/zh/oss/developer-reference/getbucketinventory
func getInventory(c *Context) *wire.Response {
	at, known := c.Bucket.InventoryAt(c.Request.Query.Get("inventoryId"))
	if !known {
		return nil
	}
	return wire.Document(inventoryRequest.Name, c.Bucket.Inventories[at].Text)
}

// listInventories lists 100 after the one that the token names. A bucket
// without any is 404, as the service was seen to answer.
// https://help.aliyun.com/zh/oss/developer-reference/listbucketinventory
func listInventories(c *Context) (*wire.Response, *deny.Denial) {
	if len(c.Bucket.Inventories) == 0 {
		return nil, deny.Because(deny.NoInventory)
	}
	doc := struct {
		XMLName               xml.Name `xml:"ListInventoryConfigurationsResult"`
		Inventories           []inventory
		IsTruncated           bool
		ContinuationToken     string `xml:",omitempty"`
		NextContinuationToken string `xml:",omitempty"`
	}{ContinuationToken: c.Request.Query.Get("continuation-token")}
	after, known := c.Bucket.InventoryAt(doc.ContinuationToken)
	if known {
		after++
	}
	rest := c.Bucket.Inventories[after:]
	if doc.IsTruncated = len(rest) > maxInventories; doc.IsTruncated {
		rest = rest[:maxInventories]
		doc.NextContinuationToken = rest[maxInventories-1].ID
	}
	for _, i := range rest {
		doc.Inventories = append(doc.Inventories, inventory{Text: i.Text})
	}
	return wire.XML(200, doc), nil
}

// deleteInventory does nothing where there is none, which is assumed.
// https://help.aliyun.com/zh/oss/developer-reference/deletebucketinventory
func deleteInventory(c *ChangeContext, b *world.Bucket) {
	if at, known := b.InventoryAt(c.Request.Query.Get("inventoryId")); known {
		b.Inventories = slices.Delete(slices.Clone(b.Inventories), at, at+1)
	}
}
