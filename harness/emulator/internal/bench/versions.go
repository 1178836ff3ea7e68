package bench

import (
	"net/http"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// VersioningBody is the request to set the versioning of a bucket.
func VersioningBody(status string) string {
	return "<VersioningConfiguration><Status>" + status + "</Status></VersioningConfiguration>"
}

// Version sets the versioning of a bucket of the owner.
func (b *Bench) Version(host, status string) {
	b.T.Helper()
	b.Set(host, "versioning", VersioningBody(status))
}

// Told returns a header of an answer, spelled as the service does.
func Told(w interface{ Header() http.Header }, name string) string {
	return strings.Join(w.Header()[name], " ")
}

// Put stores a version and returns its id.
func (b *Bench) Put(host, target, body string, headers ...string) string {
	b.T.Helper()
	return Told(b.Must(b.Owner(b.Raw("PUT", host, target, body, headers...))), "x-oss-version-id")
}

// Drop deletes without a version id, and returns the id of the delete marker.
func (b *Bench) Drop(host, target string) string {
	b.T.Helper()
	return Told(b.Must(b.Owner(b.Raw("DELETE", host, target, ""))), "x-oss-version-id")
}

// Batch is a request of the owner to delete the listed objects.
func (b *Bench) Batch(host, objects string) *http.Request {
	body := "<Delete>" + objects + "</Delete>"
	return b.Owner(b.Raw("POST", host, "/?delete", body, "Content-MD5: "+MD5Of(body)))
}

func enabled(host string) func(*Bench) { return func(b *Bench) { b.Version(host, "Enabled") } }

// versionProvocations lists refusals in buckets with versions.
func versionProvocations() []Provocation {
	const source = "x-oss-copy-source: /private-bucket/key"
	owner := func(method, target string, headers ...string) func(*Bench) *http.Request {
		return byOwner(method, Private, target, "", headers...)
	}
	on := func(r func(*Bench) *http.Request) func(*Bench) *http.Request { return given(enabled(Private), r) }
	marker := func(method, target string, headers ...string) func(*Bench) *http.Request {
		return func(b *Bench) *http.Request {
			b.Version(Private, "Enabled")
			id := b.Drop(Private, "/key")
			for i := range headers {
				headers[i] = strings.Replace(headers[i], "MARKER", id, 1)
			}
			return b.Owner(b.Raw(method, Private, strings.Replace(target, "MARKER", id, 1), "", headers...))
		}
	}
	status := func(text string) func(*Bench) *http.Request {
		return byOwner("PUT", Private, "/?versioning", VersioningBody(text))
	}
	suspended := func(b *Bench) { b.Version(Private, "Suspended") }
	batch := func(objects string) func(*Bench) *http.Request {
		return func(b *Bench) *http.Request { return b.Batch(Private, objects) }
	}
	return []Provocation{
		{deny.VersioningEmpty, status("")},
		{deny.VersioningUnknown, status("Stop")},
		{deny.MalformedXML, byOwner("PUT", Private, "/?versioning", "<VersioningConfiguration/>")},
		{deny.NotYourBucket, ByStranger("PUT", Open, "/?versioning", VersioningBody("Enabled"))},
		{deny.NotImplemented, given((*Bench).Tree, byOwner("PUT", Tree, "/?versioning", VersioningBody("Enabled")))},
		{deny.VersioningRetained, given(retained(Private), status("Suspended"))},
		{deny.RetentionUnversioned,
			given(suspended, byOwner("POST", Private, "/?worm", RetentionBody("InitiateWormConfiguration", "1")))},
		{deny.VersionEmpty, on(owner("GET", "/key?versionId"))},
		{deny.VersionEmpty, owner("DELETE", "/key?versionId=")},
		{deny.VersionInvalid, on(owner("GET", "/key?versionId=%25%25"))},
		{deny.VersionInvalid, owner("PUT", "/copy", source+"?versionId=%%%QNRi")},
		{deny.VersionInvalid, batch("<Object><Key>key</Key><VersionId>a b</VersionId></Object>")},
		{deny.BatchVersionEmpty, batch("<Object><Key>key</Key><VersionId></VersionId></Object>")},
		{deny.NoSuchVersion, owner("GET", "/key?versionId=1")},
		{deny.NoSuchVersion, on(owner("GET", "/key?versionId=1"))},
		{deny.NoSuchVersion, on(owner("GET", "/absent?versionId=null"))},
		{deny.NoSuchVersion, on(owner("PUT", "/key?acl&versionId=1", "x-oss-object-acl: private"))},
		{deny.NoSuchVersion, on(byOwner("PUT", Private, "/key?tagging&versionId=1", OneTag))},
		{deny.NoSuchVersion, on(owner("POST", "/key?restore&versionId=1"))},
		{deny.NoSuchKey, marker("GET", "/key")},
		{deny.NoSuchKey, marker("GET", "/key?acl")},
		{deny.NoSuchKey, marker("PUT", "/copy", source)},
		{deny.MarkerNamed, marker("GET", "/key?versionId=MARKER")},
		{deny.MarkerNamed, marker("GET", "/key?acl&versionId=MARKER")},
		{deny.MarkerNamed, marker("DELETE", "/key?tagging&versionId=MARKER")},
		{deny.MarkerNamed, marker("POST", "/key?restore&versionId=MARKER")},
		{deny.SourceMarker, marker("PUT", "/copy", source+"?versionId=MARKER")},
		{deny.SourceVersionUnknown, on(owner("PUT", "/copy", source+"?versionId=1"))},
		{deny.SourceVersionEmpty, owner("PUT", "/copy", source+"?versionId=")},
		{deny.SourceParameter, owner("PUT", "/copy", source+"?unknown=xxx")},
		{deny.AppendVersion, owner("POST", "/log?append&position=0&versionId=1")},
		{deny.NotImplemented, owner("PUT", "/key?versionId=1")},
		{deny.NotImplemented, owner("PUT", "/copy?versionId=1", source)},
		{deny.VersionMarkerInvalid, owner("GET", "/?versions&key-marker=a&version-id-marker=%25")},
		{deny.BucketNotEmpty, on(func(b *Bench) *http.Request {
			b.Drop(Private, "/key")
			b.Must(b.Owner(b.Raw("DELETE", Private, "/key?versionId=null", "")))
			return b.Owner(b.Raw("DELETE", Private, "/", ""))
		})},
		{deny.ObjectRetained, given(enabled(Private), given(retained(Private), owner("DELETE", "/key?versionId=null")))},
		{deny.ObjectRetained, given(enabled(Private), given(log(Private), given(retained(Private),
			byOwner("POST", Private, "/log?append&position=5", "x"))))},
	}
}

// Read returns the content that a GET of the owner gets, or the reason of its refusal.
func (b *Bench) Read(host, target string) string {
	b.T.Helper()
	w, why := b.Send(b.Owner(b.Raw("GET", host, target, "")))
	if why != "" {
		return why
	}
	return w.Body.String()
}

// VersionsOf lists the versions of a bucket as its listing does: the id, with * for the latest
// version and x for a delete marker.
func (b *Bench) VersionsOf(host, query string) string {
	b.T.Helper()
	body := b.Must(b.Owner(b.Raw("GET", host, "/?versions"+query, ""))).Body.String()
	var out []string
	for _, element := range strings.Split(body, "<Key>")[1:] {
		key, _, _ := strings.Cut(element, "</Key>")
		one := key + ":" + Elements(element, "VersionId")
		if Elements(element, "IsLatest") == "true" {
			one += "*"
		}
		if !strings.Contains(element, "<ETag>") {
			one += "x"
		}
		out = append(out, one)
	}
	return strings.Join(out, " ")
}

// Missing returns the action that a refusal names.
func (b *Bench) Missing(h http.Header) string {
	b.T.Helper()
	rec, _ := b.Emulator.Traced(h["x-oss-request-id"][0])
	if rec.Refusal != nil {
		for _, field := range rec.Refusal.Evidence {
			if field[0] == "AccessDeniedDetail/AuthAction" {
				return field[1]
			}
		}
	}
	return ""
}
