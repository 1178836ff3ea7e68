package sign

import (
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// IsSignedTwice tells whether a request carries signatures of two forms: one in the header
// and one in the URL, or two in the URL.
func IsSignedTwice(r *wire.Request) bool {
	found := 0
	if hasAuthorization(r) && urlCarrier(r) != Anonymous {
		found = 2
	}
	for _, name := range []string{"OSSAccessKeyId", paramSignature, s3Key, s3Signature} {
		if r.Query.Has(name) {
			found++
		}
	}
	return found > 1
}

// schemes are the first words of an Authorization header; V1 is what has none of them.
var schemes = map[string]Carrier{AlgorithmV4: V4Header, AlgorithmV2: V2Header, AlgorithmS3V2: S3V2Header}

// CarrierOf finds the carrier.
func CarrierOf(r *wire.Request) Carrier {
	values := r.Header.Values("Authorization")
	if len(values) == 0 {
		return urlCarrier(r)
	}
	value := values[0]
	scheme, _, _ := strings.Cut(value, " ")
	if c, known := schemes[scheme]; known {
		return c
	}
	// Of S3's version 4 the beginning counts: another algorithm is one that is not known.
	// https://help.aliyun.com/en/oss/user-guide/0002-00000402
	if strings.HasPrefix(scheme, "AWS4-") || value == "" && wantsS3(r) {
		return S3V4Header
	}
	return V1Header
}

func hasAuthorization(r *wire.Request) bool {
	return r.Header.Has("Authorization")
}

// wantsS3: the request says that it speaks S3, where its credentials do not.
// https://help.aliyun.com/en/oss/user-guide/0002-00000401
func wantsS3(r *wire.Request) bool { return r.Header.Get("x-oss-s3-compat") == "true" }

// urlForms are the forms of signed URLs, each with the parameters one of which is enough to
// make a URL of that form. Of S3's version 2 the AccessKey is, unless the request says that
// it speaks S3.
var urlForms = []struct {
	carrier Carrier
	named   []string
	says    func(*wire.Request) bool // nil: nothing more
}{
	{S3V4URL, []string{s3Algorithm, s3Credential, s3Signature}, nil},
	{S3V2URL, []string{s3Key}, nil},
	{S3V2URL, []string{"Signature", "Expires"}, wantsS3},
	{V2URL, []string{paramVersion}, func(r *wire.Request) bool { return r.Query.Get(paramVersion) == AlgorithmV2 }},
	{V4URL, []string{paramVersion, paramCredential, paramSignature}, nil},
	{V1URL, []string{"OSSAccessKeyId", "Signature", "Expires"}, nil},
}

func urlCarrier(r *wire.Request) Carrier {
	if len(r.Query) == 0 {
		return Anonymous
	}
	for _, f := range urlForms {
		for _, name := range f.named {
			if r.Query.Has(name) && (f.says == nil || f.says(r)) {
				return f.carrier
			}
		}
	}
	return Anonymous
}
