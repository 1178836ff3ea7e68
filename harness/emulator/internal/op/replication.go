package op

import (
	"encoding/xml"
	"slices"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// Replication is stored and told, and nothing is replicated: a rule stays in the state in which the service begins it.
const replicationStarts = "starting"

var (
	onOff = []string{"enabled", "disabled"}

	timedShape = wire.Shape{Name: "RTC", Children: []wire.Shape{{Name: "Status", Required: true, Of: onOff}}}
)

var replicationRequest = wire.Shape{Name: "ReplicationConfiguration", Children: []wire.Shape{
	{Name: "Rule", Required: true, Children: []wire.Shape{
		{Name: "ID", Long: 255}, timedShape,
		{Name: "PrefixSet", Children: []wire.Shape{{Name: "Prefix", Many: true, Most: 10}}},
		{Name: "Action"},
		{Name: "Destination", Required: true, Children: []wire.Shape{
			{Name: "Bucket", Required: true}, {Name: "Location", Required: true}, {Name: "TransferType", Of: []string{"internal", "oss_acc", ""}},
		}},
		{Name: "HistoricalObjectReplication", Of: append(slices.Clip(onOff), ""), Default: "enabled"},
		{Name: "SyncRole"},
		{Name: "SourceSelectionCriteria", Children: []wire.Shape{
			{Name: "SseKmsEncryptedObjects", Children: []wire.Shape{{Name: "Status", Of: []string{"Enabled", "Disabled"}}}},
		}},
		{Name: "EncryptionConfiguration", Children: []wire.Shape{{Name: "ReplicaKmsKeyID"}}},
		{Name: "Status"},
	}},
}}

// addReplication adds a rule. One without an id gets one. SDK v2 sends an empty element where nothing is said.
// https://alibabacloud.com/help/en/oss/developer-reference/putbucketreplication
// https://help.aliyun.com/en/oss/user-guide/0031-00000044
func addReplication(c *ChangeContext, body wire.Element) (func(*world.Bucket), *deny.Denial) {
	given := replicationRequest.Filled(body).In("Rule")
	to := given.In("Destination")
	next := world.ReplicationRule{ID: given.Child("ID"), Target: to.Child("Bucket"), Timed: given.In("RTC").Child("Status")}
	if next.ID == "" {
		next.ID = strings.ToLower(c.NewID())
	}
	target, known := c.World.Bucket(next.Target)
	switch {
	case !known, target.Owner != c.Bucket.Owner, target.Name == c.Bucket.Name:
		return nil, wrong(deny.ReplicationTarget, "Bucket", next.Target)
	case to.Child("Location") != location(target):
		return nil, wrong(deny.ReplicationLocation, "Location", to.Child("Location"))
	case slices.ContainsFunc(c.Bucket.Replication, func(r world.ReplicationRule) bool { return r.ID == next.ID || r.Target == next.Target }):
		return nil, wrong(deny.ReplicationExists, "Bucket", next.Target)
	}
	given.Children = slices.DeleteFunc(given.Children, func(e wire.Element) bool {
		return slices.Contains([]string{"ID", "RTC", "Status"}, e.Name)
	})
	next.Text = given.Inner()
	return func(b *world.Bucket) { b.Replication = append(slices.Clip(b.Replication), next) }, nil
}

// toldReplication are rules as answers have them: the elements of each, between its id and its state.
func toldReplication(rules []world.ReplicationRule) string {
	var out strings.Builder
	for _, r := range rules {
		var e wire.Element
		e.Put("ID", r.ID)
		text := e.Inner() + r.Text
		if r.Timed != "" {
			text += "<RTC><Status>" + r.Timed + "</Status></RTC>"
		}
		out.WriteString("<Rule>" + text + "<Status>" + replicationStarts + "</Status></Rule>")
	}
	return out.String()
}

// getReplication is https://help.aliyun.com/zh/oss/developer-reference/getbucketreplication
func getReplication(c *Context) *wire.Response {
	if len(c.Bucket.Replication) == 0 {
		return nil
	}
	return wire.Document(replicationRequest.Name, toldReplication(c.Bucket.Replication))
}

var (
	endReplicationRequest = wire.Shape{Name: "ReplicationRules", Children: []wire.Shape{{Name: "ID", Required: true}}}
	timedRequest          = wire.Shape{Name: "ReplicationRule", Children: []wire.Shape{{Name: "ID", Required: true}, timedShape}}
)

// replicationOperations are those beside adding and reading rules.
func replicationOperations() []Operation {
	return []Operation{
		{Name: "DeleteBucketReplication", Method: "POST", Sub: "replication", Comp: "delete", Level: Bucket, Kind: Management,
			Action: "oss:DeleteBucketReplication", Writes: true, Body: wire.MaxXML, Change: deleteReplication},
		{Name: "GetBucketReplicationLocation", Method: "GET", Sub: "replicationLocation", Level: Bucket, Kind: Management,
			Action: "oss:GetBucketReplicationLocation", Do: getReplicationLocation},
		{Name: "GetBucketReplicationProgress", Method: "GET", Sub: "replicationProgress", Level: Bucket, Kind: Management,
			Action: "oss:GetBucketReplicationProgress", Do: getReplicationProgress},
		{Name: "PutBucketRTC", Method: "PUT", Sub: "rtc", Level: Bucket, Kind: Management,
			Action: "oss:PutBucketRTC", Writes: true, Body: wire.MaxXML, Change: putReplicationTime},
	}
}

// withoutRule are the rules of a bucket without one, and that one.
func withoutRule(b *world.Bucket, id string) (rest []world.ReplicationRule, rule world.ReplicationRule, denial *deny.Denial) {
	at := slices.IndexFunc(b.Replication, func(r world.ReplicationRule) bool { return r.ID == id })
	if at < 0 {
		return nil, rule, wrong(deny.NoReplicationRule, "ID", id)
	}
	return slices.Delete(slices.Clone(b.Replication), at, at+1), b.Replication[at], nil
}

// deleteReplication ends one rule, at once; the service first answers that it is closing.
// https://help.aliyun.com/zh/oss/developer-reference/deletebucketreplication
func deleteReplication(c *ChangeContext) (*wire.Response, *deny.Denial) {
	body, denial := Setting{Shape: endReplicationRequest}.document(c.Request)
	if denial != nil {
		return nil, denial
	}
	rest, _, denial := withoutRule(c.Bucket, body.Child("ID"))
	if denial != nil {
		return nil, denial
	}
	return c.replaceBucket(200, func(b *world.Bucket) { b.Replication = rest })
}

// getReplicationLocation lists the other regions of the emulator.
// https://help.aliyun.com/en/oss/developer-reference/getbucketreplicationlocation
func getReplicationLocation(c *Context) (*wire.Response, *deny.Denial) {
	doc := struct {
		XMLName  xml.Name `xml:"ReplicationLocation"`
		Location []string
	}{}
	for _, region := range c.Regions {
		if region != c.Bucket.Region && region != wire.Regionless {
			doc.Location = append(doc.Location, "oss-"+region)
		}
	}
	return wire.XML(200, doc), nil
}

// getReplicationProgress tells of one rule or of all. A rule that has not begun has no progress.
// https://help.aliyun.com/zh/oss/developer-reference/getbucketreplicationprogress
func getReplicationProgress(c *Context) (*wire.Response, *deny.Denial) {
	rules := c.Bucket.Replication
	if id := c.Request.Query.Get("rule-id"); id != "" {
		_, rule, denial := withoutRule(c.Bucket, id)
		if denial != nil {
			return nil, denial
		}
		rules = []world.ReplicationRule{rule}
	}
	if len(rules) == 0 {
		return nil, deny.Because(deny.NoReplication, deny.Field{Name: "BucketName", Value: c.Bucket.Name})
	}
	return wire.Document("ReplicationProgress", toldReplication(rules)), nil
}

// putReplicationTime is https://help.aliyun.com/zh/oss/developer-reference/putbucketrtc
func putReplicationTime(c *ChangeContext) (*wire.Response, *deny.Denial) {
	body, denial := Setting{Shape: timedRequest}.document(c.Request)
	if denial != nil {
		return nil, denial
	}
	rest, rule, denial := withoutRule(c.Bucket, body.Child("ID"))
	if denial != nil {
		return nil, denial
	}
	rule.Timed = body.In("RTC").Child("Status")
	return c.replaceBucket(200, func(b *world.Bucket) { b.Replication = append(rest, rule) })
}
