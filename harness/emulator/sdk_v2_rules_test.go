package emulator_test

import (
	"context"
	"testing"

	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

// SDK v2 puts the rules of a bucket, its site, styles and replication, and reads them back.
func TestSDKv2Rules(t *testing.T) {
	s := bench.Serve(t)
	c := bench.ClientV2(s, "cn-hangzhou", oss.SignatureVersionV4, func(*oss.Config) {})
	ctx, bucket, target, p := context.Background(), oss.Ptr("rules-bucket"), oss.Ptr("target-bucket"), oss.Ptr[string]
	ok := func(what string, err error) {
		t.Helper()
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
	for _, name := range []*string{bucket, target} {
		_, err := c.PutBucket(ctx, &oss.PutBucketRequest{Bucket: name})
		ok("PutBucket", err)
	}

	_, err := c.PutBucketAccessMonitor(ctx, &oss.PutBucketAccessMonitorRequest{Bucket: bucket,
		AccessMonitorConfiguration: &oss.AccessMonitorConfiguration{Status: oss.AccessMonitorStatusEnabled}})
	ok("PutBucketAccessMonitor", err)
	monitor, err := c.GetBucketAccessMonitor(ctx, &oss.GetBucketAccessMonitorRequest{Bucket: bucket})
	ok("GetBucketAccessMonitor", err)

	_, err = c.PutBucketLifecycle(ctx, &oss.PutBucketLifecycleRequest{Bucket: bucket, LifecycleConfiguration: &oss.LifecycleConfiguration{
		Rules: []oss.LifecycleRule{{Status: p("Enabled"), Prefix: p("log/"), Expiration: &oss.LifecycleRuleExpiration{Days: oss.Ptr(int32(3))},
			Transitions: []oss.LifecycleRuleTransition{{Days: oss.Ptr(int32(1)), StorageClass: oss.StorageClassIA,
				IsAccessTime: oss.Ptr(true), ReturnToStdWhenVisit: oss.Ptr(false)}}}}}})
	ok("PutBucketLifecycle", err)
	rules, err := c.GetBucketLifecycle(ctx, &oss.GetBucketLifecycleRequest{Bucket: bucket})
	ok("GetBucketLifecycle", err)
	rule := rules.LifecycleConfiguration.Rules[0]
	if monitor.AccessMonitorConfiguration.Status != "Enabled" || *rule.ID == "" || *rule.Expiration.Days != 3 ||
		!*rule.Transitions[0].IsAccessTime {
		t.Errorf("%+v %+v", monitor.AccessMonitorConfiguration, rule)
	}

	_, err = c.PutBucketWebsite(ctx, &oss.PutBucketWebsiteRequest{Bucket: bucket, WebsiteConfiguration: &oss.WebsiteConfiguration{
		IndexDocument: &oss.IndexDocument{Suffix: p("index.html"), SupportSubDir: oss.Ptr(true), Type: oss.Ptr(int64(2))},
		RoutingRules: &oss.RoutingRules{RoutingRules: []oss.RoutingRule{{RuleNumber: oss.Ptr(int64(1)),
			Condition: &oss.RoutingRuleCondition{HttpErrorCodeReturnedEquals: oss.Ptr(int64(404))},
			Redirect:  &oss.RoutingRuleRedirect{RedirectType: p("External"), HostName: p("www.example.com")}}}}}})
	ok("PutBucketWebsite", err)
	site, err := c.GetBucketWebsite(ctx, &oss.GetBucketWebsiteRequest{Bucket: bucket})
	ok("GetBucketWebsite", err)
	if w := site.WebsiteConfiguration; *w.IndexDocument.Type != 2 || *w.RoutingRules.RoutingRules[0].Redirect.HostName != "www.example.com" {
		t.Errorf("%+v", w)
	}

	_, err = c.PutStyle(ctx, &oss.PutStyleRequest{Bucket: bucket, StyleName: p("small"), Category: p("image"),
		Style: &oss.StyleContent{Content: p("image/resize,w_1")}})
	ok("PutStyle", err)
	style, err := c.GetStyle(ctx, &oss.GetStyleRequest{Bucket: bucket, StyleName: p("small")})
	ok("GetStyle", err)
	styles, err := c.ListStyle(ctx, &oss.ListStyleRequest{Bucket: bucket})
	ok("ListStyle", err)
	if *style.Style.Content != "image/resize,w_1" || len(styles.StyleList.Styles) != 1 {
		t.Errorf("%+v %+v", style.Style, styles.StyleList)
	}
	_, err = c.DeleteStyle(ctx, &oss.DeleteStyleRequest{Bucket: bucket, StyleName: p("small")})
	ok("DeleteStyle", err)

	_, err = c.PutUserDefinedLogFieldsConfig(ctx, &oss.PutUserDefinedLogFieldsConfigRequest{Bucket: bucket,
		UserDefinedLogFieldsConfiguration: &oss.UserDefinedLogFieldsConfiguration{HeaderSet: &oss.LoggingHeaderSet{Headers: []string{"a", "b"}}}})
	ok("PutUserDefinedLogFieldsConfig", err)
	fields, err := c.GetUserDefinedLogFieldsConfig(ctx, &oss.GetUserDefinedLogFieldsConfigRequest{Bucket: bucket})
	ok("GetUserDefinedLogFieldsConfig", err)
	if len(fields.UserDefinedLogFieldsConfiguration.HeaderSet.Headers) != 2 {
		t.Errorf("%+v", fields.UserDefinedLogFieldsConfiguration)
	}

	copies := oss.ReplicationRule{
		RTC:         &oss.ReplicationTimeControl{Status: p("enabled")},
		Destination: &oss.ReplicationDestination{Bucket: target, Location: p("oss-cn-hangzhou"), TransferType: oss.TransferTypeInternal},
	}
	_, err = c.PutBucketReplication(ctx, &oss.PutBucketReplicationRequest{Bucket: bucket,
		ReplicationConfiguration: &oss.ReplicationConfiguration{Rules: []oss.ReplicationRule{copies}}})
	ok("PutBucketReplication", err)
	replication, err := c.GetBucketReplication(ctx, &oss.GetBucketReplicationRequest{Bucket: bucket})
	ok("GetBucketReplication", err)
	id := replication.ReplicationConfiguration.Rules[0].ID
	progress, err := c.GetBucketReplicationProgress(ctx, &oss.GetBucketReplicationProgressRequest{Bucket: bucket, RuleId: id})
	ok("GetBucketReplicationProgress", err)
	_, err = c.GetBucketReplicationLocation(ctx, &oss.GetBucketReplicationLocationRequest{Bucket: bucket})
	ok("GetBucketReplicationLocation", err)
	_, err = c.PutBucketRtc(ctx, &oss.PutBucketRtcRequest{Bucket: bucket,
		RtcConfiguration: &oss.RtcConfiguration{ID: id, RTC: &oss.ReplicationTimeControl{Status: p("disabled")}}})
	ok("PutBucketRtc", err)
	_, err = c.DeleteBucketReplication(ctx, &oss.DeleteBucketReplicationRequest{Bucket: bucket,
		ReplicationRules: &oss.ReplicationRules{IDs: []string{*id}}})
	ok("DeleteBucketReplication", err)
	if len(progress.ReplicationProgress.Rules) != 1 || *progress.ReplicationProgress.Rules[0].Status != "starting" {
		t.Errorf("%+v", progress.ReplicationProgress)
	}

	task, err := c.CreateBucketDataRedundancyTransition(ctx,
		&oss.CreateBucketDataRedundancyTransitionRequest{Bucket: bucket, TargetRedundancyType: p("ZRS")})
	ok("CreateBucketDataRedundancyTransition", err)
	id = task.BucketDataRedundancyTransition.TaskId
	told, err := c.GetBucketDataRedundancyTransition(ctx,
		&oss.GetBucketDataRedundancyTransitionRequest{Bucket: bucket, RedundancyTransitionTaskid: id})
	ok("GetBucketDataRedundancyTransition", err)
	listed, err := c.ListBucketDataRedundancyTransition(ctx, &oss.ListBucketDataRedundancyTransitionRequest{Bucket: bucket})
	ok("ListBucketDataRedundancyTransition", err)
	_, err = c.DeleteBucketDataRedundancyTransition(ctx,
		&oss.DeleteBucketDataRedundancyTransitionRequest{Bucket: bucket, RedundancyTransitionTaskid: id})
	ok("DeleteBucketDataRedundancyTransition", err)
	tasks := listed.ListBucketDataRedundancyTransition.BucketDataRedundancyTransitions
	if *told.BucketDataRedundancyTransition.Status != "Queueing" || len(tasks) != 1 {
		t.Errorf("%+v %+v", told.BucketDataRedundancyTransition, tasks)
	}
}
