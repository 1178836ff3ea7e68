package judge

import (
	"strings"

	"github.com/oss403/oss403/harness/internal/wire"
	"github.com/oss403/oss403/scenarios"
)

// stringToSign is the oracle. The StringToSign in the answer must equal, byte for
// byte, the text that the official signer makes of the sent request. Where only the
// signature is false, the text signed again with the true secret must also give the
// signature of the SDK. This package does no canonicalisation of its own.
func stringToSign(actual string, sent wire.Sent) (want string, ok bool) {
	if want = sent.StringToSign; want == "" && sent.TrueSignature != "" { // its library tells no StringToSign
		return "a text that gives the signature of the library, signed again", signAgain(actual, sent) == sent.TrueSignature
	}
	ok = actual == want && actual != ""
	if sent.TrueSignature != "" {
		ok = ok && signAgain(actual, sent) == sent.TrueSignature
	}
	return want, ok
}

// signAgain signs a StringToSign. It uses V4 with the scope of the form, or with the
// scope in the text itself; without a scope it uses V2, or V1, which is V2 of S3 too.
func signAgain(text string, sent wire.Sent) string {
	lines := strings.Split(text, "\n")
	switch {
	case strings.HasSuffix(sent.Scope, "/aws4_request"):
		return wire.SignS3V4(sent.TrueSecret, sent.Scope, text)
	case sent.Scope != "":
		return wire.SignV4(sent.TrueSecret, sent.Scope, text)
	case lines[0] == "OSS4-HMAC-SHA256" && len(lines) == 4:
		return wire.SignV4(sent.TrueSecret, lines[2], text)
	case lines[0] == "AWS4-HMAC-SHA256" && len(lines) == 4:
		return wire.SignS3V4(sent.TrueSecret, lines[2], text)
	case sent.Form == scenarios.FormV2Header, sent.Form == scenarios.FormV2URL:
		return wire.SignV2(sent.TrueSecret, text)
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
		return "CanonicalRequest: " + explained(sent.CanonicalRequest, request)
	}
	return explained(sent.StringToSign, actual)
}
