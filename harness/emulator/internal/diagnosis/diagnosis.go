// Package diagnosis seals what RAM knows about a refusal into the EncodedDiagnosticMessage of an answer, and opens it
// for DecodeDiagnosticMessage. It decides nothing, and knows neither OSS nor RPC.
package diagnosis

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
)

// A Diagnosis is what a message tells. Its parts are those of the answer of DecodeDiagnosticMessage.
// https://www.alibabacloud.com/help/en/ram/developer-reference/api-ram-2015-05-01-decodediagnosticmessage (documented)
type Diagnosis struct {
	ExplicitDeny     bool
	PolicyType       string // kind of the policy that refused
	Action, Resource string
	Principal        Principal
	Conditions       []Condition // what policies may ask about the request
	Matched          []Policy    // with the statement that denied; none for an implicit deny
}

// A Principal is who asked.
type Principal struct{ Kind, OwnerID, DisplayName string }

// A Condition is a condition key with its value.
type Condition struct{ Key, Value string }

// A Policy is a policy with what it is attached to.
type Policy struct {
	Effect     string // Allow or Deny
	Identifier string // name of a RAM policy; empty if the policy has none
	Type       string // Custom or System
	Version    string // of a custom policy
	Entity     string // kind of what it is attached to
	Scope      string // where it counts
}

// A Seal keeps a message from being read or made by anybody else. The zero value has a key that everybody knows.
type Seal struct{ key [32]byte }

// NewSeal returns a seal with a key of its own.
func NewSeal() Seal {
	var s Seal
	rand.Read(s.key[:]) // it never fails
	return s
}

// head returns the first bytes of captured messages. https://help.aliyun.com/zh/oss/user-guide/0003-00000201
func head() []byte { return []byte{1, 2, 1, 0x20, 0, 0, 0} }

func (s Seal) aead() (cipher.AEAD, error) {
	block, err := aes.NewCipher(s.key[:])
	if err != nil {
		return nil, err
	}
	return cipher.NewGCMWithRandomNonce(block)
}

// Close makes the message. How the service makes it is not published.
func (s Seal) Close(d Diagnosis) string {
	plain, err := json.Marshal(d)
	if err != nil {
		panic("diagnosis: it cannot be marshalled: " + err.Error())
	}
	aead, err := s.aead()
	if err != nil {
		panic("diagnosis: no cipher: " + err.Error())
	}
	return base64.StdEncoding.EncodeToString(aead.Seal(head(), nil, plain, head()))
}

// Open reads a message. It reports false for a message that this seal has not made.
func (s Seal) Open(message string) (Diagnosis, bool) {
	var d Diagnosis
	sealed, err := base64.StdEncoding.DecodeString(message)
	if err != nil || len(sealed) < len(head()) {
		return d, false
	}
	aead, err := s.aead()
	if err != nil {
		return d, false
	}
	first, rest := sealed[:len(head())], sealed[len(head()):]
	plain, err := aead.Open(nil, nil, rest, first)
	return d, err == nil && json.Unmarshal(plain, &d) == nil
}
