package sign

import (
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// Read reads the credentials of a request. The refusal is one of syntax: the
// 0002-0000006x and 7x family for V1, 0102 to 0118 for V2, 0202 to 0224 for V4,
// 0301 to 0306 and 0401 to 0428 for those of S3. The request is the one that was
// sent.
func Read(r *wire.Request) (Claim, *deny.Denial) {
	switch c := CarrierOf(r); c {
	case V1Header:
		return readV1Header(r)
	case V1URL:
		return readV1URL(r)
	case V2Header:
		return readV2Header(r)
	case V2URL:
		return readV2URL(r)
	case V4Header:
		return readV4Header(r)
	case V4URL:
		return readV4URL(r)
	case S3V2Header:
		return readS3V2Header(r)
	case S3V2URL:
		return readS3V2URL(r)
	case S3V4Header:
		return readS3V4Header(r)
	case S3V4URL:
		return readS3V4URL(r)
	default:
		return Claim{Carrier: c}, nil
	}
}

// readV1Header reads "OSS AccessKeyId:Signature".
// https://help.aliyun.com/zh/oss/developer-reference/include-signatures-in-the-authorization-header
func readV1Header(r *wire.Request) (Claim, *deny.Denial) {
	claim := Claim{Carrier: V1Header, Timestamp: headerTime(r)}
	claim.Token, claim.HasToken = headerToken(r)
	return claim.readPair(r, "OSS ", deny.KeyCharactersV1)
}

// readPair reads a scheme, an AccessKey and, after a colon, a signature.
func (c Claim) readPair(r *wire.Request, scheme string, badKey deny.Reason) (Claim, *deny.Denial) {
	value := r.Header.Get("Authorization")
	refused := func(why deny.Reason) (Claim, *deny.Denial) {
		return c, deny.Because(why, deny.Field{Name: "Authorization", Value: value})
	}
	if value == "" {
		return refused(deny.AuthorizationEmpty)
	}
	rest, ok := strings.CutPrefix(value, scheme)
	if !ok {
		return refused(deny.SchemeUnknown)
	}
	c.AccessKeyID, c.Signature, ok = strings.Cut(rest, ":")
	switch {
	case !ok:
		return refused(deny.ColonMissing)
	case strings.Trim(c.AccessKeyID, " ") == "":
		return refused(deny.KeyMissing)
	case !keyCharacters(c.AccessKeyID):
		return c, deny.Because(badKey, c.KeyField())
	case c.Signature == "":
		return refused(deny.SignatureMissing)
	}
	return c, nil
}

// readV1URL reads OSSAccessKeyId, Expires and Signature.
// https://help.aliyun.com/zh/oss/developer-reference/ddd-signatures-to-urls
func readV1URL(r *wire.Request) (Claim, *deny.Denial) {
	claim := Claim{Carrier: V1URL}
	claim.Token, claim.HasToken = r.Query.Lookup("security-token")
	if denial := readParams(r, []param{
		{"Expires", &claim.Expires, deny.ExpiresAbsent, deny.ExpiresEmpty},
		{"OSSAccessKeyId", &claim.AccessKeyID, deny.URLKeyAbsent, deny.URLKeyEmpty},
		{"Signature", &claim.Signature, deny.URLSignatureGone, deny.URLSignatureEmpty},
	}); denial != nil {
		denial.Fields = nil // those of version 1 name no parameter
		return claim, denial
	}
	claim.Timestamp = claim.Expires
	if !keyCharacters(claim.AccessKeyID) {
		return claim, badCharacters(deny.KeyCharactersV1URL, claim.AccessKeyID)
	}
	return claim, nil
}

// keyCharacters are those that an AccessKey ID may hold. The hyphen and, in
// V1, the blank are not in the printed list; captured answers let them pass.
func keyCharacters(id string) bool {
	for i := 0; i < len(id); i++ {
		c := id[i]
		letter := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
		if !letter && strings.IndexByte("._=- ", c) < 0 {
			return false
		}
	}
	return true
}

func badCharacters(why deny.Reason, id string) *deny.Denial {
	return deny.Because(why, deny.Field{Name: "OSSAccessKeyId", Value: id})
}

// headerTime is the time of a header signature: x-oss-date before Date.
func headerTime(r *wire.Request) string {
	if v := r.Header.Get("x-oss-date"); v != "" {
		return v
	}
	return r.Header.Get("Date")
}

func headerToken(r *wire.Request) (string, bool) { return headerOf(r, "X-Oss-Security-Token") }

func headerOf(r *wire.Request, name string) (string, bool) {
	values := r.Header.Values(name)
	if len(values) == 0 {
		return "", false
	}
	return values[0], true
}
