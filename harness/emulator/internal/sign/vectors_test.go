package sign

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// The vectors are published by the SDKs and their documentation: access key
// ak, secret sk unless a row says otherwise.

func header(pairs ...string) wire.Header {
	h := wire.Header{}
	for i := 0; i < len(pairs); i += 2 {
		h.Set(pairs[i], pairs[i+1])
	}
	return h
}

func clone(h wire.Header) wire.Header { return h.Without(func(string) bool { return false }) }

func query(t *testing.T, raw string) wire.Query {
	t.Helper()
	q, err := wire.ParseQuery(raw)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func TestV1Vectors(t *testing.T) {
	const date = "Wed, 28 Dec 2022 10:27:41 GMT"
	put := header("Content-MD5", "eB5eJF1ptWaXm4bijSPyxw==", "Content-Type", "text/html", "Date", date, "x-oss-date", date,
		"x-oss-meta-author", "alice", "x-oss-meta-magic", "abracadabra")
	get := header("Date", date, "x-oss-date", date)
	docs := header("Content-MD5", "ODBGOERFMDMzQTczRUY3NUE3NzA5QzdFNUYzMDQxNEM=", "Content-Type", "text/html",
		"Date", "Thu, 17 Nov 2005 18:49:58 GMT", "x-oss-magic", "abracadabra", "x-oss-meta-author", "foo@bar.com")
	for _, v := range []struct {
		name, method, bucket, key, query, secret string
		header                                   wire.Header
		stringToSign, signature                  string
	}{
		{"header", "PUT", "examplebucket", "nelson", "", "sk", put,
			"PUT\neB5eJF1ptWaXm4bijSPyxw==\ntext/html\n" + date + "\nx-oss-date:" + date +
				"\nx-oss-meta-author:alice\nx-oss-meta-magic:abracadabra\n/examplebucket/nelson",
			"kSHKmLxlyEAKtZPkJhG9bZb5k7M="},
		{"sub-resource", "PUT", "examplebucket", "nelson", "acl", "sk", put, "", "/afkugFbmWDQ967j1vr6zygBLQk="},
		{"bucket", "GET", "examplebucket", "", "resourceGroup", "sk", get,
			"GET\n\n\n" + date + "\nx-oss-date:" + date + "\n/examplebucket/?resourceGroup", "vkQmfuUDyi1uDi3bKt67oemssIs="},
		{"two sub-resources", "GET", "examplebucket", "", "resourceGroup&acl", "sk", get, "", "x3E5TgOvl/i7PN618s5mEvpJDYk="},
		{"foreign parameter", "GET", "examplebucket", "", "resourceGroup&acl&foo=1", "sk", get, "", "x3E5TgOvl/i7PN618s5mEvpJDYk="},
		{"documentation", "PUT", "oss-example", "nelson", "", "OtxrzxIsfpFjA7SwPzILwy8Bw21TLhquhboDYROV", docs,
			"PUT\nODBGOERFMDMzQTczRUY3NUE3NzA5QzdFNUYzMDQxNEM=\ntext/html\nThu, 17 Nov 2005 18:49:58 GMT\nx-oss-magic:abracadabra\n" +
				"x-oss-meta-author:foo@bar.com\n/oss-example/nelson",
			"26NBxoKdsyly4EDv6inkoDft/yA="},
		{"URL", "GET", "bucket", "key", "versionId=versionId&OSSAccessKeyId=ak&Expires=1699807420&Signature=x", "sk", header(),
			"GET\n\n\n1699807420\n/bucket/key?versionId=versionId", "dcLTea+Yh9ApirQ8o8dOPqtvJXQ="},
		{"URL with token", "GET", "bucket", "key+123",
			"security-token=token&versionId=versionId&OSSAccessKeyId=ak&Expires=1699808204&Signature=x", "sk", header(),
			"GET\n\n\n1699808204\n/bucket/key+123?security-token=token&versionId=versionId", "jzKYRrM5y6Br0dRFPaTGOsbrDhY="},
	} {
		t.Run(v.name, func(t *testing.T) {
			h := clone(v.header)
			if !strings.Contains(v.query, "Signature=") {
				h.Set("Authorization", "OSS ak:"+v.signature)
			}
			r := &wire.Request{Method: v.method, Bucket: v.bucket, Key: v.key, Query: query(t, v.query), Header: h}
			claim, denial := Read(r)
			if denial != nil {
				t.Fatal(denial)
			}
			proof := claim.Prove(r, v.secret)
			if v.stringToSign != "" && proof.StringToSign != v.stringToSign {
				t.Errorf("StringToSign\n%q, want\n%q", proof.StringToSign, v.stringToSign)
			}
			if proof.Signature != v.signature {
				t.Errorf("signature %s, want %s of %q", proof.Signature, v.signature, proof.StringToSign)
			}
		})
	}
}

func TestV4Vectors(t *testing.T) {
	const (
		params   = "param1=value1&%2Bparam1=value3&%7Cparam1=value4&%2Bparam2&%7Cparam2&param2="
		inHeader = "OSS4-HMAC-SHA256 Credential=ak/"
	)
	base := header("x-oss-head1", "value", "abc", "value", "ZAbc", "value", "XYZ", "value")
	with := func(pairs ...string) wire.Header {
		h := clone(base)
		for i := 0; i < len(pairs); i += 2 {
			h.Set(pairs[i], pairs[i+1])
		}
		return h
	}
	byHeader := func(date, scope, additional string, more ...string) wire.Header {
		h := with(append([]string{"content-type", "text/plain", "x-oss-content-sha256", UnsignedPayload, "x-oss-date", date}, more...)...)
		h.Set("Authorization", inHeader+scope+"/aliyun_v4_request"+additional+",Signature=0")
		return h
	}
	byURL := func(date, more string) string {
		return params + "&x-oss-signature-version=OSS4-HMAC-SHA256&x-oss-expires=599&x-oss-signature=0&x-oss-date=" + date +
			"&x-oss-credential=ak%2F" + date[:8] + "%2Fcn-hangzhou%2Foss%2Faliyun_v4_request" + more
	}
	octets := with("content-type", "application/octet-stream")
	for _, v := range []struct {
		name, query     string
		header          wire.Header
		hash, signature string
	}{
		{"header", params, byHeader("20231216T162057Z", "20231216/cn-hangzhou/oss", ""),
			"f4613657f1b108998e8dbd10a1aa5da621dc2c6e02c9ddec0f163664848704c4", "e21d18daa82167720f9b1047ae7e7f1ce7cb77a31e8203a7d5f4624fa0284afe"},
		{"cloud box", params, byHeader("20231216T162057Z", "20231216/cb-123/oss-cloudbox", ""),
			"f4613657f1b108998e8dbd10a1aa5da621dc2c6e02c9ddec0f163664848704c4", "94ce1f12c17d148ea681030275a94449d3357f5b5b21133996eec80af3e08a43"},
		{"token", params, byHeader("20231217T034736Z", "20231217/cn-hangzhou/oss", "", "x-oss-security-token", "token"),
			"69494678fb11579d4ee12996e2796d9e2ba43c34aa4c723c4aec018f3d6b86b8", "b94a3f999cf85bcdc00d332fbd3734ba03e48382c36fa4d5af5df817395bd9ea"},
		{"additional headers", params, byHeader("20231216T172512Z", "20231216/cn-hangzhou/oss", ", AdditionalHeaders=abc;zabc"),
			"16b86004ed2cc3406dd7a13081bd940ef6a5ad49e508da2d4fdf84e8a5dd2145", "4a4183c187c07c8947db7620deb0a6b38d9fbdd34187b6dbaccb316fa251212f"},
		{"URL", byURL("20231217T025437Z", ""), octets, "", "a39966c61718be0d5b14e668088b3fa07601033f6518ac7b523100014269c0fe"},
		{"URL with token", byURL("20231217T035628Z", "&x-oss-security-token=token"), octets, "",
			"3817ac9d206cd6dfc90f1c09c00be45005602e55898f26f5ddb06d7892e1f8b5"},
		{"URL with additional headers", byURL("20231217T033009Z", "&x-oss-additional-headers=abc%3Bzabc"), octets, "",
			"6bd984bfe531afb6db1f7550983a741b103a8c58e5e14f83ea474c2322dfa2b7"},
	} {
		t.Run(v.name, func(t *testing.T) {
			r := &wire.Request{Method: "PUT", Bucket: "bucket", Key: "1234+-/123/1.txt", Query: query(t, v.query), Header: v.header}
			claim, denial := Read(r)
			if denial != nil {
				t.Fatal(denial)
			}
			proof := claim.Prove(r, "sk")
			hash := sha256.Sum256([]byte(proof.CanonicalRequest))
			if got := hex.EncodeToString(hash[:]); v.hash != "" && got != v.hash {
				t.Errorf("hash %s, want %s of\n%s", got, v.hash, proof.CanonicalRequest)
			}
			if proof.Signature != v.signature {
				t.Errorf("signature %s, want %s of\n%s", proof.Signature, v.signature, proof.CanonicalRequest)
			}
		})
	}
}

func TestCanonicalRequestIsPrintedInFull(t *testing.T) {
	h := header("x-oss-head1", "value", "content-type", "text/plain", "x-oss-content-sha256", UnsignedPayload,
		"x-oss-date", "20231216T162057Z",
		"Authorization", "OSS4-HMAC-SHA256 Credential=ak/20231216/cn-hangzhou/oss/aliyun_v4_request,Signature=0")
	r := &wire.Request{Method: "PUT", Bucket: "bucket", Key: "1234+-/123/1.txt", Header: h,
		Query: query(t, "param1=value1&%2Bparam1=value3&%7Cparam1=value4&%2Bparam2&%7Cparam2&param2=")}
	claim, _ := Read(r)
	want := strings.Join([]string{
		"PUT", "/bucket/1234%2B-/123/1.txt",
		"%2Bparam1=value3&%2Bparam2&%7Cparam1=value4&%7Cparam2&param1=value1&param2",
		"content-type:text/plain", "x-oss-content-sha256:UNSIGNED-PAYLOAD", "x-oss-date:20231216T162057Z", "x-oss-head1:value",
		"", "", "UNSIGNED-PAYLOAD",
	}, "\n")
	if got := claim.Prove(r, "sk").CanonicalRequest; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
