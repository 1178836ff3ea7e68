package op_test

import (
	"fmt"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/op"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// goodXML holds a valid body for each operation that takes XML.
var goodXML = map[string]string{
	"PutLiveChannel": bench.ChannelBody,
	"PutPublicAccessBlock": "<PublicAccessBlockConfiguration>" +
		"<BlockPublicAccess>true</BlockPublicAccess></PublicAccessBlockConfiguration>",
	"PutAccessPointPublicAccessBlock": "<PublicAccessBlockConfiguration>" +
		"<BlockPublicAccess>true</BlockPublicAccess></PublicAccessBlockConfiguration>",
	"PutBucketPublicAccessBlock": "<PublicAccessBlockConfiguration>" +
		"<BlockPublicAccess>true</BlockPublicAccess></PublicAccessBlockConfiguration>",
	"PutBucket":               "<CreateBucketConfiguration><StorageClass>IA</StorageClass></CreateBucketConfiguration>",
	"PutBucketReferer":        bench.Referers,
	"PutBucketVersioning":     bench.VersioningBody("Enabled"),
	"PutBucketRequestPayment": bench.Requester,
	"PutBucketCors":           bench.CrossOrigin,
	"PutBucketInventory":      bench.InventoryBody("report1", ""),
	"PutBucketLogging":        bench.LoggingBody("open-bucket", "logs/"),
	"PutBucketTags":           "<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>",
	"PutObjectTagging":        "<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>",
	"PutBucketEncryption":     bench.SSE("KMS", "<KMSMasterKeyID>key-1</KMSMasterKeyID>"),
	"DeleteMultipleObjects":   "<Delete><Quiet>true</Quiet><Object><Key>key</Key></Object></Delete>",
	"CompleteMultipartUpload": "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber>" +
		"<ETag>F97C5D29941BFB1B2FDAB0874906AB82</ETag></Part></CompleteMultipartUpload>",
	"InitiateBucketWorm":         bench.RetentionBody("InitiateWormConfiguration", "1"),
	"ExtendBucketWorm":           bench.RetentionBody("ExtendWormConfiguration", "3"),
	"PutBucketArchiveDirectRead": bench.DirectReadBody("true"),
	"PutBucketResourceGroup":     bench.GroupBody("rg-default-id"),
	"PutBucketHttpsConfig":       bench.HTTPSBody("true", "TLSv1.2"),
	"RestoreObject":              bench.RestoreBody("1", "Bulk"),
	"PutCname":                   bench.CnameBody(bench.Domain),

	"PutBucketTransferAcceleration": bench.AccelerationBody("true"),
	"CreateAccessPoint":             bench.PointBody("ap-1", "vpc-1"),
	"CreateCnameToken":              bench.CnameBody(bench.Domain),
	"DeleteCname":                   bench.CnameBody(bench.Domain),

	"SelectObject":             bench.SelectBody("select _1 from ossobject", "", "", ""),
	"CreateSelectObjectMeta":   "<CsvMetaRequest><OverwriteIfExists>true</OverwriteIfExists></CsvMetaRequest>",
	"PutBucketStorageQuota":    bench.QuotaBody("1000000", "Strict"),
	"PutBucketStorageCapacity": bench.CapacityBody("10"),
	"PutBucketOverwriteConfig": bench.OverwriteBody("<Prefix>a</Prefix>"),

	"PutBucketLifecycle":            bench.LifecycleBody(bench.LifecycleRule("a", bench.ExpireIn1)),
	"PutBucketAccessMonitor":        bench.MonitorBody("Enabled"),
	"PutUserDefinedLogFieldsConfig": bench.LogFieldsBody("a"),
	"PutBucketQoSInfo":              bench.QoSBody("5"),
	"PutBucketResponseHeader":       bench.ResponseHeaderBody,
	"PutStyle":                      bench.StyleBody("image/resize,w_1"),
	"PutBucketReplication":          bench.ReplicationBody("far-bucket", "oss-ap-southeast-1"),
	"DeleteBucketReplication":       "<ReplicationRules><ID>rule</ID></ReplicationRules>",
	"PutBucketRTC":                  "<ReplicationRule><ID>rule</ID><RTC><Status>enabled</Status></RTC></ReplicationRule>",
	"PutBucketWebsite":              bench.WebsiteBody("<IndexDocument><Suffix>index.html</Suffix></IndexDocument>"),

	"PutBucketObjectWormConfiguration": bench.ObjectWormBody("<Mode>GOVERNANCE</Mode><Days>1</Days>"),
	"PutObjectRetention":               bench.KeepBody("GOVERNANCE", "2100-01-01T00:00:00.000Z"),
	"PutObjectLegalHold":               bench.HoldBody("OFF"),
}

// badXML makes invalid bodies from a valid one.
func badXML(good string) map[string]string {
	end := strings.LastIndex(good, "</")
	inside := func(what string) string { return good[:end] + what + good[end:] }
	root, _, _ := strings.Cut(good[1:], ">")
	leaf := strings.LastIndex(good[:strings.Index(good, "</")], "<")
	name, _, _ := strings.Cut(good[leaf+1:], ">")
	value := strings.Index(good[leaf:], ">") + leaf + 1
	again := good[leaf : strings.Index(good, "</")+len(name)+3]
	if name == "AllowedOrigin" {
		again += "<MaxAgeSeconds/>" // an element that may repeat
	}
	if name == "header" {
		again += "</HeaderSet><HeaderSet>" // another
	}
	laughs := `<!DOCTYPE a [<!ENTITY a "ha">`
	for i := range 20 {
		laughs += fmt.Sprintf(`<!ENTITY a%d "%s">`, i, strings.Repeat("&a;", 10))
	}
	return map[string]string{
		"entities":             laughs + "]>" + inside("&a19;"),
		"document type":        "<!DOCTYPE " + root + ">" + good,
		"external entity":      `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>` + inside("&x;"),
		"unknown entity":       inside("&x;"),
		"a leaf twice":         good[:leaf] + again + good[leaf:],
		"entity in a leaf":     good[:value] + "&x;" + good[value:],
		"not UTF-8 in a leaf":  good[:value] + "\xC3\x28" + good[value:],
		"overlong UTF-8":       good[:value] + "\xC0\xAF" + good[value:],
		"half a surrogate":     good[:value] + "&#xD800;" + good[value:],
		"zero in a leaf":       good[:value] + "&#0;" + good[value:],
		"text between":         inside("text"),
		"attribute":            strings.Replace(good, "<"+root, "<"+root+` a="b"`, 1),
		"many attributes":      strings.Replace(good, "<"+root, "<"+root+strings.Repeat(` a="b"`, 300_000), 1),
		"twice":                good + good,
		"a leaf in itself":     good[:leaf] + "<" + name + ">" + good[leaf:],
		"trailing bytes":       good + "x",
		"trailing zero":        good + "\x00",
		"cut":                  good[:end],
		"not UTF-8":            inside("\xFF"),
		"another encoding":     `<?xml version="1.0" encoding="UTF-16"?>` + good,
		"2 MB of nesting":      strings.Repeat("<a>", wire.MaxXML/3),
		"2 MB of nested roots": strings.Repeat("<"+root+">", wire.MaxXML/(len(root)+2)),
		"2 MB inside":          inside(strings.Repeat("<a>", (wire.MaxXML-len(good))/3)),
		"10 MB of nesting":     strings.Repeat("<a>", 10<<20/3),
		"10 MB inside":         inside(strings.Repeat("<a>", 10<<20/3)),
		"many elements":        inside(strings.Repeat("<a/>", 200_000)),
	}
}

// oddXML makes bodies from a valid one that hold an element which the operation does not know.
func oddXML(good string) map[string]string {
	end, value := strings.LastIndex(good, "</"), strings.Index(good, "</")
	return map[string]string{
		"unknown element":   good[:end] + "<Unknown/>" + good[end:],
		"element in a leaf": good[:value] + "<a><b>c</b></a>" + good[value:],
		"itself in itself":  good[:end] + good + good[end:],
	}
}

// An operation ignores an element that it does not know. RestoreObject refuses it.
func TestOddXML(t *testing.T) {
	for _, o := range op.Table() {
		good, known := goodXML[o.Name]
		if !known || o.Body != wire.MaxXML {
			continue
		}
		b := bench.New(t)
		bench.Stage(b)
		_, want := b.Send(sender(b, o)(good))
		if o.Name == "RestoreObject" {
			want = string(deny.MalformedXML)
		}
		for name, body := range oddXML(good) {
			b := bench.New(t)
			bench.Stage(b)
			if w, why := b.Send(sender(b, o)(body)); why != want {
				t.Errorf("%s, %s: %d %s, want %q\n%.200s", o.Name, name, w.Code, why, want, w.Body)
			}
		}
	}
}

// Every operation that takes XML refuses an invalid body, in less than 10 seconds and 40 MB.
func TestBadXML(t *testing.T) {
	var longest time.Duration
	var largest uint64
	bodies := 0
	for _, o := range op.Table() {
		if o.Body != wire.MaxXML || strings.HasSuffix(o.Name, "Policy") { // policies are JSON
			continue
		}
		good, known := goodXML[o.Name]
		if !known {
			t.Errorf("%s: no body", o.Name)
			continue
		}
		b := bench.New(t)
		bench.Stage(b)
		send := sender(b, o)
		for name, body := range badXML(good) {
			var before, after runtime.MemStats
			r := send(body)
			runtime.ReadMemStats(&before)
			began := time.Now()
			w, why := b.Send(r)
			took := time.Since(began)
			runtime.ReadMemStats(&after)
			grown := after.TotalAlloc - before.TotalAlloc
			bodies++
			longest, largest = max(longest, took), max(largest, grown)
			want := deny.MalformedXML
			if len(body) > wire.MaxXML {
				want = deny.EntityTooLarge
			}
			if w.Code != 400 || why != string(want) || took > 10*time.Second || grown > 40<<20 {
				t.Errorf("%s, %s: %d %s after %v, %d bytes\n%.200s", o.Name, name, w.Code, why, took, grown, w.Body)
			}
		}
		if w, why := b.Send(send(good)); why != "" && why != string(deny.CnameUnproven) {
			t.Errorf("%s: its good body: %d %s", o.Name, w.Code, why)
		}
	}
	t.Logf("%d bodies; the longest %v, the largest %d KB", bodies, longest.Round(time.Millisecond), largest>>10)
}

// sender makes requests for an operation, signed by the owner.
func sender(b *bench.Bench, o op.Operation) func(body string) *http.Request {
	host, target := bench.Private, "/"
	switch {
	case o.Level == op.Service:
		host = bench.Hangzhou
	case o.Name == "CompleteMultipartUpload":
		id := b.Upload("private-bucket", "multi")
		b.Must(b.Owner(b.Raw("PUT", bench.Private, "/multi?partNumber=1&uploadId="+id, "one")))
		return func(body string) *http.Request {
			return b.Owner(b.Raw(o.Method, host, "/multi?uploadId="+id, body))
		}
	case o.Name == "RestoreObject":
		host, target = bench.Open, "/cold"
		b.Archive("cold", "ColdArchive")
	case o.Sub == "rtc", o.Sub == "replication" && o.Comp == "delete":
		b.Must(b.Owner(b.Raw("POST", host, "/?replication&comp=add", bench.ReplicationBody("far-bucket", "oss-ap-southeast-1"))))
	case o.Name == "PutAccessPointPublicAccessBlock":
		bench.Passage(b, "")
		return func(body string) *http.Request {
			return b.Owner(b.Raw(o.Method, host, "/?publicAccessBlock&x-oss-access-point-name=ap-1", body))
		}
	case o.Sub == "objectWorm":
		b.Version(bench.Private, "Enabled")
	case o.Sub == "retention", o.Sub == "legalHold":
		b.KeepObjects(bench.Private, "")
		target = "/key"
	case o.Level == op.Object:
		target = "/key"
	}
	if o.Sub != "" {
		target += "?" + o.Sub
	}
	if len(o.Values) > 0 {
		target += "=" + o.Values[0]
	}
	if o.Comp != "" {
		target += "&comp=" + o.Comp
	}
	if o.Name == "PutStyle" {
		target += "=small&style"
	}
	if o.Name == "PutBucketInventory" {
		target += "=report1&inventory"
	}
	if o.Name == "ExtendBucketWorm" {
		target += "&wormId=" + b.Lock(bench.Private, 2)
	}
	return func(body string) *http.Request {
		return b.Owner(b.Raw(o.Method, host, target, body, "Content-MD5: "+bench.MD5Of(body)))
	}
}

// No body makes an operation that takes XML fail with a bug.
func FuzzXMLBodies(f *testing.F) {
	var senders []func(*testing.T, string)
	for _, o := range op.Table() {
		good, known := goodXML[o.Name]
		if !known || o.Body != wire.MaxXML {
			continue
		}
		b := bench.New(f)
		bench.Stage(b)
		with := sender(b, o)
		which := byte(len(senders))
		f.Add(which, good)
		f.Add(which, badXML(good)["entities"])
		f.Add(which, badXML(good)["not UTF-8 in a leaf"])
		senders = append(senders, func(t *testing.T, body string) {
			b.T = t
			if w, why := b.Send(with(body)); w.Code >= 500 && why != string(deny.NotImplemented) {
				t.Errorf("%s: %d %s\n%s", o.Name, w.Code, why, body)
			}
		})
	}
	f.Fuzz(func(t *testing.T, which byte, body string) { senders[int(which)%len(senders)](t, body) })
}

// A body without a length is read no further than the limit.
func TestEndlessXML(t *testing.T) {
	var chunks strings.Builder
	for range 160 {
		chunks.WriteString("10000\r\n" + strings.Repeat("<a><b>\r\n", 1<<13) + "\r\n")
	}
	began := time.Now()
	b := bench.New(t)
	bench.Stage(b)
	r := b.Raw("PUT", bench.Private, "/?tagging", chunks.String()+"0\r\n\r\n", "Transfer-Encoding: chunked")
	if _, why := b.Send(b.Owner(r)); why != string(deny.EntityTooLarge) {
		t.Errorf("10 MB in chunks: %s", why)
	}
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("after %v", took)
	}
}
