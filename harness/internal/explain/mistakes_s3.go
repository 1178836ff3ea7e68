package explain

import (
	"slices"
	"strings"
)

// hashOfNothing is the SHA-256 of an empty body.
const hashOfNothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

// mistakesOfS3 lists those of clients that speak S3. V4 hashes the body, and signs for a service.
// https://help.aliyun.com/zh/oss/developer-reference/use-aws-sdks-to-access-oss
func mistakesOfS3() []mistake {
	return []mistake{
		{"payload-hash", "the hash of the body was signed otherwise than x-amz-content-sha256, or x-oss-content-sha256, says",
			"sign the value of the header that is sent, such as UNSIGNED-PAYLOAD",
			func(request, answer signedText) bool {
				return request.version == v4 && request.payload != answer.payload
			},
			func(answer signedText) []signedText {
				var all []signedText
				for _, payload := range []string{"UNSIGNED-PAYLOAD", hashOfNothing, "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
					"STREAMING-UNSIGNED-PAYLOAD-TRAILER"} {
					other := changed(answer, answer.version == v4 && payload != answer.payload, func(t *signedText) { t.payload = payload })
					all = append(all, other...)
					for _, t := range other { // and in the header too
						name := "x-amz-content-sha256"
						all = append(all, changed(t, t.headers[name] != "", func(t *signedText) { t.headers[name] = payload })...)
					}
				}
				return all
			}},
		{"s3-service", "the key was made for another service than the scope names", "sign S3 for the service s3, and OSS for oss",
			func(request, answer signedText) bool {
				return request.version == v4 && request.product() != answer.product()
			},
			func(answer signedText) []signedText {
				var all []signedText
				for _, product := range []string{"s3", "oss", "execute-api"} {
					all = append(all, changed(answer, answer.version == v4 && product != answer.product(), func(t *signedText) {
						t.prefix = strings.Replace(t.prefix, "/"+answer.product()+"/", "/"+product+"/", 1)
					})...)
				}
				return all
			}},
		{"s3-path-style",
			"the bucket stands in the path that was signed, and in the host of what arrives, or the other way round (S3 path style)",
			"let the client address the bucket as the endpoint wants it (addressing_style: virtual, forcePathStyle: false); " +
				"a proxy must keep Host and path",
			func(request, answer signedText) bool {
				return request.s3 && slices.ContainsFunc(otherStyle(request), func(t signedText) bool { return t.path == answer.path })
			},
			otherStyle},
	}
}

// otherStyle is a text of S3 with the bucket of the host in its path too, and without the bucket in its path.
func otherStyle(t signedText) []signedText {
	if !t.s3 {
		return nil
	}
	var all []signedText
	if bucket, _, ok := strings.Cut(t.headers["host"], "."); ok {
		all = append(all, changed(t, true, func(t *signedText) { t.path = "/" + bucket + t.path })...)
	}
	_, key, ok := strings.Cut(strings.TrimPrefix(t.path, "/"), "/")
	return append(all, changed(t, ok, func(t *signedText) { t.path = "/" + key })...)
}

// product is the third part of the scope.
func (t signedText) product() string {
	parts := strings.Split(t.scope(), "/")
	return parts[min(2, len(parts)-1)]
}
