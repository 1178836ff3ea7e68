package sign

import (
	"crypto/hmac"
	"crypto/sha256"
	"strings"
)

// A Scope is what a signing key of version 4 is good for.
type Scope struct{ Day, Region, Product string }

func (s Scope) String() string { return s.in(ofOSS) }

// A tongue is what version 4 of OSS and that of S3 write otherwise.
type tongue struct{ secret, terminator string }

var (
	ofOSS = tongue{"aliyun_v4", "aliyun_v4_request"}
	ofS3  = tongue{"AWS4", "aws4_request"}
)

// InS3 is the scope as S3 writes it.
func (s Scope) InS3() string { return s.in(ofS3) }

func (s Scope) in(t tongue) string {
	return s.Day + "/" + s.Region + "/" + s.Product + "/" + t.terminator
}

// key is the signing key, good for one day, region and product.
func (s Scope) key(secret string, t tongue) []byte {
	key := []byte(t.secret + secret)
	for _, step := range []string{s.Day, s.Region, s.Product, t.terminator} {
		key = hmac256(key, step)
	}
	return key
}

func hmac256(key []byte, text string) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(text))
	return mac.Sum(nil)
}

// splitCredential reads AccessKeyId/day/region/product/terminator.
func (c *Claim) splitCredential(t tongue) bool {
	var parts [5]string
	n := 0
	for part := range strings.SplitSeq(c.Credential, "/") {
		if n == len(parts) {
			return false
		}
		parts[n] = part
		n++
	}
	if n != len(parts) || parts[4] != t.terminator {
		return false
	}
	c.AccessKeyID = parts[0]
	c.Scope = Scope{Day: parts[1], Region: parts[2], Product: parts[3]}
	return true
}
