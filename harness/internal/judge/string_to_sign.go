package judge

import (
	"strings"

	"github.com/oss403/oss403/harness/internal/wire"
)

// stringToSign is the oracle. The StringToSign in the answer must equal, byte for
// byte, the text that the official signer makes of the sent request. Where only the
// signature is false, the text signed again with the true secret must also give the
// signature of the SDK. This package does no canonicalisation of its own.
func stringToSign(actual string, sent wire.Sent) (want string, ok bool) {
	ok = actual == sent.StringToSign && actual != ""
	if sent.TrueSignature != "" {
		ok = ok && signAgain(actual, sent) == sent.TrueSignature
	}
	return sent.StringToSign, ok
}

// signAgain signs a StringToSign. It uses V4 with the scope of the form, or with the
// scope in the text itself; without a scope it uses V1.
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

// explainMismatch explains a StringToSign that differs from the signer's. V4 puts a
// hash into it, so the CanonicalRequest explains more.
func explainMismatch(seen evidence) string {
	actual, _ := seen.value("StringToSign")
	request, _ := seen.value("CanonicalRequest")
	sent := seen.answer.Sent
	if sent.CanonicalRequest != "" && request != "" && request != sent.CanonicalRequest {
		return "CanonicalRequest: " + Explain(sent.CanonicalRequest, request)
	}
	return Explain(sent.StringToSign, actual)
}
