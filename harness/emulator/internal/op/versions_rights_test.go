package op_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/op"
)

// onVersion is a request for an operation of the table, on a version of the key.
func onVersion(b *bench.Bench, o op.Operation, id string) *http.Request {
	target, body := "/key", ""
	switch {
	case o.Level == op.Bucket:
		body = "<Delete><Object><Key>key</Key><VersionId>" + id + "</VersionId></Object></Delete>"
		return b.Raw(o.Method, bench.Private, "/?"+o.Sub, body, "Content-MD5: "+bench.MD5Of(body))
	case o.Name == "UploadPartCopy":
		return b.Raw(o.Method, bench.Private, "/multi?partNumber=1&uploadId="+b.Upload("private-bucket", "multi"), "",
			o.Header+": /private-bucket/key?versionId="+id)
	case o.Header != "":
		return b.Raw(o.Method, bench.Private, "/copy", "", o.Header+": /private-bucket/key?versionId="+id)
	case o.Name == "SelectObject":
		target, body = "/key?x-oss-process=csv/select&versionId="+id, bench.SelectBody("select * from ossobject", "", "", "")
	case o.Sub == "x-oss-process":
		target += "?x-oss-process=image/info&versionId=" + id
	case o.Sub != "":
		target += "?" + o.Sub + "&versionId=" + id
	default:
		target += "?versionId=" + id
	}
	if o.Name == "PutObjectTagging" {
		body = bench.OneTag
	}
	return b.Raw(o.Method, bench.Private, target, body)
}

// A request with a version id needs the right to versions; the plain right does not help. The
// current version needs the plain right. The refusal names the missing action.
func TestRightsToVersions(t *testing.T) {
	cells := 0
	for _, o := range op.Table() {
		if o.OfVersion == "" {
			continue
		}
		plain := o.Action
		if o.Header != "" {
			plain = "oss:GetObject"
		}
		for _, c := range []struct {
			allowed string
			named   bool
			missing string // empty: it is served, or refused for another cause than a right
		}{
			{o.OfVersion, true, ""}, {plain, true, o.OfVersion}, {"oss:ListObjects", true, o.OfVersion},
			{plain, false, ""}, {o.OfVersion, false, plain},
		} {
			b := bench.New(t)
			bench.Stage(b)
			b.Version(bench.Private, "Enabled")
			b.Put(bench.Private, "/key", "new", "x-oss-storage-class: Archive")
			policies := []string{bench.Statement("Allow", c.allowed, bench.Everything)}
			if o.Header != "" {
				policies = append(policies, bench.Statement("Allow", "oss:PutObject", bench.Everything))
			}
			r := onVersion(b, o, "null")
			if !c.named {
				r = withoutVersion(b, o)
			}
			w, why := b.Send(b.By(b.User("alice", policies...), r))
			what := fmt.Sprintf("%s %s named %t with %s", o.Name, o.Method, c.named, c.allowed)
			cells++
			if c.missing == "" && w.Code == 403 && why != string(deny.ObjectFrozen) && why != string(deny.SourceFrozen) {
				t.Errorf("%s: refused: %s", what, why)
			}
			if c.missing == "" {
				continue
			}
			if got := b.Missing(w.Header()); w.Code != 403 || got != c.missing {
				t.Errorf("%s: %d %s, missing is %q, want %q", what, w.Code, why, got, c.missing)
			}
		}
	}
	t.Logf("%d cells", cells)
}

// withoutVersion is the same request without the version.
func withoutVersion(b *bench.Bench, o op.Operation) *http.Request {
	r := bench.RequestOf(b, o)
	switch {
	case o.Name == "UploadPartCopy":
		r = b.Raw(o.Method, bench.Private, "/multi?partNumber=1&uploadId="+b.Upload("private-bucket", "multi"), "",
			o.Header+": /private-bucket/key")
	case o.Name == "PutObjectTagging":
		r = b.Raw(o.Method, bench.Private, "/key?tagging", bench.OneTag)
	case o.Name == "SelectObject":
		r = b.Raw(o.Method, bench.Private, "/key?x-oss-process=csv/select", bench.SelectBody("select * from ossobject", "", "", ""))
	case o.Sub == "x-oss-process":
		r = b.Raw(o.Method, bench.Private, "/key?x-oss-process=image/info", "")
	}
	return r
}

