package scenarios

import (
	"fmt"
	"time"
)

// Constructors of the faults in the request.

// SentBy sends the request as another caller.
func SentBy(c Caller) Fault {
	return Fault{Kind: FaultCaller, Caller: c, Sentence: "sent by: " + string(c)}
}

// UnderAccessKeyID signs under another AccessKeyId than the caller's. {id} in id stands for the caller's.
func UnderAccessKeyID(id, sentence string) Fault {
	return Fault{Kind: FaultAccessKeyID, Value: id, Sentence: sentence}
}

// WrongSecret signs with another secret than the AccessKey's.
func WrongSecret() Fault { return Fault{Kind: FaultSecret, Sentence: "signed with a wrong secret"} }

// TamperedSignature changes one character of the signature.
func TamperedSignature() Fault {
	return Fault{Kind: FaultSignature, Sentence: "one character of the signature changed"}
}

// TamperedSignatureEnd changes one of the last characters of the signature.
func TamperedSignatureEnd() Fault {
	return Fault{Kind: FaultSignatureEnd, Sentence: "one of the last characters of the signature changed"}
}

// TamperedChunk changes one character of the signature of the first chunk of an upload.
func TamperedChunk() Fault {
	return Fault{Kind: FaultChunk, Sentence: "one character of the signature of a chunk changed"}
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

// ClockShifted signs with the target's time plus shift.
func ClockShifted(shift time.Duration) Fault {
	return Fault{Kind: FaultClock, Shift: shift, Sentence: fmt.Sprintf("signed %s from the server's time", shift)}
}

// Expired signs a URL whose Expires passed ago before now.
func Expired(ago time.Duration) Fault {
	return Fault{Kind: FaultExpired, Shift: -ago, Sentence: fmt.Sprintf("Expires passed %s ago", ago)}
}

// ExpiresText signs a URL with text as Expires.
func ExpiresText(text string) Fault {
	return Fault{Kind: FaultExpiresText, Value: text, Sentence: fmt.Sprintf("Expires is %q", text)}
}

// QueryRemoved removes a query parameter after signing.
func QueryRemoved(name string) Fault {
	return Fault{Kind: FaultQueryRemoved, Name: name, Sentence: "without the query parameter " + name}
}

// QueryEmptied empties a query parameter after signing.
func QueryEmptied(name string) Fault {
	return Fault{Kind: FaultQueryEmptied, Name: name, Sentence: "with an empty query parameter " + name}
}

// QueryChanged changes the value of a query parameter after signing.
func QueryChanged(name, value string) Fault {
	return Fault{Kind: FaultQueryChanged, Name: name, Value: value, Sentence: fmt.Sprintf("with the query parameter %s=%s", name, value)}
}

// SentToOtherRegion sends the request to the endpoint of another region.
func SentToOtherRegion() Fault {
	return Fault{Kind: FaultOtherRegion, Sentence: "sent to the endpoint of another region"}
}

// PathStyle puts the bucket in the path instead of the host.
func PathStyle() Fault {
	return Fault{Kind: FaultPathStyle, Sentence: "addressed in path style at the endpoint's host"}
}

// DateIs sends text as the date; an empty text sends no date.
func DateIs(text string) Fault {
	return Fault{Kind: FaultDate, Value: text, Sentence: fmt.Sprintf("dated %q", text)}
}

// Lifetime signs a V4 URL that is valid for d, even where OSS does not allow it.
func Lifetime(d time.Duration) Fault {
	return Fault{Kind: FaultLifetime, Shift: d, Sentence: fmt.Sprintf("x-oss-expires is %d seconds", int(d.Seconds()))}
}

// ScopeHas signs with another value of one part of the V4 credential scope: region or product.
func ScopeHas(part, value string) Fault {
	return Fault{Kind: FaultScope, Name: part, Value: value, Sentence: fmt.Sprintf("the %s of the credential scope is %q", part, value)}
}

// AuthorizationIs sends text as the Authorization header. {id} stands for the AccessKeyId, {scope} for the V4 credential scope.
func AuthorizationIs(text string) Fault {
	return Fault{Kind: FaultAuthorization, Value: text, Sentence: fmt.Sprintf("the Authorization header is %q", text)}
}

// SignedTwice adds a signature in the header to the one in the URL.
func SignedTwice() Fault {
	return Fault{Kind: FaultTwoCarriers, Sentence: "signed in the header and in the URL"}
}

// WithoutToken sends a temporary AccessKey without its token.
func WithoutToken() Fault {
	return Fault{Kind: FaultTokenAbsent, Sentence: "without the security token of its AccessKey"}
}

// WithToken sends and signs a token with a permanent AccessKey.
func WithToken(token string) Fault {
	return Fault{Kind: FaultTokenAdded, Value: token, Sentence: "with a security token that its AccessKey does not have"}
}

// AlteredToken changes one character of the token before signing.
func AlteredToken() Fault {
	return Fault{Kind: FaultTokenAltered, Sentence: "one character of the security token changed"}
}

// TokenOfAnotherSession sends the token of another session of the same role.
func TokenOfAnotherSession() Fault {
	return Fault{Kind: FaultTokenOfOther, Sentence: "with the security token of another session"}
}

// SessionExpired sends the credentials of a session past its Expiration.
func SessionExpired() Fault {
	return Fault{Kind: FaultTokenExpired, Sentence: "the session is past its Expiration"}
}

// TokenTwice sends the token in the header as well as in the URL.
func TokenTwice() Fault {
	return Fault{Kind: FaultTokenTwice, Sentence: "with the security token in the header and in the URL"}
}

// TokenInHeader sends and signs the token in the header instead of the URL.
func TokenInHeader() Fault {
	return Fault{Kind: FaultTokenMoved, Sentence: "with the security token in the header instead of the URL"}
}

// SignedInHeader signs in the header instead of the URL, by the same version.
func SignedInHeader() Fault {
	return Fault{Kind: FaultSignedHeader, Sentence: "signed in the header instead of the URL"}
}

// SignedInURL signs in the URL instead of the header, by the same version.
func SignedInURL() Fault {
	return Fault{Kind: FaultSignedURL, Sentence: "signed in the URL instead of the header"}
}

// FieldIs gives a form field another value than the Post policy has.
func FieldIs(name, value string) Fault {
	return Fault{Kind: FaultField, Name: name, Value: value, Sentence: fmt.Sprintf("the form field %s is %q", name, value)}
}

// FieldRemoved removes a form field.
func FieldRemoved(name string) Fault {
	return Fault{Kind: FaultFieldRemoved, Name: name, Sentence: "without the form field " + name}
}

// PolicyIs signs text instead of the Post policy.
func PolicyIs(text string) Fault {
	return Fault{Kind: FaultPolicyText, Value: text, Sentence: "with a malformed Post policy"}
}

// ConditionIs signs a Post policy with this condition instead of its own.
func ConditionIs(condition string) Fault {
	return Fault{Kind: FaultCondition, Value: condition, Sentence: "the Post policy has the condition " + condition}
}

// ConditionLeftOut signs a Post policy that does not name a field of the form.
func ConditionLeftOut(field string) Fault {
	return Fault{Kind: FaultConditionOut, Name: field, Sentence: "the Post policy does not name the field " + field}
}

// PolicyExpired signs a Post policy whose expiration passed ago before now.
func PolicyExpired(ago time.Duration) Fault {
	return Fault{Kind: FaultPolicyExpired, Shift: -ago, Sentence: fmt.Sprintf("the Post policy expired %s ago", ago)}
}

// FileIs uploads another file content.
func FileIs(content string) Fault {
	return Fault{Kind: FaultFileSize, Value: content, Sentence: fmt.Sprintf("the file has %d bytes", len(content))}
}

// HeaderLeftOut neither sends nor signs a header.
func HeaderLeftOut(name string) Fault {
	return Fault{Kind: FaultHeaderLeftOut, Name: name, Sentence: "without the header " + name}
}

// HeaderIs sends and signs another value of a header.
func HeaderIs(name, value string) Fault {
	return Fault{Kind: FaultHeaderOther, Name: name, Value: value, Sentence: fmt.Sprintf("the header %s is %q", name, value)}
}

// QueryLeftOut neither sends nor signs a query parameter.
func QueryLeftOut(name string) Fault {
	return Fault{Kind: FaultQueryLeftOut, Name: name, Sentence: "without the query parameter " + name}
}

// QueryIs sends and signs another value of a query parameter.
func QueryIs(name, value string) Fault {
	return Fault{Kind: FaultQueryOther, Name: name, Value: value, Sentence: fmt.Sprintf("the query parameter %s is %q", name, value)}
}

// BodyIs sends another body; says is the sentence of the fault.
func BodyIs(body, says string) Fault {
	return Fault{Kind: FaultBody, Value: body, Sentence: says}
}

// SentToHost sends the request to another endpoint of the service, e.g. "oss.aliyuncs.com".
func SentToHost(host string) Fault {
	return Fault{Kind: FaultHost, Value: host, Sentence: "sent to the endpoint " + host}
}

// SentThroughPoint sends the request through the access point of the bucket.
func SentThroughPoint() Fault {
	return Fault{Kind: FaultPoint, Sentence: "sent through the access point of the bucket"}
}

// LeftAtDefault sends the request to the target's endpoint; the bucket lies in another region.
func LeftAtDefault() Fault {
	return Fault{Kind: FaultOtherRegion, Sentence: "sent to the endpoint that an SDK was left at"}
}
