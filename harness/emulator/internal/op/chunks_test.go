package op_test

import (
	"encoding/base64"
	"encoding/binary"
	"hash/crc32"
	"math/rand/v2"
	"net/http"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

func crc32c(content string) string {
	sum := crc32.Checksum([]byte(content), crc32.MakeTable(crc32.Castagnoli))
	return base64.StdEncoding.EncodeToString(binary.BigEndian.AppendUint32(nil, sum))
}

// A streaming is a way in which minio-go sends chunks.
type streaming struct {
	name      string
	send      func(b *bench.Bench, content string, trailer http.Header, forge func(string) string) *http.Request
	trailer   func(content string) http.Header // nil: none
	forgeries map[string]forgedBody
}

// A forgedBody is a change of a body in chunks, with the reason of its refusal.
type forgedBody struct {
	forge func(body string) string
	want  deny.Reason
}

func streamings() []streaming {
	trailer := func(content string) http.Header { return bench.CRC32COf(crc32c(content)) }
	const mark = ";chunk-signature="
	cut := func(body string) string { return body[:len(body)/2] }
	longer := func(body string) string { return "f" + body }
	signed := map[string]forgedBody{
		"a byte of the content": {func(body string) string {
			at := strings.Index(body, "\r\n") + 2
			return body[:at] + string(body[at]^1) + body[at+1:]
		}, deny.SignatureChunk},
		"a byte of a signature": {func(body string) string {
			at := strings.Index(body, mark) + len(mark)
			return body[:at] + string(body[at]^1) + body[at+1:]
		}, deny.SignatureChunk},
		"a signature of another chunk": {func(body string) string {
			first, last := strings.Index(body, mark)+len(mark), strings.LastIndex(body, mark)+len(mark)
			return body[:first] + body[last:last+64] + body[first+64:]
		}, deny.SignatureChunk},
		"cut off":                   {cut, deny.IncompleteBody},
		"a size too large":          {longer, deny.IncompleteBody},
		"without the last chunk":    {func(body string) string { return body[:strings.LastIndex(body, "\r\n0;")+2] }, deny.IncompleteBody},
		"without a chunk signature": {func(body string) string { return strings.Replace(body, mark, ";", 1) }, deny.ChunkMalformed},
	}
	unsigned := map[string]forgedBody{
		"a byte of the content": {signed["a byte of the content"].forge, deny.TrailerChecksum},
		"another checksum": {func(body string) string {
			at := strings.Index(body, "crc32c:") + len("crc32c:")
			return body[:at] + "AAAAAA==" + body[at+8:]
		}, deny.TrailerChecksum},
		"cut off":                {cut, deny.IncompleteBody},
		"a size too large":       {longer, deny.IncompleteBody},
		"without the last chunk": {func(body string) string { return body[:strings.LastIndex(body, "\r\n0\r\n")+2] }, deny.IncompleteBody},
		"a signature":            {bench.Replaced("\r\n", mark+bench.S3Zeros()+"\r\n"), deny.ChunkMalformed},
	}
	return []streaming{
		{"signed", bench.InChunks, nil, signed},
		{"signed, with a trailer", bench.InChunks, trailer, signed},
		{"unsigned, with a trailer", bench.UnsignedChunks, trailer, unsigned},
	}
}

// 500 random uploads of each kind are stored as sent, the larger ones in several chunks. Every
// forgery of every tenth upload is refused, and changes nothing.
func TestUploadsInChunks(t *testing.T) {
	for _, s := range streamings() {
		t.Run(s.name, func(t *testing.T) {
			b := bench.New(t)
			bench.Stage(b)
			bench.Granted(b)
			g := rand.New(rand.NewPCG(7, 403))
			for i := range 500 {
				content := strings.Repeat(string(rune('a'+g.IntN(26)))+"\r\n0;", 1+g.IntN(200))
				if i%50 == 0 {
					content = strings.Repeat(content, 100_000/len(content)+1)
				}
				var trailer http.Header
				if s.trailer != nil {
					trailer = s.trailer(content)
				}
				b.Must(s.send(b, content, trailer, nil))
				if i%10 != 0 {
					continue
				}
				for name, f := range s.forgeries {
					if w, why := b.Send(s.send(b, content, trailer, f.forge)); why != string(f.want) {
						t.Errorf("%s: %q, want %s\n%s", name, why, f.want, w.Body)
					}
				}
				if got := b.Must(b.Owner(b.Raw("GET", bench.Private, "/key", ""))).Body.String(); got != content {
					t.Fatalf("%d bytes are stored, %d were sent", len(got), len(content))
				}
			}
		})
	}
}

// A refused upload writes nothing. Chunks and their headers are never stored.
func TestNothingIsWritten(t *testing.T) {
	for _, p := range bench.S3BodyProvocations() {
		b := bench.New(t)
		bench.Stage(b)
		if _, why := b.Send(p.By(b)); why != string(p.Why) {
			t.Errorf("%s: %s", p.Why, why)
		}
		if got := b.Must(b.Owner(b.Raw("GET", bench.Private, "/key", ""))).Body.String(); got != "content" {
			t.Errorf("%s: %q is written", p.Why, got)
		}
	}
	b := bench.New(t)
	bench.Stage(b)
	b.Must(bench.InChunks(b, "in chunks", nil, nil))
	got := b.Must(b.Owner(b.Raw("GET", bench.Private, "/key", "")))
	if got.Body.String() != "in chunks" || got.Header().Get("Content-Encoding") != "" {
		t.Errorf("%v %s", got.Header(), got.Body)
	}
}
