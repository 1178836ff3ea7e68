package wire

import "net/http"

// asSent applies the faults to the signed request and returns what a judge must know of it.
// genuine is the signature by the true secret, if the request is signed with a false one.
func (d *draft) asSent(q *http.Request, genuine string) (Sent, error) {
	if d.who.Anonymous() {
		for _, name := range []string{"Authorization", "x-oss-date", "x-oss-content-sha256"} {
			q.Header.Del(name)
		}
	}
	if d.any(func(a application) bool { return a.genuine }) {
		genuine = signatureOf(q)
	}
	if err := d.applySigned(q); err != nil {
		return Sent{}, err
	}
	signature := signatureOf(q)
	if err := d.applySecond(q); err != nil {
		return Sent{}, err
	}
	sent := Sent{
		Method: q.Method, Host: q.Host, Bucket: d.bucket, Key: d.key, Region: d.call.Endpoint.Region, Credentials: d.who,
		Authorization: q.Header.Get("Authorization"), Signature: signature, SignedAt: d.when.signed, Expires: d.when.expires,
		OwnerUID: d.call.OwnerUID, UserID: d.call.UserID, ForOrigin: q.Header.Get("Origin") != "",
		TrueSignature: genuine, TrueSecret: d.call.Credentials.AccessKeySecret, Form: d.call.form(),
	}
	if d.mismatches() && official(d.call.form()) {
		var err error
		if sent.StringToSign, err = d.stringToSignOf(q); err != nil {
			return sent, err
		}
		if isV4(d.call.form()) {
			sent.CanonicalRequest = d.canonicalRequest(q, sent.StringToSign)
		}
	}
	return sent, nil
}

// applySigned applies the faults to the signed request: first those after which it does not match
// its signature, then, with the host that the request asks for, all others.
func (d *draft) applySigned(q *http.Request) error {
	for _, f := range d.faults {
		if f.parted == nil {
			continue
		}
		if err := f.parted(d, q, f.Fault); err != nil {
			return err
		}
	}
	d.toRequestedHost(q)
	for _, f := range d.faults {
		if f.signed != nil {
			f.signed(d, q, f.Fault)
		}
	}
	return nil
}

// applySecond applies the faults that add another signature.
func (d *draft) applySecond(q *http.Request) error {
	for _, f := range d.faults {
		if f.second == nil {
			continue
		}
		if err := f.second(d, q, f.Fault); err != nil {
			return err
		}
	}
	return nil
}

// mismatches reports whether the signature does not match what is sent, so that the target
// must answer with its own StringToSign.
func (d *draft) mismatches() bool {
	return d.any(func(a application) bool { return a.mismatch })
}
