package bench

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/sign"
)

// A Provocation is one real request, with the reason of its refusal.
type Provocation struct {
	Why deny.Reason
	By  func(b *Bench) *http.Request
}

const (
	Private = "private-bucket." + Hangzhou
	Open    = "open-bucket." + Hangzhou
	Blocked = "blocked-bucket." + Hangzhou
)

// Stage sets up the world of all provocations.
func Stage(b *Bench) {
	b.Bucket("private-bucket", "private")
	b.Bucket("open-bucket", "public-read-write")
	b.Must(b.Owner(b.Raw("PUT", Blocked, "/", "")))
	b.Must(b.Owner(b.Raw("PUT", "far-bucket."+Singapore, "/", "")))
	b.Must(b.Owner(b.Raw("PUT", "nowhere-bucket.oss-rg-china-mainland.aliyuncs.com", "/", "")))
	b.Object("private-bucket", "key", "default")
	b.Object("open-bucket", "closed", "private")
}

// Provocations lists all provocations.
func Provocations() []Provocation {
	return slices.Concat(syntaxProvocations(), versionTwoProvocations(), signingProvocations(), s3Provocations(),
		otherFormProvocations(), identityProvocations(),
		permissionProvocations(), neighbourProvocations(), channelProvocations(),
		symlinkProvocations(), httpsProvocations(), groupProvocations(),
		formSyntaxProvocations(), formIdentityProvocations(), formRAMProvocations(), policyProvocations(), tokenProvocations(), ramProvocations(),
		standingProvocations(), bucketPolicyProvocations(), outerPolicyProvocations(), settingProvocations(), furtherProvocations(),
		hostProvocations(), publicEndpointProvocations(), accelerationProvocations(), pointProvocations(), pointSettingProvocations(),
		processProvocations(),
		cnameProvocations(), imageProvocations(), retentionProvocations(), archiveProvocations(), appendProvocations(), loggingProvocations(),
		inventoryProvocations(), encryptionProvocations(), partProvocations(), directoryProvocations(), limitProvocations(), appProvocations(),
		versionProvocations(), limitedProvocations(), boxProvocations(), callbackProvocations(), objectWormProvocations(),
		overwriteProvocations(), quotaProvocations(), lifecycleProvocations(), storedProvocations())
}

// auth is an anonymous GET with that Authorization header.
func auth(value string, headers ...string) func(*Bench) *http.Request {
	return func(b *Bench) *http.Request {
		return b.Raw("GET", Private, "/key", "", append(headers, "Authorization: "+value)...)
	}
}

// get is an unsigned GET of a target.
func get(target string) func(*Bench) *http.Request {
	return func(b *Bench) *http.Request { return b.Raw("GET", Private, target, "") }
}

const v4 = "OSS4-HMAC-SHA256 "

