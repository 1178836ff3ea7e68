package sign

import (
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

const (
	awsKey, awsSecret = "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
	awsStamp          = "20130524T000000Z"
	awsCredential     = awsKey + "/20130524/us-east-1/s3/aws4_request"
)

// The examples of
// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
func TestS3V4Vectors(t *testing.T) {
	const presigned = "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request" +
		"&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature="
	const hello = "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072"
	for _, v := range []struct {
		name, method, path, query, signed string
		headers                           []string
		signature                         string
	}{
		{"GET object", "GET", "/test.txt", "", "host;range;x-amz-content-sha256;x-amz-date", []string{"Range", "bytes=0-9"},
			"f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"},
		{"PUT object", "PUT", "/test$file.text", "", "date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class",
			[]string{"Date", "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class", "REDUCED_REDUNDANCY", "x-amz-content-sha256", hello},
			"98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"},
		{"GET lifecycle", "GET", "/", "lifecycle", "host;x-amz-content-sha256;x-amz-date", nil,
			"fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"},
		{"list objects", "GET", "/", "max-keys=2&prefix=J", "host;x-amz-content-sha256;x-amz-date", nil,
			"34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"},
		{"URL", "GET", "/test.txt", presigned, "", nil, "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"},
	} {
		h := header(append([]string{"x-amz-date", awsStamp, "x-amz-content-sha256", sha256OfNothing}, v.headers...)...)
		raw := v.query + v.signature
		if v.signed != "" {
			h.Set("Authorization", "AWS4-HMAC-SHA256 Credential="+awsCredential+",SignedHeaders="+v.signed+",Signature="+v.signature)
			raw = v.query
		} else {
			h = header()
		}
		r := &wire.Request{Method: v.method, Path: v.path, Query: query(t, raw), Header: h,
			Host: wire.Host{Verbatim: "examplebucket.s3.amazonaws.com"}}
		claim, denial := Read(r)
		if denial != nil {
			t.Errorf("%s: %v", v.name, denial)
			continue
		}
		if proof := claim.Prove(r, awsSecret); !proof.Matches(claim) {
			t.Errorf("%s: %s, want %s of\n%s", v.name, proof.Signature, v.signature, proof.CanonicalRequest)
		}
	}
}

// The example of https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
func TestChunkVectors(t *testing.T) {
	claim := Claim{
		Carrier: S3V4Header, Timestamp: awsStamp, Scope: Scope{"20130524", "us-east-1", "s3"},
		Signature: "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9",
	}
	chunks := &wire.Chunks{Signed: []wire.Chunk{
		{Hash: hexSHA256(strings.Repeat("a", 65536)), Signature: "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648"},
		{Hash: hexSHA256(strings.Repeat("a", 1024)), Signature: "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497"},
		{Hash: sha256OfNothing, Signature: "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9"},
	}}
	if wrong, sent := claim.ProveChunks(chunks, awsSecret); wrong != nil {
		t.Errorf("%s, want %s of %s", wrong.Signature, sent, wrong.StringToSign)
	}
	chunks.Signed[1].Hash = sha256OfNothing
	if wrong, sent := claim.ProveChunks(chunks, awsSecret); wrong == nil || sent != chunks.Signed[1].Signature {
		t.Errorf("another content is accepted, or another chunk named: %v %s", wrong, sent)
	}
}

// The examples of https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html,
// of the edition with the bucket johnsmith.
func TestS3V2Vectors(t *testing.T) {
	host := wire.Host{Verbatim: "johnsmith.s3.amazonaws.com", Bucket: "johnsmith"}
	for _, v := range []struct {
		name, method, path, query string
		headers                   []string
		signature                 string
	}{
		{"GET object", "GET", "/photos/puppy.jpg", "", []string{"Date", "Tue, 27 Mar 2007 19:36:42 +0000"}, "bWq2s1WEIj+Ydj0vQ697zp+IXMU="},
		{"PUT object", "PUT", "/photos/puppy.jpg", "", []string{"Content-Type", "image/jpeg", "Date", "Tue, 27 Mar 2007 21:15:45 +0000"},
			"MyyxeRY7whkBe+bq8fHCL/2kKUg="},
		{"list", "GET", "/", "prefix=photos&max-keys=50&marker=puppy", []string{"Date", "Tue, 27 Mar 2007 19:42:41 +0000"},
			"htDYFYduRNen8P9ZfE/s9SuKy0U="},
		{"ACL", "GET", "/", "acl", []string{"Date", "Tue, 27 Mar 2007 19:44:46 +0000"}, "c2WLPFtWHVgbEmeEG93a4cG37dM="},
		{"URL", "GET", "/photos/puppy.jpg", "AWSAccessKeyId=" + awsKey + "&Expires=1175139620&Signature=", nil, "NpgCjnDzrM+WFzoENXmpNDUsSn8="},
	} {
		h, raw := header(v.headers...), v.query
		if v.headers == nil {
			raw += wire.Escape(v.signature, "")
		} else {
			h.Set("Authorization", "AWS "+awsKey+":"+v.signature)
		}
		r := &wire.Request{Method: v.method, Bucket: "johnsmith", Path: v.path, Query: query(t, raw), Header: h, Host: host}
		claim, denial := Read(r)
		if denial != nil {
			t.Errorf("%s: %v", v.name, denial)
			continue
		}
		if proof := claim.Prove(r, awsSecret); !proof.Matches(claim) {
			t.Errorf("%s: %s, want %s of\n%q", v.name, proof.Signature, v.signature, proof.StringToSign)
		}
	}
}
