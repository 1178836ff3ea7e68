package main

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net/url"
	"strings"
	"time"
)

// The credentials and the names that both servers know.
const (
	accountUID = "1000000000000001"
	ownerKey   = "LTAI5tBenchOwner"
	userKey    = "LTAI5tBenchUser"
	secret     = "secret-of-the-bench"
	region     = "cn-hangzhou"
	bucket     = "bench"
)

// A form is a way to sign a request.
type form string

// The forms.
const (
	v1URL    form = "V1 URL"
	v4URL    form = "V4 URL"
	v4Header form = "V4 header"
)

// A signer makes signed requests, ready to be sent, as seen at one moment.
type signer struct {
	form        form
	key, secret string
	at          time.Time
}

// newSigner signs as the account that owns the bucket.
func newSigner(f form) signer { return signer{f, ownerKey, secret, time.Now().UTC()} }

// request returns the bytes of a request. The path is escaped; the query has no parameter of a
// signature, and its parameters are escaped and sorted.
func (s signer) request(method, path, query string, body []byte) []byte {
	headers := ""
	switch s.form {
	case v1URL:
		expires := fmt.Sprint(s.at.Add(time.Hour).Unix())
		signature := url.QueryEscape(signatureV1(s.secret, method, path, expires))
		query = join(query, "Expires="+expires+"&OSSAccessKeyId="+s.key+"&Signature="+signature)
	case v4URL:
		query = join(query, "x-oss-credential="+url.QueryEscape(s.credential())+"&x-oss-date="+s.stamp()+
			"&x-oss-expires=3600&x-oss-signature-version=OSS4-HMAC-SHA256")
		query = join(query, "x-oss-signature="+signatureV4(keyV4(s.secret, s.day()), s.stamp(), s.day(), canonicalV4(method, path, query, "")))
	case v4Header:
		covered := "x-oss-content-sha256:UNSIGNED-PAYLOAD\nx-oss-date:" + s.stamp() + "\n"
		signature := signatureV4(keyV4(s.secret, s.day()), s.stamp(), s.day(), canonicalV4(method, path, query, covered))
		headers = "x-oss-content-sha256: UNSIGNED-PAYLOAD\r\nx-oss-date: " + s.stamp() + "\r\nAuthorization: OSS4-HMAC-SHA256 Credential=" +
			s.credential() + ",Signature=" + signature + "\r\n"
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\n%s", method, join(path, query), headers)
	if method == "PUT" {
		fmt.Fprintf(&b, "Content-Length: %d\r\n", len(body))
	}
	b.WriteString("\r\n")
	b.Write(body)
	return b.Bytes()
}

// join puts a query behind a path or behind another query.
func join(before, query string) string {
	switch {
	case query == "" || before == "":
		return before + query
	case strings.HasPrefix(before, "/") && !strings.Contains(before, "?"):
		return before + "?" + query
	}
	return before + "&" + query
}

func (s signer) stamp() string { return s.at.Format("20060102T150405Z") }
func (s signer) day() string   { return s.at.Format("20060102") }
func (s signer) credential() string {
	return s.key + "/" + s.day() + "/" + region + "/oss/aliyun_v4_request"
}

// signatureV1 signs a request without headers of OSS and without sub-resources.
func signatureV1(secret, method, path, expires string) string {
	mac := hmac.New(sha1.New, []byte(secret))
	mac.Write([]byte(method + "\n\n\n" + expires + "\n" + path))
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

func canonicalV4(method, path, query, headers string) string {
	return method + "\n" + path + "\n" + query + "\n" + headers + "\n\nUNSIGNED-PAYLOAD"
}

func signatureV4(key []byte, stamp, day, canonical string) string {
	hash := sha256.Sum256([]byte(canonical))
	text := "OSS4-HMAC-SHA256\n" + stamp + "\n" + day + "/" + region + "/oss/aliyun_v4_request\n" + hex.EncodeToString(hash[:])
	return hex.EncodeToString(hmac256(key, text))
}

func keyV4(secret, day string) []byte {
	key := []byte("aliyun_v4" + secret)
	for _, step := range []string{day, region, "oss", "aliyun_v4_request"} {
		key = hmac256(key, step)
	}
	return key
}

func hmac256(key []byte, text string) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(text))
	return mac.Sum(nil)
}