// A bucket policy and a deny cover versions too. An ACL grants a version to everybody, without an
// action.
func TestPoliciesAboutVersions(t *testing.T) {
	const batch = "<Delete><Object><Key>a</Key></Object><Object><Key>key</Key><VersionId>null</VersionId></Object></Delete>"
	const tagged = `,"Condition":{"StringEquals":{"oss:ExistingObjectTag/team":"red"}}`
	alice := func(method, target, body string) func(*bench.Bench) *http.Request {
		return func(b *bench.Bench) *http.Request {
			return b.By(b.User("alice", "AliyunOSSFullAccess"), b.Raw(method, bench.Private, target, body, "Content-MD5: "+bench.MD5Of(body)))
		}
	}
	for name, c := range map[string]struct {
		policy string
		r      func(*bench.Bench) *http.Request
		want   deny.Reason
	}{
		"allowed by the bucket": {bench.Grant("Allow", "oss:GetObjectVersion", "*", ""),
			bench.ByStranger("GET", bench.Private, "/key?versionId=null", ""), ""},
		"not the plain one": {bench.Grant("Allow", "oss:GetObjectVersion", "*", ""), bench.ByStranger("GET", bench.Private, "/key", ""),
			deny.ByBucketACL},
		"the plain one alone": {bench.Grant("Allow", "oss:GetObject", "*", ""), bench.ByStranger("GET", bench.Private, "/key?versionId=null", ""),
			deny.ByBucketACL},
		"a deny of versions": {bench.Grant("Deny", "oss:DeleteObjectVersion", "*", ""), alice("DELETE", "/key?versionId=null", ""),
			deny.ByBucketPolicy},
		"no deny of the rest": {bench.Grant("Deny", "oss:DeleteObjectVersion", "*", ""), alice("DELETE", "/key", ""), ""},
		"a deny in a batch":   {bench.Grant("Deny", "oss:DeleteObjectVersion", "*", ""), alice("POST", "/?delete", batch), deny.ByDenyInBatch},
		"the ACL of the bucket": {bench.Grant("Allow", "oss:ListObjects", "1", ""), bench.ByNobody("DELETE", bench.Open, "/key?versionId=null"),
			""},
		"the tags of a version": {bench.Grant("Allow", "oss:GetObjectVersion", "*", tagged),
			bench.ByStranger("GET", bench.Private, "/key?versionId=null", ""), ""},
	} {
		t.Run(name, func(t *testing.T) {
			b := bench.New(t)
			bench.Stage(b)
			b.Version(bench.Open, "Enabled")
			b.Must(b.Owner(b.Raw("PUT", bench.Private, "/key?tagging", bench.OneTag)))
			b.Version(bench.Private, "Enabled")
			b.Put(bench.Private, "/key", "new")
			b.Set(bench.Private, "policy", bench.BucketPolicy(c.policy))
			if _, why := b.Send(c.r(b)); why != string(c.want) {
				t.Errorf("%q, want %q", why, c.want)
			}
		})
	}
}

// Listings continue from version to version. They miss nothing if the listed ones are deleted
// before the next page.
func TestPagesOfVersions(t *testing.T) {
	build := func() *bench.Bench {
		b := bench.New(t)
		bench.Stage(b)
		b.Version(bench.Private, "Enabled")
		for _, key := range []string{"/a", "/b/1", "/b/2", "/c"} {
			b.Put(bench.Private, key, "one")
			b.Put(bench.Private, key, "two")
		}
		b.Drop(bench.Private, "/b/2")
		return b
	}
	b := build()
	all := b.VersionsOf(bench.Private, "")
	if strings.Count(all, " ") != 9 {
		t.Fatal(all)
	}
	for limit := 1; limit < 12; limit++ {
		if got := walked(b, fmt.Sprint("&max-keys=", limit), nil); got != all {
			t.Errorf("pages of %d: %s, want %s", limit, got, all)
		}
		rolled := walked(b, fmt.Sprint("&delimiter=/&max-keys=", limit), nil)
		if strings.Contains(rolled, "b/1") || strings.Count(rolled, " ") != 4 {
			t.Errorf("pages of %d: %s", limit, rolled)
		}
		gone := build()
		if got := walked(gone, fmt.Sprint("&max-keys=", limit), func(key, id string) {
			gone.Must(gone.Owner(gone.Raw("DELETE", bench.Private, "/"+key+"?versionId="+id, "")))
		}); strings.Count(got, " ") != 9 {
			t.Errorf("pages of %d whose versions are deleted: %s", limit, got)
		}
		gone.Must(gone.Owner(gone.Raw("DELETE", bench.Private, "/", "")))
	}
	for query, want := range map[string]int{
		"&prefix=b/": 5, "&key-marker=b/1": 6, "&key-marker=b/0": 8, "&prefix=b/2&key-marker=a": 3, "&prefix=d": 0,
	} {
		if got := strings.Count(b.VersionsOf(bench.Private, query), ":"); got != want {
			t.Errorf("%s: %d, want %d", query, got, want)
		}
	}
}

// walked lists a bucket page by page. It calls seen with each version of a page.
func walked(b *bench.Bench, query string, seen func(key, id string)) string {
	var out []string
	for after, more := "", true; more; {
		if page := b.VersionsOf(bench.Private, query+after); page != "" {
			out = append(out, strings.Fields(page)...)
		}
		body := b.Read(bench.Private, "/?versions"+query+after)
		if seen != nil {
			for _, one := range strings.Fields(b.VersionsOf(bench.Private, query+after)) {
				key, id, _ := strings.Cut(one, ":")
				seen(key, strings.TrimRight(id, "*x"))
			}
		}
		more = bench.Elements(body, "IsTruncated") == "true"
		after = "&key-marker=" + bench.Elements(body, "NextKeyMarker") + "&version-id-marker=" + bench.Elements(body, "NextVersionIdMarker")
	}
	return strings.Join(out, " ")
}
