package op

import (
	"cmp"
	"encoding/xml"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// ValidBucketName holds the naming rule: 3 to 63 of a-z 0-9 and -, a letter
// or digit at both ends.
// https://help.aliyun.com/zh/oss/user-guide/bucket-naming-conventions
func ValidBucketName(name string) bool {
	if len(name) < 3 || len(name) > 63 || name[0] == '-' || name[len(name)-1] == '-' {
		return false
	}
	return strings.Trim(name, bucketCharacters) == ""
}

const bucketCharacters = "abcdefghijklmnopqrstuvwxyz0123456789-"

// beginsBucketName: some name of a bucket begins so. That this is what makes a prefix valid is inferred
// from TestIsBucketExist of SDK v1, whose prefix has capitals and is refused.
// https://help.aliyun.com/zh/oss/user-guide/0017-00000290
func beginsBucketName(prefix string) bool {
	return len(prefix) <= 63 && !strings.HasPrefix(prefix, "-") && strings.Trim(prefix, bucketCharacters) == ""
}

// bucketRequest is the shape of <CreateBucketConfiguration>.
var bucketRequest = wire.Shape{Name: "CreateBucketConfiguration", Children: []wire.Shape{
	{Name: "StorageClass"}, {Name: "DataRedundancyType"}, {Name: "ObjectHashFunction"}, {Name: "LocationConstraint"},
}}

// putBucket makes a bucket, or for its owner sets ACL and encryption again;
// its namespace stays.
// https://help.aliyun.com/zh/oss/developer-reference/putbucket
func putBucket(c *ChangeContext) (*wire.Response, *deny.Denial) {
	asked, denial := bucketAsked(c.Request)
	if denial != nil {
		return nil, denial
	}
	namespace := c.Request.Header.Get(namespaceHeader)
	if denial := groupExists(c.World, c.Caller, asked.Group); denial != nil {
		return nil, denial
	}
	switch {
	case c.Bucket == nil:
		asked.Region, asked.Owner, asked.BlockPublic = c.Region, c.Caller, c.World.BlocksNew(c.Caller)
		asked.WithoutV1 = c.World.LimitsOfV1(c.Caller).NewBuckets
		asked.Objects, asked.Former = world.NewOrdered[*world.Object](), world.NewOrdered[[]*world.Object]()
		asked.Uploads = world.NewOrdered[*world.Upload]()
		world.Set(c.Draft, c.Draft.Buckets, asked.Name, &asked)
	case c.Bucket.Region != c.Region, namespace != "" && asked.Hierarchical != c.Bucket.Hierarchical:
		return nil, BucketTaken(asked.Name)
	default:
		c.Draft.ChangeBucket(asked.Name, func(b *world.Bucket) {
			if c.Request.Header.Get("x-oss-acl") != "" {
				b.ACL = asked.ACL
			}
			if asked.Encryption.Algorithm != "" {
				b.Encryption = asked.Encryption
			}
		})
	}
	resp := wire.Empty(200)
	resp.Set("Location", "/"+asked.Name)
	return resp, nil
}

const namespaceHeader = "x-oss-hns-status"

// bucketAsked is what a request says of the bucket that it wants.
func bucketAsked(r *wire.Request) (b world.Bucket, denial *deny.Denial) {
	var configuration wire.Element
	if len(r.Body()) > 0 {
		var err error
		if configuration, err = wire.ReadXML(r.Body(), bucketRequest); err != nil {
			return b, malformed(err)
		}
	}
	b = world.Bucket{Name: r.Bucket, Created: r.Now, Redundancy: configuration.Child("DataRedundancyType"), Group: GroupAsked(r)}
	if b.ACL, denial = bucketACLOf(r, world.ACLPrivate); denial != nil {
		return b, denial
	}
	if b.Class, denial = classNamed(configuration.Child("StorageClass")); denial != nil {
		return b, denial
	}
	if b.Encryption, denial = encryptionAsked(r); denial != nil {
		return b, denial
	}
	switch b.Redundancy {
	case "":
		b.Redundancy = "LRS"
	case "LRS", "ZRS":
	default:
		return b, wrong(deny.InvalidArgument, "DataRedundancyType", b.Redundancy)
	}
	switch status := r.Header.Get(namespaceHeader); status {
	case "", "disabled":
	case "enabled":
		b.Hierarchical = true
	default:
		return b, wrong(deny.InvalidArgument, namespaceHeader, status)
	}
	return b, nil
}

// BucketTaken is the refusal of a name that somebody else owns.
func BucketTaken(name string) *deny.Denial {
	return deny.Because(deny.BucketAlreadyExists, deny.Field{Name: "BucketName", Value: name})
}

func classNamed(class string) (string, *deny.Denial) {
	if class == "" {
		return classes[0], nil
	}
	for _, known := range classes {
		if class == known {
			return class, nil
		}
	}
	return "", wrong(deny.ClassUnknown, "StorageClass", class)
}

func malformed(err error) *deny.Denial {
	return deny.Because(deny.MalformedXML, deny.Field{Name: "ErrorDetail", Value: err.Error()})
}

// deleteBucket: a bucket with former versions or delete markers is not empty
// either. https://help.aliyun.com/zh/oss/developer-reference/deletebucket
func deleteBucket(c *ChangeContext) (*wire.Response, *deny.Denial) {
	if c.Bucket.Objects.Len() > 0 || c.Bucket.Former.Len() > 0 || c.Bucket.Uploads.Len() > 0 {
		return nil, deny.Because(deny.BucketNotEmpty, deny.Field{Name: "BucketName", Value: c.Bucket.Name})
	}
	if len(c.Bucket.Channels) > 0 { // assumed: what empties a bucket deletes them first
		return nil, deny.Because(deny.BucketNotEmpty, deny.Field{Name: "BucketName", Value: c.Bucket.Name})
	}
	if len(c.Bucket.AccessPoints) > 0 {
		return nil, deny.Because(deny.BucketHasPoints, deny.Field{Name: "BucketName", Value: c.Bucket.Name})
	}
	world.Remove(c.Draft, c.Draft.Buckets, c.Bucket.Name)
	return wire.Empty(204), nil
}

func putBucketACL(c *ChangeContext) (*wire.Response, *deny.Denial) {
	acl, denial := bucketACLOf(c.Request, "")
	if denial != nil {
		return nil, denial
	}
	return c.replaceBucket(200, func(b *world.Bucket) { b.ACL = cmp.Or(acl, b.ACL) })
}

func getBucketACL(c *Context) (*wire.Response, *deny.Denial) {
	return wire.XML(200, accessControlPolicy{Owner: ownerOf(c.Bucket), Grant: c.Bucket.ACL}), nil
}

func getBucketLocation(c *Context) (*wire.Response, *deny.Denial) {
	return wire.XML(200, struct {
		XMLName xml.Name `xml:"LocationConstraint"`
		Value   string   `xml:",chardata"`
	}{Value: location(c.Bucket)}), nil
}

// location is the region as OSS names it in bodies: oss-cn-hangzhou.
func location(b *world.Bucket) string { return "oss-" + b.Region }

type bucketInfo struct {
	XMLName xml.Name `xml:"BucketInfo"`
	Bucket  struct {
		Name                   string
		Location               string
		CreationDate           string
		ExtranetEndpoint       string
		IntranetEndpoint       string
		StorageClass           string
		DataRedundancyType     string
		HierarchicalNamespace  string
		TransferAcceleration   string
		CrossRegionReplication string
		AccessMonitor          string
		BlockPublicAccess      bool
		ResourceGroupId        string
		Versioning             string         `xml:",omitempty"`
		Encryption             encryptionRule `xml:"ServerSideEncryptionRule"`
		Owner                  owner
		Grant                  string `xml:"AccessControlList>Grant"`
	}
}

func getBucketInfo(c *Context) (*wire.Response, *deny.Denial) {
	var doc bucketInfo
	d, b := &doc.Bucket, c.Bucket
	d.Name, d.Location, d.CreationDate = b.Name, location(b), wire.ISOTime(b.Created)
	d.ExtranetEndpoint, d.IntranetEndpoint = endpoints(c.Request, b)
	d.StorageClass, d.DataRedundancyType = b.Class, b.Redundancy
	d.ResourceGroupId = b.GroupID()
	d.HierarchicalNamespace, d.TransferAcceleration = "Disabled", "Disabled"
	if b.Hierarchical {
		d.HierarchicalNamespace = "Enabled"
	}
	if b.Accelerated() {
		d.TransferAcceleration = "Enabled"
	}
	d.CrossRegionReplication, d.AccessMonitor = "Disabled", monitoring(b)
	if len(b.Replication) > 0 {
		d.CrossRegionReplication = "Enabled"
	}
	d.BlockPublicAccess, d.Versioning, d.Owner, d.Grant = b.BlockPublic, b.Versioning, ownerOf(b), b.ACL
	if d.Encryption = ruleOf(b.Encryption); b.Encryption.Algorithm == "" {
		d.Encryption.SSEAlgorithm = "None"
	}
	return wire.XML(200, doc), nil
}

// endpoints are the public and the internal endpoint of a bucket. A client
// that came by IP address gets that address back, to stay reachable.
func endpoints(r *wire.Request, b *world.Bucket) (public, internal string) {
	if r.Host.Style == wire.Local && r.Host.Bucket == "" {
		return r.Host.Verbatim, r.Host.Verbatim
	}
	return wire.PublicEndpoint(b.Region), wire.InternalEndpoint(b.Region)
}

// publicAccessBlock is the configuration of
// https://help.aliyun.com/zh/oss/developer-reference/putbucketpublicaccessblock
type publicAccessBlock struct {
	XMLName           xml.Name `xml:"PublicAccessBlockConfiguration"`
	BlockPublicAccess bool
}

var publicAccessBlockRequest = wire.Shape{Name: "PublicAccessBlockConfiguration", Children: []wire.Shape{
	{Name: "BlockPublicAccess", Required: true, Of: flag},
}}

func putPublicAccessBlock(_ *ChangeContext, body wire.Element) (func(*world.Bucket), *deny.Denial) {
	return func(b *world.Bucket) { b.BlockPublic = body.Child("BlockPublicAccess") == "true" }, nil
}

func getPublicAccessBlock(c *Context) *wire.Response {
	return wire.XML(200, publicAccessBlock{BlockPublicAccess: c.Bucket.BlockPublic})
}
