package emulator_test

import (
	"slices"
	"testing"

	v1 "github.com/aliyun/aliyun-oss-go-sdk/oss"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

// SDK v1 manages live channels, as the test of the SDK does.
func TestSDKv1Channels(t *testing.T) {
	s := bench.Serve(t)
	client, err := v1.New("http://"+bench.Hangzhou, bench.OwnerKey, bench.OwnerSecret, v1.HTTPClient(bench.Dialing(s)))
	ok := func(what string, err error) {
		t.Helper()
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
	ok("New", err)
	ok("CreateBucket", client.CreateBucket("channel-bucket"))
	bucket, err := client.Bucket("channel-bucket")
	ok("Bucket", err)
	asked := v1.LiveChannelConfiguration{Description: "a", Target: v1.LiveChannelTarget{
		Type: "HLS", FragDuration: 10, FragCount: 4, PlaylistName: "list.m3u8",
	}}
	for _, name := range []string{"b", "a", "ab"} {
		made, err := bucket.CreateLiveChannel(name, asked)
		ok("CreateLiveChannel", err)
		if !slices.Equal(made.PublishUrls, []string{"rtmp://channel-bucket." + bench.Hangzhou + "/live/" + name}) ||
			!slices.Equal(made.PlayUrls, []string{"http://channel-bucket." + bench.Hangzhou + "/" + name + "/list.m3u8"}) {
			t.Errorf("%+v", made)
		}
	}
	ok("PutLiveChannelStatus", bucket.PutLiveChannelStatus("a", "disabled"))
	info, err := bucket.GetLiveChannelInfo("a")
	ok("GetLiveChannelInfo", err)
	if info.Status != "disabled" || info.Description != "a" || info.Target.FragDuration != 10 || info.Target.FragCount != 4 ||
		info.Target.PlaylistName != "list.m3u8" || info.Target.Type != "HLS" {
		t.Errorf("%+v", info)
	}
	for name, want := range map[string]string{"a": "Disabled", "b": "Idle"} {
		stat, err := bucket.GetLiveChannelStat(name)
		ok("GetLiveChannelStat", err)
		history, err := bucket.GetLiveChannelHistory(name)
		ok("GetLiveChannelHistory", err)
		if stat.Status != want || len(history.Record) != 0 {
			t.Errorf("%s: %+v %+v", name, stat, history)
		}
	}
	first, err := bucket.ListLiveChannel(v1.MaxKeys(1), v1.Prefix("a"))
	ok("ListLiveChannel", err)
	rest, err := bucket.ListLiveChannel(v1.Marker(first.NextMarker), v1.Prefix("a"))
	ok("ListLiveChannel", err)
	if !first.IsTruncated || first.NextMarker != "a" || len(first.LiveChannel) != 1 || first.LiveChannel[0].Status != "disabled" ||
		rest.IsTruncated || len(rest.LiveChannel) != 1 || rest.LiveChannel[0].Name != "ab" || rest.LiveChannel[0].LastModified.IsZero() {
		t.Errorf("%+v %+v", first, rest)
	}
	stat, err := client.GetBucketStat("channel-bucket")
	ok("GetBucketStat", err)
	if stat.LiveChannelCount != 3 {
		t.Errorf("%+v", stat)
	}
	for _, name := range []string{"a", "ab", "b"} {
		ok("DeleteLiveChannel", bucket.DeleteLiveChannel(name))
	}
	ok("DeleteBucket", client.DeleteBucket("channel-bucket"))
}
