package op_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/op"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// fuzzedArguments lists parameters and headers that operations read by rules of their own. S3 has its own names for
// some.
var fuzzedArguments = []string{
	"versionId", "x-oss-copy-source", "x-oss-copy-source-range", "Range", "x-oss-tagging", "x-oss-process", "startTime", "endTime",
	"position", "partNumber", "uploadId", "max-keys", "marker", "key-marker", "version-id-marker", "continuation-token", "encoding-type",
	"delimiter", "x-oss-object-acl", "x-oss-storage-class", "x-oss-forbid-overwrite", "x-oss-ac-source-ip", "x-oss-ac-subnet-mask",
	"x-oss-ac-vpc-id", "x-oss-callback", "x-oss-symlink-target", "x-oss-request-payer", "x-oss-meta-a", "If-Modified-Since",
	"Content-MD5", "Content-Disposition", "response-content-type", "vod", "live", "status", "wormId", "x-oss-rename-source",
	"x-amz-copy-source", "x-amz-copy-source-range", "x-amz-tagging", "x-amz-acl", "x-amz-meta-a", "x-amz-storage-class",
	"x-amz-metadata-directive", "x-amz-tagging-directive", "list-type", "start-after", "Origin",
}

// printable is the value as a header can hold it.
func printable(value string) string {
	return strings.Map(func(r rune) rune {
		if r > unicode.MaxASCII || !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, value)
}

// No value of a parameter or of a header makes an operation fail with a bug, whether the request is signed as OSS does
// or as S3.
func FuzzArguments(f *testing.F) {
	served := op.Table()
	seeds := []struct{ name, value string }{
		{"versionId", "null"}, {"versionId", "CAEQ"}, {"x-oss-copy-source", "/private-bucket/key?versionId=null"}, {"x-oss-copy-source", "/%zz"},
		{"Range", "bytes=-1"}, {"Range", "bytes=99999999999999999999-"}, {"x-oss-tagging", "a=b&a=%zz&="}, {"x-oss-process", "hls/sign,params_"},
		{"position", "-1"}, {"partNumber", "10001"}, {"max-keys", "1e3"}, {"startTime", "-1"}, {"x-oss-ac-subnet-mask", "129"},
		{"x-amz-copy-source", "private-bucket/key?versionId="}, {"x-amz-copy-source-range", "bytes=0-"}, {"encoding-type", "url"},
		{"x-oss-callback", "eyJjYWxsYmFja1VybCI6IiJ9"}, {"If-Modified-Since", "Thu, 01 Jan 1970 00:00:00 GMT"},
	}
	for i := range served { // each operation once, each seed more than once
		seed := seeds[i%len(seeds)]
		f.Add(uint16(i), byte(slices.Index(fuzzedArguments, seed.name)), seed.value, i%3 == 0)
	}
	b := bench.New(f)
	bench.Stage(b)
	runs := 0
	f.Fuzz(func(t *testing.T, which uint16, argument byte, value string, asS3 bool) {
		b.T = t
		if runs++; runs%200 == 0 { // operations remove what others need
			b = bench.New(t)
			bench.Stage(b)
		}
		o, name := served[int(which)%len(served)], fuzzedArguments[int(argument)%len(fuzzedArguments)]
		value = value[:min(len(value), 1000)]
		host, target := bench.Private, "/"
		switch o.Level {
		case op.Service:
			host = bench.Hangzhou
		case op.Object:
			target = "/key"
		}
		target += "?" + wire.Escape(name, "") + "=" + wire.Escape(value, "")
		for _, sub := range []string{o.Sub, o.Comp} {
			if sub != "" {
				target += "&" + sub
			}
		}
		r := b.Raw(o.Method, host, target, "", name+": "+printable(value))
		if asS3 {
			r.Header.Set("x-amz-content-sha256", "UNSIGNED-PAYLOAD")
			r = bench.S3V4Header(b, r, bench.OwnerCredentials(), b.Now, "")
		} else {
			r = b.Owner(r)
		}
		if w, why := b.Send(r); w.Code >= 500 && why != string(deny.NotImplemented) {
			t.Errorf("%s with %s: %q: %d %s", o.Name, name, value, w.Code, why)
		}
	})
}

// A playlist is signed line by line: comments stay, and each address gets a signature, or nothing is signed.
func FuzzPlaylist(f *testing.F) {
	for _, seed := range []string{
		"", "#EXTM3U\n1.ts\n", "#EXTM3U\r\n 1.ts \r\n\r\n2.ts", "a.m3u8", "a.m3u8\n1.ts", "../../1.ts", "http://host/1.ts?a=b#c", "/1.ts",
		"\x00.ts", "%zz.ts", strings.Repeat("1.ts\n", 100),
	} {
		f.Add(seed)
	}
	b := bench.New(f)
	bench.Stage(b)
	f.Fuzz(func(t *testing.T, content string) {
		b.T = t
		b.Must(b.Owner(b.Raw("PUT", bench.Private, "/list.m3u8", content)))
		w, why := b.Send(b.V1URL(b.Raw("GET", bench.Private, "/list.m3u8?"+bench.Playlist, ""), bench.Soon))
		if w.Code != http.StatusOK {
			if w.Code >= 500 || why == "" {
				t.Errorf("%q: %d %s", content, w.Code, why)
			}
			return
		}
		was, is := strings.Split(content, "\n"), strings.Split(w.Body.String(), "\n")
		if len(is) != len(was) {
			t.Fatalf("%d lines became %d: %q", len(was), len(is), w.Body)
		}
		for i, line := range was {
			bare := strings.TrimSpace(line)
			signed := strings.Contains(strings.TrimPrefix(is[i], bare), "Signature=")
			if address := bare != "" && !strings.HasPrefix(bare, "#"); address != signed || !address && is[i] != line {
				t.Errorf("%q became %q", line, is[i])
			}
		}
	})
}

// What is not the signed chunks of a content is refused, and writes nothing.
func FuzzSignedChunks(f *testing.F) {
	const content, before = "other content", "text"
	genuine := ""
	b := bench.New(f)
	bench.Stage(b)
	bench.InChunks(b, content, nil, func(body string) string { genuine = body; return body })
	for _, seed := range []string{
		genuine, "", genuine[:len(genuine)-1], genuine + "\r\n", strings.Replace(genuine, "\r\n", "\n", 1), strings.Repeat(genuine, 2),
		"d;chunk-signature=\r\nother content\r\n", "7fffffffffffffff;chunk-signature=0\r\n", strings.Replace(genuine, "d;", "0d;", 1),
		strings.Replace(genuine, "other", "Other", 1),
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) {
		b.T = t
		b.Must(b.Owner(b.Raw("PUT", bench.Private, "/key", before)))
		w, why := b.Send(bench.InChunks(b, content, nil, func(string) string { return body }))
		now := b.Must(b.Owner(b.Raw("GET", bench.Private, "/key", ""))).Body.String()
		switch {
		case w.Code == http.StatusOK && now != content:
			t.Errorf("%q was accepted as %q", body, now)
		case w.Code != http.StatusOK && (now != before || w.Code >= 500 || why == ""):
			t.Errorf("%q: %d %s, and %q is written", body, w.Code, why, now)
		}
	})
}
