package sign

import (
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

var itemsOfV2 = itemSyntax{
	":", [3]string{"AccessKeyId", "AdditionalHeaders", "Signature"}, deny.V2Items, deny.V2Colon, deny.V2UnknownItem,
}

// readV2Header reads "OSS2 AccessKeyId:…,AdditionalHeaders:…,Signature:…".
// https://help.aliyun.com/en/oss/user-guide/0002-00000102 and those after it
func readV2Header(r *wire.Request) (Claim, *deny.Denial) {
	value := r.Header.Get("Authorization")
	claim := Claim{Carrier: V2Header, Timestamp: headerTime(r)}
	claim.Token, claim.HasToken = headerToken(r)
	refused := func(why deny.Reason) (Claim, *deny.Denial) {
		return claim, deny.Because(why, deny.Field{Name: "Authorization", Value: value})
	}
	items, why := itemsOfV2.split(strings.TrimPrefix(value, AlgorithmV2))
	if why != "" {
		return refused(why)
	}
	if why := readItems(&items, []param{
		{"AccessKeyId", &claim.AccessKeyID, deny.V2KeyAbsent, deny.V2KeyEmpty},
		{"Signature", &claim.Signature, deny.V2SignatureAbsent, deny.V2SignatureEmpty},
	}); why != "" {
		return refused(why)
	}
	if !keyCharacters(claim.AccessKeyID) {
		return claim, badCharacters(deny.KeyCharactersV2, claim.AccessKeyID)
	}
	if list, given := items.get("AdditionalHeaders"); given {
		why := claim.readAdditional(r, list, additionalReasons{deny.V2ExtraEmpty, deny.V2ExtraEmptyItem, deny.V2ExtraNotSent})
		if why != "" {
			return refused(why)
		}
	}
	return claim, nil
}

// readV2URL reads the parameters of a signed URL. The token has the name that it
// has in version 1, as SDKs write it.
// https://help.aliyun.com/en/oss/user-guide/0002-00000113 and those after it
func readV2URL(r *wire.Request) (Claim, *deny.Denial) {
	claim := Claim{Carrier: V2URL}
	claim.Token, claim.HasToken = r.Query.Lookup("security-token")
	if denial := readParams(r, []param{
		{paramExpires, &claim.Expires, deny.V2URLExpiresAbsent, deny.V2URLExpiresEmpty},
		{paramKey, &claim.AccessKeyID, deny.V2URLKeyAbsent, deny.V2URLKeyEmpty},
		{paramSignature, &claim.Signature, deny.V2URLSignatureAbsent, deny.V2URLSignatureEmpty},
	}); denial != nil {
		return claim, denial
	}
	claim.Timestamp = claim.Expires
	if !keyCharacters(claim.AccessKeyID) {
		return claim, badCharacters(deny.KeyCharactersV2URL, claim.AccessKeyID)
	}
	if list, given := r.Query.Lookup(paramAdditional); given {
		why := claim.readAdditional(r, list, additionalReasons{deny.V2URLExtraEmpty, deny.V2URLExtraEmptyItem, deny.V2URLExtraNotSent})
		if why != "" {
			return claim, argument(why, paramAdditional, list)
		}
	}
	return claim, nil
}

// A param is a parameter that a signed URL must have, or an item of an Authorization
// header.
type param struct {
	name          string
	into          *string
	absent, empty deny.Reason
}

// readParams reads parameters that must be there and not be empty.
func readParams(r *wire.Request, params []param) *deny.Denial {
	for _, p := range params {
		value, ok := r.Query.Lookup(p.name)
		*p.into = value
		switch {
		case !ok:
			return deny.Because(p.absent)
		case value == "":
			return argument(p.empty, p.name, value)
		}
	}
	return nil
}

// readItems reads items that must be there and not be empty.
func readItems(given *items, params []param) deny.Reason {
	for _, p := range params {
		value, ok := given.get(p.name)
		*p.into = value
		switch {
		case !ok:
			return p.absent
		case value == "":
			return p.empty
		}
	}
	return ""
}
