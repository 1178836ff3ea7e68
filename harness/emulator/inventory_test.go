package emulator_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// inventory is a configuration of the owner. rest follows its schedule.
func inventory(id, rest string) string {
	return "<InventoryConfiguration><Id>" + id + "</Id><IsEnabled>true</IsEnabled>" +
		"<Destination><OSSBucketDestination><Format>CSV</Format><AccountId>" + accounts[0].UID + "</AccountId>" +
		"<RoleArn>acs:ram::" + accounts[0].UID + ":role/lister</RoleArn><Bucket>acs:oss:::open-bucket</Bucket><Prefix>lists/</Prefix>" +
		"<Encryption><SSE-OSS></SSE-OSS></Encryption></OSSBucketDestination></Destination>" +
		"<Schedule><Frequency>Daily</Frequency></Schedule><Filter><Prefix>a/&amp;b</Prefix></Filter>" +
		"<IncludedObjectVersions>All</IncludedObjectVersions>" +
		"<OptionalFields><Field>Size</Field><Field>ETag</Field></OptionalFields>" + rest + "</InventoryConfiguration>"
}

const increments = "<IncrementalInventory><IsEnabled>true</IsEnabled><Schedule><Frequency>600</Frequency></Schedule>" +
	"<OptionalFields><Field>Size</Field></OptionalFields></IncrementalInventory>"

const report = "/?inventory&inventoryId=report1"

// inventoryProvocations lists refusals of inventories.
func inventoryProvocations() []provocation {
	put := func(old, new string) func(*bench) *http.Request {
		return byOwner("PUT", private, report, strings.Replace(inventory("report1", ""), old, new, 1))
	}
	return []provocation{
		{deny.IncrementsNotGranted, byOwner("PUT", private, report, inventory("report1", increments))},
		{deny.IncrementsNotGranted, given(func(b *bench) {
			b.account(1, `{"incrementalInventory":true}`)
			b.set(private, "policy", bucketPolicy(grant("Allow", "oss:PutBucketInventory", accounts[1].UID, "")))
		}, byStranger("PUT", private, report, inventory("report1", increments)))},
		{deny.NotYourBucket, byStranger("PUT", private, report, inventory("report1", increments))},
		{deny.NoInventory, byOwner("GET", private, report, "")},
		{deny.NoInventory, byOwner("GET", private, "/?inventory", "")},
		{deny.InventoryUnnamed, byOwner("PUT", private, "/?inventory", inventory("report1", ""))},
		{deny.InventoryUnnamed, byOwner("DELETE", private, "/?inventory", "")},
		{deny.InventoryOther, put("<Id>report1", "<Id>report2")},
		{deny.InventoryOther, byOwner("PUT", private, "/?inventory&inventoryId=", inventory("", ""))},
		{deny.InventoryExists, given(func(b *bench) { b.must(put("", "")(b)) }, put("", ""))},
		{deny.InventoryAccount, put(accounts[0].UID, accounts[1].UID)},
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
		{deny.InvalidArgument, byOwner("PUT", private, report, inventory("report1", strings.Replace(increments, "true", "on", 1)))},
		{deny.MalformedXML, put("<Frequency>Daily</Frequency>", "")},
		{deny.MalformedXML, put("<SSE-OSS>", "<SSE-KMS></SSE-KMS><SSE-OSS>")},
		{deny.NotImplemented, given((*bench).tree, byOwner("GET", tree, "/?inventory", ""))},
	}
}

// An account may create inventories with increments only while it has the grant. Other inventories
// need no grant.
func TestIncrementsAreGranted(t *testing.T) {
	b := newBench(t)
	stage(b)
	off := strings.Replace(increments, "true", "false", 1)
	for i, c := range []struct{ set, rest, want string }{
		{`{}`, "", ""},
		{`{}`, off, ""},
		{`{}`, increments, "inventory-increments-not-granted"},
		{`{"incrementalInventory":true}`, increments, ""},
		{`{"incrementalInventory":false}`, increments, "inventory-increments-not-granted"},
	} {
		b.account(0, c.set)
		id := fmt.Sprint("report", i)
		if _, why := b.send(b.owner(b.raw("PUT", private, "/?inventory&inventoryId="+id, inventory(id, c.rest)))); why != c.want {
			t.Errorf("%s %s: %q", c.set, c.rest, why)
		}
	}
}

// More than one page of inventories, in the order of their ids. An inventory may leave out its KMS
// key.
func TestManyInventories(t *testing.T) {
	b := newBench(t)
	stage(b)
	for i := range 102 {
		id := fmt.Sprint("r", 101-i)
		b.must(b.owner(b.raw("PUT", private, "/?inventory&inventoryId="+id, strings.ReplaceAll(inventory(id, ""), "SSE-OSS", "SSE-KMS"))))
	}
	first := b.must(b.owner(b.raw("GET", private, "/?inventory", ""))).Body.String()
	token := elements(first, "NextContinuationToken")
	second := b.must(b.owner(b.raw("GET", private, "/?inventory&continuation-token="+token, ""))).Body.String()
	ids := strings.Fields(elements(first, "Id"))
	if len(ids) != 100 || ids[0] != "r0" || ids[1] != "r1" || ids[2] != "r10" ||
		elements(first, "IsTruncated") != "true" || token != ids[99] ||
		elements(second, "Id") != "r98 r99" || elements(second, "IsTruncated") != "false" || elements(second, "ContinuationToken") != token {
		t.Errorf("%v\n%s", ids, second)
	}
	b.must(b.owner(b.raw("DELETE", private, "/?inventory&inventoryId=r98", "")))
	b.must(b.owner(b.raw("DELETE", private, "/?inventory&inventoryId=r98", "")))
	left := b.must(b.owner(b.raw("GET", private, "/?inventory&continuation-token="+token, ""))).Body.String()
	if elements(left, "Id") != "r99" {
		t.Error(left)
	}
}

