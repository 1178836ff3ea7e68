package check

import (
	"slices"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/op"
	"github.com/oss403/oss403/harness/emulator/internal/sign"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// bucketNameValid holds the naming rule. A name of OSS's own that is no endpoint
// is no name: it is looked up and not found.
func bucketNameValid(c *Case) *deny.Denial {
	if c.Request.Bucket == c.Request.Host.Domain || op.ValidBucketName(c.Request.Bucket) {
		return nil
	}
	return deny.Because(deny.InvalidBucketName, bucketNameField(c))
}

// standardHost refuses a region-less bucket through <bucket>.oss.aliyuncs.com,
// the only case of which an answer was captured; and to make a bucket where
// no region can be told from the host.
// https://help.aliyun.com/zh/oss/developer-reference/putbucket
func standardHost(c *Case) *deny.Denial {
	host := c.Request.Host
	if b := c.Bucket(); b != nil && b.Region == wire.Regionless && host.Legacy {
		return deny.Because(deny.NonStandardHost, deny.Field{Name: "Endpoint", Value: wire.PublicEndpoint(b.Region)})
	}
	if c.makesBucket() && (host.Style == wire.Custom || host.Fast) {
		return deny.Because(deny.PutBucketHost)
	}
	return nil
}

// makesBucket: the request is PutBucket, maybe with something that is declined.
func (c *Case) makesBucket() bool {
	if c.Operation == nil {
		return c.Request.Method == "PUT" && c.Request.Key == "" && len(c.Request.Query) == 0
	}
	return c.Operation.Name == "PutBucket"
}

// bucketExists: a missing bucket is 404 whoever asks; PutBucket makes it. The
// alias of an access point that is gone is the name of no bucket, and a cloud box
// that the owner does not have holds none.
func bucketExists(c *Case) *deny.Denial {
	switch {
	case c.Request.Alias != "" && c.point() == nil, !c.boxOfOwner():
	case c.Bucket() != nil, c.makesBucket():
		return nil
	}
	return deny.Because(deny.NoSuchBucket, bucketNameField(c))
}

// rightRegion: the host must be of the bucket's region, with or without
// credentials. https://help.aliyun.com/zh/oss/user-guide/0003-00001403
func rightRegion(c *Case) *deny.Denial {
	b := c.Bucket()
	if b == nil || c.Request.Host.Region == "" || c.Request.Host.Region == b.Region {
		return nil
	}
	if c.makesBucket() {
		return nil // the name is taken: 409 in place of 403
	}
	return deny.Because(deny.WrongEndpoint,
		deny.Field{Name: "Bucket", Value: b.Name},
		deny.Field{Name: "Endpoint", Value: wire.PublicEndpoint(b.Region)})
}

// thirdLevelDomain: only ListBuckets may use the bare public endpoint, unless
// the platform has white-listed the bucket. Which of the two texts an unsigned
// request gets is inferred, and that ListBuckets at an acceleration endpoint,
// which does not serve it, gets the second is assumed.
func thirdLevelDomain(c *Case) *deny.Denial {
	b := c.Bucket()
	switch {
	case b != nil && b.PathStyle:
		return nil
	case c.Claim.Carrier == sign.Anonymous, c.isPreflight(), c.Request.Bucket == "":
		return deny.Because(deny.PathStyleBare)
	}
	return deny.Because(deny.PathStyle)
}

// listings are the operations on buckets that count among the uses of data:
// ListObjects is announced and was seen to, the others are assumed to.
var listings = []string{"ListObjects", "ListObjectsV2", "ListObjectVersions", "ListMultipartUploads"}

// usesData: the request is for objects, not for the settings of a bucket.
func (c *Case) usesData() bool {
	o := c.Operation
	return o != nil && (o.Kind == op.Data || slices.Contains(listings, o.Name))
}

// publicEndpointOpen: the data in the mainland Chinese buckets of accounts that
// opened OSS after 2025-03-20 is not reached at public endpoints, but at
// internal ones and by custom domains. That acceleration endpoints lead there
// and those of IPv6 do not, and that who the caller is is asked later, is
// assumed.
// https://www.alibabacloud.com/help/en/oss/user-guide/0048-00000401
func publicEndpointOpen(c *Case) *deny.Denial {
	if owner := c.account(c.Bucket().Owner); owner != nil && owner.Closed.MainlandPublicEndpoint {
		return deny.Because(deny.PublicEndpointClosed)
	}
	return nil
}

// accelerationOn: an acceleration endpoint serves buckets whose owner has
// switched it on, where the region offers it. What it answers while the switch
// is off is unknown.
func accelerationOn(c *Case) *deny.Denial {
	if b := c.Bucket(); b != nil && (!b.Accelerated() || !c.offersAcceleration(b)) {
		return deny.Because(deny.NotAccelerated)
	}
	return nil
}

// accelerationOffered: transfer acceleration can be configured, and asked
// for, where the region offers it to the owner of the bucket.
// https://help.aliyun.com/zh/oss/user-guide/0028-00000001
func accelerationOffered(c *Case) *deny.Denial {
	if c.offersAcceleration(c.Bucket()) {
		return nil
	}
	return deny.Because(deny.AccelerationNotOffered)
}

func (c *Case) offersAcceleration(b *world.Bucket) bool {
	owner := c.account(b.Owner)
	return wire.Accelerates(b.Region) && !(owner != nil && slices.Contains(owner.Closed.RegionsWithoutAcceleration, b.Region))
}

// operationServed: what OSS has and the emulator has not is 501, never
// ignored.
func operationServed(c *Case) *deny.Denial { return c.Declined }

// resourcesNamed: source of a copy and keys of a batch can be read.
func resourcesNamed(c *Case) *deny.Denial { return c.Unnamed }

// sourceExists: the bucket that a copy reads from, or into which an image is saved.
func sourceExists(c *Case) *deny.Denial {
	for _, a := range c.Accesses {
		if _, ok := c.bucketOf(a); !ok {
			return deny.Because(deny.NoSuchBucket, deny.Field{Name: "BucketName", Value: a.Bucket})
		}
	}
	return nil
}

// sameDataCenter: a copy does not leave its region.
// https://help.aliyun.com/zh/oss/user-guide/0016-00000306
func sameDataCenter(c *Case) *deny.Denial {
	other := func(a op.Access) bool {
		b, ok := c.bucketOf(a)
		return ok && b.Region != c.Bucket().Region
	}
	switch {
	case !slices.ContainsFunc(c.Accesses, other):
		return nil
	case c.Operation.Name == "UploadPartCopy":
		return deny.Because(deny.PartFromOtherRegion)
	}
	return deny.Because(deny.OtherDataCenter)
}

func bucketNameField(c *Case) deny.Field {
	return deny.Field{Name: "BucketName", Value: c.Request.Named()}
}
