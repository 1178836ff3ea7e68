package op_test

import (
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// A setting that is only stored comes back as it was given, with its defaults, and is gone once it is
// deleted.
func TestStoredSettings(t *testing.T) {
	for _, c := range []struct{ sub, body, element, want, gone string }{
		{"userDefinedLogFieldsConfig", bench.LogFieldsBody("h-1", "h-2"), "header", "h-1 h-2", string(deny.NoLogFields)},
		{"qosInfo", bench.QoSBody("5"), "TotalUploadBandwidth", "5", string(deny.NoQoS)},
		{"qosInfo", bench.QoSBody("5"), "IntranetQps", "-1", string(deny.NoQoS)},
		{"responseHeader", bench.ResponseHeaderBody, "Header", "Last-Modified", string(deny.NoResponseHeader)},
		{"transferAcceleration", bench.AccelerationBody("true"), "Enabled", "true", string(deny.NoAcceleration)},
	} {
		b := bench.New(t)
		bench.Stage(b)
		b.Set(bench.Private, c.sub, c.body)
		if got := bench.Elements(b.Read(bench.Private, "/?"+c.sub), c.element); got != c.want {
			t.Errorf("%s: %q, want %q", c.sub, got, c.want)
		}
		b.Must(b.Owner(b.Raw("DELETE", bench.Private, "/?"+c.sub, "")))
		if got := b.Read(bench.Private, "/?"+c.sub); got != c.gone {
			t.Errorf("%s: deleted, but %s", c.sub, got)
		}
	}
	b := bench.New(t)
	bench.Stage(b)
	w := b.Must(b.Owner(b.Raw("GET", bench.Hangzhou, "/?qosInfo", ""))).Body.String()
	if bench.Elements(w, "Region") != "cn-hangzhou" || bench.Elements(w, "TotalUploadBandwidth") != "10" {
		t.Error(w)
	}
}

// Accesses are tracked once that is switched on, and for as long as a lifecycle rule needs it.
func TestAccessMonitor(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	told := func() string {
		return bench.Elements(b.Read(bench.Private, "/?accessmonitor"), "Status") + " " +
			bench.Elements(b.Read(bench.Private, "/?bucketInfo"), "AccessMonitor")
	}
	if got := told(); got != "Disabled Disabled" {
		t.Error(got)
	}
	b.Set(bench.Private, "accessmonitor", bench.MonitorBody("Enabled"))
	if got := told(); got != "Enabled Enabled" {
		t.Error(got)
	}
	b.Set(bench.Private, "lifecycle", bench.LifecycleBody(bench.LifecycleRule("a", bench.ExpireIn1)))
	b.Set(bench.Private, "accessmonitor", bench.MonitorBody("Disabled"))
	if got := told(); got != "Disabled Disabled" {
		t.Error(got)
	}
}

// A style processes images by its name. It keeps the time at which it was made.
func TestStyles(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	b.Put(bench.Private, "/image.png", bench.PNGFile(b, 8, 8))
	width := func() string {
		w := b.Must(b.Owner(b.Raw("GET", bench.Private, "/image.png?x-oss-process=style/small", ""))).Body.String()
		return string(w[16:20])
	}
	b.Set(bench.Private, "style&styleName=small", bench.StyleBody("image/resize,w_4"))
	b.Set(bench.Private, "style&styleName=other&category=video", bench.StyleBody("image/info"))
	if got := width(); got != "\x00\x00\x00\x04" {
		t.Errorf("%q", got)
	}
	at(b, 6, 12)
	b.Set(bench.Private, "style&styleName=small", bench.StyleBody("image/resize,w_2"))
	if got := width(); got != "\x00\x00\x00\x02" {
		t.Errorf("%q", got)
	}
	one := b.Read(bench.Private, "/?style&styleName=small")
	if bench.Elements(one, "Content") != "image/resize,w_2" || bench.Elements(one, "CreateTime") != "Thu, 05 Mar 2026 12:00:00 GMT" ||
		bench.Elements(one, "LastModifyTime") != "Fri, 06 Mar 2026 12:00:00 GMT" {
		t.Error(one)
	}
	list := b.Read(bench.Private, "/?style")
	if bench.Elements(list, "Name") != "small other" || bench.Elements(list, "Category") != "image video" {
		t.Error(list)
	}
	b.Must(b.Owner(b.Raw("DELETE", bench.Private, "/?style&styleName=small", "")))
	b.Must(b.Owner(b.Raw("DELETE", bench.Private, "/?style&styleName=small", "")))
	if got := bench.Elements(b.Read(bench.Private, "/?style"), "Name"); got != "other" {
		t.Error(got)
	}
}

// A replication is told as it was stored: its rule begins, and gets no further.
func TestReplicationIsStored(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	b.Must(b.Owner(b.Raw("POST", bench.Private, "/?replication&comp=add", bench.ReplicationBody("far-bucket", "oss-ap-southeast-1"))))
	b.Set(bench.Private, "rtc", "<ReplicationRule><ID>rule</ID><RTC><Status>enabled</Status></RTC></ReplicationRule>")
	for _, target := range []string{"/?replication", "/?replicationProgress", "/?replicationProgress&rule-id=rule"} {
		told := b.Read(bench.Private, target)
		if bench.Elements(told, "ID") != "rule" || bench.Elements(told, "Bucket") != "far-bucket" ||
			bench.Elements(told, "Status") != "enabled starting" || bench.Elements(told, "HistoricalObjectReplication") != "enabled" {
			t.Errorf("%s: %s", target, told)
		}
	}
	if got := bench.Elements(b.Read(bench.Private, "/?bucketInfo"), "CrossRegionReplication"); got != "Enabled" {
		t.Error(got)
	}
	locations := bench.Elements(b.Read(bench.Private, "/?replicationLocation"), "Location")
	if !strings.Contains(locations, "oss-ap-southeast-1") || strings.Contains(locations, "oss-cn-hangzhou ") {
		t.Error(locations)
	}
	b.Must(b.Owner(b.Raw("POST", bench.Private, "/?replication&comp=delete", "<ReplicationRules><ID>rule</ID></ReplicationRules>")))
	if got := b.Read(bench.Private, "/?replication"); got != string(deny.NoReplication) {
		t.Error(got)
	}
}

// A task for another redundancy waits until it is deleted. The account sees the tasks of all its buckets.
func TestRedundancyTasks(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	made := b.Must(b.Owner(b.Raw("POST", bench.Private, "/?redundancyTransition&x-oss-target-redundancy-type=ZRS", ""))).Body.String()
	id := bench.Elements(made, "TaskId")
	one := "/?redundancyTransition&x-oss-redundancy-transition-taskid=" + id
	all := func() string {
		return b.Must(b.Owner(b.Raw("GET", bench.Hangzhou, "/?redundancyTransition", ""))).Body.String()
	}
	for name, told := range map[string]string{
		"one": b.Read(bench.Private, one), "list": b.Read(bench.Private, "/?redundancyTransition"), "all": all(),
	} {
		if name == "list" && !strings.Contains(told, "<ListBucketDataRedundancyTransition>") {
			t.Error(told)
		}
		if bench.Elements(told, "TaskId") != id || id == "" || bench.Elements(told, "Status") != "Queueing" ||
			bench.Elements(told, "Bucket") != "private-bucket" {
			t.Errorf("%s: %s", name, told)
		}
	}
	foreign := b.Must(b.Stranger(b.Raw("GET", bench.Hangzhou, "/?redundancyTransition", ""))).Body.String()
	if bench.Elements(foreign, "TaskId") != "" {
		t.Error(foreign)
	}
	b.Must(b.Owner(b.Raw("DELETE", bench.Private, one, "")))
	if got := bench.Elements(all(), "TaskId"); got != "" {
		t.Error(got)
	}
}
