package bench

import (
	"net/http"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// Link makes a symbolic link in a bucket of the owner, and returns the answer.
func (b *Bench) Link(host, from, to string, headers ...string) string {
	b.T.Helper()
	return Told(b.Must(b.Owner(b.Raw("PUT", host, from+"?symlink", "", append(headers, "x-oss-symlink-target: "+to)...))), "x-oss-version-id")
}

// WithLinks makes symbolic links: to an object, to a private one, to an archived one, to nothing and to a link.
func WithLinks(b *Bench) {
	b.Archive("cold", "Archive")
	for from, to := range map[string]string{
		"/link": "key", "/to-closed": "closed", "/to-cold": "cold", "/dangling": "absent", "/twice": "link",
	} {
		b.Link(Open, from, to)
	}
	b.Object("open-bucket", "key", "default")
	b.Link(Open, "/closed-link", "key", "x-oss-object-acl: private")
	b.Link(Private, "/link", "key")
}

func symlinkProvocations() []Provocation {
	owner := func(method, target string, headers ...string) func(*Bench) *http.Request {
		return given(WithLinks, byOwner(method, Open, target, "", headers...))
	}
	nobody := func(method, host, target string) func(*Bench) *http.Request {
		return given(WithLinks, ByNobody(method, host, target))
	}
	user := func(statement, target string) func(*Bench) *http.Request {
		return given(WithLinks, func(b *Bench) *http.Request {
			return b.By(b.User("alice", "AliyunOSSFullAccess", statement), b.Raw("GET", Private, target, ""))
		})
	}
	session := func(policy string) func(*Bench) *http.Request {
		return given(WithLinks, func(b *Bench) *http.Request {
			b.Role("reader", "AliyunOSSFullAccess")
			return b.By(b.Session("reader", "s", policy, time.Hour), b.Raw("GET", Private, "/link", ""))
		})
	}
	const denyTarget = `{"Version":"1","Statement":[{"Effect":"Deny","Action":"oss:GetObject","Resource":"acs:oss:*:*:private-bucket/key"}]}`
	const linkAlone = `{"Version":"1","Statement":[{"Effect":"Allow","Action":"oss:GetObject","Resource":"acs:oss:*:*:private-bucket/link"}]}`
	return []Provocation{
		{deny.LinkTargetAbsent, owner("PUT", "/new?symlink")},
		{deny.InvalidArgument, owner("PUT", "/new?symlink", "x-oss-symlink-target: %zz")},
		{deny.ObjectNameBegin, owner("PUT", "/new?symlink", "x-oss-symlink-target: %2Fkey")},
		{deny.ObjectACLUnknown, owner("PUT", "/new?symlink", "x-oss-symlink-target: key", "x-oss-object-acl: a")},
		{deny.FileAlreadyExists, owner("PUT", "/link?symlink", "x-oss-symlink-target: key", "x-oss-forbid-overwrite: true")},
		{deny.ByBucketACL, nobody("PUT", Private, "/new?symlink")},
		{deny.NoSuchKey, owner("GET", "/absent?symlink")},
		{deny.NotALink, owner("GET", "/key?symlink")},
		{deny.ByBucketACL, nobody("GET", Private, "/link?symlink")},
		{deny.LinkTargetGone, owner("GET", "/dangling")},
		{deny.LinkTargetGone, owner("HEAD", "/dangling")},
		{deny.LinkTargetGone, owner("GET", "/dangling?x-oss-process=image/info")},
		{deny.LinkToLink, owner("GET", "/twice")},
		{deny.LinkToLink, nobody("HEAD", Open, "/twice")},
		{deny.ByObjectACLRead, nobody("GET", Open, "/to-closed")},
		{deny.ByObjectACLRead, nobody("HEAD", Open, "/to-closed")},
		{deny.ByObjectACLRead, nobody("GET", Open, "/to-closed?x-oss-process=image/info")},
		{deny.ByObjectACLRead, nobody("GET", Open, "/closed-link")},
		{deny.ByRAMDeny, user(denyTarget, "/link")},
		{deny.BySessionPolicy, session(linkAlone)},
		{deny.ObjectFrozen, owner("GET", "/to-cold")},
		{deny.PreconditionFailed, owner("GET", "/link", `If-Match: "0"`)},
		{deny.PartSourceLink, given(WithLinks, func(b *Bench) *http.Request {
			return b.Owner(b.Raw("PUT", Open, "/multi?partNumber=1&uploadId="+b.Upload("open-bucket", "multi"), "",
				"x-oss-copy-source: /open-bucket/link"))
		})},
	}
}