func syntaxProvocations() []Provocation {
	const scope = "/20260305/cn-hangzhou/oss/aliyun_v4_request"
	const url = "/key?x-oss-signature-version=OSS4-HMAC-SHA256"
	all := url + "&x-oss-expires=60&x-oss-signature=0&x-oss-date=20260305T120000Z"
	return []Provocation{
		{deny.TwoCarriers, func(b *Bench) *http.Request {
			return b.Owner(b.Raw("GET", Private, "/key?OSSAccessKeyId=a&Signature=b", ""))
		}},
		{deny.AuthorizationEmpty, auth("")},
		{deny.SchemeUnknown, auth("Basic a:b")},
		{deny.ColonMissing, auth("OSS abc")},
		{deny.KeyMissing, auth("OSS  :sig")},
		{deny.SignatureMissing, auth("OSS abc:")},
		{deny.KeyCharactersV1, auth("OSS a\tb:sig")},
		{deny.ExpiresAbsent, get("/key?OSSAccessKeyId=a&Signature=b")},
		{deny.ExpiresEmpty, get("/key?OSSAccessKeyId=a&Signature=b&Expires=")},
		{deny.URLKeyAbsent, get("/key?Expires=1&Signature=b")},
		{deny.URLKeyEmpty, get("/key?Expires=1&Signature=b&OSSAccessKeyId")},
		{deny.URLSignatureGone, get("/key?Expires=1&OSSAccessKeyId=a")},
		{deny.URLSignatureEmpty, get("/key?Expires=1&OSSAccessKeyId=a&Signature=")},
		{deny.KeyCharactersV1URL, get("/key?Expires=1&OSSAccessKeyId=a%09b&Signature=b")},
		{deny.V4Items, auth(v4 + "Credential=a" + scope)},
		{deny.V4EqualsSign, auth(v4 + "Credential=a" + scope + ",Signature")},
		{deny.V4UnknownItem, auth(v4 + "Credential=a" + scope + ",Signatures=0")},
		{deny.V4CredentialAbsent, auth(v4 + "AdditionalHeaders=a,Signature=0")},
		{deny.V4SignatureAbsent, auth(v4 + "Credential=a" + scope + ",AdditionalHeaders=a")},
		{deny.V4SignatureEmpty, auth(v4 + "Credential=a" + scope + ",Signature=")},
		{deny.V4Credential, auth(v4 + "Credential=a/b,Signature=0")},
		{deny.KeyCharactersV4, auth(v4 + "Credential=" + scope + ",Signature=0")},
		{deny.V4ExtraEmpty, auth(v4 + "Credential=a" + scope + ",AdditionalHeaders=,Signature=0")},
		{deny.V4ExtraEmptyItem, auth(v4 + "Credential=a" + scope + ",AdditionalHeaders=host;,Signature=0")},
		{deny.V4ExtraNotSent, auth(v4 + "Credential=a" + scope + ",AdditionalHeaders=absent,Signature=0")},
		{deny.V4Payload, auth(v4 + "Credential=a" + scope + ",Signature=0")},
		{deny.URLVersion, get("/key?x-oss-signature-version=OSS9")},
		{deny.V4URLExpiresAbsent, get(url)},
		{deny.V4URLExpiresEmpty, get(url + "&x-oss-expires=")},
		{deny.V4URLCredentialAbsent, get(url + "&x-oss-expires=60")},
		{deny.V4URLCredentialEmpty, get(url + "&x-oss-expires=60&x-oss-credential=")},
		{deny.V4URLSignatureAbsent, get(url + "&x-oss-expires=60&x-oss-credential=a")},
		{deny.V4URLSignatureEmpty, get(url + "&x-oss-expires=60&x-oss-credential=a&x-oss-signature=")},
		{deny.V4URLDateAbsent, get(url + "&x-oss-expires=60&x-oss-credential=a&x-oss-signature=0")},
		{deny.V4URLDateInvalid, get(url + "&x-oss-expires=60&x-oss-signature=0&x-oss-date=today&x-oss-credential=a" + scope)},
		{deny.V4URLCredential, get(all + "&x-oss-credential=a")},
		{deny.V4URLExtraEmpty, get(all + "&x-oss-credential=a" + scope + "&x-oss-additional-headers=")},
		{deny.V4URLExtraEmptyItem, get(all + "&x-oss-credential=a" + scope + "&x-oss-additional-headers=host;;host")},
		{deny.V4URLExtraNotSent, get(all + "&x-oss-credential=a" + scope + "&x-oss-additional-headers=absent")},
	}
}

