package emulator_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/op"
)

// onVersion is a request for an operation of the table, on a version of the key.
func onVersion(b *bench, o op.Operation, id string) *http.Request {
	target, body := "/key", ""
	switch {
	case o.Level == op.Bucket:
		body = "<Delete><Object><Key>key</Key><VersionId>" + id + "</VersionId></Object></Delete>"
		return b.raw(o.Method, private, "/?"+o.Sub, body, "Content-MD5: "+md5Of(body))
	case o.Name == "UploadPartCopy":
		return b.raw(o.Method, private, "/multi?partNumber=1&uploadId="+b.upload("private-bucket", "multi"), "",
			o.Header+": /private-bucket/key?versionId="+id)
	case o.Header != "":
		return b.raw(o.Method, private, "/copy", "", o.Header+": /private-bucket/key?versionId="+id)
	case o.Sub == "x-oss-process":
		target += "?x-oss-process=image/info&versionId=" + id
	case o.Sub != "":
		target += "?" + o.Sub + "&versionId=" + id
	default:
		target += "?versionId=" + id
	}
	if o.Name == "PutObjectTagging" {
		body = oneTag
	}
	return b.raw(o.Method, private, target, body)
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
			b := newBench(t)
			stage(b)
			b.version(private, "Enabled")
			b.put(private, "/key", "new", "x-oss-storage-class: Archive")
			policies := []string{statement("Allow", c.allowed, everything)}
			if o.Header != "" {
				policies = append(policies, statement("Allow", "oss:PutObject", everything))
			}
			r := onVersion(b, o, "null")
			if !c.named {
				r = withoutVersion(b, o)
			}
			w, why := b.send(b.by(b.user("alice", policies...), r))
			what := fmt.Sprintf("%s %s named %t with %s", o.Name, o.Method, c.named, c.allowed)
			cells++
			if c.missing == "" && w.Code == 403 && why != string(deny.ObjectFrozen) && why != string(deny.SourceFrozen) {
				t.Errorf("%s: refused: %s", what, why)
			}
			if c.missing == "" {
				continue
			}
			if got := b.missing(w.Header()); w.Code != 403 || got != c.missing {
				t.Errorf("%s: %d %s, missing is %q, want %q", what, w.Code, why, got, c.missing)
			}
		}
	}
	t.Logf("%d cells", cells)
}

// missing returns the action that a refusal names.
func (b *bench) missing(h http.Header) string {
	b.t.Helper()
	rec, _ := b.e.Traced(h["x-oss-request-id"][0])
	if rec.Refusal != nil {
		for _, field := range rec.Refusal.Evidence {
			if field[0] == "AccessDeniedDetail/AuthAction" {
				return field[1]
			}
		}
	}
	return ""
}

// withoutVersion is the same request without the version.
func withoutVersion(b *bench, o op.Operation) *http.Request {
	r := requestOf(b, o)
	switch {
	case o.Name == "UploadPartCopy":
		r = b.raw(o.Method, private, "/multi?partNumber=1&uploadId="+b.upload("private-bucket", "multi"), "", o.Header+": /private-bucket/key")
	case o.Name == "PutObjectTagging":
		r = b.raw(o.Method, private, "/key?tagging", oneTag)
	case o.Sub == "x-oss-process":
		r = b.raw(o.Method, private, "/key?x-oss-process=image/info", "")
	}
	return r
}

