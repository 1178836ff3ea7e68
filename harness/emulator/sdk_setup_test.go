package emulator_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss"
	v1 "github.com/aliyun/aliyun-oss-go-sdk/oss"

	"github.com/oss403/oss403/harness/emulator"
	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// SDK v1 runs the set-up and the clean-up of its own tests.
func TestSDKv1SetUp(t *testing.T) {
	s := bench.Serve(t)
	client, err := v1.New("http://"+bench.Hangzhou, bench.OwnerKey, bench.OwnerSecret, v1.HTTPClient(bench.Dialing(s)))
	ok := func(what string, err error) {
		t.Helper()
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
	ok("New", err)
	ok("CreateBucket", client.CreateBucket("setup-bucket"))
	bucket, err := client.Bucket("setup-bucket")
	ok("Bucket", err)
	for _, key := range []string{"a/1", "a/2", "b ü"} {
		ok("PutObject", bucket.PutObject(key, strings.NewReader("content")))
	}
	var keys []string
	options := []v1.Option{v1.KeyMarker(""), v1.VersionIdMarker(""), v1.MaxKeys(1)}
	for {
		page, err := bucket.ListObjectVersions(options...)
		ok("ListObjectVersions", err)
		for _, o := range page.ObjectVersions {
			if o.VersionId != "null" || !o.IsLatest || o.Size != 7 || o.Owner.ID != bench.Accounts()[0].UID {
				t.Errorf("%+v", o)
			}
			keys = append(keys, o.Key)
		}
		if !page.IsTruncated {
			break
		}
		options = []v1.Option{v1.KeyMarker(page.NextKeyMarker), v1.VersionIdMarker(page.NextVersionIdMarker), v1.MaxKeys(1)}
	}
	if !slices.Equal(keys, []string{"a/1", "a/2", "b ü"}) {
		t.Errorf("%q", keys)
	}
	rolled, err := bucket.ListObjectVersions(v1.Delimiter("/"))
	ok("ListObjectVersions", err)
	if len(rolled.CommonPrefixes) != 1 || rolled.CommonPrefixes[0] != "a/" || len(rolled.ObjectVersions) != 1 ||
		len(rolled.ObjectDeleteMarkers) != 0 {
		t.Errorf("%+v", rolled)
	}
	channels, err := bucket.ListLiveChannel(v1.Marker(""))
	ok("ListLiveChannel", err)
	versioning, err := client.GetBucketVersioning("setup-bucket")
	ok("GetBucketVersioning", err)
	if len(channels.LiveChannel) != 0 || channels.IsTruncated || versioning.Status != "" {
		t.Errorf("%+v %+v", channels, versioning)
	}
	one, err := client.DescribeRegions(v1.AddParam("regions", "oss-cn-hangzhou"))
	ok("DescribeRegions", err)
	if len(one.Regions) != 1 || one.Regions[0].InternetEndpoint != bench.Hangzhou ||
		one.Regions[0].InternalEndpoint != "oss-cn-hangzhou-internal.aliyuncs.com" ||
		one.Regions[0].AccelerateEndpoint != "oss-accelerate.aliyuncs.com" {
		t.Errorf("%+v", one)
	}
}

// SDK v2 counts the objects in a bucket by class, and lists every region.
func TestSDKv2Stat(t *testing.T) {
	s := bench.Serve(t)
	c := bench.ClientV2(s, "cn-hangzhou", oss.SignatureVersionV4, func(*oss.Config) {})
	ctx, bucket := context.Background(), oss.Ptr("stat-bucket")
	ok := func(what string, err error) {
		t.Helper()
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
	_, err := c.PutBucket(ctx, &oss.PutBucketRequest{Bucket: bucket})
	ok("PutBucket", err)
	for key, class := range map[string]oss.StorageClassType{
		"a": oss.StorageClassStandard, "b": oss.StorageClassIA, "c": oss.StorageClassIA, "d": oss.StorageClassArchive,
		"e": oss.StorageClassColdArchive, "f": oss.StorageClassDeepColdArchive,
	} {
		_, err = c.PutObject(ctx, &oss.PutObjectRequest{
			Bucket: bucket, Key: oss.Ptr(key), StorageClass: class, Body: strings.NewReader("content"),
		})
		ok("PutObject", err)
	}
	upload, err := c.InitiateMultipartUpload(ctx, &oss.InitiateMultipartUploadRequest{Bucket: bucket, Key: oss.Ptr("g")})
	ok("InitiateMultipartUpload", err)
	_, err = c.UploadPart(ctx, &oss.UploadPartRequest{
		Bucket: bucket, Key: oss.Ptr("g"), UploadId: upload.UploadId, PartNumber: 1, Body: strings.NewReader("part"),
	})
	ok("UploadPart", err)
	stat, err := c.GetBucketStat(ctx, &oss.GetBucketStatRequest{Bucket: bucket})
	ok("GetBucketStat", err)
	if stat.Storage != 42 || stat.ObjectCount != 6 ||
		stat.MultipartUploadCount != 1 || stat.LiveChannelCount != 0 || stat.LastModifiedTime == 0 ||
		stat.StandardStorage != 7 || stat.StandardObjectCount != 1 || stat.InfrequentAccessStorage != 2*64<<10 ||
		stat.InfrequentAccessRealStorage != 14 || stat.InfrequentAccessObjectCount != 2 ||
		stat.ArchiveRealStorage != 7 || stat.ColdArchiveStorage != 64<<10 || stat.DeepColdArchiveObjectCount != 1 {
		t.Errorf("%+v", stat)
	}
	regions, err := c.DescribeRegions(ctx, &oss.DescribeRegionsRequest{})
	ok("DescribeRegions", err)
	names := map[string]string{}
	for _, r := range regions.RegionInfoList.RegionInfos {
		names[*r.Region] = *r.InternetEndpoint
	}
	if len(names) != len(emulator.DefaultRegions()) || names["oss-ap-southeast-1"] != bench.Singapore {
		t.Errorf("%v", names)
	}
	_, err = c.DescribeRegions(ctx, &oss.DescribeRegionsRequest{Regions: oss.Ptr("oss-mars-1")})
	bench.RefusedV2(t, "DescribeRegions of none", err, 400, "InvalidArgument", "The value of the argument is not valid.", "")
}

// Conditions on the prefix of a listing apply to versions too.
func TestPrefixOfVersions(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	u := b.User("alice", bench.Statement("Allow", "oss:ListObjectVersions",
		bench.Everything+`,"Condition":{"StringEquals":{"oss:Prefix":"a/"}}`))
	for target, want := range map[string]string{
		"/?versions&prefix=a/": "", "/?versions&prefix=b/": string(deny.NotYourBucket), "/?versions": string(deny.NotYourBucket),
	} {
		if _, why := b.Send(b.By(u, b.Raw("GET", bench.Private, target, ""))); why != want {
			t.Errorf("%s: %q", target, why)
		}
	}
}
