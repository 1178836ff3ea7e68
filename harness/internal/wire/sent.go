package wire

import (
	"net/http"

	"github.com/oss403/oss403/harness/internal/caller"
	"github.com/oss403/oss403/scenarios"
)

// asSent applies the fault to the signed request and says what a judge must know of it.
func (c Call) asSent(q *http.Request, who caller.Credentials, when moment, genuine string) (Sent, error) {
	if who.Anonymous() {
		for _, name := range []string{"Authorization", "x-oss-date", "x-oss-content-sha256"} {
			q.Header.Del(name)
		}
	}
	if c.has(scenarios.FaultSignature, scenarios.FaultSignatureEnd, scenarios.FaultSentSignature, scenarios.FaultSignedFor,
		scenarios.FaultSignedText) {
		genuine = signatureOf(q)
	}
	if err := c.signOtherwise(q, who, when); err != nil {
		return Sent{}, err
	}
	c.afterSigning(q)
	sent := Sent{
		Method: q.Method, Host: q.Host, Bucket: c.bucket(), Key: c.key(), Region: c.Endpoint.Region, Credentials: who,
		Authorization: q.Header.Get("Authorization"), Signature: signatureOf(q), SignedAt: when.signed, Expires: when.expires,
		OwnerUID: c.OwnerUID, UserID: c.UserID, ForOrigin: q.Header.Get("Origin") != "",
		TrueSignature: genuine, TrueSecret: c.Credentials.AccessKeySecret,
	}
	if c.has(scenarios.FaultTwoCarriers) {
		if err := c.signInHeaderToo(q, who, when); err != nil {
			return sent, err
		}
		sent.Authorization = q.Header.Get("Authorization")
	}
	if c.signingFault() {
		var err error
		if sent.StringToSign, err = c.stringToSignOf(q, when); err != nil {
			return sent, err
		}
		if isV4(c.form()) {
			sent.CanonicalRequest = c.canonicalRequest(q, sent.StringToSign)
		}
	}
	return sent, nil
}
