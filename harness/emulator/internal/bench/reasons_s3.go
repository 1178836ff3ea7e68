package bench

import (
	"net/http"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

const s3Credential = "Credential=a/20260305/us-east-1/s3/aws4_request"

// S3Zeros has the form of a SHA-256 hash, and is the hash of no body here.
func S3Zeros() string { return strings.Repeat("0", 64) }

func s3Provocations() []Provocation {
	all := append(s3HeaderProvocations(), s3URLProvocations()...)
	return append(append(all, s3SwitchProvocations()...), S3BodyProvocations()...)
}

// s3HeaderProvocations lists mistakes in a header of S3.
func s3HeaderProvocations() []Provocation {
	const v4 = "AWS4-HMAC-SHA256 "
	const stamp = "x-amz-date: 20260305T120000Z"
	payload := "x-amz-content-sha256: UNSIGNED-PAYLOAD"
	signature := ",Signature=" + S3Zeros()
	unheard := func(change func(r *http.Request)) func(*Bench) *http.Request {
		return func(b *Bench) *http.Request {
			r := b.Raw("GET", Private, "/key", "")
			change(r)
			return r
		}
	}
	return []Provocation{
		{deny.ColonMissing, auth("AWS abc")},
		{deny.KeyMissing, auth("AWS  :sig")},
		{deny.SignatureMissing, auth("AWS abc:")},
		{deny.KeyCharactersS3, auth("AWS a\tb:sig")},
		{deny.S3AuthorizationEmpty, auth("", "x-oss-s3-compat: true")},
		{deny.S3Algorithm, auth("AWS4-HMAC-SHA1 " + s3Credential + ",SignedHeaders=host" + signature)},
		{deny.S3CredentialAbsent, auth(v4 + "SignedHeaders=host" + signature)},
		{deny.S3Credential, auth(v4 + "Credential=a/us-east-1/s3/aws4_request,SignedHeaders=host" + signature)},
		{deny.S3Credential, auth(v4 + "Credential=a/20260305/us-east-1/sts/aws4_request,SignedHeaders=host" + signature)},
		{deny.S3SignedAbsent, auth(v4 + s3Credential + signature)},
		{deny.S3Items, auth(v4 + s3Credential + "SignedHeaders=hostSignature=" + S3Zeros())},
		{deny.S3SignatureAbsent, auth(v4 + s3Credential + ",SignedHeaders=host")},
		{deny.S3SignatureInvalid, auth(v4 + s3Credential + ",SignedHeaders=host,Signature=1")},
		{deny.S3SignedEmpty, auth(v4 + s3Credential + ",SignedHeaders=" + signature)},
		{deny.KeyCharactersS3, auth(v4 + "Credential=/20260305/us-east-1/s3/aws4_request,SignedHeaders=host" + signature)},
		{deny.S3HostUnsigned, auth(v4 + s3Credential + ",SignedHeaders=range" + signature)},
		{deny.S3SignedNotSent, auth(v4 + s3Credential + ",SignedHeaders=host;range" + signature)},
		{deny.S3SignedNotSent, auth(v4+s3Credential+",SignedHeaders=host;with_line"+signature, "with_line: 1")},
		{deny.S3Payload, auth(v4 + s3Credential + ",SignedHeaders=host" + signature)},
		{deny.S3Payload, auth(v4+s3Credential+",SignedHeaders=host"+signature, "x-amz-content-sha256: "+S3Zeros())}, // a hash on a GET
		{deny.DateInvalid, auth(v4+s3Credential+",SignedHeaders=host"+signature, payload)},
		{deny.S3Day, func(b *Bench) *http.Request {
			r := b.Raw("GET", Private, "/key", "", stamp, payload)
			return s3Signed(b, r, OwnerCredentials(), s3Scope(b.Now.AddDate(0, 0, -1)))
		}},
		{deny.S3HeaderNaked, func(b *Bench) *http.Request {
			r := S3V4Header(b, b.Raw("GET", Private, "/key", ""), OwnerCredentials(), b.Now, "")
			r.Header.Set("x-amz-acl", "private")
			return r
		}},
		{deny.S3HostAbsent, unheard(func(r *http.Request) {
			r.Host = ""
			r.Header.Set("Authorization", v4+s3Credential+",SignedHeaders=host"+signature)
			r.RequestURI = "/"
		})},
		{deny.TokenOfOSSName, auth("AWS a:b", "x-oss-security-token: t")},
	}
}

// s3URLProvocations lists mistakes in a signed URL of S3.
func s3URLProvocations() []Provocation {
	const algorithm = "/key?X-Amz-Algorithm=AWS4-HMAC-SHA256"
	const scope = "/20260305/us-east-1/s3/aws4_request"
	const credential = algorithm + "&X-Amz-Credential=a" + scope
	const date = credential + "&X-Amz-Date=20260305T120000Z"
	const expires = date + "&X-Amz-Expires=60"
	const headers = expires + "&X-Amz-SignedHeaders=host"
	rest := "&X-Amz-Date=20260305T120000Z&X-Amz-Expires=60&X-Amz-SignedHeaders=host&X-Amz-Signature=" + S3Zeros()
	whole := "/key?AWSAccessKeyId=a&Expires=1&Signature=b"
	return []Provocation{
		{deny.S3V2ExpiresAbsent, get("/key?AWSAccessKeyId=a&Signature=b")},
		{deny.S3V2ExpiresEmpty, get("/key?AWSAccessKeyId=a&Signature=b&Expires=")},
		{deny.S3V2KeyAbsent, func(b *Bench) *http.Request {
			return b.Raw("GET", Private, "/key?Expires=1&Signature=b", "", "x-oss-s3-compat: true")
		}},
		{deny.S3V2KeyEmpty, get("/key?AWSAccessKeyId=&Signature=b&Expires=1")},
		{deny.S3V2SignatureAbsent, get("/key?AWSAccessKeyId=a&Expires=1")},
		{deny.S3V2SignatureEmpty, get("/key?AWSAccessKeyId=a&Expires=1&Signature=")},
		{deny.KeyCharactersS3, get("/key?AWSAccessKeyId=a%09b&Expires=1&Signature=b")},
		{deny.TwoCarriers, get(whole + "&X-Amz-Signature=" + S3Zeros())},
		{deny.S3URLAlgorithmAbsent, get("/key?X-Amz-Credential=a" + scope)},
		{deny.S3URLAlgorithm, get("/key?X-Amz-Algorithm=AWS4-HMAC-SHA1&X-Amz-Credential=a" + scope + rest)},
		{deny.S3URLCredentialAbsent, get(algorithm)},
		{deny.S3URLCredential, get(algorithm + "&X-Amz-Credential=a/us-east-1/s3/aws4_request" + rest)},
		{deny.S3URLDateAbsent, get(credential)},
		{deny.S3URLDateInvalid, get(credential + strings.Replace(rest, "20260305T120000Z", "2026-03-05-12:00:00", 1))},
		{deny.S3URLExpiresAbsent, get(date)},
		{deny.S3URLExpiresRange, get(strings.Replace(credential+rest, "Expires=60", "Expires=604801", 1))},
		{deny.S3URLExpiresRange, get(strings.Replace(credential+rest, "Expires=60", "Expires=0", 1))},
		{deny.S3URLSignedAbsent, get(expires)},
		{deny.S3HostUnsigned, get(strings.Replace(credential+rest, "SignedHeaders=host", "SignedHeaders=range", 1))},
		{deny.S3SignedEmpty, get(expires + "&X-Amz-SignedHeaders=")},
		{deny.S3URLDay, get(strings.Replace(credential+rest, "a/20260305", "a/20260304", 1))},
		{deny.S3URLSignatureAbsent, get(headers)},
		{deny.S3URLSignatureInvalid, get(headers + "&X-Amz-Signature=abc")},
		{deny.S3Skewed, func(b *Bench) *http.Request { // the URL is not valid yet
			return S3V4URL(b, b.Raw("GET", Private, "/key", ""), OwnerCredentials(), b.Now.Add(15*time.Minute+time.Second), "60")
		}},
		{deny.S3Skewed, func(b *Bench) *http.Request { // a Date besides the signature in the URL
			r := s3V2URL(b, b.Raw("GET", Private, "/key", ""), OwnerCredentials(), b.Now, Soon)
			r.Header.Set("Date", wire.HTTPTime(b.Now.Add(-16*time.Minute)))
			return r
		}},
	}
}

// s3SwitchProvocations lists accounts that may not sign as S3 does.
func s3SwitchProvocations() []Provocation {
	closed := func(body string, by func(b *Bench, r *http.Request, by Identity, at time.Time, expires string) *http.Request,
	) func(*Bench) *http.Request {
		return func(b *Bench) *http.Request {
			b.Closed(body)
			return by(b, b.Raw("GET", Private, "/key", ""), OwnerCredentials(), b.Now, Soon)
		}
	}
	return []Provocation{
		{deny.S3Closed, closed(`{"s3Closed":true}`, s3V2Header)},
		{deny.S3Closed, closed(`{"s3Closed":true,"s3V4Closed":true}`, S3V4Header)},
		{deny.S3V2Closed, closed(`{"s3V2Closed":true}`, s3V2URL)},
		{deny.S3V4Closed, closed(`{"s3V4Closed":true}`, S3V4Header)},
		{deny.NotImplemented, func(b *Bench) *http.Request {
			return S3V4Header(b, b.Raw("GET", Private, "/?object-lock=", ""), OwnerCredentials(), b.Now, "")
		}},
		{deny.NotImplemented, func(b *Bench) *http.Request {
			r := b.Raw("PUT", Private, "/key", "content", "x-amz-website-redirect-location: /other")
			return S3V4Header(b, r, OwnerCredentials(), b.Now, "")
		}},
		{deny.NotImplemented, func(b *Bench) *http.Request {
			return S3V4Header(b, b.Raw("PUT", Private, "/?acl", "<AccessControlPolicy/>"), OwnerCredentials(), b.Now, "")
		}},
	}
}
