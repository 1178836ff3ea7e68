package wire

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"strconv"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/large"
)

// A Chunk is one of those in which an S3 client sends an object: what a signature covers
// of it, and the signature that came with it.
type Chunk struct {
	Hash      string // SHA-256 of its content, in hex
	Signature string
}

// Chunks are those of a body, the empty last one too.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
type Chunks struct {
	Signed           []Chunk       // none where they are not signed
	Trailer          []TrailerLine // after the last chunk, in order
	TrailerSignature string
}

// A TrailerLine is a line of a trailer: its name in lower case, and its value.
type TrailerLine struct{ Name, Value string }

// A ChunkKind is how a body is cut into chunks.
type ChunkKind struct{ Signed, Trailer bool }

const (
	chunkSignature   = "chunk-signature="
	trailerSignature = "x-amz-trailer-signature"
)

// ReadChunks reads a body in chunks, of size bytes together, at most limit of them, into a
// room. A chunk is its size in hex, its signature if it has one, its content; the last is
// empty. After it comes the trailer, if there is one, and then nothing.
func ReadChunks(r io.Reader, kind ChunkKind, size, limit int64, room *large.Room) (large.Content, Sums, *Chunks, *deny.Denial) {
	if size > limit {
		return large.Content{}, Sums{}, nil, deny.Because(deny.EntityTooLarge)
	}
	c := &chunked{in: bufio.NewReaderSize(r, MaxChunkLine), kind: kind, sink: room.NewSink(size), sums: NewSumming(), chunks: &Chunks{}}
	defer c.sink.Drop()
	if denial := c.read(size); denial != nil {
		return large.Content{}, Sums{}, nil, denial
	}
	content, err := c.sink.Content()
	if err != nil {
		return large.Content{}, Sums{}, nil, unread(err, deny.IncompleteBody)
	}
	return content, c.sums.Sums(), c.chunks, nil
}

// A chunked is a body in chunks that is being read.
type chunked struct {
	in     *bufio.Reader
	kind   ChunkKind
	sink   *large.Sink
	sums   *Summing
	chunks *Chunks
}

func (c *chunked) read(size int64) *deny.Denial {
	for count := 0; ; count++ {
		length, signature, denial := chunkLine(c.in, c.kind)
		switch {
		case denial != nil:
			return denial
		case count == MaxChunks:
			return deny.Because(deny.ChunkMalformed)
		case length > size-c.sink.Size(): // more than was announced
			return deny.Because(deny.IncompleteBody)
		}
		if denial := c.readOne(length, signature); denial != nil {
			return denial
		}
		if length == 0 {
			break
		}
		if line, denial := chunkText(c.in); denial != nil || line != "" {
			return worse(denial, deny.ChunkMalformed)
		}
	}
	if c.sink.Size() != size {
		return deny.Because(deny.IncompleteBody)
	}
	return c.chunks.readTrailer(c.in, c.kind)
}

// readOne reads the content of a chunk.
func (c *chunked) readOne(length int64, signature string) *deny.Denial {
	covered := sha256.New()
	for end := c.sink.Size() + length; c.sink.Size() < end; {
		space := c.sink.Space(end - c.sink.Size())
		n, err := c.in.Read(space)
		c.sums.Add(space[:n])
		if c.kind.Signed {
			covered.Write(space[:n])
		}
		if lost := c.sink.Take(n); lost != nil {
			return unread(lost, deny.IncompleteBody)
		}
		if err != nil && c.sink.Size() < end {
			return deny.Because(deny.IncompleteBody)
		}
	}
	if c.kind.Signed {
		c.chunks.Signed = append(c.chunks.Signed, Chunk{hex.EncodeToString(covered.Sum(nil)), signature})
	}
	return nil
}

// chunkLine reads "size" or "size;chunk-signature=…".
func chunkLine(in *bufio.Reader, kind ChunkKind) (length int64, signature string, denial *deny.Denial) {
	line, denial := chunkText(in)
	if denial != nil {
		return 0, "", denial
	}
	digits, rest, extended := strings.Cut(line, ";")
	length, err := strconv.ParseInt(digits, 16, 64)
	signature, found := strings.CutPrefix(rest, chunkSignature)
	if err != nil || length < 0 || !isHex(digits) || extended != kind.Signed || kind.Signed && (!found || len(signature) != 64) {
		return 0, "", deny.Because(deny.ChunkMalformed)
	}
	return length, signature, nil
}

func isHex(s string) bool {
	for i := 0; i < len(s); i++ {
		if hexValue(s[i]) < 0 {
			return false
		}
	}
	return true
}

// chunkText reads a line, without its end.
func chunkText(in *bufio.Reader) (string, *deny.Denial) {
	line, err := in.ReadSlice('\n')
	switch {
	case err == bufio.ErrBufferFull:
		return "", deny.Because(deny.ChunkMalformed)
	case err != nil:
		return "", deny.Because(deny.IncompleteBody)
	}
	text, ended := strings.CutSuffix(string(line), "\r\n")
	if !ended {
		return "", deny.Because(deny.ChunkMalformed)
	}
	return text, nil
}

func worse(denial *deny.Denial, otherwise deny.Reason) *deny.Denial {
	if denial != nil {
		return denial
	}
	return deny.Because(otherwise)
}

// readTrailer reads what comes after the last chunk. Clients end its lines with LF or with
// CRLF, and some leave an empty one between them.
func (c *Chunks) readTrailer(in *bufio.Reader, kind ChunkKind) *deny.Denial {
	for count := 0; ; count++ {
		line, err := in.ReadSlice('\n')
		if err == io.EOF && len(line) == 0 {
			break
		}
		text := strings.TrimRight(string(line), "\r\n")
		name, value, found := strings.Cut(text, ":")
		name = strings.ToLower(name)
		switch {
		case err == io.EOF:
			return deny.Because(deny.IncompleteBody)
		case err != nil, count == MaxTrailer:
			return deny.Because(deny.ChunkMalformed)
		case text == "":
			continue
		case !kind.Trailer, !found, c.TrailerSignature != "":
			return deny.Because(deny.ChunkMalformed)
		case name == trailerSignature && kind.Signed:
			c.TrailerSignature = value
		default:
			c.Trailer = append(c.Trailer, TrailerLine{name, strings.TrimSpace(value)})
		}
	}
	if kind.Trailer && (len(c.Trailer) == 0 || kind.Signed && c.TrailerSignature == "") {
		return deny.Because(deny.IncompleteBody)
	}
	return nil
}
