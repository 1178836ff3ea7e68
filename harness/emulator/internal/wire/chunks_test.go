package wire

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

var aSignature = strings.Repeat("0", 64)

// What is in the chunks is the body, whoever ends the lines how.
func TestReadChunks(t *testing.T) {
	mark := ";chunk-signature=" + aSignature + "\r\n"
	for _, c := range []struct {
		name, text, body string
		kind             ChunkKind
		trailer          int
	}{
		{"signed", "3" + mark + "abc\r\n1" + mark + "d\r\n0" + mark + "\r\n", "abcd", ChunkKind{Signed: true}, 0},
		{"nothing", "0" + mark + "\r\n", "", ChunkKind{Signed: true}, 0},
		{"without the last line", "0" + mark, "", ChunkKind{Signed: true}, 0},
		{"large digits", "A" + mark + "0123456789\r\n00" + mark + "\r\n", "0123456789", ChunkKind{Signed: true}, 0},
		{"trailer of minio-go", "1\r\na\r\n0\r\nX-Amz-Checksum-Crc32c:x\n\r\n\r\n", "a", ChunkKind{Trailer: true}, 1},
		{"trailer of AWS's SDKs", "1\r\na\r\n0\r\nx-amz-checksum-crc32: x \r\n\r\n", "a", ChunkKind{Trailer: true}, 1},
		{"signed trailer", "0" + mark + "x-amz-checksum-crc32:x\n\r\nx-amz-trailer-signature:y\r\n\r\n", "", ChunkKind{true, true}, 1},
	} {
		body, sums, chunks, denial := ReadChunks(iotest.OneByteReader(strings.NewReader(c.text)), c.kind, int64(len(c.body)), 100, nil)
		if denial != nil || string(body.Bytes()) != c.body || sums != Sum(body.Bytes()) || len(chunks.Trailer) != c.trailer {
			t.Errorf("%s: %v %q %+v", c.name, denial, body.Bytes(), chunks)
		}
	}
}

// endless is a body that does not end: chunks of one byte.
type endless struct{ chunk string }

func (e endless) Read(p []byte) (int, error) { return copy(p, e.chunk), nil }

// What is endless is refused before it is kept.
func TestChunksAreBounded(t *testing.T) {
	mark := ";chunk-signature=" + aSignature + "\r\n"
	failing := iotest.ErrReader(errors.New("reset"))
	for _, c := range []struct {
		name        string
		in          io.Reader
		size, limit int64
		want        deny.Reason
	}{
		{"chunks", endless{"1" + mark + "a\r\n"}, 1 << 40, 1 << 41, deny.ChunkMalformed},
		{"chunks beyond the length", endless{"1" + mark + "a\r\n"}, 1000, 1 << 41, deny.IncompleteBody},
		{"a line", endless{"0"}, 0, 100, deny.ChunkMalformed},
		{"a trailer", io.MultiReader(strings.NewReader("0"+mark), endless{"x:y\r\n"}), 0, 100, deny.ChunkMalformed},
		{"empty lines", io.MultiReader(strings.NewReader("0"+mark), endless{"\r\n"}), 0, 100, deny.ChunkMalformed},
		{"a chunk", strings.NewReader("7fffffffffffffff" + mark + "a"), 10, 100, deny.IncompleteBody},
		{"a size beyond numbers", strings.NewReader("ffffffffffffffffff" + mark), 10, 100, deny.ChunkMalformed},
		{"a length beyond the limit", strings.NewReader(""), 101, 100, deny.EntityTooLarge},
		{"a broken connection", io.MultiReader(strings.NewReader("5"+mark+"a"), failing), 5, 100, deny.IncompleteBody},
		{"a broken line", io.MultiReader(strings.NewReader("5"), failing), 5, 100, deny.IncompleteBody},
	} {
		body, _, _, denial := ReadChunks(c.in, ChunkKind{Signed: true}, c.size, c.limit, nil)
		if denial == nil || denial.Reason != c.want || body.Len() > 0 {
			t.Errorf("%s: %v, want %s", c.name, denial, c.want)
		}
	}
}

func FuzzChunks(f *testing.F) {
	mark := ";chunk-signature=" + aSignature + "\r\n"
	for _, seed := range []string{
		"", "0\r\n\r\n", "3" + mark + "abc\r\n0" + mark + "\r\n", "1\r\na\r\n0\r\nx-amz-checksum-crc32:x\r\n\r\n", "-1\r\n", "+1\r\n", "0x1\r\n",
		"0" + mark + "x:y\n\r\nx-amz-trailer-signature:z\r\n\r\n", "7fffffffffffffff" + mark, "1" + mark + "a\n0" + mark, ";" + mark,
	} {
		f.Add(seed, int64(3), true, false)
		f.Add(seed, int64(1), false, true)
	}
	f.Fuzz(func(t *testing.T, text string, size int64, signed, trailer bool) {
		body, _, chunks, denial := ReadChunks(strings.NewReader(text), ChunkKind{signed, trailer}, size, 1<<20, nil)
		if denial != nil {
			return
		}
		if int64(body.Len()) != size || body.Len() > len(text) || signed != (len(chunks.Signed) > 0) || !trailer && len(chunks.Trailer) > 0 {
			t.Errorf("%d bytes of %q: %q %+v", size, text, body.Bytes(), chunks)
		}
	})
}
