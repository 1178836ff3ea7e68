package rpc

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
)

const algorithmACS3 = "ACS3-HMAC-SHA256"

// readACS3 reads "ACS3-HMAC-SHA256 Credential=…,SignedHeaders=…,Signature=…" and the x-acs-*
// headers. Host and every x-acs-* header must be signed.
// https://www.alibabacloud.com/help/en/sdk/product-overview/v3-request-structure-and-signature
func readACS3(r *Request) (Claim, *Error) {
	claim := Claim{Carrier: ACS3, Timestamp: r.Header.Get("x-acs-date"), Nonce: r.Header.Get("x-acs-signature-nonce")}
	if tokens := r.Header["X-Acs-Security-Token"]; len(tokens) > 0 {
		claim.Token, claim.HasToken = tokens[0], true
	}
	scheme, list, ok := strings.Cut(r.Header.Get("Authorization"), " ")
	switch {
	case ok && scheme != algorithmACS3 && strings.HasPrefix(scheme, "ACS3-"):
		return claim, badMethod
	case !ok || scheme != algorithmACS3:
		return claim, incomplete
	}
	var names string
	into := map[string]*string{"Credential": &claim.AccessKeyID, "SignedHeaders": &names, "Signature": &claim.Signature}
	for _, item := range strings.Split(list, ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(item), "=")
		target, known := into[name]
		if !known || *target != "" || value == "" {
			return claim, incomplete
		}
		*target = value
	}
	if claim.AccessKeyID == "" || names == "" || claim.Signature == "" {
		return claim, incomplete
	}
	claim.signed = strings.Split(strings.ToLower(names), ";")
	if !slices.IsSorted(claim.signed) || !allSigned(r, claim.signed) {
		return claim, incomplete
	}
	for name, value := range map[string]string{"x-acs-date": claim.Timestamp, "x-acs-signature-nonce": claim.Nonce} {
		if value == "" {
			return claim, missing(name)
		}
	}
	return claim, nil
}

func allSigned(r *Request, signed []string) bool {
	if !slices.Contains(signed, "host") {
		return false
	}
	for name := range r.Header {
		if low := strings.ToLower(name); strings.HasPrefix(low, "x-acs-") && !slices.Contains(signed, low) {
			return false
		}
	}
	return true
}

// proveACS3 signs the hash of the canonical request. It hashes the payload as it came, and ignores
// x-acs-content-sha256.
func (c Claim) proveACS3(r *Request, secret string) (signature, text string) {
	canonical := sha256.Sum256([]byte(c.canonicalACS3(r)))
	text = algorithmACS3 + "\n" + hex.EncodeToString(canonical[:])
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(text))
	return hex.EncodeToString(mac.Sum(nil)), text
}

func (c Claim) canonicalACS3(r *Request) string {
	var b strings.Builder
	b.WriteString(r.Method + "\n/\n" + canonicalQuery(r.Query, "") + "\n")
	for _, name := range c.signed {
		b.WriteString(name + ":" + r.header(name) + "\n")
	}
	payload := sha256.Sum256(r.Body)
	b.WriteString("\n" + strings.Join(c.signed, ";") + "\n" + hex.EncodeToString(payload[:]))
	return b.String()
}

// header returns the value of a header as it is signed: trimmed. Several values are sorted and
// joined by commas.
func (r *Request) header(name string) string {
	if name == "host" {
		return r.Host
	}
	var values []string
	for _, v := range r.Header.Values(name) {
		values = append(values, strings.TrimSpace(v))
	}
	slices.Sort(values)
	return strings.Join(values, ",")
}