// A bucket policy and a deny cover versions too. An ACL grants a version to everybody, without an
// action.
func TestPoliciesAboutVersions(t *testing.T) {
	const batch = "<Delete><Object><Key>a</Key></Object><Object><Key>key</Key><VersionId>null</VersionId></Object></Delete>"
	const tagged = `,"Condition":{"StringEquals":{"oss:ExistingObjectTag/team":"red"}}`
	alice := func(method, target, body string) func(*bench) *http.Request {
		return func(b *bench) *http.Request {
			return b.by(b.user("alice", "AliyunOSSFullAccess"), b.raw(method, private, target, body, "Content-MD5: "+md5Of(body)))
		}
	}
	for name, c := range map[string]struct {
		policy string
		r      func(*bench) *http.Request
		want   deny.Reason
	}{
		"allowed by the bucket": {grant("Allow", "oss:GetObjectVersion", "*", ""), byStranger("GET", private, "/key?versionId=null", ""), ""},
		"not the plain one": {grant("Allow", "oss:GetObjectVersion", "*", ""), byStranger("GET", private, "/key", ""),
			deny.ByBucketACL},
		"the plain one alone": {grant("Allow", "oss:GetObject", "*", ""), byStranger("GET", private, "/key?versionId=null", ""),
			deny.ByBucketACL},
		"a deny of versions": {grant("Deny", "oss:DeleteObjectVersion", "*", ""), alice("DELETE", "/key?versionId=null", ""),
			deny.ByBucketPolicy},
		"no deny of the rest":   {grant("Deny", "oss:DeleteObjectVersion", "*", ""), alice("DELETE", "/key", ""), ""},
		"a deny in a batch":     {grant("Deny", "oss:DeleteObjectVersion", "*", ""), alice("POST", "/?delete", batch), deny.ByDenyInBatch},
		"the ACL of the bucket": {grant("Allow", "oss:ListObjects", "1", ""), byNobody("DELETE", open, "/key?versionId=null"), ""},
		"the tags of a version": {grant("Allow", "oss:GetObjectVersion", "*", tagged),
			byStranger("GET", private, "/key?versionId=null", ""), ""},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			stage(b)
			b.version(open, "Enabled")
			b.must(b.owner(b.raw("PUT", private, "/key?tagging", oneTag)))
			b.version(private, "Enabled")
			b.put(private, "/key", "new")
			b.set(private, "policy", bucketPolicy(c.policy))
			if _, why := b.send(c.r(b)); why != string(c.want) {
				t.Errorf("%q, want %q", why, c.want)
			}
		})
	}
}

// Listings continue from version to version. They miss nothing if the listed ones are deleted
// before the next page.
func TestPagesOfVersions(t *testing.T) {
	build := func() *bench {
		b := newBench(t)
		stage(b)
		b.version(private, "Enabled")
		for _, key := range []string{"/a", "/b/1", "/b/2", "/c"} {
			b.put(private, key, "one")
			b.put(private, key, "two")
		}
		b.drop(private, "/b/2")
		return b
	}
	b := build()
	all := b.versionsOf(private, "")
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
			gone.must(gone.owner(gone.raw("DELETE", private, "/"+key+"?versionId="+id, "")))
		}); strings.Count(got, " ") != 9 {
			t.Errorf("pages of %d whose versions are deleted: %s", limit, got)
		}
		gone.must(gone.owner(gone.raw("DELETE", private, "/", "")))
	}
	for query, want := range map[string]int{
		"&prefix=b/": 5, "&key-marker=b/1": 6, "&key-marker=b/0": 8, "&prefix=b/2&key-marker=a": 3, "&prefix=d": 0,
	} {
		if got := strings.Count(b.versionsOf(private, query), ":"); got != want {
			t.Errorf("%s: %d, want %d", query, got, want)
		}
	}
}

// walked lists a bucket page by page. It calls seen with each version of a page.
func walked(b *bench, query string, seen func(key, id string)) string {
	var out []string
	for after, more := "", true; more; {
		if page := b.versionsOf(private, query+after); page != "" {
			out = append(out, strings.Fields(page)...)
		}
		body := b.read(private, "/?versions"+query+after)
		if seen != nil {
			for _, one := range strings.Fields(b.versionsOf(private, query+after)) {
				key, id, _ := strings.Cut(one, ":")
				seen(key, strings.TrimRight(id, "*x"))
			}
		}
		more = elements(body, "IsTruncated") == "true"
		after = "&key-marker=" + elements(body, "NextKeyMarker") + "&version-id-marker=" + elements(body, "NextVersionIdMarker")
	}
	return strings.Join(out, " ")
}
