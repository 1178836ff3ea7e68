package scenarios

import (
	"fmt"
	"time"
)

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

// The kinds of fault. The last three differ in the state; all others in the request.
const (
	FaultCaller       FaultKind = "caller"              // sent by Caller
	FaultAccessKeyID  FaultKind = "AccessKeyId"         // signed under the AccessKeyId Value
	FaultSecret       FaultKind = "AccessKeySecret"     // signed with another secret
	FaultSignature    FaultKind = "signature"           // a character of the signature changed after signing
	FaultHeaderAdded  FaultKind = "header added"        // header Name: Value added after signing
	FaultQueryAdded   FaultKind = "query added"         // query parameter Name=Value added after signing
	FaultMethod       FaultKind = "method"              // sent with the method Value after signing
	FaultClock        FaultKind = "clock"               // signed as if Shift from now
	FaultExpired      FaultKind = "expired"             // a URL whose Expires lies Shift from now
	FaultExpiresText  FaultKind = "Expires text"        // a URL signed with the text Value as Expires
	FaultQueryRemoved FaultKind = "query removed"       // query parameter Name taken away after signing
	FaultQueryEmptied FaultKind = "query emptied"       // query parameter Name emptied after signing
	FaultOtherRegion  FaultKind = "other region"        // sent to the endpoint of another region
	FaultPathStyle    FaultKind = "path style"          // bucket in the path of the endpoint's host
	FaultObjectACL    FaultKind = "object ACL"          // the object has the ACL Value
	FaultBucketACL    FaultKind = "bucket ACL"          // the bucket has the ACL Value
	FaultPublicAccess FaultKind = "public access block" // Block Public Access is on
)

// SentBy sends the request as another caller.
func SentBy(c Caller) Fault {
	return Fault{Kind: FaultCaller, Caller: c, Sentence: "sent by: " + string(c)}
}

// UnderAccessKeyID signs under an AccessKeyId that is not the caller's.
func UnderAccessKeyID(id, sentence string) Fault {
	return Fault{Kind: FaultAccessKeyID, Value: id, Sentence: sentence}
}

// WrongSecret signs with a secret that is not the AccessKey's.
func WrongSecret() Fault { return Fault{Kind: FaultSecret, Sentence: "signed with a wrong secret"} }

// TamperedSignature changes one character of the signature.
func TamperedSignature() Fault {
	return Fault{Kind: FaultSignature, Sentence: "one character of the signature changed"}
}

// HeaderAdded adds a header after signing.
func HeaderAdded(name, value string) Fault {
	return Fault{Kind: FaultHeaderAdded, Name: name, Value: value, Sentence: fmt.Sprintf("header %s: %s added after signing", name, value)}
}

// QueryAdded adds a query parameter after signing; an empty value adds a bare sub-resource.
func QueryAdded(name, value string) Fault {
	return Fault{Kind: FaultQueryAdded, Name: name, Value: value, Sentence: fmt.Sprintf("query parameter %s added after signing", name)}
}

// MethodChanged sends the signed request with another method.
func MethodChanged(method string) Fault {
	return Fault{Kind: FaultMethod, Value: method, Sentence: "sent as " + method + " after signing"}
}

// ClockShifted signs at a time that lies shift from the target's.
func ClockShifted(shift time.Duration) Fault {
	return Fault{Kind: FaultClock, Shift: shift, Sentence: fmt.Sprintf("signed %s from the server's time", shift)}
}

// Expired signs a URL whose Expires has passed by ago.
func Expired(ago time.Duration) Fault {
	return Fault{Kind: FaultExpired, Shift: -ago, Sentence: fmt.Sprintf("Expires passed %s ago", ago)}
}

// ExpiresText signs a URL with text in the place of Expires.
func ExpiresText(text string) Fault {
	return Fault{Kind: FaultExpiresText, Value: text, Sentence: fmt.Sprintf("Expires is %q", text)}
}

// QueryRemoved takes a query parameter away.
func QueryRemoved(name string) Fault {
	return Fault{Kind: FaultQueryRemoved, Name: name, Sentence: "without the query parameter " + name}
}

// QueryEmptied empties a query parameter.
func QueryEmptied(name string) Fault {
	return Fault{Kind: FaultQueryEmptied, Name: name, Sentence: "with an empty query parameter " + name}
}

// SentToOtherRegion sends the request to the endpoint of another region.
func SentToOtherRegion() Fault {
	return Fault{Kind: FaultOtherRegion, Sentence: "sent to the endpoint of another region"}
}

// PathStyle puts the bucket in the path of the endpoint's own host.
func PathStyle() Fault {
	return Fault{Kind: FaultPathStyle, Sentence: "addressed in path style at the endpoint's host"}
}

// ObjectHasACL gives the object another ACL.
func ObjectHasACL(acl ACL) Fault {
	return Fault{Kind: FaultObjectACL, Value: string(acl), Sentence: "the object's ACL is " + string(acl)}
}

// BucketHasACL gives the bucket another ACL.
func BucketHasACL(acl ACL) Fault {
	return Fault{Kind: FaultBucketACL, Value: string(acl), Sentence: "the bucket's ACL is " + string(acl)}
}

// PublicAccessBlocked turns on Block Public Access.
func PublicAccessBlocked() Fault {
	return Fault{Kind: FaultPublicAccess, Sentence: "Block Public Access is on"}
}

// In is the state s as the fault changes it; a fault in the request leaves it alone.
func (f Fault) In(s State) State {
	switch f.Kind {
	case FaultObjectACL:
		s.Object = ACL(f.Value)
	case FaultBucketACL:
		s.Unblocked = s.public() && !s.BlockPublic
		s.Bucket = ACL(f.Value)
	case FaultPublicAccess:
		s.BlockPublic = true
	}
	return s
}
