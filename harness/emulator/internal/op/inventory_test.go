package op_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

// An account may create inventories with increments only while it has the grant. Other inventories
// need no grant.
func TestIncrementsAreGranted(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	off := strings.Replace(bench.Increments, "true", "false", 1)
	for i, c := range []struct{ set, rest, want string }{
		{`{}`, "", ""},
		{`{}`, off, ""},
		{`{}`, bench.Increments, "inventory-increments-not-granted"},
		{`{"incrementalInventory":true}`, bench.Increments, ""},
		{`{"incrementalInventory":false}`, bench.Increments, "inventory-increments-not-granted"},
	} {
		b.Account(0, c.set)
		id := fmt.Sprint("report", i)
		if _, why := b.Send(b.Owner(b.Raw("PUT", bench.Private, "/?inventory&inventoryId="+id, bench.InventoryBody(id, c.rest)))); why != c.want {
			t.Errorf("%s %s: %q", c.set, c.rest, why)
		}
	}
}

// More than one page of inventories, in the order of their ids. An inventory may leave out its KMS
// key.
func TestManyInventories(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	for i := range 102 {
		id := fmt.Sprint("r", 101-i)
		b.Must(b.Owner(b.Raw("PUT", bench.Private, "/?inventory&inventoryId="+id,
			strings.ReplaceAll(bench.InventoryBody(id, ""), "SSE-OSS", "SSE-KMS"))))
	}
	first := b.Must(b.Owner(b.Raw("GET", bench.Private, "/?inventory", ""))).Body.String()
	token := bench.Elements(first, "NextContinuationToken")
	second := b.Must(b.Owner(b.Raw("GET", bench.Private, "/?inventory&continuation-token="+token, ""))).Body.String()
	ids := strings.Fields(bench.Elements(first, "Id"))
	if len(ids) != 100 || ids[0] != "r0" || ids[1] != "r1" || ids[2] != "r10" ||
		bench.Elements(first, "IsTruncated") != "true" || token != ids[99] ||
		bench.Elements(second, "Id") != "r98 r99" || bench.Elements(second, "IsTruncated") != "false" ||
		bench.Elements(second, "ContinuationToken") != token {
		t.Errorf("%v\n%s", ids, second)
	}
	b.Must(b.Owner(b.Raw("DELETE", bench.Private, "/?inventory&inventoryId=r98", "")))
	b.Must(b.Owner(b.Raw("DELETE", bench.Private, "/?inventory&inventoryId=r98", "")))
	left := b.Must(b.Owner(b.Raw("GET", bench.Private, "/?inventory&continuation-token="+token, ""))).Body.String()
	if bench.Elements(left, "Id") != "r99" {
		t.Error(left)
	}
}

// SDK v2 puts an inventory and reads it back unchanged. With the grant, it does so with increments.
func TestSDKv2Inventory(t *testing.T) {
	s := bench.Serve(t)
	c := bench.ClientV2(s, "cn-hangzhou", oss.SignatureVersionV4, func(*oss.Config) {})
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
					Format: oss.InventoryFormatCSV, AccountId: p(bench.Accounts()[0].UID),
					RoleArn: p("acs:ram::" + bench.Accounts()[0].UID + ":role/lister"),
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
	bench.RefusedV2(t, "PutBucketInventory", put(), 403, "AccessDenied", "Incremental Inventory is disabled.", "0020-00000001")
	_, err = c.GetBucketInventory(ctx, &oss.GetBucketInventoryRequest{Bucket: bucket, InventoryId: id})
	bench.RefusedV2(t, "GetBucketInventory", err, 404, "NoSuchInventory", "The specified inventory does not exist.", "")
	bench.AskControl(t, s, "PATCH", "/v1/accounts/"+bench.Accounts()[0].UID, `{"incrementalInventory":true}`)
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
	bench.RefusedV2(t, "ListBucketInventory of none", err, 404, "NoSuchInventory", "The specified inventory does not exist.", "")
}
