package scenarios

import "fmt"

// Constructors of the faults in which the signed request differs from the sent one. Two
// causes look alike here: the client signs something else, or a proxy between the client
// and OSS changes the request.

// The parts for FaultSignedFor: PartBucket and PartKey. The others are wrong ways to build
// the signed text (SignedWith) or to write the key in the path (SentWith).
const (
	PartBucket     = "bucket"
	PartKey        = "key"
	PartParameters = "parameters reversed"
	KeyEscaped     = "key escaped once more"
	KeyUnescaped   = "key not escaped"
	PlusUnescaped  = "plus not escaped"
)

// The limits of a signed URL.
const (
	LimitAddress = "x-oss-ac-source-ip"
	LimitVPC     = "x-oss-ac-vpc-id"
	LimitForward = "x-oss-ac-source-ip, forwarded" // as LimitAddress, and proxies may forward the request
)

// LimitedToAddress signs a URL that is good from this address alone. The URL does not tell the address:
// the service puts in the one that the request comes from.
func LimitedToAddress(address string) Fault {
	return Fault{Kind: FaultLimited, Name: LimitAddress, Value: address, Sentence: "limited to the address " + address}
}

// LimitedToForwarded is LimitedToAddress for a URL that proxies may forward: no proxy does.
func LimitedToForwarded(address string) Fault {
	return Fault{Kind: FaultLimited, Name: LimitForward, Value: address,
		Sentence: "limited to the address " + address + ", also behind proxies"}
}

// LimitedToVPC signs a URL that is good from this VPC alone.
func LimitedToVPC(vpc string) Fault {
	return Fault{Kind: FaultLimited, Name: LimitVPC, Value: vpc, Sentence: "limited to " + vpc}
}

// HeaderDropped removes a header after signing.
func HeaderDropped(name string) Fault {
	return Fault{Kind: FaultHeaderDropped, Name: name, Sentence: fmt.Sprintf("signed with the header %s, and sent without it", name)}
}

// HeaderChanged changes the value of a header after signing.
func HeaderChanged(name, value string) Fault {
	return Fault{Kind: FaultHeaderAdded, Name: name, Value: value, Sentence: fmt.Sprintf("the header %s made %s after signing", name, value)}
}

// SignedForKey signs this key, and sends the request's own.
func SignedForKey(key string) Fault {
	return Fault{Kind: FaultSignedFor, Name: PartKey, Value: key, Sentence: fmt.Sprintf("signed for the key %q", key)}
}

// SignedForBucket signs this bucket, and sends the request's own.
func SignedForBucket(bucket string) Fault {
	return Fault{Kind: FaultSignedFor, Name: PartBucket, Value: bucket, Sentence: fmt.Sprintf("signed for the bucket %q", bucket)}
}

// SignedForHost signs this host, and sends the request's own. The host must be an additional header of V4.
func SignedForHost(host string) Fault {
	return Fault{Kind: FaultSignedHost, Value: host, Sentence: fmt.Sprintf("signed for the host %q", host)}
}

// SignedWith builds the signed text in a wrong way: PartParameters, KeyEscaped or KeyUnescaped.
func SignedWith(way string) Fault {
	return Fault{Kind: FaultSignedText, Name: way, Sentence: "signed with " + way}
}

// SignatureUnescaped does not escape the plus signs of a signature in the URL. The signature has at least one.
func SignatureUnescaped() Fault {
	return Fault{Kind: FaultSentSignature, Sentence: "sent with a signature whose plus signs are not escaped"}
}

// SentWith writes the key in the path in a wrong way after signing: KeyEscaped, KeyUnescaped or PlusUnescaped.
func SentWith(way string) Fault {
	return Fault{Kind: FaultSentPath, Name: way, Sentence: "sent with " + way}
}