// SDK v2 puts an inventory and reads it back unchanged. With the grant, it does so with increments.
func TestSDKv2Inventory(t *testing.T) {
	s := serveReal(t)
	c := clientV2(s, "cn-hangzhou", oss.SignatureVersionV4, func(*oss.Config) {})
	ctx, bucket, id, p := context.Background(), oss.Ptr("listed-bucket"), oss.Ptr("report1"), oss.Ptr[string]
	ok := func(what string, err error) {
		t.Helper()
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
	_, err := c.PutBucket(ctx, &oss.PutBucketRequest{Bucket: bucket})
	ok("PutBucket", err)
	put := func() error {
		_, err := c.PutBucketInventory(ctx, &oss.PutBucketInventoryRequest{
			Bucket: bucket, InventoryId: id, InventoryConfiguration: &oss.InventoryConfiguration{
				Id: id, IsEnabled: oss.Ptr(true), IncludedObjectVersions: p("All"),
				Schedule: &oss.InventorySchedule{Frequency: oss.InventoryFrequencyWeekly},
				Filter:   &oss.InventoryFilter{Prefix: p("a & b/"), LowerSizeBound: oss.Ptr(int64(1024)), StorageClass: p("Standard,IA")},
				OptionalFields: &oss.OptionalFields{
					Fields: []oss.InventoryOptionalFieldType{oss.InventoryOptionalFieldSize, oss.InventoryOptionalFieldETag},
				},
				Destination: &oss.InventoryDestination{OSSBucketDestination: &oss.InventoryOSSBucketDestination{
					Format: oss.InventoryFormatCSV, AccountId: p(accounts[0].UID),
					RoleArn: p("acs:ram::" + accounts[0].UID + ":role/lister"),
					Bucket:  p("acs:oss:::listed-bucket"), Prefix: p("lists/"),
					Encryption: &oss.InventoryEncryption{SseKms: &oss.SSEKMS{KeyId: p("key-1")}},
				}},
				IncrementalInventory: &oss.IncrementalInventory{
					IsEnabled: oss.Ptr(true), Schedule: &oss.IncrementInventorySchedule{Frequency: oss.Ptr(int64(600))},
					OptionalFields: &oss.IncrementalInventoryOptionalFields{
						Fields: []oss.IncrementalInventoryOptionalFieldType{oss.IncrementalInventoryOptionalFieldSize},
					},
				},
			},
		})
		return err
	}
	refusedV2(t, "PutBucketInventory", put(), 403, "AccessDenied", "Incremental Inventory is disabled.", "0020-00000001")
	_, err = c.GetBucketInventory(ctx, &oss.GetBucketInventoryRequest{Bucket: bucket, InventoryId: id})
	refusedV2(t, "GetBucketInventory", err, 404, "NoSuchInventory", "The specified inventory does not exist.", "")
	ask(t, s, "PATCH", "/v1/accounts/"+accounts[0].UID, `{"incrementalInventory":true}`)
	ok("PutBucketInventory", put())
	got, err := c.GetBucketInventory(ctx, &oss.GetBucketInventoryRequest{Bucket: bucket, InventoryId: id})
	ok("GetBucketInventory", err)
	listed, err := c.ListBucketInventory(ctx, &oss.ListBucketInventoryRequest{Bucket: bucket})
	ok("ListBucketInventory", err)
	if n := len(listed.ListInventoryConfigurationsResult.InventoryConfigurations); n != 1 ||
		*listed.ListInventoryConfigurationsResult.IsTruncated {
		t.Fatalf("%d inventories", n)
	}
	for _, i := range []oss.InventoryConfiguration{
		*got.InventoryConfiguration, listed.ListInventoryConfigurationsResult.InventoryConfigurations[0],
	} {
		d := i.Destination.OSSBucketDestination
		if *i.Id != *id || !*i.IsEnabled || *i.Filter.Prefix != "a & b/" || *i.Filter.LowerSizeBound != 1024 ||
			i.Schedule.Frequency != "Weekly" || len(i.OptionalFields.Fields) != 2 ||
			*d.Bucket != "acs:oss:::listed-bucket" || *d.Encryption.SseKms.KeyId != "key-1" || d.Encryption.SseOss != nil ||
			*i.IncrementalInventory.Schedule.Frequency != 600 {
			t.Errorf("%+v %+v", i, d)
		}
	}
	_, err = c.DeleteBucketInventory(ctx, &oss.DeleteBucketInventoryRequest{Bucket: bucket, InventoryId: id})
	ok("DeleteBucketInventory", err)
	_, err = c.ListBucketInventory(ctx, &oss.ListBucketInventoryRequest{Bucket: bucket})
	refusedV2(t, "ListBucketInventory of none", err, 404, "NoSuchInventory", "The specified inventory does not exist.", "")
}
