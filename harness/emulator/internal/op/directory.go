package op

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// A Namespace is that of the buckets which an operation is for.
type Namespace string

// The namespaces.
const (
	AnyNamespace Namespace = ""
	Hierarchical Namespace = "hierarchical"
	Flat         Namespace = "flat"
)

const overwriteHeader = "x-oss-forbid-overwrite"

// AsksNamespace tells whether a request is for buckets of one namespace only.
func (o *Operation) AsksNamespace(r *wire.Request) bool {
	return o.Namespace != AnyNamespace || r.Header.Get(overwriteHeader) != "" || o.AsksCallback(r)
}

// FitsNamespace: directories are for hierarchical namespaces, which lack some
// of what flat ones have. With which Code the service refuses the latter is
// unknown.
// https://www.alibabacloud.com/help/en/object-storage-service/latest/list-of-supported-api-operations
func (o *Operation) FitsNamespace(r *wire.Request, b *world.Bucket) *deny.Denial {
	switch {
	case !b.Hierarchical && o.Namespace == Hierarchical:
		return deny.Because(deny.NamespaceFlat)
	case b.Hierarchical && o.Namespace == Flat:
		return notImplemented(o.Name, "not for buckets with a hierarchical namespace")
	case b.Hierarchical && r.Header.Get(overwriteHeader) != "":
		return notImplemented(overwriteHeader, "not for buckets with a hierarchical namespace")
	case b.Hierarchical && o.AsksCallback(r):
		return notImplemented(callbackAsked(r), "not for buckets with a hierarchical namespace")
	}
	return nil
}

// store puts an object into its bucket, as the version that it is now.
func (c *ChangeContext) store(o *world.Object) *deny.Denial {
	if c.Bucket.Hierarchical {
		if denial := c.place(o); denial != nil || strings.HasSuffix(o.Key, "/") {
			return denial
		}
	}
	if o.Keep.Mode == "" {
		o.Keep = c.Bucket.ObjectWorm.From(c.Request.Now)
	}
	o.Version = c.newVersion()
	c.Draft.PutVersion(c.Bucket, o)
	return nil
}

// place makes the directories that an object of a hierarchical namespace
// stands in; a key with a slash at its end is a directory itself. That missing
// ones are made is assumed: Rename asks for them, the other pages do not.
func (c *ChangeContext) place(o *world.Object) *deny.Denial {
	_, taken := c.Bucket.Objects.Get(world.DirectoryKey(o.Key))
	switch directory := strings.HasSuffix(o.Key, "/"); {
	case directory && o.Data.Len() > 0:
		return deny.Because(deny.DirectoryName)
	case !directory && taken:
		return deny.Because(deny.FileAlreadyExists)
	}
	return c.makeDirectories(parentOf(o.Key))
}

// parentOf is the key of the directory in which a key stands; empty: the top.
func parentOf(key string) string { return key[:strings.LastIndexByte(key, '/')+1] }

// makeDirectories makes a directory and those above it, where they are
// missing. No object may have the name of one.
func (c *ChangeContext) makeDirectories(key string) *deny.Denial {
	if key == "" {
		return nil
	}
	if strings.Contains(key, "//") {
		return deny.Because(deny.DirectoryName)
	}
	for _, d := range world.Directories(key) {
		if _, taken := c.Bucket.Objects.Get(strings.TrimSuffix(d, "/")); taken {
			return deny.Because(deny.FileAlreadyExists)
		}
		if _, there := c.Bucket.Objects.Get(d); !there {
			world.Set(c.Draft, c.Bucket.Objects, d, &world.Object{
				Key: d, Directory: true, Modified: c.Request.Now, Type: "Normal", Class: c.Bucket.Class, ACL: world.ACLDefault,
				Headers: []world.Header{{Name: "Content-Type", Value: "application/x-directory"}},
			})
		}
	}
	return nil
}

// createDirectory is https://help.aliyun.com/zh/oss/developer-reference/createdirectory
func createDirectory(c *ChangeContext) (*wire.Response, *deny.Denial) {
	r := c.Request
	if r.Length > 0 {
		return nil, wrong(deny.InvalidArgument, "Content-Length", r.Header.Get("Content-Length"))
	}
	if denial := c.makeDirectories(world.DirectoryKey(r.Key)); denial != nil {
		return nil, denial
	}
	made, _ := c.Bucket.Find(r.Key)
	resp := wire.Empty(200)
	resp.Set("Last-Modified", wire.HTTPTime(made.Modified))
	return resp, nil
}

const renameHeader = "x-oss-rename-source"

// renameSource reads the path that is to get another name, percent-encoded.
func renameSource(r *wire.Request) (string, *deny.Denial) {
	value := r.Header.Get(renameHeader)
	key, err := url.PathUnescape(value)
	if err != nil || key == "" || len(key) > wire.MaxKey || !utf8.ValidString(key) {
		return "", wrong(deny.InvalidArgument, renameHeader, value)
	}
	return key, nil
}

// renameAccesses: the source is deleted, the target written.
func renameAccesses(r *wire.Request) ([]Access, *deny.Denial) {
	from, denial := renameSource(r)
	if denial != nil {
		return nil, denial
	}
	return []Access{
		{Action: "oss:DeleteObject", Bucket: r.Bucket, Key: from, Writes: true},
		{Action: "oss:PutObject", Bucket: r.Bucket, Key: r.Key, Writes: true},
	}, nil
}

// rename gives an object, or a directory with all below it, another name.
// https://help.aliyun.com/zh/oss/developer-reference/rename
func rename(c *ChangeContext) (*wire.Response, *deny.Denial) {
	from, denial := renameSource(c.Request)
	if denial != nil {
		return nil, denial
	}
	source, known := c.Bucket.Find(from)
	if !known {
		return nil, noSuchKey(from)
	}
	to := strings.TrimSuffix(c.Request.Key, "/")
	if parent := parentOf(to); parent != "" {
		if _, known := c.Bucket.Objects.Get(parent); !known {
			return nil, noSuchKey(parent)
		}
	}
	if _, taken := c.Bucket.Find(to); taken {
		return nil, deny.Because(deny.FileAlreadyExists)
	}
	if !source.Directory {
		return wire.Empty(200), c.move(source, to)
	}
	if to = world.DirectoryKey(to); strings.HasPrefix(to, source.Key) {
		return nil, wrong(deny.InvalidArgument, renameHeader, from) // into itself
	}
	for _, o := range append(c.Bucket.Below(source.Key), source) {
		if denial := c.move(o, to+strings.TrimPrefix(o.Key, source.Key)); denial != nil {
			return nil, denial
		}
	}
	return wire.Empty(200), nil
}

// move stores an object under another key.
func (c *ChangeContext) move(o *world.Object, to string) *deny.Denial {
	if denial := wire.BadKey(to); denial != nil {
		return denial
	}
	world.Remove(c.Draft, c.Bucket.Objects, o.Key)
	next := *o
	next.Key = to
	world.Set(c.Draft, c.Bucket.Objects, to, &next)
	return nil
}