func identityProvocations() []Provocation {
	scoped := func(change func(*sign.Scope)) func(*Bench) *http.Request {
		return func(b *Bench) *http.Request {
			s := b.Scope()
			change(&s)
			return b.V4(b.Raw("GET", Private, "/key", ""), s)
		}
	}
	urlScoped := func(change func(*sign.Scope)) func(*Bench) *http.Request {
		return func(b *Bench) *http.Request {
			s := b.Scope()
			change(&s)
			return b.V4URL(b.Raw("GET", Private, "/key", ""), b.Now, "60", s)
		}
	}
	region := func(s *sign.Scope) { s.Region = "cn-beijing" }
	product := func(s *sign.Scope) { s.Product = "oss-cloudbox" }
	day := func(s *sign.Scope) { s.Day = "20260304" }
	signedURL := func(ahead time.Duration, expires string) func(*Bench) *http.Request {
		return func(b *Bench) *http.Request {
			return b.V4URL(b.Raw("GET", Private, "/key", ""), b.Now.Add(ahead), expires, b.Scope())
		}
	}
	return []Provocation{
		{deny.V4Region, scoped(region)},
		{deny.V4Product, scoped(product)},
		{deny.V4Day, scoped(day)},
		{deny.V4URLRegion, urlScoped(region)},
		{deny.V4URLProduct, urlScoped(product)},
		{deny.V4URLDay, urlScoped(day)},
		{deny.ExpiredV1URL, func(b *Bench) *http.Request { return b.V1URL(b.Raw("GET", Private, "/key", ""), "1") }},
		{deny.ExpiresNotInteger, func(b *Bench) *http.Request { return b.V1URL(b.Raw("GET", Private, "/key", ""), "soon") }},
		{deny.ExpiresRangeV4URL, signedURL(0, "604801")},
		{deny.ExpiresRangeV4URL, signedURL(0, "-5")},
		{deny.NotYetValidV4URL, signedURL(15*time.Minute+time.Second, "60")},
		{deny.ExpiredV4URL, signedURL(-61*time.Second, "60")},
		{deny.DateInvalid, auth("OSS " + OwnerKey + ":sig")},
		{deny.DateInvalid, auth("OSS "+OwnerKey+":sig", "Date: Thu, 5 Mar 2026 12:00:00 GMT")},
		{deny.DateInvalid, auth("OSS "+OwnerKey+":sig", "Date: now", "x-oss-date: 20260305T120000Z")},
		{deny.Skewed, func(b *Bench) *http.Request {
			return b.Owner(b.Raw("GET", Private, "/key", "", "x-oss-date: "+b.Now.Add(16*time.Minute).Format(http.TimeFormat)))
		}},
		{deny.Skewed, func(b *Bench) *http.Request {
			return b.V4(b.Raw("GET", Private, "/key", "", "x-oss-date: 20260305T110000Z"), b.Scope())
		}},
		{deny.UnknownKey, func(b *Bench) *http.Request { return b.V1(b.Raw("GET", Private, "/key", ""), "invalid-ak", "sk") }},
		{deny.UnknownTemporary, func(b *Bench) *http.Request {
			return b.Owner(b.Raw("GET", Private, "/key", "", "x-oss-security-token: token"))
		}},
		{deny.TokenMissing, func(b *Bench) *http.Request { return b.V1(b.Raw("GET", Private, "/key", ""), "STS.abc", "sk") }},
		{deny.SignatureV1, func(b *Bench) *http.Request { return b.V1(b.Raw("GET", Private, "/key", ""), OwnerKey, "wrong") }},
		{deny.SignatureV4, func(b *Bench) *http.Request {
			r := b.V4(b.Raw("GET", Private, "/key", ""), b.Scope())
			r.Header.Set("x-oss-meta-more", "1")
			return r
		}},
	}
}

