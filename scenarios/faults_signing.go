package scenarios

import "fmt"

// The faults by which what was signed is not what is sent, each as the constructor that a
// scenario calls. They say nothing of who is at fault: a client that signs otherwise, or
// whatever stands between it and OSS.

// The parts of a request that can be signed otherwise than they are sent, and the ways in
// which a text can be signed, or a key be written, otherwise than it should.
const (
	PartBucket     = "bucket"
	PartKey        = "key"
	PartParameters = "parameters reversed"
	KeyEscaped     = "key escaped once more"
	KeyUnescaped   = "key not escaped"
	PlusUnescaped  = "plus not escaped"
)

// HeaderDropped takes a header away after signing.
func HeaderDropped(name string) Fault {
	return Fault{Kind: FaultHeaderDropped, Name: name, Sentence: fmt.Sprintf("signed with the header %s, and sent without it", name)}
}

// HeaderChanged changes the value of a header after signing.
func HeaderChanged(name, value string) Fault {
	return Fault{Kind: FaultHeaderAdded, Name: name, Value: value, Sentence: fmt.Sprintf("the header %s made %s after signing", name, value)}
}

// SignedForKey signs another key than is sent.
func SignedForKey(key string) Fault {
	return Fault{Kind: FaultSignedFor, Name: PartKey, Value: key, Sentence: fmt.Sprintf("signed for the key %q", key)}
}

// SignedForBucket signs another bucket than is sent.
func SignedForBucket(bucket string) Fault {
	return Fault{Kind: FaultSignedFor, Name: PartBucket, Value: bucket, Sentence: fmt.Sprintf("signed for the bucket %q", bucket)}
}

// SignedForHost signs another host than is sent, where the host is among the additional headers of V4.
func SignedForHost(host string) Fault {
	return Fault{Kind: FaultSignedHost, Value: host, Sentence: fmt.Sprintf("signed for the host %q", host)}
}

// SignedWith signs a text that is made otherwise than it should: PartParameters, KeyEscaped or KeyUnescaped.
func SignedWith(way string) Fault {
	return Fault{Kind: FaultSignedText, Name: way, Sentence: "signed with " + way}
}

// SignatureUnescaped leaves the plus signs of a signature in the URL bare; there is one at least.
func SignatureUnescaped() Fault {
	return Fault{Kind: FaultSentSignature, Sentence: "sent with a signature whose plus signs are not escaped"}
}

// SentWith writes the key in the path otherwise once it is signed: KeyEscaped, KeyUnescaped or PlusUnescaped.
func SentWith(way string) Fault {
	return Fault{Kind: FaultSentPath, Name: way, Sentence: "sent with " + way}
}
