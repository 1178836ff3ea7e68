package sign

import (
	"crypto/hmac"
	"encoding/base64"
	"slices"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// A Proof is a computed signature with everything it was computed from.
type Proof struct {
	Signature        string
	StringToSign     string
	CanonicalRequest string // V4, S3V4
}

// Prove computes the signature that a claim ought to have. The request is the one that was
// sent.
func (c Claim) Prove(r *wire.Request, secret string) Proof { return c.prove(r, secret, derived) }

func (c *Claim) prove(r *wire.Request, secret string, mac maker) Proof {
	if c.Carrier.InForm() {
		return c.proveForm(secret, mac)
	}
	switch c.Carrier.Rules() {
	case V2:
		return c.proveV2(r, secret, mac)
	case V4:
		return c.proveV4(r, secret, mac)
	case S3V2:
		return proofSHA1(c.stringToSignS3V2(r), secret, mac)
	case S3V4:
		return c.proveS3V4(r, secret, mac)
	}
	return proofSHA1(c.stringToSignV1(r), secret, mac)
}

func proofSHA1(text, secret string, mac maker) Proof {
	sum := mac(macName{hash: "sha1", secret: secret}, text)
	return Proof{Signature: base64.StdEncoding.EncodeToString(sum), StringToSign: text}
}

// Matches compares the computed signature with the one of the claim, in
// constant time.
func (p Proof) Matches(c Claim) bool {
	return hmac.Equal([]byte(p.Signature), []byte(c.Signature))
}

// stringToSignV1 is VERB, Content-MD5, Content-Type, time, the x-oss-*
// headers and the resource.
func (c *Claim) stringToSignV1(r *wire.Request) string {
	var room [usualLength]byte
	b := appendLines(room[:0], r.Method, r.Header.Get("Content-MD5"), r.Header.Get("Content-Type"), c.Timestamp)
	for _, name := range headersWith(r, "x-oss-") {
		b = appendHeader(b, r, name)
	}
	return string(appendResourceV1(b, r))
}

// usualLength is room for most texts that are signed.
const usualLength = 512

// appendLines appends each text with a line feed.
func appendLines(b []byte, lines ...string) []byte {
	for _, line := range lines {
		b = append(append(b, line...), '\n')
	}
	return b
}

// appendResourceV1 appends the CanonicalizedResource: /bucket/key decoded, then the
// signed parameters.
func appendResourceV1(b []byte, r *wire.Request) []byte {
	b = append(b, '/')
	if r.Bucket != "" {
		b = append(append(b, r.Named()...), '/')
		b = append(b, r.Key...)
	}
	return appendSignedQuery(b, r, isSignedV1)
}

// appendSignedQuery appends the parameters that are signed, decoded and sorted. Of duplicates the
// first counts.
func appendSignedQuery(b []byte, r *wire.Request, isSigned func(name string) bool) []byte {
	var params []wire.Param
	for _, p := range r.Query {
		known := slices.ContainsFunc(params, func(q wire.Param) bool { return q.Name == p.Name })
		if !known && isSigned(p.Name) {
			params = append(params, p)
		}
	}
	slices.SortFunc(params, func(a, b wire.Param) int { return strings.Compare(a.Name, b.Name) })
	glue := byte('?')
	for _, p := range params {
		b = append(append(b, glue), p.Name...)
		if p.Value != "" {
			b = append(append(b, '='), p.Value...)
		}
		glue = '&'
	}
	return b
}

func isSignedV1(name string) bool {
	if strings.HasPrefix(name, "x-oss-") {
		return true
	}
	_, listed := slices.BinarySearch(signedParams, name)
	return listed
}

// signedParams are the parameters that V1 signs, sorted, beside x-oss-*. The
// published list, and what the official SDKs add to it.
// https://help.aliyun.com/zh/oss/developer-reference/include-signatures-in-the-authorization-header
var signedParams = slices.Sorted(slices.Values(strings.Fields(`
	acl uploads location cors logging website referer lifecycle delete append tagging objectMeta uploadId partNumber
	security-token position img style styleName replication replicationProgress replicationLocation cname bucketInfo comp
	qos live status vod startTime endTime symlink response-content-type response-content-language response-expires
	response-cache-control response-content-disposition response-content-encoding

	stat restore cleanRestoredObject callback callback-var versions versioning versionId sequential continuation-token regionList cloudboxes
	policy encryption requestPayment inventory inventoryId qosInfo asyncFetch worm wormId wormExtend withHashContext
	transferAcceleration metaQuery resourceGroup rtc responseHeader bucketArchiveDirectRead httpsConfig
	redundancyTransition accessPoint accessPointPolicy publicAccessBlock policyStatus requesterQosInfo qosRequester
	resourcePool resourcePoolInfo resourcePoolBuckets group link objectInfo seal udf udfName udfImage udfId udfImageDesc
	udfApplication udfApplicationLog vip vpcip objectWorm retention legalHold overwriteConfig quota`)))

// headersWith lists the headers whose names begin with a prefix, in lower case, sorted.
func headersWith(r *wire.Request, prefix string) []string { return sortedOnce(r.Header.With(prefix)) }

func sortedOnce(names []string) []string {
	slices.Sort(names)
	return slices.Compact(names)
}

// appendHeader appends name:value, values trimmed and joined with a comma.
func appendHeader(b []byte, r *wire.Request, name string) []byte {
	value, _ := headerValue(r, name)
	b = append(append(b, name...), ':')
	return append(append(b, value...), '\n')
}

// headerValue returns the values of a header, trimmed and joined. net/http
// keeps Host outside the header.
func headerValue(r *wire.Request, name string) (string, bool) {
	if name == "host" {
		return r.Host.Verbatim, true
	}
	values := r.Header.Values(name)
	if len(values) == 0 {
		return "", false
	}
	if len(values) == 1 {
		return strings.Trim(values[0], " \t"), true
	}
	trimmed := make([]string, len(values))
	for i, v := range values {
		trimmed[i] = strings.Trim(v, " \t")
	}
	return strings.Join(trimmed, ","), true
}
