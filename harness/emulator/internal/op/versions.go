package op

import (
	"encoding/xml"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// Versioning cannot be enabled here, so that every object is the one version
// that it has: the null version.
const nullVersion = "null"

// getBucketVersioning says nothing of a bucket whose versioning was never
// enabled.
// https://help.aliyun.com/zh/oss/developer-reference/getbucketversioning
func getBucketVersioning(*Context) (*wire.Response, *deny.Denial) {
	return wire.XML(200, struct {
		XMLName xml.Name `xml:"VersioningConfiguration"`
	}{}), nil
}

type listedVersion struct {
	VersionId string
	IsLatest  bool
	listedObject
}

// versions is the answer of
// https://help.aliyun.com/zh/oss/developer-reference/listobjectversions
type versions struct {
	XMLName             xml.Name `xml:"ListVersionsResult"`
	Name                string
	Prefix              string
	KeyMarker           string
	VersionIdMarker     string
	MaxKeys             int
	Delimiter           string
	EncodingType        string `xml:",omitempty"`
	IsTruncated         bool
	NextKeyMarker       string `xml:",omitempty"`
	NextVersionIdMarker string `xml:",omitempty"`
	Version             []listedVersion
	CommonPrefixes      []commonPrefix
}

// listObjectVersions lists each object as its null version. After that version
// of a key comes the next key, as it does after the key itself.
func listObjectVersions(c *Context) (*wire.Response, *deny.Denial) {
	marker, version := c.Request.Query.Get("key-marker"), c.Request.Query.Get("version-id-marker")
	if marker == "" && version != "" {
		return nil, wrong(deny.VersionWithoutKey, "version-id-marker", version)
	}
	page, found, encode, denial := listPage(c, marker)
	if denial != nil {
		return nil, denial
	}
	doc := versions{
		Name: page.Name, Prefix: page.Prefix, KeyMarker: encode(marker), VersionIdMarker: version, MaxKeys: page.MaxKeys,
		Delimiter: page.Delimiter, EncodingType: page.EncodingType, IsTruncated: page.IsTruncated, CommonPrefixes: page.CommonPrefixes,
	}
	o := ownerOf(c.Bucket)
	for _, listed := range page.Contents {
		listed.Owner = &o
		doc.Version = append(doc.Version, listedVersion{nullVersion, true, listed})
	}
	if found.more {
		doc.NextKeyMarker, doc.NextVersionIdMarker = encode(found.next), nullVersion
	}
	return wire.XML(200, doc), nil
}
