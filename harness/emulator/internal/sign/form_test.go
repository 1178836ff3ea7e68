package sign

import (
	"encoding/base64"
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// The documented sample policy, signed with the secret sk.
func TestFormVectors(t *testing.T) {
	policy := base64.StdEncoding.EncodeToString([]byte(`{"expiration":"2014-12-01T12:00:00.000Z",` +
		`"conditions":[{"bucket":"johnsmith"},["starts-with","$key","user/eric/"]]}`))
	const encoded = "eyJleHBpcmF0aW9uIjoiMjAxNC0xMi0wMVQxMjowMDowMC4wMDBaIiwiY29uZGl0aW9ucyI6W3siYnVja2V0Ijoiam9o" +
		"bnNtaXRoIn0sWyJzdGFydHMtd2l0aCIsIiRrZXkiLCJ1c2VyL2VyaWMvIl1dfQ=="
	if policy != encoded {
		t.Fatal(policy)
	}
	for signature, form := range map[string]*wire.Form{
		"dpKSRMoL0aqf4NRGyH4VO/YOsyY=": {Fields: []wire.FormField{
			{Name: "OSSAccessKeyId", Value: "ak"}, {Name: "policy", Value: encoded}, {Name: "signature", Value: "?"},
		}},
		"f0fd941a22c6bf68a4d88e40dbb1ce58cc1f9720d3d97eb820d37111dd730765": {Fields: []wire.FormField{
			{Name: "x-oss-signature-version", Value: AlgorithmV4},
			{Name: "X-Oss-Credential", Value: "ak/20141201/cn-hangzhou/oss/aliyun_v4_request"},
			{Name: "x-oss-date", Value: "20141201T000000Z"}, {Name: "policy", Value: encoded}, {Name: "x-oss-signature", Value: "?"}}},
	} {
		claim, denial := ReadForm(form)
		if denial != nil {
			t.Fatal(denial)
		}
		proof := claim.Prove(nil, "sk")
		if claim.AccessKeyID != "ak" || proof.Signature != signature || proof.StringToSign != encoded || proof.CanonicalRequest != "" {
			t.Errorf("%+v %+v, want %s", claim, proof, signature)
		}
	}
}

// A form without any credential field is anonymous, whatever else it holds.
func TestAnonymousForm(t *testing.T) {
	claim, denial := ReadForm(&wire.Form{Fields: []wire.FormField{{Name: "key", Value: "a"}, {Name: "x-oss-security-token", Value: "t"}}})
	if claim.Carrier != Anonymous || denial != nil {
		t.Errorf("%+v %v", claim, denial)
	}
	if claim, _ := ReadForm(nil); claim.Carrier != Unread {
		t.Errorf("%+v", claim)
	}
}

// FuzzFormCredential: whatever stands in the credential fields, nothing
// panics, and no scope is accepted that is not written back the same.
func FuzzFormCredential(f *testing.F) {
	for _, seed := range []string{
		"ak/20141201/cn-hangzhou/oss/aliyun_v4_request", "", "/", "////", "ak////aliyun_v4_request", "a/b/c/d/e/f",
		"ak/2014\x00/r/oss/aliyun_v4_request",
		"ak/20141201/cn-hangzhou/oss/aws4_request", "\xff/1/2/3/aliyun_v4_request",
	} {
		f.Add(seed, AlgorithmV4, "0")
		f.Add(seed, "OSS2", "")
	}
	f.Fuzz(func(t *testing.T, credential, version, signature string) {
		form := &wire.Form{Fields: []wire.FormField{
			{Name: paramVersion, Value: version}, {Name: paramCredential, Value: credential}, {Name: "policy", Value: credential},
			{Name: paramSignature, Value: signature},
		}}
		claim, denial := ReadForm(form)
		if denial != nil {
			return
		}
		if claim.AccessKeyID+"/"+claim.Scope.String() != credential {
			t.Errorf("%q read as %+v", credential, claim)
		}
		if claim.Prove(nil, "a secret nobody has").Matches(claim) {
			t.Errorf("accepted %+v", claim)
		}
	})
}

// FuzzCredentialScope is the same for header and URL.
func FuzzCredentialScope(f *testing.F) {
	for _, seed := range []string{
		"ak/20141201/cn-hangzhou/oss/aliyun_v4_request", "////", "ak/1/2/3/4", "a,b/1/2/3/aliyun_v4_request", "=/1/2/3/aliyun_v4_request",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, credential string) {
		for _, r := range []*wire.Request{
			{Method: "GET", Header: header("Authorization", AlgorithmV4+" Credential="+credential+",Signature=0",
				"x-oss-content-sha256", UnsignedPayload)},
			{Method: "GET", Query: wire.Query{
				{Name: paramVersion, Value: AlgorithmV4}, {Name: paramExpires, Value: "1"}, {Name: paramDate, Value: "1"},
				{Name: paramSignature, Value: "0"}, {Name: paramCredential, Value: credential},
			}},
		} {
			claim, denial := Read(r)
			if denial == nil && claim.AccessKeyID+"/"+claim.Scope.String() != claim.Credential {
				t.Errorf("%q read as %+v", credential, claim)
			}
			neverMatches(t, r)
		}
	})
}
