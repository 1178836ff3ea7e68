package op

import (
	"encoding/base64"
	"encoding/xml"
	"slices"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// maxDirectoryPage is how much one DeleteDirectory deletes: the Java SDK's
// test needs a second one for a directory of 100 objects.
const maxDirectoryPage = 100

const (
	recursiveHeader   = "x-oss-delete-recursive"
	deleteTokenHeader = "x-oss-delete-token"
)

// A directoryPage is what one DeleteDirectory deletes, what lies deepest first.
type directoryPage struct {
	directory string // its key
	doomed    []*world.Object
	more      bool
}

// directoryPageOf: a directory alone must be empty; a recursive request goes
// on after its token.
func directoryPageOf(r *wire.Request, b *world.Bucket) (directoryPage, *deny.Denial) {
	d, known := b.Find(r.Key)
	if !known || !d.Directory {
		return directoryPage{}, noSuchKey(r.Key)
	}
	page, below := directoryPage{directory: d.Key}, b.Below(d.Key)
	switch recursive := r.Header.Get(recursiveHeader); {
	case recursive != "" && recursive != "true" && recursive != "false":
		return page, wrong(deny.InvalidArgument, recursiveHeader, recursive)
	case recursive == "true":
		after, denial := page.after(r.Header.Get(deleteTokenHeader))
		if denial != nil {
			return page, denial
		}
		below = slices.DeleteFunc(below, func(o *world.Object) bool { return after != "" && o.Key >= after })
	case len(below) > 0:
		return page, deny.Because(deny.FileAlreadyExists)
	}
	slices.Reverse(below)
	page.doomed = append(below, d)
	if page.more = len(page.doomed) > maxDirectoryPage; page.more {
		page.doomed = page.doomed[:maxDirectoryPage]
	}
	return page, nil
}

// after is the key in a token; empty: from the beginning.
func (p directoryPage) after(token string) (string, *deny.Denial) {
	key, err := base64.StdEncoding.DecodeString(strings.ReplaceAll(token, "-", "="))
	if after := string(key); err == nil && (token == "" || strings.HasPrefix(after, p.directory) && after != p.directory) {
		return after, nil
	}
	return "", wrong(deny.InvalidArgument, deleteTokenHeader, token)
}

// token tells where the next call goes on. The service writes - for =.
func (p directoryPage) token() string {
	if !p.more {
		return ""
	}
	last := p.doomed[len(p.doomed)-1].Key
	return strings.ReplaceAll(base64.StdEncoding.EncodeToString([]byte(last)), "=", "-")
}

// belowAccesses are the deletions beside that of the directory itself.
func belowAccesses(r *wire.Request, b *world.Bucket) []Access {
	page, _ := directoryPageOf(r, b)
	var below []Access
	for _, o := range page.doomed {
		if o.Key != page.directory {
			below = append(below, Access{Action: "oss:DeleteObject", Bucket: b.Name, Key: strings.TrimSuffix(o.Key, "/"), Writes: true})
		}
	}
	return below
}

// deleteDirectory is https://help.aliyun.com/zh/oss/developer-reference/deletedirectory
// A directory into which something was written after it had been passed by
// stays.
func deleteDirectory(c *ChangeContext) (*wire.Response, *deny.Denial) {
	page, denial := directoryPageOf(c.Request, c.Bucket)
	if denial != nil {
		return nil, denial
	}
	for _, o := range page.doomed {
		if o.Directory && len(c.Bucket.Below(o.Key)) > 0 {
			return nil, deny.Because(deny.FileAlreadyExists)
		}
		world.Remove(c.Draft, c.Bucket.Objects, o.Key)
	}
	return wire.XML(200, struct {
		XMLName         xml.Name `xml:"DeleteDirectoryResult"`
		DirectoryName   string
		DeleteNumber    int
		NextDeleteToken string `xml:",omitempty"`
	}{DirectoryName: strings.TrimSuffix(c.Request.Key, "/"), DeleteNumber: len(page.doomed), NextDeleteToken: page.token()}), nil
}