func permissionProvocations() []Provocation {
	anonymous := func(method, host, target string, headers ...string) func(*Bench) *http.Request {
		return func(b *Bench) *http.Request { return b.Raw(method, host, target, "", headers...) }
	}
	stranger := func(method, host, target string, headers ...string) func(*Bench) *http.Request {
		return func(b *Bench) *http.Request { return b.Stranger(b.Raw(method, host, target, "", headers...)) }
	}
	owner := func(method, host, target string, headers ...string) func(*Bench) *http.Request {
		return func(b *Bench) *http.Request { return b.Owner(b.Raw(method, host, target, "", headers...)) }
	}
	return []Provocation{
		{deny.NonStandardHost, owner("GET", "nowhere-bucket.oss.aliyuncs.com", "/")},
		{deny.NoSuchBucket, anonymous("GET", "absent-bucket."+Hangzhou, "/key")},
		{deny.NoSuchBucket, anonymous("GET", "files.example.com", "/absent-bucket/key")}, // an unbound domain: the path names the bucket
		{deny.NoSuchBucket, anonymous("GET", "oss-nowhere-1.aliyuncs.com", "/open-bucket/key")},
		{deny.NoSuchBucket, anonymous("GET", "private-bucket", "/absent-bucket/key")}, // a name without dots belongs to a machine
		{deny.NoSuchBucket, owner("PUT", Private, "/key2", "x-oss-copy-source: /absent-bucket/key")},
		{deny.WrongEndpoint, anonymous("GET", "far-bucket."+Hangzhou, "/key")},
		{deny.PathStyle, owner("GET", Hangzhou, "/private-bucket/key")},
		{deny.PathStyleBare, anonymous("GET", Hangzhou, "/private-bucket/key")},
		{deny.OtherDataCenter, owner("PUT", Private, "/key2", "x-oss-copy-source: /far-bucket/key")},
		{deny.AnonymousForbidden, anonymous("GET", Hangzhou, "/")},
		{deny.AnonymousForbidden, anonymous("PUT", "fresh-bucket."+Hangzhou, "/")},
		{deny.AnonymousBucket, anonymous("GET", Private, "/")},
		{deny.AnonymousMultipart, anonymous("POST", Private, "/key?uploads")},
		{deny.SignedMultipart, stranger("POST", Private, "/key?uploads")},
		{deny.NotYourBucket, stranger("GET", Private, "/")},
		{deny.NotYourBucket, stranger("DELETE", Open, "/")},
		{deny.NotYourBucket, anonymous("GET", Open, "/")},
		{deny.ByBucketACL, anonymous("GET", Private, "/absent")},
		{deny.ByBucketACL, stranger("PUT", Private, "/key")},
		{deny.ByBucketACL, stranger("PUT", Open, "/key", "x-oss-copy-source: /private-bucket/key")},
		{deny.ByObjectACLRead, anonymous("GET", Open, "/closed")},
		{deny.ByObjectACLWrite, stranger("DELETE", Open, "/closed")},
		{deny.ReadACL, anonymous("GET", Open, "/closed?acl")},
		{deny.WriteACL, stranger("PUT", Open, "/closed?acl")},
		{deny.PublicObjectACL, owner("PUT", Blocked, "/key", "x-oss-object-acl: public-read")},
		{deny.PublicBucketACL, owner("PUT", Blocked, "/?acl", "x-oss-acl: public-read")},
		{deny.PublicBucketACL, owner("PUT", "fresh-bucket."+Hangzhou, "/", "x-oss-acl: public-read-write")},
		{deny.BucketAlreadyExists, stranger("PUT", Private, "/")},
		{deny.BucketAlreadyExists, stranger("PUT", Private, "/?acl", "x-oss-acl: private")},
		{deny.BucketAlreadyExists, owner("PUT", "private-bucket."+Singapore, "/")},
	}
}

