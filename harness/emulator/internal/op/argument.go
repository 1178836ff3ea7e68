package op

import (
	"encoding/xml"
	"net/url"
	"slices"
	"strconv"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// wrong is a refusal that names the argument at fault.
func wrong(why deny.Reason, name, value string) *deny.Denial {
	return deny.Because(why,
		deny.Field{Name: "ArgumentName", Value: name},
		deny.Field{Name: "ArgumentValue", Value: value})
}

// number reads a whole number between low and high, or the default where the
// parameter is absent or empty.
func number(r *wire.Request, name string, low, high, otherwise int) (int, *deny.Denial) {
	text := r.Query.Get(name)
	if text == "" {
		return otherwise, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < low || n > high {
		return 0, wrong(deny.InvalidArgument, name, text)
	}
	return n, nil
}

// An encoder writes keys into a listing: as they are, or percent-encoded for
// encoding-type=url.
type encoder func(string) string

func encodingOf(r *wire.Request) (encoder, *deny.Denial) {
	switch kind := r.Query.Get("encoding-type"); kind {
	case "":
		return func(s string) string { return s }, nil
	case "url":
		return url.QueryEscape, nil
	default:
		return nil, wrong(deny.EncodingUnknown, "encoding-type", kind)
	}
}

var (
	bucketACLs = []string{world.ACLPrivate, world.ACLPublicRead, world.ACLPublicReadWrite}
	objectACLs = append([]string{world.ACLDefault}, bucketACLs...)
)

const objectACLHeader = "x-oss-object-acl"

// SetsObjectACL tells whether an operation gives the object the ACL that a
// header names; the others do not look at it.
func (o *Operation) SetsObjectACL() bool {
	return o.Family == ObjectACL && o.Writes || slices.ContainsFunc(o.Also, func(s Secondary) bool { return s.Header == objectACLHeader })
}

func bucketACLOf(r *wire.Request, otherwise string) (string, *deny.Denial) {
	return oneOf(r, "x-oss-acl", bucketACLs, otherwise, deny.BucketACLUnknown)
}

func objectACLOf(r *wire.Request, otherwise string) (string, *deny.Denial) {
	return oneOf(r, objectACLHeader, objectACLs, otherwise, deny.ObjectACLUnknown)
}

var classes = world.Classes()

func classOf(r *wire.Request, otherwise string) (string, *deny.Denial) {
	return oneOf(r, "x-oss-storage-class", classes, otherwise, deny.ClassUnknown)
}

func oneOf(r *wire.Request, header string, allowed []string, otherwise string, why deny.Reason) (string, *deny.Denial) {
	value := r.Header.Get(header)
	switch {
	case value == "":
		return otherwise, nil
	case slices.Contains(allowed, value):
		return value, nil
	}
	return "", wrong(why, header, value)
}

// MakesBucketPublic tells whether a request sets a public ACL of a bucket, and MakesObjectPublic
// whether one of an object.
func MakesBucketPublic(r *wire.Request) bool { return isPublic(r.Header.Get("x-oss-acl")) }

func MakesObjectPublic(r *wire.Request) bool { return isPublic(r.Header.Get(objectACLHeader)) }

func isPublic(acl string) bool { return acl == world.ACLPublicRead || acl == world.ACLPublicReadWrite }

// An owner as it stands in listings.
type owner struct {
	ID          string
	DisplayName string
}

func ownerOf(b *world.Bucket) owner { return owner{b.Owner, b.Owner} }

type accessControlPolicy struct {
	XMLName xml.Name `xml:"AccessControlPolicy"`
	Owner   owner
	Grant   string `xml:"AccessControlList>Grant"`
}
