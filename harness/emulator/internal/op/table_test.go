package op_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/op"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

func TestEveryRowIsWhole(t *testing.T) {
	seen := map[string]bool{}
	for _, o := range op.Table() {
		if o.Name == "" || o.Method == "" || o.Level == "" || o.Kind == "" || o.Kind != op.Open && !strings.HasPrefix(o.Action, "oss") {
			t.Errorf("%+v: a row needs name, method, level, kind and action", o.Name)
		}
		if (o.Do == nil) == (o.Change == nil) {
			t.Errorf("%s: a row reads or changes, one of the two", o.Name)
		}
		if o.OfVersion != "" && !strings.Contains(o.OfVersion, "Version") {
			t.Errorf("%s: %s is no action on versions", o.Name, o.OfVersion)
		}
		if o.Change != nil && !o.Writes {
			t.Errorf("%s: changes without the right to write", o.Name)
		}
		route := o.Method + " " + string(o.Level) + "?" + o.Sub + "=" + o.Comp + strings.Join(o.Values, ",") + " " + o.Header
		if seen[route] {
			t.Errorf("%s: %s stands twice", o.Name, route)
		}
		seen[route] = true
	}
}

// A table with an operation that policies cannot name is refused.
func TestValid(t *testing.T) {
	if err := op.Valid(op.Table()); err != nil {
		t.Error(err)
	}
	for name, hurt := range map[string]func(*op.Operation){
		"no action":             func(o *op.Operation) { o.Action = "" },
		"an open one with one":  func(o *op.Operation) { o.Kind = op.Open },
		"does nothing":          func(o *op.Operation) { o.Do, o.Change = nil, nil },
		"further without name":  func(o *op.Operation) { o.Also = []op.Secondary{{Header: "x-oss-tagging"}} },
		"further without cause": func(o *op.Operation) { o.Also = []op.Secondary{{Action: "oss:PutObjectTagging"}} },
		"a key by a header":     func(o *op.Operation) { o.Also = []op.Secondary{{Action: "kms:Decrypt", Header: "x-oss-a"}} },
	} {
		table := op.Table()
		hurt(&table[0])
		if op.Valid(table) == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func isServed(sub string) bool {
	return slices.ContainsFunc(op.Table(), func(o op.Operation) bool { return o.Sub == sub })
}

func TestListsDoNotOverlap(t *testing.T) {
	for _, r := range op.DeclinedSubResources() {
		if isServed(r.What) || slices.Contains(op.Parameters(), r.What) || r.Why == "" {
			t.Errorf("%s is declined, and served or a parameter, or without a reason", r.What)
		}
	}
	for _, p := range op.Parameters() {
		if isServed(p) {
			t.Errorf("%s is a parameter and a sub-resource", p)
		}
	}
}

func found(t *testing.T, method, bucket, key, query string, headers ...string) (string, *deny.Denial) {
	t.Helper()
	q, err := wire.ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	r := &wire.Request{Method: method, Bucket: bucket, Key: key, Query: q, Header: wire.Header{}}
	for _, h := range headers {
		r.Header.Set(h, "x")
	}
	o, denial := op.NewIndex(op.Table()).Find(r)
	if denial != nil {
		return "", denial
	}
	return o.Name, nil
}

func TestFound(t *testing.T) {
	for _, c := range []struct{ method, bucket, key, query, want string }{
		{"GET", "", "", "", "ListBuckets"},
		{"GET", "", "", "prefix=a&max-keys=1", "ListBuckets"},
		{"GET", "b", "", "delimiter&encoding-type=url&marker&v=3", "ListObjects"},
		{"GET", "b", "", "list-type=2&start-after=a", "ListObjectsV2"},
		{"GET", "b", "k", "x-oss-credential=a&response-expires=b", "GetObject"},
		{"OPTIONS", "b", "k", "acl&versionId=1", "Options"},
		{"GET", "b", "", "policyStatus", "GetBucketPolicyStatus"},
		{"GET", "b", "k", "tagging", "GetObjectTagging"},
		{"GET", "", "", "cloudboxes&prefix=a", "ListCloudBoxes"},
		{"GET", "", "", "regions=oss-cn-hangzhou", "DescribeRegions"},
		{"GET", "b", "", "versions&key-marker&version-id-marker&encoding-type=url", "ListObjectVersions"},
		{"GET", "b", "", "live&marker&prefix=a&max-keys=1", "ListLiveChannel"},
		{"PUT", "b", "k", "live&status=enabled", "PutLiveChannelStatus"},
		{"GET", "b", "k", "live&comp=stat", "GetLiveChannelStat"},
		{"POST", "b", "k/l", "vod&startTime=1&endTime=2", "PostVodPlaylist"},
		{"POST", "b", "", "wormId=1", "CompleteBucketWorm"},
		{"POST", "b", "", "wormId=1&wormExtend", "ExtendBucketWorm"},
		{"POST", "b", "", "wormExtend&wormId=1", "ExtendBucketWorm"},
		{"PUT", "b", "k", "partNumber=1&uploadId=2", "UploadPart"},
		{"GET", "b", "k", "acl&versionId=1", "GetObjectAcl"},
		{"GET", "b", "k", "symlink&versionId=1", "GetSymlink"},
		{"GET", "b", "k", "x-oss-process=image/info&versionId", "GetObject"},
		{"POST", "b", "k", "x-oss-process", "ProcessObject"},
		{"POST", "b", "k", "x-oss-process=csv/select", "SelectObject"},
		{"POST", "b", "k", "x-oss-process=json/select&versionId=1", "SelectObject"},
		{"POST", "b", "k", "x-oss-process=json/meta", "CreateSelectObjectMeta"},
		{"POST", "b", "k", "uploads&sequential", "InitiateMultipartUpload"},
		{"POST", "b", "k", "append&position=0&versionId=1", "AppendObject"},
		{"POST", "b", "", "delete&encoding-type=url", "DeleteMultipleObjects"},
	} {
		if got, denial := found(t, c.method, c.bucket, c.key, c.query); got != c.want {
			t.Errorf("%s %s: got %s %v", c.method, c.query, got, denial)
		}
	}
}

// Nothing that OSS would act upon is ignored.
func TestNothingIsIgnored(t *testing.T) {
	for _, c := range []struct{ method, key, query, header string }{
		{"GET", "", "udf", ""}, {"GET", "", "acl&udf", ""}, {"GET", "", "acl&policy", ""},
		{"GET", "", "unheard-of", ""}, {"GET", "", "x-oss-new=1", ""},
		{"GET", "", "versionId=1", ""}, {"PUT", "k", "versionId=1", ""}, {"POST", "k", "cleanRestoredObject&versionId=1", ""},
		{"HEAD", "k", "x-oss-process=image/info", ""}, {"POST", "k", "x-oss-process=image/info", ""},
		{"POST", "k", "x-oss-process=csv/select&comp=a", ""}, {"POST", "k", "x-oss-process&versionId=1", ""},
		{"GET", "", "x-oss-process=image/info", ""},
		{"DELETE", "k", "uploadId=1&versionId=1", ""}, {"GET", "k", "versions", ""},
		{"GET", "k", "location", ""}, {"GET", "", "worm&wormId=1", ""}, {"POST", "", "wormId=1&wormExtend&acl", ""},
		{"PUT", "k", "", "x-oss-server-side-encryption-context"},
	} {
		var headers []string
		if c.header != "" {
			headers = append(headers, c.header)
		}
		got, denial := found(t, c.method, "b", c.key, c.query, headers...)
		if denial == nil || denial.Reason != deny.NotImplemented {
			t.Errorf("%s %q %s: got %s %v", c.method, c.query, c.header, got, denial)
			continue
		}
		if !slices.ContainsFunc(denial.Fields, func(f deny.Field) bool { return f.Name == "Detail" && f.Value != "" }) {
			t.Errorf("%s %q: no reason", c.method, c.query)
		}
	}
}
