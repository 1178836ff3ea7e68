package s3

import (
	"slices"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// Speak lets an answer of OSS be one of S3. What S3 has no name for stays, as x-oss-ec does,
// which was seen beside x-amz-request-id.
// https://github.com/vectordotdev/vector/issues/20746
func Speak(operation string, resp *wire.Response) {
	for i, h := range resp.Header {
		low := strings.ToLower(h[0])
		if meta, is := strings.CutPrefix(low, "x-oss-meta-"); is {
			resp.Header[i][0] = "x-amz-meta-" + meta
		}
		if at := slices.IndexFunc(named, func(n name) bool { return n.oss == low }); at >= 0 {
			resp.Header[i] = [2]string{named[at].s3, renamed(h[1], named[at].s3, true)}
		}
	}
	switch operation {
	case "GetBucketAcl", "GetObjectAcl":
		resp.Body = grants(resp.Body)
	case "GetBucketLifecycle":
		resp.Body = eachRule(resp.Body, ruleOfS3)
	default:
		if strings.HasPrefix(operation, "List") {
			resp.Body = []byte(classNames.Replace(string(resp.Body)))
		}
	}
}

// classNames writes the storage classes of a listing as S3 does. No key can look like one: its
// < is escaped.
var classNames = func() *strings.Replacer {
	var pairs []string
	for _, c := range classes {
		pairs = append(pairs, "<StorageClass>"+c.oss+"</StorageClass>", "<StorageClass>"+c.s3+"</StorageClass>")
	}
	return strings.NewReplacer(pairs...)
}()

var policyOfOSS = wire.Shape{Name: "AccessControlPolicy", Children: []wire.Shape{
	{Name: "Owner", Children: []wire.Shape{{Name: "ID"}, {Name: "DisplayName"}}},
	{Name: "AccessControlList", Children: []wire.Shape{{Name: "Grant"}}},
}}

const grantee = `<Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type=`

// everybody is who a public ACL grants a right.
const everybody = grantee + `"Group"><URI>http://acs.amazonaws.com/groups/global/AllUsers</URI></Grantee>`

// rights are those that the ACLs of OSS grant everybody, in the words of S3.
var rights = map[string][]string{"public-read": {"READ"}, "public-read-write": {"READ", "WRITE"}}

// grants writes an ACL as the list of grants that it is in S3. That the one which an object
// takes from its bucket is written as private is assumed.
func grants(body []byte) []byte {
	acl, err := wire.ReadXML(body, policyOfOSS)
	if err != nil {
		return body
	}
	owner := acl.In("Owner").Inner()
	grant := func(to, right string) string {
		return "<Grant>" + to + "<Permission>" + right + "</Permission></Grant>"
	}
	list := grant(grantee+`"CanonicalUser">`+owner+"</Grantee>", "FULL_CONTROL")
	for _, right := range rights[acl.In("AccessControlList").Child("Grant")] {
		list += grant(everybody, right)
	}
	return []byte(`<?xml version="1.0" encoding="UTF-8"?>` + "\n<AccessControlPolicy><Owner>" + owner + "</Owner><AccessControlList>" + list +
		"</AccessControlList></AccessControlPolicy>")
}
