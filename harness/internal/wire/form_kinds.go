package wire

import (
	"strings"

	s3 "github.com/minio/minio-go/v7/pkg/signer"

	"github.com/oss403/oss403/scenarios"
)

// postKind is a PostObject form by how it is signed.
type postKind struct {
	signedIn string                                         // the field that holds the signature
	token    string                                         // the field that holds a security token
	scope    string                                         // the end of the scope, behind day and region; empty: it has none
	names    func(d *draft, scope string) []scenarios.Param // the fields that name the AccessKey, and the scope with its time
	sign     func(d *draft, policy string) string
}

// postKinds has a row for each form that a PostObject is signed in. Those of S3 are signed by minio-go.
// https://help.aliyun.com/zh/oss/developer-reference/postobject
// https://help.aliyun.com/zh/oss/user-guide/0002-00000705
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
func postKinds() map[scenarios.Form]postKind {
	key := func(name string) func(*draft, string) []scenarios.Param {
		return func(d *draft, _ string) []scenarios.Param {
			return []scenarios.Param{{Name: name, Value: d.who.AccessKeyID}}
		}
	}
	scoped := func(algorithm, value, prefix string) func(*draft, string) []scenarios.Param {
		return func(d *draft, scope string) []scenarios.Param {
			return []scenarios.Param{
				{Name: algorithm, Value: value},
				{Name: prefix + "credential", Value: d.who.AccessKeyID + "/" + scope},
				{Name: prefix + "date", Value: d.when.signed.Format(iso8601)},
			}
		}
	}
	return map[scenarios.Form]postKind{
		scenarios.FormPostV1: {signedIn: v1URLSignature, token: tokenHeader, names: key("OSSAccessKeyId"),
			sign: func(d *draft, policy string) string { return SignV1(d.who.AccessKeySecret, policy) }},
		scenarios.FormPostV4: {signedIn: v4URLSignature, token: tokenHeader, scope: "{product}/aliyun_v4_request",
			names: scoped("x-oss-signature-version", "OSS4-HMAC-SHA256", "x-oss-"),
			sign: func(d *draft, policy string) string {
				return SignV4(d.who.AccessKeySecret, postKinds()[scenarios.FormPostV4].scopeOf(d), policy)
			}},
		scenarios.FormPostS3V2: {signedIn: v1URLSignature, token: s3TokenField, names: key("AWSAccessKeyId"),
			sign: func(d *draft, policy string) string { return s3.PostPresignSignatureV2(policy, d.who.AccessKeySecret) }},
		scenarios.FormPostS3V4: {signedIn: "x-amz-signature", token: s3TokenField, scope: s3Product + "/aws4_request",
			names: scoped("x-amz-algorithm", "AWS4-HMAC-SHA256", "x-amz-"),
			sign: func(d *draft, policy string) string {
				return s3.PostPresignSignatureV4(policy, d.when.signed, d.who.AccessKeySecret, d.scope.region)
			}},
	}
}

const s3TokenField = "x-amz-security-token"

// scopeOf is the scope of a form of version 4; another one has none.
func (k postKind) scopeOf(d *draft) string {
	if k.scope == "" {
		return ""
	}
	end := strings.ReplaceAll(k.scope, "{product}", d.scope.product)
	return strings.Join([]string{d.when.signed.Format("20060102"), d.scope.region, end}, "/")
}

// signingFields name the AccessKey, and in version 4 the scope.
func (d *draft) signingFields(kind postKind) []scenarios.Param {
	fields := kind.names(d, kind.scopeOf(d))
	if d.who.SecurityToken != "" {
		fields = append(fields, scenarios.Param{Name: kind.token, Value: d.who.SecurityToken})
	}
	return fields
}
