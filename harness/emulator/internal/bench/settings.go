package bench

import (
	"encoding/json"
	"strings"
)

// Account changes the standing of an account; who counts from 0.
func (b *Bench) Account(who int, body string) {
	b.T.Helper()
	if status, answer := b.Control("PATCH", "/v1/accounts/"+Accounts()[who].UID, body); status != 204 {
		b.T.Fatalf("%d %s", status, answer)
	}
}

// Freeze makes the platform freeze a bucket.
func (b *Bench) Freeze(bucket string) {
	b.T.Helper()
	if status, answer := b.Control("PATCH", "/v1/buckets/"+bucket, `{"frozen":true}`); status != 204 {
		b.T.Fatalf("%d %s", status, answer)
	}
}

// Attack makes the security system of the platform answer for a bucket.
func (b *Bench) Attack(bucket string) {
	b.T.Helper()
	if status, answer := b.Control("PATCH", "/v1/buckets/"+bucket, `{"attacked":true}`); status != 204 {
		b.T.Fatalf("%d %s", status, answer)
	}
}

// Network creates a VPC, and sends the callers of an account through it.
func (b *Bench) Network(who int, policy string) {
	b.T.Helper()
	if status, answer := b.Control("PUT", "/v1/networks/vpc-1", `{"region":"cn-hangzhou","policy":`+Quote(policy)+`}`); status != 204 {
		b.T.Fatalf("%d %s", status, answer)
	}
	b.Account(who, `{"sourceVpc":"vpc-1"}`)
}

// Quote is a text as JSON.
func Quote(text string) string {
	quoted, err := json.Marshal(text)
	if err != nil {
		panic(err)
	}
	return string(quoted)
}

// Set puts a setting of a bucket, as the owner.
func (b *Bench) Set(host, sub, body string) {
	b.T.Helper()
	b.Must(b.Owner(b.Raw("PUT", host, "/?"+sub, body)))
}

// Grant is a statement of a bucket policy. rest follows the principal.
func Grant(effect, action, principal, rest string) string {
	return `{"Effect":"` + effect + `","Action":"` + action + `","Principal":["` + principal + `"],"Resource":"acs:oss:*:*:*"` + rest + `}`
}

// BucketPolicy is a policy of a bucket with these statements.
func BucketPolicy(statements ...string) string {
	return `{"Version":"1","Statement":[` + strings.Join(statements, ",") + `]}`
}

// Referers is a configuration that requires a Referer.
const Referers = "<RefererConfiguration><AllowEmptyReferer>false</AllowEmptyReferer>" +
	"<RefererList><Referer>http://good.example*</Referer></RefererList>" +
	"<RefererBlacklist><Referer>http://good.example/bad*</Referer></RefererBlacklist></RefererConfiguration>"

// CrossOrigin is a rule for requests from other origins.
const CrossOrigin = "<CORSConfiguration><CORSRule><AllowedOrigin>http://*.example</AllowedOrigin>" +
	"<AllowedMethod>PUT</AllowedMethod><AllowedMethod>POST</AllowedMethod><AllowedHeader>x-oss-*</AllowedHeader>" +
	"<ExposeHeader>ETag</ExposeHeader><ExposeHeader>x-oss-request-id</ExposeHeader>" +
	"<MaxAgeSeconds>60</MaxAgeSeconds></CORSRule></CORSConfiguration>"

// AccelerationBody is a configuration of transfer acceleration.
func AccelerationBody(on string) string {
	return "<TransferAccelerationConfiguration><Enabled>" + on + "</Enabled></TransferAccelerationConfiguration>"
}

// Requester is the request that lets the requester pay.
const Requester = "<RequestPaymentConfiguration><Payer>Requester</Payer></RequestPaymentConfiguration>"

// StrangerCredentials belong to the other account.
func StrangerCredentials() Identity { return Identity{StrangerKey, StrangerSecret, ""} }

// Soon is the Expires of a V1 URL that is still valid.
const Soon = "1772712060"
