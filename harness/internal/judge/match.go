package judge

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/oss403/oss403/scenarios"
)

// timeFormat is the format of times in error documents.
const timeFormat = "2006-01-02T15:04:05.000Z"

// match compares a value with one Match. It returns the expected text, or a
// description of it.
func match(m scenarios.Match, actual string, seen evidence) (want string, ok bool) {
	sent := seen.answer.Sent
	equals := func(want string) (string, bool) { return want, actual == want }
	switch m.Kind {
	case scenarios.MatchExactly:
		return equals(m.Text)
	case scenarios.MatchPattern:
		return "a match of " + m.Text, m.Matches(actual)
	case scenarios.MatchSameAs:
		return sameAs(m.Text, actual, seen)
	case scenarios.MatchHexBytesOf:
		text, _ := seen.value(m.Text)
		return equals(hexBytes(text))
	case scenarios.MatchHashedIn:
		return hashedIn(m.Text, actual, seen)
	case scenarios.MatchTroublePage:
		ec, _ := seen.value(m.Text)
		return troublePage(ec, actual)
	case scenarios.MatchRequestID:
		return requestIDOf(actual, seen.answer.Header)
	case scenarios.MatchTokenSent:
		return equals(sent.Credentials.SecurityToken)
	case scenarios.MatchAccessKeyIDSent:
		return equals(sent.Credentials.AccessKeyID)
	case scenarios.MatchAuthorizationSent:
		return equals(sent.Authorization)
	case scenarios.MatchSignatureSent:
		return equals(sent.Signature)
	case scenarios.MatchStringToSign:
		return stringToSign(actual, sent)
	case scenarios.MatchExpiresSent:
		return equals(sent.Expires.Format(timeFormat))
	case scenarios.MatchRequestTime:
		return equals(sent.SignedAt.Format(timeFormat))
	case scenarios.MatchServerTime:
		return serverTime(actual, seen.answer.Header)
	case scenarios.MatchRequestHost:
		return equals(sent.Host)
	case scenarios.MatchBucketName:
		return equals(sent.Bucket)
	case scenarios.MatchKey:
		return equals(sent.Key)
	case scenarios.MatchOwnerUID:
		return equals(sent.OwnerUID)
	case scenarios.MatchUserID:
		return equals(sent.UserID)
	case scenarios.MatchBucketEndpoint:
		return equals("oss-" + sent.Region + ".aliyuncs.com")
	}
	return fmt.Sprintf("unknown match %q", m.Kind), false
}

func sameAs(field, actual string, seen evidence) (string, bool) {
	other, present := seen.value(field)
	if !present {
		return "the same as " + field + ", which is absent", false
	}
	return other, actual == other
}

// hexBytes writes each byte as two upper-case hex digits and a space, also after the last byte.
func hexBytes(text string) string {
	var b strings.Builder
	for i := range len(text) {
		fmt.Fprintf(&b, "%02X ", text[i])
	}
	return b.String()
}

// hashedIn compares the SHA-256 of a CanonicalRequest with the last line of its StringToSign.
func hashedIn(field, actual string, seen evidence) (string, bool) {
	text, _ := seen.value(field)
	last := text[strings.LastIndex(text, "\n")+1:]
	sum := sha256.Sum256([]byte(actual))
	return "a text whose SHA-256 is the last line of " + field + ", " + last, hex.EncodeToString(sum[:]) == last
}

// troublePage compares the address of the diagnosis page of an EC, on the Chinese or the international site.
func troublePage(ec, actual string) (string, bool) {
	query := "/troubleshoot?q=" + ec
	china, world := "https://api.aliyun.com"+query, "https://api.alibabacloud.com"+query
	return china, actual == china || actual == world
}

// requestIDOf checks for 24 upper-case hex digits. The first 8 are the Date header in
// UNIX seconds; they may differ by one.
func requestIDOf(actual string, header http.Header) (string, bool) {
	const want = "24 upper-case hex digits that begin with the second of the Date header"
	date, err := http.ParseTime(header.Get("Date"))
	if err != nil || len(actual) != 24 || strings.Trim(actual, "0123456789ABCDEF") != "" {
		return want, false
	}
	second, err := strconv.ParseInt(actual[:8], 16, 64)
	return want, err == nil && time.Unix(second, 0).Sub(date).Abs() <= time.Second
}

// serverTime compares ServerTime with the Date header. They may differ by one second.
func serverTime(actual string, header http.Header) (string, bool) {
	date, err := http.ParseTime(header.Get("Date"))
	if err != nil {
		return "the time of the Date header, which is unreadable", false
	}
	date = date.UTC()
	got, err := time.Parse(timeFormat, actual)
	return date.Format(timeFormat), err == nil && got.Sub(date).Abs() <= time.Second && got.Format(timeFormat) == actual
}
