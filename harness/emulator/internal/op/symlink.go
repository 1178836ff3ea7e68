package op

import (
	"net/url"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

const (
	linked       = "Symlink" // the type of symbolic links
	targetHeader = "x-oss-symlink-target"
)

// putSymlink looks at nothing of the target: neither that it is there, nor who may read it.
// https://help.aliyun.com/zh/oss/developer-reference/putsymlink
func putSymlink(c *ChangeContext) (*wire.Response, *deny.Denial) {
	target, denial := targetAsked(c.Request)
	if denial != nil {
		return nil, denial
	}
	o, denial := newObject(c)
	if denial != nil {
		return nil, denial
	}
	if denial := mayOverwrite(c); denial != nil {
		return nil, denial
	}
	o = withData(o, world.Content{}, wire.Sum([]byte(target))) // that the ETag is that of the name is assumed, and that the size is 0
	o.MD5, o.Type, o.Target, o.SSE = "", linked, target, world.Encryption{}
	if denial := c.store(&o); denial != nil {
		return nil, denial
	}
	resp := wire.Empty(200)
	describeVersion(resp, c.Bucket, &o)
	resp.Set("ETag", quoted(o.ETag))
	return resp, nil
}

// targetAsked is the key that a link is to lead to. It is percent-encoded, and a + is a blank, for
// SDK v1 encodes one so.
// https://help.aliyun.com/zh/oss/user-guide/0043-00000001
func targetAsked(r *wire.Request) (string, *deny.Denial) {
	value := r.Header.Get(targetHeader)
	if value == "" {
		return "", wrong(deny.LinkTargetAbsent, targetHeader, value)
	}
	target, err := url.QueryUnescape(value)
	if err != nil {
		return "", wrong(deny.InvalidArgument, targetHeader, value)
	}
	return target, wire.BadKey(target)
}

// getSymlink is https://help.aliyun.com/zh/oss/developer-reference/getsymlink
// It needs no right to the target.
func getSymlink(c *Context) (*wire.Response, *deny.Denial) {
	o, denial := find(c)
	switch {
	case denial != nil:
		return nil, denial
	case o.Target == "":
		return nil, deny.Because(deny.NotALink)
	}
	resp := wire.Empty(200)
	describeVersion(resp, c.Bucket, o)
	resp.Set("Last-Modified", wire.HTTPTime(o.Modified))
	resp.Set("ETag", quoted(o.ETag))
	resp.Set(targetHeader, url.QueryEscape(o.Target))
	return resp, nil
}

// targetAccesses: who reads through a symbolic link reads its target too, and the ACLs of both are
// checked. That policies are asked about both is inferred from that. The right is the plain one
// where a version of the link is named: the target is the current version.
// https://help.aliyun.com/zh/oss/developer-reference/putsymlink
func targetAccesses(r *wire.Request, b *world.Bucket) []Access {
	if o := b.Stored(r.Key, VersionAsked(r)); o != nil && o.Target != "" {
		return []Access{{Action: "oss:GetObject", Bucket: r.Bucket, Key: o.Target}}
	}
	return nil
}

// opened is the object of a request as reading it shows it: of a symbolic link, with the content of
// its target. All else is that of the link, except that it is as young as the younger of both.
// https://help.aliyun.com/zh/oss/developer-reference/getobject
func opened(c *Context) (*world.Object, *deny.Denial) {
	link, denial := find(c)
	if denial != nil || link.Target == "" {
		return link, denial
	}
	target := c.Bucket.Stored(link.Target, "")
	switch {
	case target == nil:
		return nil, deny.Because(deny.LinkTargetGone)
	case target.Target != "":
		return nil, deny.Because(deny.LinkToLink)
	}
	shown := *link
	shown.Data, shown.ETag, shown.MD5, shown.CRC64 = target.Data, target.ETag, target.MD5, target.CRC64
	if target.Modified.After(link.Modified) {
		shown.Modified = target.Modified
	}
	return &shown, nil
}
