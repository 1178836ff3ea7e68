package explain

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

const (
	hiddenSecret = "[redacted]"
	mostRunes    = 2000 // of one value
)

// shownElements lists the elements of an answer that may be printed. Any other element is read and not shown:
// a pasted text may hold anything.
func shownElements() []string {
	return []string{
		"AccessDeniedDetail", "PolicyType", "AuthPrincipalOwnerId", "AuthPrincipalType", "AuthPrincipalDisplayName", "NoPermissionType",
		"AuthAction", "Bucket", "BucketName", "User", "Endpoint", "Expires", "ServerTime", "RequestTime", "MaxAllowedSkewMilliseconds",
		"ObjectName", "Key", "OSSAccessKeyId", "AWSAccessKeyId", "ArgumentName", "StringToSign", "CanonicalRequest",
	}
}

// clean makes all that was read fit to be printed. The texts that were signed stay as they are for comparing; they
// are not printed from there.
func (a *Answer) clean() {
	a.signed = map[string]string{}
	for _, name := range []string{"StringToSign", "StringToSignBytes", "CanonicalRequest", "CanonicalRequestBytes", "SignatureProvided"} {
		a.signed[name] = a.Elements[name]
	}
	a.diagnostic = strings.Join(strings.Fields(a.Elements["EncodedDiagnosticMessage"]), "")
	for _, field := range []*string{&a.Code, &a.Message, &a.EC, &a.RequestID, &a.HostID} {
		*field = Shown(*field)
	}
	for name, value := range a.Elements {
		if !slices.Contains(shownElements(), name) {
			delete(a.Elements, name)
			continue
		}
		a.Elements[name] = Shown(value)
	}
}

// Shown is a value without secrets, with its control characters visible, and not longer than a page.
func Shown(value string) string {
	value = visible(withoutSecrets(value))
	if runes := []rune(value); len(runes) > mostRunes {
		return string(runes[:mostRunes]) + "…"
	}
	return value
}

// named finds a secret by the name before it, loose a secret by its look: AccessKey secrets, V1 signatures and
// security tokens mix capitals, small letters and digits.
var (
	named = regexp.MustCompile(`(?i)(signature|(?:security|session|sts)[-_]?token|access[-_]?key[-_]?secret|secret[-_ ]?(?:access[-_]?)?key|` +
		`\bsecret|\bsk|password|credential|密钥)(\\*["']?\s*(?:[=:：>]|&gt;)\s*\\*["']?)[^\s"'\\&,;<>]+|` +
		`(--?access-key-secret|--?sts-token)(\s+["']?)[^\s"'&,;<>]+|(authorization|cookie)(["']?\s*[=:])[^\n]+`)
	loose = regexp.MustCompile(`[A-Za-z0-9+/_%=-]{24,}`)
)

func withoutSecrets(value string) string {
	value = named.ReplaceAllString(value, "${1}${2}${3}${4}${5}${6}"+hiddenSecret)
	return loose.ReplaceAllStringFunc(value, func(word string) string {
		for _, kind := range []string{"ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz", "0123456789"} {
			if !strings.ContainsAny(word, kind) {
				return word
			}
		}
		return hiddenSecret
	})
}

// visible writes each character that a terminal would act on as its escape. Line feeds stay.
func visible(value string) string {
	plain := &strings.Builder{}
	for _, r := range value {
		switch {
		case r == '\n' || unicode.IsPrint(r):
			plain.WriteRune(r)
		case r < 0x80:
			fmt.Fprintf(plain, `\x%02x`, r)
		default:
			fmt.Fprintf(plain, `\u%04x`, r)
		}
	}
	return plain.String()
}
