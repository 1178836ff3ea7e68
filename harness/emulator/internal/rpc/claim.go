package rpc

import (
	"crypto/hmac"
	"crypto/sha1"
	"encoding/base64"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// A Claim holds the credentials of a request.
type Claim struct {
	Carrier     string // signature-1.0 or acs3
	AccessKeyID string
	Token       string
	HasToken    bool
	Timestamp   string
	Nonce       string
	Signature   string
	signed      []string // ACS3: names of the signed headers
}

// The carriers.
const (
	Signature10 = "signature-1.0"
	ACS3        = "acs3"
)

// ReadClaim reads the credentials of a request.
func ReadClaim(r *Request) (Claim, *Error) {
	if len(r.Header["Authorization"]) > 0 {
		return readACS3(r)
	}
	return read10(r)
}

// read10 reads the parameters of signature 1.0.
// https://www.alibabacloud.com/help/en/sdk/product-overview/rpc-mechanism
func read10(r *Request) (Claim, *Error) {
	claim := Claim{Carrier: Signature10}
	claim.Token, claim.HasToken = r.Params.Lookup("SecurityToken")
	var method, version string
	for _, p := range []struct {
		name string
		into *string
	}{
		{"AccessKeyId", &claim.AccessKeyID}, {"SignatureMethod", &method}, {"SignatureVersion", &version},
		{"Timestamp", &claim.Timestamp}, {"SignatureNonce", &claim.Nonce}, {"Signature", &claim.Signature},
	} {
		if *p.into = r.Params.Get(p.name); *p.into == "" {
			return claim, missing(p.name)
		}
	}
	switch {
	case method != "HMAC-SHA1":
		return claim, badMethod
	case version != "1.0":
		return claim, incomplete
	}
	return claim, nil
}

// Prove computes the signature that the claim should have, and the text that it signs.
func (c Claim) Prove(r *Request, secret string) (signature, text string) {
	if c.Carrier == ACS3 {
		return c.proveACS3(r, secret)
	}
	text = text10(r)
	mac := hmac.New(sha1.New, []byte(secret+"&"))
	mac.Write([]byte(text))
	return base64.StdEncoding.EncodeToString(mac.Sum(nil)), text
}

// text10 is METHOD&%2F& and the escaped list of all parameters of query and form, without the
// signature.
func text10(r *Request) string {
	return r.Method + "&%2F&" + wire.Escape(canonicalQuery(r.Params, "Signature"), "")
}

// canonicalQuery escapes and sorts the parameters, and leaves one out. An empty value keeps its =.
func canonicalQuery(params wire.Query, without string) string {
	var lines []string
	for _, p := range params.EscapedWithout(without) {
		lines = append(lines, p.Name+"="+p.Value)
	}
	return strings.Join(lines, "&")
}
