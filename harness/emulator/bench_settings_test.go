package emulator_test

import (
	"encoding/json"
	"strings"
)

// account changes the standing of an account; who counts from 0.
func (b *bench) account(who int, body string) {
	b.t.Helper()
	if status, answer := b.control("PATCH", "/v1/accounts/"+accounts[who].UID, body); status != 204 {
		b.t.Fatalf("%d %s", status, answer)
	}
}

// freeze makes the platform freeze a bucket.
func (b *bench) freeze(bucket string) {
	b.t.Helper()
	if status, answer := b.control("PATCH", "/v1/buckets/"+bucket, `{"frozen":true}`); status != 204 {
		b.t.Fatalf("%d %s", status, answer)
	}
}

// network creates a VPC, and sends the callers of an account through it.
func (b *bench) network(who int, policy string) {
	b.t.Helper()
	if status, answer := b.control("PUT", "/v1/networks/vpc-1", `{"region":"cn-hangzhou","policy":`+quote(policy)+`}`); status != 204 {
		b.t.Fatalf("%d %s", status, answer)
	}
	b.account(who, `{"sourceVpc":"vpc-1"}`)
}

func quote(text string) string {
	quoted, err := json.Marshal(text)
	if err != nil {
		panic(err)
	}
	return string(quoted)
}

// set puts a setting of a bucket, as the owner.
func (b *bench) set(host, sub, body string) {
	b.t.Helper()
	b.must(b.owner(b.raw("PUT", host, "/?"+sub, body)))
}

// grant is a statement of a bucket policy. rest follows the principal.
func grant(effect, action, principal, rest string) string {
	return `{"Effect":"` + effect + `","Action":"` + action + `","Principal":["` + principal + `"],"Resource":"acs:oss:*:*:*"` + rest + `}`
}

func bucketPolicy(statements ...string) string {
	return `{"Version":"1","Statement":[` + strings.Join(statements, ",") + `]}`
}

// referers is a configuration that requires a Referer.
const referers = "<RefererConfiguration><AllowEmptyReferer>false</AllowEmptyReferer>" +
	"<RefererList><Referer>http://good.example*</Referer></RefererList>" +
	"<RefererBlacklist><Referer>http://good.example/bad*</Referer></RefererBlacklist></RefererConfiguration>"

const crossing = "<CORSConfiguration><CORSRule><AllowedOrigin>http://*.example</AllowedOrigin>" +
	"<AllowedMethod>PUT</AllowedMethod><AllowedMethod>POST</AllowedMethod><AllowedHeader>x-oss-*</AllowedHeader>" +
	"<ExposeHeader>ETag</ExposeHeader><ExposeHeader>x-oss-request-id</ExposeHeader>" +
	"<MaxAgeSeconds>60</MaxAgeSeconds></CORSRule></CORSConfiguration>"

// acceleration is a configuration of transfer acceleration.
func acceleration(on string) string {
	return "<TransferAccelerationConfiguration><Enabled>" + on + "</Enabled></TransferAccelerationConfiguration>"
}

const requester = "<RequestPaymentConfiguration><Payer>Requester</Payer></RequestPaymentConfiguration>"

// strangerCredentials belong to the other account.
var strangerCredentials = identity{strangerKey, strangerSecret, ""}

// soon is the Expires of a V1 URL that is still valid.
const soon = "1772712060"
