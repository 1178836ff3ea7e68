package bench

import (
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// MonitorBody switches the tracking of accesses: Enabled or Disabled.
func MonitorBody(status string) string {
	return "<AccessMonitorConfiguration><Status>" + status + "</Status></AccessMonitorConfiguration>"
}

// LogFieldsBody wants these headers in logs.
func LogFieldsBody(headers ...string) string {
	return "<UserDefinedLogFieldsConfiguration><HeaderSet><header>" + strings.Join(headers, "</header><header>") +
		"</header></HeaderSet><ParamSet><parameter>p_1</parameter></ParamSet></UserDefinedLogFieldsConfiguration>"
}

// QoSBody limits the bandwidth of uploads.
func QoSBody(gigabits string) string {
	return "<QoSConfiguration><TotalUploadBandwidth>" + gigabits + "</TotalUploadBandwidth></QoSConfiguration>"
}

// ResponseHeaderBody hides a header.
const ResponseHeaderBody = "<ResponseHeaderConfiguration><Rule><Name>rule</Name><Filters><Operation>GetObject</Operation></Filters>" +
	"<HideHeaders><Header>Last-Modified</Header></HideHeaders></Rule></ResponseHeaderConfiguration>"

// StyleBody is a style of images.
func StyleBody(content string) string { return "<Style><Content>" + content + "</Content></Style>" }

// ReplicationBody is a rule with the id rule, to a bucket and its location.
func ReplicationBody(bucket, location string) string {
	return "<ReplicationConfiguration><Rule><ID>rule</ID><Destination><Bucket>" + bucket + "</Bucket><Location>" + location +
		"</Location></Destination></Rule></ReplicationConfiguration>"
}

// WebsiteBody is a site with these elements.
func WebsiteBody(elements string) string {
	return "<WebsiteConfiguration>" + elements + "</WebsiteConfiguration>"
}

// RoutingRule is a rule of a site.
func RoutingRule(number, condition, redirect string) string {
	return "<RoutingRule><RuleNumber>" + number + "</RuleNumber><Condition>" + condition + "</Condition><Redirect>" + redirect +
		"</Redirect></RoutingRule>"
}

// storedProvocations lists refusals of the settings that are only stored, of styles and of sites.
func storedProvocations() []Provocation {
	put := func(sub, body string) func(*Bench) { return func(b *Bench) { b.Set(Private, sub, body) } }
	add := func(bucket, location string) func(*Bench) {
		return func(b *Bench) {
			b.Must(b.Owner(b.Raw("POST", Private, "/?replication&comp=add", ReplicationBody(bucket, location))))
		}
	}
	owner := func(method, target, body string) Provocation {
		return Provocation{By: byOwner(method, Private, target, body)}
	}
	const (
		singapore = "oss-ap-southeast-1"
		mirror    = "<RedirectType>Mirror</RedirectType>"
		on404     = "<HttpErrorCodeReturnedEquals>404</HttpErrorCodeReturnedEquals>"
		external  = "<RedirectType>External</RedirectType>"
		origin    = "<MirrorURL>http://www.example.com/</MirrorURL>"
		task      = "/?redundancyTransition&x-oss-redundancy-transition-taskid=none"
		toZRS     = "/?redundancyTransition&x-oss-target-redundancy-type="
	)
	rules := func(rules ...string) string {
		return WebsiteBody("<RoutingRules>" + strings.Join(rules, "") + "</RoutingRules>")
	}
	out := []Provocation{
		{deny.MonitorNeeded, given(put("lifecycle", LifecycleBody(LifecycleRule("a", ByAccess))),
			byOwner("PUT", Private, "/?accessmonitor", MonitorBody("Disabled")))},
		{deny.RedundancyExists, given(func(b *Bench) { b.Must(b.Owner(b.Raw("POST", Private, toZRS+"ZRS", ""))) },
			byOwner("POST", Private, toZRS+"ZRS", ""))},
		{deny.ReplicationExists, given(add("far-bucket", singapore),
			byOwner("POST", Private, "/?replication&comp=add", ReplicationBody("far-bucket", singapore)))},
		{deny.NoStyle, byOwner("GET", Private, "/key?x-oss-process=style/none", "")},
	}
	for _, c := range []struct {
		why deny.Reason
		Provocation
	}{
		{deny.MalformedXML, owner("PUT", "/?accessmonitor", MonitorBody("on"))},
		{deny.NoLogFields, owner("GET", "/?userDefinedLogFieldsConfig", "")},
		{deny.InvalidArgument, owner("PUT", "/?userDefinedLogFieldsConfig", LogFieldsBody("a_b"))},
		{deny.InvalidArgument, owner("PUT", "/?userDefinedLogFieldsConfig", LogFieldsBody("1", "2", "3", "4", "5", "6"))},
		{deny.NoQoS, owner("GET", "/?qosInfo", "")},
		{deny.InvalidArgument, owner("PUT", "/?qosInfo", QoSBody("11"))},
		{deny.InvalidArgument, owner("PUT", "/?qosInfo", QoSBody("-2"))},
		{deny.NoResponseHeader, owner("GET", "/?responseHeader", "")},
		{deny.NoStyle, owner("GET", "/?style&styleName=none", "")},
		{deny.StyleUnnamed, owner("PUT", "/?style", StyleBody("image/resize,w_1"))},
		{deny.StyleUnnamed, owner("DELETE", "/?style", "")},
		{deny.InvalidArgument, owner("PUT", "/?style&styleName=a%2Fb", StyleBody("image/resize,w_1"))},
		{deny.InvalidArgument, owner("PUT", "/?style&styleName=a", StyleBody(""))},
		{deny.NoReplication, owner("GET", "/?replication", "")},
		{deny.NoReplication, owner("GET", "/?replicationProgress", "")},
		{deny.NoReplicationRule, owner("GET", "/?replicationProgress&rule-id=none", "")},
		{deny.NoReplicationRule, owner("POST", "/?replication&comp=delete", "<ReplicationRules><ID>none</ID></ReplicationRules>")},
		{deny.NoReplicationRule, owner("PUT", "/?rtc", "<ReplicationRule><ID>none</ID><RTC><Status>enabled</Status></RTC></ReplicationRule>")},
		{deny.ReplicationTarget, owner("POST", "/?replication&comp=add", ReplicationBody("absent-bucket", singapore))},
		{deny.ReplicationTarget, owner("POST", "/?replication&comp=add", ReplicationBody("private-bucket", "oss-cn-hangzhou"))},
		{deny.ReplicationLocation, owner("POST", "/?replication&comp=add", ReplicationBody("far-bucket", "ap-southeast-1"))},
		{deny.NoRedundancyTask, owner("GET", task, "")},
		{deny.NoRedundancyTask, owner("DELETE", task, "")},
		{deny.InvalidArgument, owner("POST", toZRS+"LRS", "")},
		{deny.NoWebsite, owner("GET", "/?website", "")},
		{deny.WebsiteInvalid, owner("PUT", "/?website", WebsiteBody(""))},
		{deny.WebsiteInvalid, owner("PUT", "/?website", WebsiteBody("<IndexDocument><Suffix>a/b</Suffix></IndexDocument>"))},
		{deny.WebsiteInvalid, owner("PUT", "/?website", rules(RoutingRule("0", on404, external)))},
		{deny.WebsiteInvalid, owner("PUT", "/?website", rules(RoutingRule("1", on404, mirror)))},
		{deny.WebsiteInvalid, owner("PUT", "/?website", rules(RoutingRule("1", "", mirror+origin)))},
		{deny.WebsiteInvalid, owner("PUT", "/?website", rules(RoutingRule("1", on404, external), RoutingRule("1", on404, external)))},
		{deny.WebsiteInvalid, owner("PUT", "/?website", rules(RoutingRule("1", on404,
			external+"<EnableReplacePrefix>true</EnableReplacePrefix><ReplaceKeyWith>x</ReplaceKeyWith>")))},
	} {
		out = append(out, Provocation{c.why, c.By})
	}
	return out
}
