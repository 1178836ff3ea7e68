package sign

import (
	"encoding/base64"
	"encoding/hex"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// A formKind is a form that a PostObject may be signed in: the fields that tell it from the
// others, and those that hold the AccessKey, or the credential, and the signature.
type formKind struct {
	carrier        Carrier
	told           []string
	version        string // of x-oss-signature-version; empty: the field is not there
	key, signature string
}

// formKinds are in the order in which they are told.
// https://help.aliyun.com/en/oss/user-guide/0002-00000705 and 0706
var formKinds = []formKind{
	{S3V4Form, []string{s3Algorithm, s3Credential, s3Signature}, "", s3Credential, s3Signature},
	{S3V2Form, []string{s3Key}, "", s3Key, "Signature"},
	{V4Form, []string{paramVersion}, AlgorithmV4, paramCredential, paramSignature},
	{V2Form, []string{paramVersion}, AlgorithmV2, paramKey, paramSignature},
	{V1Form, signatureFields, "", "OSSAccessKeyId", "Signature"},
}

// signatureFields are those that make a form of OSS a signed one.
var signatureFields = []string{
	"OSSAccessKeyId", "policy", "Signature", paramVersion, paramCredential, paramKey, paramSignature,
}

// ReadForm reads the credentials of a PostObject form; what the headers and
// the URL carry does not count. One credential field asks for all of them.
// The order of the refusals is that of their numbers, 0701 to 0713.
// https://help.aliyun.com/zh/oss/developer-reference/postobject
func ReadForm(f *wire.Form) (Claim, *deny.Denial) {
	if f == nil {
		return Claim{Carrier: Unread}, nil
	}
	for _, kind := range formKinds {
		if hasAny(f, kind.told) && (kind.version == "" || f.Get(paramVersion) == kind.version) {
			return kind.read(f)
		}
	}
	return Claim{Carrier: Anonymous}, nil
}

func hasAny(f *wire.Form, names []string) bool {
	for _, name := range names {
		if _, sent := f.Lookup(name); sent {
			return true
		}
	}
	return false
}

func (k formKind) read(f *wire.Form) (Claim, *deny.Denial) {
	claim := Claim{Carrier: k.carrier, Policy: f.Get("policy")}
	token, date := paramToken, paramDate
	if k.carrier.IsS3() {
		token, date = s3Token, s3Date
	}
	claim.Token, claim.HasToken = f.Lookup(token)
	claim.Timestamp = f.Get(date)
	if version, sent := f.Lookup(paramVersion); sent && version != k.version {
		return claim, argument(deny.FormVersion, paramVersion, version)
	}
	return claim.fromForm(f, k)
}

// fromForm reads policy, signature and AccessKey; in version 4 the credential holds the
// AccessKey.
func (c Claim) fromForm(f *wire.Form, kind formKind) (Claim, *deny.Denial) {
	if c.Policy == "" {
		return c, deny.Because(deny.FormPolicyAbsent)
	}
	for _, p := range []param{
		{kind.signature, &c.Signature, deny.FormSignatureAbsent, deny.FormSignatureEmpty},
		{kind.key, &c.AccessKeyID, deny.FormKeyAbsent, deny.FormKeyEmpty},
	} {
		value, sent := f.Lookup(p.name)
		*p.into = value
		switch {
		case !sent:
			return c, deny.Because(p.absent)
		case value == "":
			return c, deny.Because(p.empty)
		}
	}
	if denial := c.credentialOfForm(f, kind); denial != nil {
		return c, denial
	}
	if strings.Trim(c.AccessKeyID, " ") == "" || !keyCharacters(c.AccessKeyID) {
		return c, deny.Because(deny.FormKeyCharacters, c.KeyField())
	}
	return c, nil
}

// credentialOfForm reads the credential of version 4. S3's needs the algorithm and the date
// beside it.
// https://help.aliyun.com/en/oss/user-guide/0002-00000711 to 0713
func (c *Claim) credentialOfForm(f *wire.Form, kind formKind) *deny.Denial {
	c.Credential = c.AccessKeyID
	switch kind.carrier {
	case V4Form:
		if !c.splitCredential(ofOSS) {
			return argument(deny.FormCredential, kind.key, c.Credential)
		}
	case S3V4Form:
		switch {
		case !c.splitCredential(ofS3) || c.Scope.Product != productS3:
			return argument(deny.FormS3Credential, kind.key, c.Credential)
		case f.Get(s3Algorithm) != AlgorithmS3V4:
			return argument(deny.FormS3Algorithm, s3Algorithm, f.Get(s3Algorithm))
		case c.Timestamp == "":
			return argument(deny.FormS3DateAbsent, s3Date, "")
		}
	}
	return nil
}

// proveForm signs the policy as it stands in its field. That version 2 signs it as it signs
// a header is inferred.
func (c *Claim) proveForm(secret string, mac maker) Proof {
	switch c.Carrier {
	case V4Form:
		return Proof{Signature: hex.EncodeToString(mac(macName{"sha256", secret, c.Scope, ofOSS}, c.Policy)), StringToSign: c.Policy}
	case S3V4Form:
		return Proof{Signature: hex.EncodeToString(mac(macName{"sha256", secret, c.Scope, ofS3}, c.Policy)), StringToSign: c.Policy}
	case V2Form:
		return Proof{Signature: base64.StdEncoding.EncodeToString(mac(macName{hash: "sha256", secret: secret}, c.Policy)), StringToSign: c.Policy}
	}
	return proofSHA1(c.Policy, secret, mac)
}
