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
}

// FaultKind names what differs.
type FaultKind string

// The kinds of fault. The last two groups differ in the state; all others in the request.
const (
	FaultCaller        FaultKind = "caller"                    // sent by Caller
	FaultAccessKeyID   FaultKind = "AccessKeyId"               // signed under the AccessKeyId Value
	FaultSecret        FaultKind = "AccessKeySecret"           // signed with another secret
	FaultSignature     FaultKind = "signature"                 // a character of the signature changed after signing
	FaultSignatureEnd  FaultKind = "signature end"             // one of its last characters changed after signing
	FaultHeaderAdded   FaultKind = "header added"              // header Name: Value added after signing
	FaultQueryAdded    FaultKind = "query added"               // query parameter Name=Value added after signing
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
	FaultQueryLeftOut  FaultKind = "query left out"  // the query parameter Name is not sent, nor signed

	FaultBucketPolicy  FaultKind = "bucket policy"    // the bucket's policy is Value
	FaultUserPolicy    FaultKind = "RAM policy"       // the RAM user has the policy Value
	FaultUserAlone     FaultKind = "RAM policy alone" // the RAM user has the policy Value and no other; empty: none
	FaultSessionPolicy FaultKind = "session policy"   // the role session is narrowed by Value
	FaultCORS          FaultKind = "CORS rules"       // the bucket's CORS rules are Value
	FaultAccountStatus FaultKind = "account status"   // the owner's account is Value
	FaultNotActivated  FaultKind = "not activated"    // OSS was never activated
	FaultFrozen        FaultKind = "frozen"           // the bucket is disabled
	FaultVPCPolicy     FaultKind = "VPC policy"       // the VPC endpoint has the policy Value
	FaultNoCloudBoxes  FaultKind = "no cloud boxes"   // the account has no cloud boxes
	FaultControlPolicy FaultKind = "control policy"   // the directory of the account has the control policy Value

	FaultBucketAbsent   FaultKind = "bucket absent"         // the bucket does not exist
	FaultKeyDisabled    FaultKind = "AccessKey disabled"    // the caller's AccessKey is Inactive
	FaultV1Closed       FaultKind = "V1 closed"             // the account may not sign with V1
	FaultRegionNoTokens FaultKind = "region without tokens" // the region takes no security tokens
	FaultCallNoTokens   FaultKind = "call without tokens"   // the operation takes no security tokens

	FaultObjectACL    FaultKind = "object ACL"          // the object has the ACL Value
	FaultImage        FaultKind = "image"               // the object is the image Value
	FaultBucketACL    FaultKind = "bucket ACL"          // the bucket has the ACL Value
	FaultPublicAccess FaultKind = "public access block" // Block Public Access is on
)

// In is the state s as the fault changes it; a fault in the request leaves it alone.
func (f Fault) In(s State) State {
	switch f.Kind {
	case FaultObjectACL:
		s.Object = ACL(f.Value)
	case FaultImage:
		s.Image = Image(f.Value)
	case FaultBucketACL:
		s.Unblocked = s.public() && !s.BlockPublic
		s.Bucket = ACL(f.Value)
	case FaultPublicAccess:
		s.BlockPublic = true
	case FaultBucketPolicy:
		s.BucketPolicy = f.Value
	case FaultUserPolicy:
		s.UserPolicy = f.Value
	case FaultUserAlone:
		s.UserPolicy, s.UserAlone = f.Value, true
	case FaultSessionPolicy:
		s.SessionPolicy = f.Value
	case FaultCORS:
		s.CORS = f.Value
	case FaultAccountStatus:
		s.AccountStatus = f.Value
	case FaultNotActivated:
		s.NotActivated = true
	case FaultFrozen:
		s.Frozen = true
	case FaultVPCPolicy:
		s.VPCPolicy = f.Value
	case FaultNoCloudBoxes:
		s.CloudBoxes = false
	case FaultControlPolicy:
		s.ControlPolicy = f.Value
	case FaultBucketAbsent:
		s = State{Absent: true, Key: s.Key}
	case FaultKeyDisabled:
		s.KeyDisabled = true
	case FaultV1Closed:
		s.V1Closed = true
	case FaultRegionNoTokens:
		s.RegionNoTokens = true
	case FaultCallNoTokens:
		s.CallNoTokens = true
	}
	return s
}