func neighbourProvocations() []Provocation {
	owner := func(method, target, body string, headers ...string) func(*Bench) *http.Request {
		return func(b *Bench) *http.Request { return b.Owner(b.Raw(method, Private, target, body, headers...)) }
	}
	parts := func(list string, headers ...string) func(*Bench) *http.Request {
		return func(b *Bench) *http.Request {
			id := b.Upload("private-bucket", "multi")
			for n, body := range map[string]string{"1": "one", "2": "two"} {
				b.Must(b.Owner(b.Raw("PUT", Private, "/multi?partNumber="+n+"&uploadId="+id, body)))
			}
			list := strings.NewReplacer("ONE", "F97C5D29941BFB1B2FDAB0874906AB82", "TWO", "B8A9F715DBB64FD5C56E7783C6820A61").Replace(list)
			return b.Owner(b.Raw("POST", Private, "/multi?uploadId="+id, "<CompleteMultipartUpload>"+list+"</CompleteMultipartUpload>", headers...))
		}
	}
	return []Provocation{
		{deny.URIUnreadable, get("/key?prefix=%zz")},
		{deny.HeaderTooLarge, func(b *Bench) *http.Request {
			return b.Raw("GET", Private, "/key", "", "x-oss-meta-a: "+strings.Repeat("a", 40<<10))
		}},
		{deny.InvalidBucketName, func(b *Bench) *http.Request { return b.Raw("GET", "-bad."+Hangzhou, "/", "") }},
		{deny.ObjectNameEmpty, func(b *Bench) *http.Request {
			const body = "<Delete><Object><Key></Key></Object></Delete>"
			return b.Owner(b.Raw("POST", Private, "/?delete", body, "Content-MD5: "+MD5Of(body)))
		}},
		{deny.ObjectNameTooLong, get("/" + strings.Repeat("k", 1024))},
		{deny.ObjectNameNotUTF8, get("/%FF")},
		{deny.ObjectNameBegin, get("//key")},
		{deny.ObjectNameBegin, get("/%5Ckey")},
		{deny.ObjectNameBegin, owner("PUT", "/copy", "", "x-oss-copy-source: /private-bucket/%2Fkey")},
		{deny.ObjectNameBegin, func(b *Bench) *http.Request { return b.Raw("GET", "files.example.com", "/open-bucket//key", "") }},
		{deny.InvalidArgument, owner("GET", "/?max-keys=0", "")},
		{deny.BucketACLUnknown, owner("PUT", "/?acl", "", "x-oss-acl: open")},
		{deny.ObjectACLUnknown, owner("PUT", "/key?acl", "", "x-oss-object-acl: open")},
		{deny.ClassUnknown, owner("PUT", "/key", "", "x-oss-storage-class: Granite")},
		{deny.EncodingUnknown, owner("GET", "/?encoding-type=base64", "")},
		{deny.VersionWithoutKey, owner("GET", "/?versions&version-id-marker=null", "")},
		{deny.MalformedXML, owner("POST", "/?delete", "<Delete/>")},
		{deny.InvalidDigest, owner("PUT", "/key", "content", "Content-MD5: eB5eJF1ptWaXm4bijSPyxw==")},
		{deny.MissingDigest, owner("POST", "/?delete", "<Delete><Object><Key>key</Key></Object></Delete>")},
		{deny.IncompleteBody, owner("PUT", "/key", "short", "Content-Length: 10")},
		{deny.EntityTooLarge, owner("POST", "/?delete", "", "Content-Length: 3000000")},
		{deny.EntityTooSmall,
			parts("<Part><PartNumber>1</PartNumber><ETag>ONE</ETag></Part><Part><PartNumber>2</PartNumber><ETag>TWO</ETag></Part>")},
		{deny.InvalidPart, parts("<Part><PartNumber>1</PartNumber><ETag>TWO</ETag></Part>")},
		{deny.InvalidPartOrder,
			parts("<Part><PartNumber>2</PartNumber><ETag>TWO</ETag></Part><Part><PartNumber>1</PartNumber><ETag>ONE</ETag></Part>")},
		{deny.NoSuchKey, owner("GET", "/absent", "")},
		{deny.NoSuchUpload, owner("DELETE", "/key?uploadId=0", "")},
		{deny.PartUploadUnknown, owner("PUT", "/multi?partNumber=1&uploadId=0", "part")},
		{deny.CompleteAllListed, parts("", "x-oss-complete-all: yes")},
		{deny.CompleteAllUnknown, parts("", "x-oss-complete-all: no")},
		{deny.MethodNotAllowed, owner("PATCH", "/key", "")},
		{deny.BucketNotEmpty, owner("DELETE", "/", "")},
		{deny.FileAlreadyExists, owner("PUT", "/key", "", "x-oss-forbid-overwrite: true")},
		{deny.PutConditional, owner("PUT", "/key", "content", "If-Modified-Since: Thu, 05 Mar 2026 11:59:59 GMT")},
		{deny.PutConditional, owner("PUT", "/key", "content", "If-Match: *")},
		{deny.PutConditional, owner("PUT", "/key", "content", "If-None-Match: *")},
		{deny.PutConditional, owner("PUT", "/key", "content", "If-Unmodified-Since: Thu, 05 Mar 2026 11:59:59 GMT")},
		{deny.MissingLength, func(b *Bench) *http.Request {
			r := b.Owner(b.Raw("PUT", Private, "/key", ""))
			r.Header.Del("Content-Length")
			return r
		}},
		{deny.PreconditionFailed, owner("GET", "/key", "", `If-Match: "0"`)},
		{deny.NotModified, owner("GET", "/key", "", "If-None-Match: *")},
		{deny.InvalidRange, owner("GET", "/key", "", "Range: bytes=7-", "x-oss-range-behavior: standard")},
		{deny.NotImplemented, owner("GET", "/?udf", "")},
		{deny.NotImplemented, owner("GET", "/?never-heard-of", "")},
		{deny.NotImplemented, owner("PUT", "/key?symlink&versionId=1", "")},
		{deny.NotImplemented, owner("PUT", "/copy", "", "x-oss-copy-source: /private-bucket/key", "x-oss-copy-source-range: bytes=0-1")},
	}
}
