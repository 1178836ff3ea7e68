package rpc

import (
	"encoding/base64"
	"fmt"
	"io"
)

// A Maker makes ids and secrets from randomness. It panics without randomness: the request becomes
// an InternalError and changes nothing.
type Maker struct{ Rand io.Reader }

func (m Maker) bytes(n int) []byte {
	b := make([]byte, n)
	if _, err := io.ReadFull(m.Rand, b); err != nil {
		panic("rpc: no randomness: " + err.Error())
	}
	return b
}

func (m Maker) from(alphabet string, n int) string {
	b := m.bytes(n)
	for i := range b {
		b[i] = alphabet[int(b[i])%len(alphabet)]
	}
	return string(b)
}

const alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

// entityID makes the id of a user or a role: 18 digits, as the cloud does.
func (m Maker) entityID() string { return "2" + m.from("0123456789", 17) }

// accessKey makes a permanent AccessKey: an id of 24 characters and a secret of 30.
func (m Maker) accessKey() (id, secret string) {
	return "LTAI5t" + m.from(alphanumeric, 18), m.from(alphanumeric, 30)
}

// TemporaryKey makes the AccessKey and the token of a session. The bytes of the token reveal
// nothing.
func (m Maker) TemporaryKey() (id, secret, token string) {
	return "STS.N" + m.from(alphanumeric, 24), m.from(alphanumeric, 44), "CAIS" + base64.StdEncoding.EncodeToString(m.bytes(300))
}

// RequestID makes an upper-case UUID, version 4.
func (m Maker) RequestID() string {
	b := m.bytes(16)
	b[6], b[8] = b[6]&0x0F|0x40, b[8]&0x3F|0x80
	return fmt.Sprintf("%X-%X-%X-%X-%X", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}
