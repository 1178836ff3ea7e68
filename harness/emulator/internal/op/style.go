package op

import (
	"cmp"
	"encoding/xml"
	"slices"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// styleParameter names a style. stylePrefix comes before its name in x-oss-process.
const (
	styleParameter = "styleName"
	stylePrefix    = "style/"
)

// Limits of https://help.aliyun.com/zh/oss/user-guide/image-styles
const (
	maxStyles    = 50
	maxStyleName = 63
)

var styleRequest = wire.Shape{Name: "Style", Children: []wire.Shape{{Name: "Content", Required: true}}}

// putStyle makes a style or replaces it. How the service refuses a name, or one style more, is assumed.
// https://help.aliyun.com/zh/oss/developer-reference/putstyle
func putStyle(c *ChangeContext, body wire.Element) (func(*world.Bucket), *deny.Denial) {
	next := world.Style{
		Name: c.Request.Query.Get(styleParameter), Content: body.Child("Content"), Category: cmp.Or(c.Request.Query.Get("category"), "image"),
		Created: c.Request.Now, Modified: c.Request.Now,
	}
	styles := slices.Clone(c.Bucket.Styles)
	at, known := c.Bucket.StyleAt(next.Name)
	switch {
	case !validStyleName(next.Name):
		return nil, wrong(deny.InvalidArgument, styleParameter, next.Name)
	case next.Content == "":
		return nil, wrong(deny.InvalidArgument, "Content", next.Content)
	case known:
		next.Created = styles[at].Created
		styles[at] = next
	case len(styles) == maxStyles:
		return nil, wrong(deny.InvalidArgument, styleParameter, next.Name)
	default:
		styles = append(styles, next)
	}
	return func(b *world.Bucket) { b.Styles = styles }, nil
}

// validStyleName holds the naming rule: letters, digits, hyphens, underscores and dots.
// https://help.aliyun.com/zh/oss/user-guide/image-styles
func validStyleName(name string) bool {
	return name != "" && len(name) <= maxStyleName && !strings.ContainsFunc(name, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune("-_.", r)
	})
}

type styleInfo struct {
	XMLName                                             xml.Name `xml:"Style"`
	Name, Content, Category, CreateTime, LastModifyTime string
}

func toldStyle(s world.Style) styleInfo {
	return styleInfo{Name: s.Name, Content: s.Content, Category: s.Category, CreateTime: wire.HTTPTime(s.Created),
		LastModifyTime: wire.HTTPTime(s.Modified)}
}

// getStyle is https://help.aliyun.com/zh/oss/developer-reference/getstyle
func getStyle(c *Context) *wire.Response {
	at, known := c.Bucket.StyleAt(c.Request.Query.Get(styleParameter))
	if !known {
		return nil
	}
	return wire.XML(200, toldStyle(c.Bucket.Styles[at]))
}

// listStyles lists them in the order of their making, which is assumed.
// https://help.aliyun.com/zh/oss/developer-reference/liststyle
func listStyles(c *Context) (*wire.Response, *deny.Denial) {
	doc := struct {
		XMLName xml.Name `xml:"StyleList"`
		Styles  []styleInfo
	}{}
	for _, s := range c.Bucket.Styles {
		doc.Styles = append(doc.Styles, toldStyle(s))
	}
	return wire.XML(200, doc), nil
}

func deleteStyle(c *ChangeContext, b *world.Bucket) {
	name := c.Request.Query.Get(styleParameter)
	b.Styles = slices.DeleteFunc(slices.Clone(b.Styles), func(s world.Style) bool { return s.Name == name })
}

// unnamedStyle is one to put or to delete of which a request says no name; how that is refused is assumed.
func unnamedStyle(*ChangeContext) (*wire.Response, *deny.Denial) {
	return nil, wrong(deny.StyleUnnamed, styleParameter, "")
}

// processing is what a request wants done to an object: the chain that it asks for, or that of the style that it names.
// That a chain goes on after the name of a style is not known.
// https://help.aliyun.com/zh/oss/user-guide/image-styles
func processing(c *Context, asked string) (string, *deny.Denial) {
	name, styled := strings.CutPrefix(asked, stylePrefix)
	if !styled {
		return asked, nil
	}
	at, known := c.Bucket.StyleAt(name)
	if !known {
		return "", deny.Because(deny.NoStyle, deny.Field{Name: "BucketName", Value: c.Bucket.Name}, deny.Field{Name: "StyleName", Value: name})
	}
	return c.Bucket.Styles[at].Content, nil
}
