package wire

import (
	"crypto/md5"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"hash/crc64"
	"io"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/large"
)

// Sums are the checksums of a content.
type Sums struct {
	MD5    [md5.Size]byte
	CRC64  uint64 // CRC-64/XZ, as in x-oss-hash-crc64ecma
	SHA256 string // hex; empty unless a signature covers it
}

// SHA256 returns the hash of a content in hex.
func SHA256(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

var crcTable = crc64.MakeTable(crc64.ECMA)

// Sum computes the checksums of a content.
func Sum(content []byte) Sums {
	return Sums{MD5: md5.Sum(content), CRC64: crc64.Checksum(content, crcTable)}
}

// A Summing computes the checksums of a content that comes in pieces.
type Summing struct {
	digest hash.Hash
	crc    uint64
}

// NewSumming begins with an empty content.
func NewSumming() *Summing { return &Summing{digest: md5.New()} }

// Add adds a piece.
func (s *Summing) Add(piece []byte) {
	s.digest.Write(piece)
	s.crc = AddCRC64(s.crc, piece)
}

// Sums returns the checksums of what has come.
func (s *Summing) Sums() Sums { return Sums{MD5: [md5.Size]byte(s.digest.Sum(nil)), CRC64: s.crc} }

// AddCRC64 returns the CRC-64 of a content that is followed by more.
func AddCRC64(crc uint64, more []byte) uint64 { return crc64.Update(crc, crcTable, more) }

// readContent reads a content up to its end, or up to a limit, and computes its checksums while it
// comes. announced is its length, or -1 if it is not known.
func readContent(r io.Reader, announced, limit int64, room *large.Room) (large.Content, Sums, error) {
	most := limit
	if announced >= 0 {
		most = min(announced, limit)
		announced = most
	}
	sink := room.NewSink(announced)
	defer sink.Drop()
	sums := NewSumming()
	for sink.Size() < most {
		space := sink.Space(most - sink.Size())
		n, err := r.Read(space)
		sums.Add(space[:n])
		if lost := sink.Take(n); lost != nil {
			return large.Content{}, Sums{}, lost
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			return large.Content{}, Sums{}, err
		}
	}
	content, err := sink.Content()
	return content, sums.Sums(), err
}

// unread is the refusal of a content that could not be read: the client broke off, or the emulator can't store it.
func unread(err error, otherwise deny.Reason) *deny.Denial {
	var failed *large.Failed
	if errors.As(err, &failed) {
		return deny.Because(deny.InternalError)
	}
	return deny.Because(otherwise)
}
