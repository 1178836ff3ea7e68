package scenarios

import "testing"

func TestAPolicyIsReadHoweverItIsWritten(t *testing.T) {
	for policy, want := range map[string]bool{
		`{"Version":"1","Statement":[{"Effect":"Deny","Principal":["*"],"Action":["oss:*"]}]}`:                     true,
		`{ "Statement": [ { "Action": ["oss:*"], "Principal": ["1", "*"], "Effect": "Deny" } ] }`:                  true,
		`{"Statement":[{"Effect":"Allow","Principal":["*"],"Condition":{}},{"Effect":"Deny","Principal":["*"]}]}`:  true,
		`{"Statement":[{"Condition":{"Bool":{"acs:SecureTransport":"false"}},"Principal":["*"],"Effect":"Deny"}]}`: false,
		`{"Statement":[{"Effect":"Allow","Principal":["*"],"Sid":"\"Effect\":\"Deny\",\"Principal\":[\"*\"]"}]}`:   false,
		`{"Statement":[{"Effect":"Deny","Principal":["1"]},{"Effect":"Allow","Principal":["*"]}]}`:                 false,
		`not a policy "Effect":"Deny","Principal":["*"]`:                                                           false,
		"": false,
	} {
		if got := deniesEveryone(policy); got != want {
			t.Errorf("%s: denies everyone: %v", policy, got)
		}
	}
}
