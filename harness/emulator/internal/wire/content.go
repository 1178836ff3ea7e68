package wire

import (
	"crypto/md5"
	"crypto/sha256"
	"encoding/hex"
	"hash/crc64"
	"io"
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

// AddCRC64 returns the CRC-64 of a content that is followed by more.
func AddCRC64(crc uint64, more []byte) uint64 { return crc64.Update(crc, crcTable, more) }

const (
	oneRead   = 256 << 10 // bytes that are read and summed at a time
	firstRoom = 1 << 20   // bytes of memory for an announced content before that much has come
	leastRoom = 4 << 10   // the same where no length is announced
)

// readContent reads a content up to its end, or up to a limit, and computes its checksums while it
// comes. announced is its length, or -1 if it is not known.
func readContent(r io.Reader, announced, limit int64) ([]byte, Sums, error) {
	most, room := limit, min(limit, leastRoom)
	if announced >= 0 {
		most = min(announced, limit)
		room = min(most, firstRoom)
	}
	content, digest, crc := make([]byte, 0, room), md5.New(), uint64(0)
	for int64(len(content)) < most {
		if len(content) == cap(content) {
			content = roomier(content, most)
		}
		n, err := r.Read(content[len(content):min(cap(content), len(content)+oneRead)])
		more := content[len(content) : len(content)+n]
		content = content[:len(content)+n]
		digest.Write(more)
		crc = AddCRC64(crc, more)
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, Sums{}, err
		}
	}
	return tight(content), Sums{MD5: [md5.Size]byte(digest.Sum(nil)), CRC64: crc}, nil
}

// tight returns the content without much room behind it: it is kept.
func tight(content []byte) []byte {
	if cap(content)-len(content) <= len(content)/8 {
		return content
	}
	return append(make([]byte, 0, len(content)), content...)
}

// roomier returns the content with twice the room, or with room for the most that may come.
func roomier(content []byte, most int64) []byte {
	return append(make([]byte, 0, min(int64(2*cap(content)), most)), content...)
}
