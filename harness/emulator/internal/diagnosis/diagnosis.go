// Package diagnosis seals what RAM knows about a refusal into the EncodedDiagnosticMessage of an answer, and opens it
// for DecodeDiagnosticMessage. It decides nothing, and knows neither OSS nor RPC.
package diagnosis

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
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
type Seal struct {
	key [32]byte
	err error // why there is no key
}

// NewSeal returns a seal with a key from a source of randomness. Without randomness it seals nothing.
func NewSeal(source io.Reader) Seal {
	var s Seal
	_, s.err = io.ReadFull(source, s.key[:])
	return s
}

// head returns the first bytes of captured messages. https://help.aliyun.com/zh/oss/user-guide/0003-00000201
func head() []byte { return []byte{1, 2, 1, 0x20, 0, 0, 0} }

func (s Seal) aead() (cipher.AEAD, error) {
	if s.err != nil {
		return nil, fmt.Errorf("no randomness for a key: %w", s.err)
	}
	block, err := aes.NewCipher(s.key[:])
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

// nonce follows from what is sealed, so that the same refusal has the same message.
func (s Seal) nonce(plain []byte, size int) []byte {
	own := sha256.Sum256(append([]byte("nonce"), s.key[:]...))
	mac := hmac.New(sha256.New, own[:])
	mac.Write(plain)
	return mac.Sum(nil)[:size]
}

// Close makes the message. How the service makes it is not published. It panics without a key: the request becomes an
// InternalError.
func (s Seal) Close(d Diagnosis) string {
	plain, err := json.Marshal(d)
	if err != nil {
		panic("diagnosis: it cannot be marshalled: " + err.Error())
	}
	aead, err := s.aead()
	if err != nil {
		panic("diagnosis: no cipher: " + err.Error())
	}
	nonce := s.nonce(plain, aead.NonceSize())
	return base64.StdEncoding.EncodeToString(aead.Seal(append(head(), nonce...), nonce, plain, head()))
}

// Open reads a message. It reports false for a message that this seal has not made.
func (s Seal) Open(message string) (Diagnosis, bool) {
	var d Diagnosis
	sealed, err := base64.StdEncoding.DecodeString(message)
	if err != nil {
		return d, false
	}
	aead, err := s.aead()
	if err != nil || len(sealed) < len(head())+aead.NonceSize() {
		return d, false
	}
	first, rest := sealed[:len(head())], sealed[len(head()):]
	plain, err := aead.Open(nil, rest[:aead.NonceSize()], rest[aead.NonceSize():], first)
	return d, err == nil && json.Unmarshal(plain, &d) == nil
}
