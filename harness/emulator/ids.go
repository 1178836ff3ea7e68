package emulator

import (
	"encoding/binary"
	"io"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// requestID returns 24 upper-case hex digits. The first eight are the time in
// seconds since 1970. If Rand fails, it returns an error and the rest is zero.
func (e *Emulator) requestID(now time.Time) (string, error) {
	var id [12]byte
	binary.BigEndian.PutUint32(id[:], uint32(now.Unix()))
	_, err := io.ReadFull(e.rand, id[4:])
	return wire.UpperHex(id[:]), err
}

func (e *Emulator) uploadID() string {
	var id [16]byte
	if _, err := io.ReadFull(e.rand, id[:]); err != nil {
		panic("emulator: no randomness for an upload id: " + err.Error())
	}
	return wire.UpperHex(id[:])
}
