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

func (c Claim) prove(r *wire.Request, secret string, mac maker) Proof {
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
func (c Claim) stringToSignV1(r *wire.Request) string {
	var b strings.Builder
	b.Grow(usualLength)
	writeLines(&b, r.Method, r.Header.Get("Content-MD5"), r.Header.Get("Content-Type"), c.Timestamp)
	for _, name := range headersWith(r, "x-oss-") {
		writeHeader(&b, r, name)
	}
	writeResourceV1(&b, r)
	return b.String()
}

// writeLines writes each text with a line feed.
func writeLines(b *strings.Builder, lines ...string) {
	for _, line := range lines {
		b.WriteString(line)
		b.WriteByte('\n')
	}
}

// writeResourceV1 writes the CanonicalizedResource: /bucket/key decoded, then the
// signed parameters.
func writeResourceV1(b *strings.Builder, r *wire.Request) {
	b.WriteByte('/')
	if r.Bucket != "" {
		b.WriteString(r.Named())
		b.WriteByte('/')
		b.WriteString(r.Key)
	}
	writeSignedQuery(b, r, isSignedV1)
}

// writeSignedQuery writes the parameters that are signed, decoded and sorted. Of duplicates the
// first counts.
func writeSignedQuery(b *strings.Builder, r *wire.Request, isSigned func(name string) bool) {
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
		b.WriteByte(glue)
		b.WriteString(p.Name)
		if p.Value != "" {
			b.WriteByte('=')
			b.WriteString(p.Value)
		}
		glue = '&'
	}
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

// writeHeader writes name:value, values trimmed and joined with a comma.
func writeHeader(b *strings.Builder, r *wire.Request, name string) {
	value, _ := headerValue(r, name)
	b.WriteString(name)
	b.WriteByte(':')
	b.WriteString(value)
	b.WriteByte('\n')
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
