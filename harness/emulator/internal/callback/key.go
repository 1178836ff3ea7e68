package callback

import (
	"crypto"
	"crypto/md5"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"net/url"
	"sync"
)

// KeyHost and KeyPath are where the public key of callbacks is: under a name that servers check
// before they fetch the key. The data port serves it under that name.
const (
	KeyHost = "gosspublic.alicdn.com"
	KeyPath = "/callback_pub_key_v1.pem"
)

const keyBits = 1024 // the smallest that the library makes; the service has 512

// A Key signs callbacks. It is made when it is first used.
type Key struct {
	made func() (*rsa.PrivateKey, error)
}

// NewKey returns a key of its own.
func NewKey() *Key {
	return &Key{sync.OnceValues(func() (*rsa.PrivateKey, error) { return rsa.GenerateKey(rand.Reader, keyBits) })}
}

// Sign returns the Authorization of a callback: the decoded path, the query and the body, with RSA
// and MD5.
func (k *Key) Sign(u *url.URL, body string) (string, error) {
	private, err := k.made()
	if err != nil {
		return "", err
	}
	text := u.Path
	if u.RawQuery != "" {
		text += "?" + u.RawQuery
	}
	sum := md5.Sum([]byte(text + "\n" + body))
	signature, err := rsa.SignPKCS1v15(nil, private, crypto.MD5, sum[:])
	return base64.StdEncoding.EncodeToString(signature), err
}

// PEM returns the public key.
func (k *Key) PEM() ([]byte, error) {
	private, err := k.made()
	if err != nil {
		return nil, err
	}
	public, err := x509.MarshalPKIXPublicKey(&private.PublicKey)
	if err != nil {
		return nil, err
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: public}), nil
}
