package world

import (
	"crypto/md5"
	"encoding/base64"
)

// IsSealed reports whether an appendable object has been sealed, so that it grows no more.
func (o *Object) IsSealed() bool { return !o.Sealed.IsZero() }

// Sum returns the MD5 of the content, and false where it is not kept: a multipart or an appendable
// object has none.
func (o *Object) Sum() (sum [md5.Size]byte, kept bool) {
	decoded, err := base64.StdEncoding.DecodeString(o.MD5)
	if err != nil || len(decoded) != md5.Size {
		return sum, false
	}
	return [md5.Size]byte(decoded), true
}
