package scenarios

import "time"

// Fault is the one difference between control and provocation. The zero value
// is no fault, and is refused by the lint.
type Fault struct {
	Kind     FaultKind
	Sentence string // completes "the same request, but …"
	Name     string
	Value    string
	Shift    time.Duration
	Caller   Caller
	Traits   []Trait // of a fault in the state: how each stands in the provocation
}

// FaultKind names what differs.
type FaultKind string

// The kinds of fault. All but the last differ in the request.
const (
	FaultCaller        FaultKind = "caller"                    // sent by Caller
	FaultAccessKeyID   FaultKind = "AccessKeyId"               // signed under the AccessKeyId Value
	FaultSecret        FaultKind = "AccessKeySecret"           // signed with another secret
	FaultSignature     FaultKind = "signature"                 // a character of the signature changed after signing
	FaultSignatureEnd  FaultKind = "signature end"             // one of its last characters changed after signing
	FaultHeaderAdded   FaultKind = "header added"              // header Name: Value added after signing
	FaultQueryAdded    FaultKind = "query added"               // query parameter Name=Value added after signing
	FaultHeaderDropped FaultKind = "header dropped"            // the header Name taken away after signing
	FaultSignedFor     FaultKind = "signed for"                // the signature of the same request with another Name, Value
	FaultSignedHost    FaultKind = "signed host"               // the additional header host is signed as Value
	FaultSignedText    FaultKind = "signed text"               // the signature of a text that is made otherwise, as Name says
	FaultSentSignature FaultKind = "sent signature"            // the signature in the URL, whose plus signs are bare
	FaultSentPath      FaultKind = "sent path"                 // the key is written otherwise after signing, as Name says
	FaultMethod        FaultKind = "method"                    // sent with the method Value after signing
	FaultClock         FaultKind = "clock"                     // signed as if Shift from now
	FaultExpired       FaultKind = "expired"                   // a URL whose Expires lies Shift from now
	FaultExpiresText   FaultKind = "Expires text"              // a URL signed with the text Value as Expires
	FaultQueryRemoved  FaultKind = "query removed"             // query parameter Name taken away after signing
	FaultQueryEmptied  FaultKind = "query emptied"             // query parameter Name emptied after signing
	FaultOtherRegion   FaultKind = "other region"              // sent to the endpoint of another region
	FaultPathStyle     FaultKind = "path style"                // bucket in the path of the endpoint's host
	FaultDate          FaultKind = "date"                      // Value in the place of the date; empty: no date at all
	FaultLifetime      FaultKind = "lifetime"                  // a V4 URL that is good for Shift
	FaultScope         FaultKind = "scope"                     // the part Name of the V4 credential scope is Value
	FaultAuthorization FaultKind = "Authorization"             // the text Value in the place of the Authorization header
	FaultTwoCarriers   FaultKind = "two carriers"              // a signature in the header beside the one in the URL
	FaultTokenAbsent   FaultKind = "token absent"              // a temporary AccessKey without its token
	FaultTokenAdded    FaultKind = "token added"               // the token Value with a permanent AccessKey
	FaultTokenAltered  FaultKind = "token altered"             // a character of the token changed before signing
	FaultTokenOfOther  FaultKind = "token of another"          // the token of another session of the same role
	FaultTokenExpired  FaultKind = "token expired"             // credentials of a session whose Expiration has passed
	FaultTokenTwice    FaultKind = "token twice"               // the token in the header beside the one in the URL
	FaultField         FaultKind = "form field"                // the form field Name is Value, which its policy does not say
	FaultFieldRemoved  FaultKind = "form field removed"        // the form field Name is taken away after signing
	FaultPolicyText    FaultKind = "policy text"               // Value in the place of the Post policy, signed
	FaultCondition     FaultKind = "policy condition"          // the Post policy has the condition Value alone, signed
	FaultConditionOut  FaultKind = "policy condition left out" // the Post policy does not name the form field Name, signed
	FaultPolicyExpired FaultKind = "policy expired"            // the Post policy's expiration lies Shift from now
	FaultFileSize      FaultKind = "file size"                 // the file has Value as its content

	FaultHeaderLeftOut FaultKind = "header left out" // the header Name is not sent, nor signed
	FaultHeaderOther   FaultKind = "header other"    // the header Name is Value, and so signed
	FaultQueryOther    FaultKind = "query other"     // the query parameter Name is Value, and so signed
	FaultQueryLeftOut  FaultKind = "query left out"  // the query parameter Name is not sent, nor signed

	FaultBody  FaultKind = "body"         // the body is Value
	FaultPoint FaultKind = "access point" // sent through the access point of the bucket
	FaultHost  FaultKind = "host"         // sent to the endpoint Value of the service, in place of the region's

	FaultState FaultKind = "state" // the request is the same, the state is not
)

// In is the state s as the fault changes it; a fault in the request leaves it alone.
func (f Fault) In(s State) State {
	for _, t := range f.Traits {
		s = s.With(t.Kind, t.Value)
	}
	return s
}
