package query

import (
	"encoding/binary"
	"hash/crc32"
)

// The types of frames.
const (
	dataFrame     = 8388609
	endFrame      = 8388613
	csvMetaFrame  = 8388614
	jsonMetaFrame = 8388615
)

const (
	frameVersion = 1
	maxFrame     = 64 << 10 // bytes of rows in a frame; the service does not publish its own number
)

// Frames writes a result as the frames of the page: rows, and at the end how it went. size is the number
// of bytes that have been read. A checksum of 0 tells a client to check none; that one is sent only if
// it is asked for, and that the header's is that of the eight bytes before it, is assumed.
func Frames(r *Result, size int, checksums bool) []byte {
	var out, rows []byte
	flush := func() {
		if len(rows) > 0 {
			out = appendFrame(out, dataFrame, append(number64(size), rows...), checksums)
			rows = nil
		}
	}
	for _, row := range r.Rows {
		if len(rows)+len(row) > maxFrame {
			flush()
		}
		rows = append(rows, row...)
	}
	flush()
	status, message := 206, ""
	if r.Failed != nil {
		status, message = 400, r.Failed.Code+"."+r.Failed.Detail
	}
	end := append(number64(size), number64(size)...)
	end = binary.BigEndian.AppendUint32(end, uint32(status))
	return appendFrame(out, endFrame, append(end, message...), checksums)
}

// MetaFrame writes the answer to CreateSelectObjectMeta. That an object is one split is assumed.
func MetaFrame(isJSON bool, size, rows, columns int) []byte {
	payload := append(number64(size), number64(size)...)
	payload = binary.BigEndian.AppendUint32(payload, 200)
	payload = binary.BigEndian.AppendUint32(payload, 1)
	payload = append(payload, number64(rows)...)
	if isJSON {
		return appendFrame(nil, jsonMetaFrame, payload, false)
	}
	payload = binary.BigEndian.AppendUint32(payload, uint32(columns))
	return appendFrame(nil, csvMetaFrame, payload, false)
}

func number64(n int) []byte { return binary.BigEndian.AppendUint64(nil, uint64(n)) }

// appendFrame writes version and type, the length of the payload, two checksums and the payload.
func appendFrame(out []byte, kind uint32, payload []byte, checksums bool) []byte {
	header := binary.BigEndian.AppendUint32(nil, frameVersion<<24|kind)
	header = binary.BigEndian.AppendUint32(header, uint32(len(payload)))
	out = append(out, header...)
	out = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(header))
	out = append(out, payload...)
	sum := uint32(0)
	if checksums {
		sum = crc32.ChecksumIEEE(payload)
	}
	return binary.BigEndian.AppendUint32(out, sum)
}
