package sign

import (
	"slices"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// readV4Header reads "OSS4-HMAC-SHA256 Credential=…,AdditionalHeaders=…,
// Signature=…"; the commas may be followed by blanks.
// https://help.aliyun.com/zh/oss/developer-reference/recommend-to-use-signature-version-4
func readV4Header(r *wire.Request) (Claim, *deny.Denial) {
	value := r.Header.Get("Authorization")
	claim := Claim{Carrier: V4Header, Timestamp: headerTime(r)}
	claim.Token, claim.HasToken = headerToken(r)
	refused := func(why deny.Reason) (Claim, *deny.Denial) {
		return claim, deny.Because(why, deny.Field{Name: "Authorization", Value: value})
	}

	items, why := itemsOfV4.split(strings.TrimPrefix(value, AlgorithmV4))
	if why != "" {
		return refused(why)
	}
	var given bool
	if claim.Credential, given = items.get("Credential"); !given {
		return refused(deny.V4CredentialAbsent)
	}
	if claim.Signature, given = items.get("Signature"); !given {
		return refused(deny.V4SignatureAbsent)
	}
	if claim.Signature == "" {
		return refused(deny.V4SignatureEmpty)
	}
	if !claim.splitCredential(ofOSS) {
		return refused(deny.V4Credential)
	}
	if claim.AccessKeyID == "" || !keyCharacters(claim.AccessKeyID) {
		return claim, badCharacters(deny.KeyCharactersV4, claim.AccessKeyID)
	}
	if list, given := items.get("AdditionalHeaders"); given {
		why := claim.readAdditional(r, list, additionalReasons{deny.V4ExtraEmpty, deny.V4ExtraEmptyItem, deny.V4ExtraNotSent})
		if why != "" {
			return refused(why)
		}
	}
	if r.Header.Get("x-oss-content-sha256") != UnsignedPayload {
		return refused(deny.V4Payload)
	}
	return claim, nil
}

var itemsOfV4 = itemSyntax{
	"=", [3]string{"Credential", "AdditionalHeaders", "Signature"}, deny.V4Items, deny.V4EqualsSign, deny.V4UnknownItem,
}

// An itemSyntax is how the items of an Authorization header are written.
type itemSyntax struct {
	glue                    string // between the name of an item and its value
	names                   [3]string
	number, noGlue, unknown deny.Reason
}

// items are those of an Authorization header.
type items [len(itemSyntax{}.names)]struct {
	name, value string // no name: the item is not there
}

func (i *items) get(name string) (value string, given bool) {
	for _, item := range i {
		if item.name == name {
			return item.value, true
		}
	}
	return "", false
}

// split splits items at commas, which may be followed by blanks. Of duplicates
// the last counts.
func (s *itemSyntax) split(list string) (all items, why deny.Reason) {
	_, second, more := strings.Cut(list, ",")
	second, _, _ = strings.Cut(second, ",")
	if !more || strings.Trim(second, " ") == "" {
		return all, s.number
	}
	for part := range strings.SplitSeq(list, ",") {
		name, value, ok := strings.Cut(strings.Trim(part, " "), s.glue)
		if !ok {
			return all, s.noGlue
		}
		at := slices.Index(s.names[:], name)
		if at < 0 {
			return all, s.unknown
		}
		all[at].name, all[at].value = name, value
	}
	return all, ""
}

// readV4URL reads the x-oss-* signature parameters.
// https://help.aliyun.com/zh/oss/developer-reference/add-signatures-to-urls
func readV4URL(r *wire.Request) (Claim, *deny.Denial) {
	claim := Claim{Carrier: V4URL}
	claim.Token, claim.HasToken = r.Query.Lookup(paramToken)
	if version := r.Query.Get(paramVersion); version != AlgorithmV4 {
		return claim, argument(deny.URLVersion, paramVersion, version)
	}
	if denial := readParams(r, []param{
		{paramExpires, &claim.Expires, deny.V4URLExpiresAbsent, deny.V4URLExpiresEmpty},
		{paramCredential, &claim.Credential, deny.V4URLCredentialAbsent, deny.V4URLCredentialEmpty},
		{paramSignature, &claim.Signature, deny.V4URLSignatureAbsent, deny.V4URLSignatureEmpty},
		{paramDate, &claim.Timestamp, deny.V4URLDateAbsent, deny.V4URLDateInvalid},
	}); denial != nil {
		return claim, denial
	}
	if !claim.splitCredential(ofOSS) {
		return claim, argument(deny.V4URLCredential, paramCredential, claim.Credential)
	}
	if claim.AccessKeyID == "" || !keyCharacters(claim.AccessKeyID) {
		return claim, badCharacters(deny.KeyCharactersV4URL, claim.AccessKeyID)
	}
	if list, given := r.Query.Lookup(paramAdditional); given {
		why := claim.readAdditional(r, list, additionalReasons{deny.V4URLExtraEmpty, deny.V4URLExtraEmptyItem, deny.V4URLExtraNotSent})
		if why != "" {
			return claim, argument(why, paramAdditional, list)
		}
	}
	return claim, nil
}

// argument is a refusal that names the parameter at fault.
func argument(why deny.Reason, name, value string) *deny.Denial {
	return deny.Because(why,
		deny.Field{Name: "ArgumentName", Value: name},
		deny.Field{Name: "ArgumentValue", Value: value})
}

// additionalReasons are the reasons that differ between header and URL.
type additionalReasons struct{ empty, emptyItem, notSent deny.Reason }

// readAdditional reads the list of additional headers; each must have been
// sent.
func (c *Claim) readAdditional(r *wire.Request, list string, reasons additionalReasons) deny.Reason {
	if list == "" {
		return reasons.empty
	}
	for _, name := range strings.Split(strings.ToLower(list), ";") {
		if name == "" {
			return reasons.emptyItem
		}
		if _, sent := headerValue(r, name); !sent {
			return reasons.notSent
		}
		c.Additional = append(c.Additional, name)
	}
	slices.Sort(c.Additional)
	return ""
}
