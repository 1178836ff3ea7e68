package scenarios

import (
	"slices"
	"sync"
)

// FaultKind names what differs.
type FaultKind string

// The kinds of fault. All but the last differ in the request.
const (
	FaultCaller        FaultKind = "caller"                    // sent by Caller
	FaultAccessKeyID   FaultKind = "AccessKeyId"               // signed under the AccessKeyId Value
	FaultSecret        FaultKind = "AccessKeySecret"           // signed with another secret
	FaultSignature     FaultKind = "signature"                 // one character of the signature is changed
	FaultSignatureEnd  FaultKind = "signature end"             // one of the last characters of the signature is changed
	FaultChunk         FaultKind = "chunk signature"           // one character of the signature of the first chunk is changed
	FaultHeaderAdded   FaultKind = "header added"              // the header Name is set to Value after signing
	FaultQueryAdded    FaultKind = "query added"               // the query parameter Name=Value is added after signing
	FaultHeaderDropped FaultKind = "header dropped"            // the header Name is removed after signing
	FaultSignedFor     FaultKind = "signed for"                // the part Name is signed as Value and sent unchanged
	FaultSignedHost    FaultKind = "signed host"               // the additional header host is signed as Value
	FaultSignedText    FaultKind = "signed text"               // the signed text is built the wrong way that Name says
	FaultSentSignature FaultKind = "sent signature"            // the plus signs of the signature in the URL are not escaped
	FaultSentPath      FaultKind = "sent path"                 // after signing, the key is written the wrong way that Name says
	FaultMethod        FaultKind = "method"                    // sent with the method Value after signing
	FaultClock         FaultKind = "clock"                     // signed with a clock that is off by Shift
	FaultExpired       FaultKind = "expired"                   // a URL whose Expires is now plus Shift
	FaultExpiresText   FaultKind = "Expires text"              // a URL signed with the text Value as Expires
	FaultQueryRemoved  FaultKind = "query removed"             // the query parameter Name is removed after signing
	FaultQueryEmptied  FaultKind = "query emptied"             // the query parameter Name is emptied after signing
	FaultQueryChanged  FaultKind = "query changed"             // the query parameter Name is Value after signing
	FaultOtherRegion   FaultKind = "other region"              // sent to the endpoint of another region
	FaultPathStyle     FaultKind = "path style"                // the bucket is in the path, and the host is the endpoint's
	FaultDate          FaultKind = "date"                      // Value replaces the date; empty: no date is sent
	FaultLifetime      FaultKind = "lifetime"                  // a V4 URL that is valid for Shift
	FaultScope         FaultKind = "scope"                     // the part Name of the V4 credential scope is Value
	FaultAuthorization FaultKind = "Authorization"             // the text Value replaces the Authorization header
	FaultTwoCarriers   FaultKind = "two carriers"              // signed in the header as well as in the URL
	FaultTokenAbsent   FaultKind = "token absent"              // a temporary AccessKey without its token
	FaultTokenAdded    FaultKind = "token added"               // the token Value with a permanent AccessKey
	FaultTokenAltered  FaultKind = "token altered"             // one character of the token is changed before signing
	FaultTokenOfOther  FaultKind = "token of another"          // the token of another session of the same role
	FaultTokenExpired  FaultKind = "token expired"             // credentials of a session whose Expiration has passed
	FaultTokenTwice    FaultKind = "token twice"               // the token is in the header as well as in the URL
	FaultTokenMoved    FaultKind = "token moved"               // the token is in the header instead of the URL, and signed there
	FaultSignedHeader  FaultKind = "signed in header"          // signed by the same version in the header instead of the URL
	FaultSignedURL     FaultKind = "signed in URL"             // signed by the same version in the URL instead of the header
	FaultField         FaultKind = "form field"                // the form field Name is Value; the Post policy has another value
	FaultFieldRemoved  FaultKind = "form field removed"        // the form field Name is taken away after signing
	FaultPolicyText    FaultKind = "policy text"               // Value replaces the Post policy, and is signed
	FaultCondition     FaultKind = "policy condition"          // the signed Post policy has Value as its only condition
	FaultConditionOut  FaultKind = "policy condition left out" // the signed Post policy does not name the form field Name
	FaultPolicyExpired FaultKind = "policy expired"            // the expiration of the Post policy is now plus Shift
	FaultFileSize      FaultKind = "file size"                 // the file has Value as its content

	FaultHeaderLeftOut FaultKind = "header left out" // the header Name is neither sent nor signed
	FaultHeaderOther   FaultKind = "header other"    // the header Name is sent and signed as Value
	FaultQueryOther    FaultKind = "query other"     // the query parameter Name is sent and signed as Value
	FaultQueryLeftOut  FaultKind = "query left out"  // the query parameter Name is neither sent nor signed

	FaultLimited FaultKind = "limited" // the URL is signed with the limit Name to Value: addresses, or a VPC

	FaultBody  FaultKind = "body"         // the body is Value
	FaultPoint FaultKind = "access point" // sent through the access point of the bucket
	FaultHost  FaultKind = "host"         // sent to the endpoint Value instead of the region's

	FaultState FaultKind = "state" // the request is the same, the state is not
)

