package bench

import (
	"net/http"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// InventoryBody is a configuration of the owner. rest follows its schedule.
func InventoryBody(id, rest string) string {
	return "<InventoryConfiguration><Id>" + id + "</Id><IsEnabled>true</IsEnabled>" +
		"<Destination><OSSBucketDestination><Format>CSV</Format><AccountId>" + Accounts()[0].UID + "</AccountId>" +
		"<RoleArn>acs:ram::" + Accounts()[0].UID + ":role/lister</RoleArn><Bucket>acs:oss:::open-bucket</Bucket><Prefix>lists/</Prefix>" +
		"<Encryption><SSE-OSS></SSE-OSS></Encryption></OSSBucketDestination></Destination>" +
		"<Schedule><Frequency>Daily</Frequency></Schedule><Filter><Prefix>a/&amp;b</Prefix></Filter>" +
		"<IncludedObjectVersions>All</IncludedObjectVersions>" +
		"<OptionalFields><Field>Size</Field><Field>ETag</Field></OptionalFields>" + rest + "</InventoryConfiguration>"
}

// Increments is the part of an inventory that asks for increments.
const Increments = "<IncrementalInventory><IsEnabled>true</IsEnabled><Schedule><Frequency>600</Frequency></Schedule>" +
	"<OptionalFields><Field>Size</Field></OptionalFields></IncrementalInventory>"

const report = "/?inventory&inventoryId=report1"

// inventoryProvocations lists refusals of inventories.
func inventoryProvocations() []Provocation {
	put := func(old, new string) func(*Bench) *http.Request {
		return byOwner("PUT", Private, report, strings.Replace(InventoryBody("report1", ""), old, new, 1))
	}
	return []Provocation{
		{deny.IncrementsNotGranted, byOwner("PUT", Private, report, InventoryBody("report1", Increments))},
		{deny.IncrementsNotGranted, given(func(b *Bench) {
			b.Account(1, `{"incrementalInventory":true}`)
			b.Set(Private, "policy", BucketPolicy(Grant("Allow", "oss:PutBucketInventory", Accounts()[1].UID, "")))
		}, ByStranger("PUT", Private, report, InventoryBody("report1", Increments)))},
		{deny.NotYourBucket, ByStranger("PUT", Private, report, InventoryBody("report1", Increments))},
		{deny.NoInventory, byOwner("GET", Private, report, "")},
		{deny.NoInventory, byOwner("GET", Private, "/?inventory", "")},
		{deny.InventoryUnnamed, byOwner("PUT", Private, "/?inventory", InventoryBody("report1", ""))},
		{deny.InventoryUnnamed, byOwner("DELETE", Private, "/?inventory", "")},
		{deny.InventoryOther, put("<Id>report1", "<Id>report2")},
		{deny.InventoryOther, byOwner("PUT", Private, "/?inventory&inventoryId=", InventoryBody("", ""))},
		{deny.InventoryExists, given(func(b *Bench) { b.Must(put("", "")(b)) }, put("", ""))},
		{deny.InventoryAccount, put(Accounts()[0].UID, Accounts()[1].UID)},
		{deny.InventoryBucket, put("acs:oss:::open-bucket", "open-bucket")},
		{deny.InventoryBucket, put("acs:oss:::open-bucket", "acs:oss:::bk")},
		{deny.InventoryForeign, put("open-bucket", "absent-bucket")},
		{deny.InventoryForeign, given(strangeBucket, put("open-bucket", "strange-bucket"))},
		{deny.InvalidArgument, put("open-bucket", "far-bucket")},
		{deny.InvalidArgument, put(":role/lister", ":user/lister")},
		{deny.InvalidArgument, put("<IsEnabled>true", "<IsEnabled>yes")},
		{deny.InvalidArgument, put("Daily", "Hourly")},
		{deny.InvalidArgument, put("CSV", "XLS")},
		{deny.InvalidArgument, put(">All<", ">None<")},
		{deny.InvalidArgument, put("<Filter>", "<Filter><LowerSizeBound>-1</LowerSizeBound>")},
		{deny.InvalidArgument, byOwner("PUT", Private, report, InventoryBody("report1", strings.Replace(Increments, "true", "on", 1)))},
		{deny.MalformedXML, put("<Frequency>Daily</Frequency>", "")},
		{deny.MalformedXML, put("<SSE-OSS>", "<SSE-KMS></SSE-KMS><SSE-OSS>")},
		{deny.NotImplemented, given((*Bench).Tree, byOwner("GET", Tree, "/?inventory", ""))},
	}
}
