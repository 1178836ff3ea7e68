package sign

import (
	"crypto/hmac"
	"crypto/sha1"
	"encoding/base64"
	"encoding/hex"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// The fields of a form that make it a signed one, of either version.
var signatureFields = []string{"OSSAccessKeyId", "policy", "Signature", paramVersion, paramCredential, paramSignature}

// ReadForm reads the credentials of a PostObject form; what the headers and
// the URL carry does not count. One credential field asks for all of them.
// The order of the refusals is that of their numbers, 0701 to 0710.
// https://help.aliyun.com/zh/oss/developer-reference/postobject
func ReadForm(f *wire.Form) (Claim, *deny.Denial) {
	if f == nil {
		return Claim{Carrier: Unread}, nil
	}
	if !hasAny(f, signatureFields) {
		return Claim{Carrier: Anonymous}, nil
	}
	claim := Claim{Carrier: V1Form, Policy: f.Get("policy")}
	claim.Token, claim.HasToken = f.Lookup(paramToken)
	version, versioned := f.Lookup(paramVersion)
	if versioned && version != AlgorithmV4 {
		return claim, argument(deny.FormVersion, paramVersion, version)
	}
	if versioned {
		claim.Carrier = V4Form
		claim.Timestamp = f.Get(paramDate)
		return claim.fromForm(f, paramCredential, paramSignature)
	}
	return claim.fromForm(f, "OSSAccessKeyId", "Signature")
}

func hasAny(f *wire.Form, names []string) bool {
	for _, name := range names {
		if _, sent := f.Lookup(name); sent {
			return true
		}
	}
	return false
}

// fromForm reads policy, signature and AccessKey from the fields of a
// version; in V4 the credential holds the AccessKey.
func (c Claim) fromForm(f *wire.Form, keyField, signatureField string) (Claim, *deny.Denial) {
	if c.Policy == "" {
		return c, deny.Because(deny.FormPolicyAbsent)
	}
	for _, p := range []struct {
		name          string
		into          *string
		absent, empty deny.Reason
	}{
		{signatureField, &c.Signature, deny.FormSignatureAbsent, deny.FormSignatureEmpty},
		{keyField, &c.AccessKeyID, deny.FormKeyAbsent, deny.FormKeyEmpty},
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
	if c.Carrier == V4Form {
		c.Credential, c.AccessKeyID = c.AccessKeyID, ""
		if !c.splitCredential(ofOSS) {
			return c, argument(deny.FormCredential, paramCredential, c.Credential)
		}
	}
	if strings.Trim(c.AccessKeyID, " ") == "" || !keyCharacters(c.AccessKeyID) {
		return c, badCharacters(deny.FormKeyCharacters, c.AccessKeyID)
	}
	return c, nil
}

// proveForm signs the policy as it stands in its field.
func (c Claim) proveForm(secret string) Proof {
	if c.Carrier == V4Form {
		return Proof{Signature: hex.EncodeToString(hmac256(c.Scope.key(secret, ofOSS), c.Policy)), StringToSign: c.Policy}
	}
	mac := hmac.New(sha1.New, []byte(secret))
	mac.Write([]byte(c.Policy))
	return Proof{Signature: base64.StdEncoding.EncodeToString(mac.Sum(nil)), StringToSign: c.Policy}
}
