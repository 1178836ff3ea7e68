package recording

import (
	"strings"
	"testing"
)

// FuzzNeeds: an expression finds nothing in a text without what it needs.
func FuzzNeeds(f *testing.F) {
	for _, text := range []string{
		"Signature=abcdefgh", `signature: "abcdefgh"`, "OSS id:abcdefgh", "AWS id:abcdefgh", "47 45 54 0A 0A 0A ", strings.Repeat("A", 24),
		"01234567-89ab-cdef-0123-456789abcdef", strings.Repeat("f", 20), "LTAIabcd", "STS.abcd", "TMP.abcd", "oss403-0123abcd",
		strings.Repeat("a/", 10), strings.Repeat("a_", 16), "Mon, 30 Nov 2026 03:46:42 GMT", "2026-11-30", "20261130", "1796000000",
		"12345678901234", "10.0.0.1", "fe80:1:2", "vpc-01234567", "bucket.oss-cn-hangzhou.aliyuncs.com", "a@b", "printer.local",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for name, e := range map[string]expression{
			"signature": signature, "afterKey": afterKey, "hexRuns": hexRuns, "requestIDs": requestIDs, "uuids": uuids, "hexIDs": hexIDs,
			"accessKeys": accessKeys, "runNames": runNames, "base64Runs": base64Runs, "urlRuns": urlRuns, "dates": dates, "epochs": epochs,
			"accounts": accounts, "addresses": addresses, "sixes": sixes, "networks": networks, "buckets": buckets, "mails": mails, "hosts": hosts,
		} {
			if !e.needs(text) && e.MatchString(text) {
				t.Errorf("%s finds %q in %q", name, e.FindString(text), text)
			}
		}
	})
}