// faultKinds has a row for each kind of fault: what a target must have for it, besides what the state and
// the request need. harness/internal/wire/faults.go says how each kind is applied.
var faultKinds = sync.OnceValue(func() []faultKind {
	const key, token, date, signature, host = "AccessKey", "token", "date", "signature", "host"
	return []faultKind{
		{kind: FaultCaller},
		{kind: FaultAccessKeyID, touches: []string{key}},
		{kind: FaultSecret, touches: []string{signature}},
		{kind: FaultSignature, touches: []string{signature}},
		{kind: FaultSignatureEnd, touches: []string{signature}},
		{kind: FaultChunk, touches: []string{signature}},
		{kind: FaultHeaderAdded},
		{kind: FaultQueryAdded},
		{kind: FaultMethod},
		{kind: FaultClock, needs: []Capability{SameSigningDay}, touches: []string{date}},
		{kind: FaultExpired, needs: []Capability{SameSigningDay}, touches: []string{date}},
		{kind: FaultExpiresText, touches: []string{date}},
		{kind: FaultQueryRemoved, touches: []string{parameter}},
		{kind: FaultQueryEmptied, touches: []string{parameter}},
		{kind: FaultQueryChanged, touches: []string{parameter}},
		{kind: FaultOtherRegion, needs: []Capability{RegionHosts, SecondRegion}, touches: []string{host, BucketRegion.String()}},
		{kind: FaultPathStyle, needs: []Capability{RegionHosts}},
		{kind: FaultDate, touches: []string{date}},
		{kind: FaultLifetime, touches: []string{date}},
		{kind: FaultScope},
		{kind: FaultAuthorization},
		{kind: FaultTwoCarriers, touches: []string{signature, key, date, token}},
		{kind: FaultTokenAbsent, touches: []string{token, key, KeyDisabled.String()}},
		{kind: FaultTokenAdded, touches: []string{token, key, KeyDisabled.String()}},
		{kind: FaultTokenAltered, touches: []string{token}},
		{kind: FaultTokenOfOther, needs: []Capability{Provisioning}, touches: []string{token}},
		{kind: FaultTokenExpired, needs: []Capability{ExpiredSession}, touches: []string{token, key, KeyDisabled.String()}},
		{kind: FaultTokenTwice, touches: []string{token}},
		{kind: FaultTokenMoved, touches: []string{token}},
		{kind: FaultSignedHeader, touches: []string{signature, date, token}},
		{kind: FaultSignedURL, touches: []string{signature, date, token}},
		{kind: FaultField},
		{kind: FaultFieldRemoved},
		{kind: FaultPolicyText},
		{kind: FaultCondition},
		{kind: FaultConditionOut},
		{kind: FaultPolicyExpired},
		{kind: FaultFileSize},
		{kind: FaultHeaderLeftOut},
		{kind: FaultHeaderOther},
		{kind: FaultHeaderDropped},
		{kind: FaultSignedFor},
		{kind: FaultSignedHost},
		{kind: FaultSignedText},
		{kind: FaultSentPath},
		{kind: FaultSentSignature},
		{kind: FaultQueryOther},
		{kind: FaultQueryLeftOut},
		{kind: FaultLimited},
		{kind: FaultBody},
		{kind: FaultPoint},
		{kind: FaultHost, needs: []Capability{RegionHosts}, touches: []string{host, BucketRegion.String()}},
		{kind: FaultState},
	}
})

type faultKind struct {
	kind    FaultKind
	needs   []Capability
	touches []string // parts of the request, or of the state, that the fault replaces; empty: what it names alone
}

// parameter stands for the query parameter that the fault names.
const parameter = "parameter"

// FaultKinds lists every kind of fault. Tests compare it with the constants and with the
// faults that the harness applies.
func FaultKinds() []FaultKind {
	var kinds []FaultKind
	for _, k := range faultKinds() {
		kinds = append(kinds, k.kind)
	}
	return kinds
}

// Needs reports whether a target must have c for the fault.
func (f Fault) Needs(c Capability) bool {
	return slices.ContainsFunc(faultKinds(), func(k faultKind) bool { return k.kind == f.Kind && slices.Contains(k.needs, c) })
}

// Touches lists the parts of a request, or kinds of state, that the fault replaces. Of two
// faults that touch the same part, not both checks can object.
func (f Fault) Touches() []string {
	kinds := faultKinds()
	i := slices.IndexFunc(kinds, func(k faultKind) bool { return k.kind == f.Kind })
	switch {
	case i < 0 || kinds[i].touches == nil:
		return []string{string(f.Kind) + " " + f.Name}
	case kinds[i].touches[0] != parameter:
		return kinds[i].touches
	case f.Name == "Expires":
		return []string{"date"}
	}
	return []string{parameter + " " + f.Name}
}

// Method returns the method of the request as sent, given the method that it is signed with.
func (f Fault) Method(signed string) string {
	if f.Kind == FaultMethod {
		return f.Value
	}
	return signed
}
