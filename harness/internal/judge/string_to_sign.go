package judge

import (
	"strings"

	"github.com/oss403/oss403/harness/internal/wire"
)

// stringToSign is the oracle. The returned text must be, byte for byte, what
// the official signer makes of the request as sent. Where only the signature
// is false, the text signed again with the true secret must also give the
// signature that the SDK made with it. No canonicalisation stands here.
func stringToSign(actual string, sent wire.Sent) (want string, ok bool) {
	ok = actual == sent.StringToSign && actual != ""
	if sent.TrueSignature != "" {
		ok = ok && signAgain(actual, sent) == sent.TrueSignature
	}
	return sent.StringToSign, ok
}

// signAgain signs a StringToSign: under the scope of a V4 form, under the scope
// that a V4 text names itself, else with V1.
func signAgain(text string, sent wire.Sent) string {
	lines := strings.Split(text, "\n")
	switch {
	case sent.Scope != "":
		return wire.SignV4(sent.TrueSecret, sent.Scope, text)
	case lines[0] == "OSS4-HMAC-SHA256" && len(lines) == 4:
		return wire.SignV4(sent.TrueSecret, lines[2], text)
	}
	return wire.SignV1(sent.TrueSecret, text)
}

// explainMismatch explains a StringToSign that is not the signer's. A V4 one
// holds a hash, so that the CanonicalRequest behind it tells more.
func explainMismatch(seen evidence) string {
	actual, _ := seen.value("StringToSign")
	request, _ := seen.value("CanonicalRequest")
	sent := seen.answer.Sent
	if sent.CanonicalRequest != "" && request != "" && request != sent.CanonicalRequest {
		return "CanonicalRequest: " + Explain(sent.CanonicalRequest, request)
	}
	return Explain(sent.StringToSign, actual)
}
