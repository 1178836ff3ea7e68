package img

import (
	"bytes"
	"errors"
	"image"
	"io"
)

func configOf(read func(io.Reader) (image.Config, error)) func([]byte) (image.Config, error) {
	return func(data []byte) (image.Config, error) { return read(bytes.NewReader(data)) }
}

var errCutGIF = errors.New("the file ends inside a block")

// gifFrames counts the frames of a GIF by walking over its blocks. It stops at most + 1.
// https://www.w3.org/Graphics/GIF/spec-gif89a.txt
func gifFrames(data []byte, most int) (int, error) {
	if len(data) < 13 {
		return 0, errCutGIF
	}
	at := 13 + colorTable(data[10])
	frames := 0
	for frames <= most {
		if at >= len(data) {
			return frames, errCutGIF
		}
		switch data[at] {
		case ',': // an image: descriptor, color table, code size, data
			if at+10 > len(data) {
				return frames, errCutGIF
			}
			frames++
			at += 10 + colorTable(data[at+9]) + 1
		case '!': // an extension: its label, data
			at += 2
		case ';':
			return frames, nil
		default:
			return frames, errors.New("a block of no known kind")
		}
		for { // blocks of data, each after its length
			if at >= len(data) {
				return frames, errCutGIF
			}
			length := int(data[at])
			at += 1 + length
			if length == 0 {
				break
			}
		}
	}
	return frames, nil
}

// colorTable returns the size in bytes of the color table that the flags announce.
func colorTable(flags byte) int {
	if flags&0x80 == 0 {
		return 0
	}
	return 3 << (flags&7 + 1)
}

// animated reports whether a WebP is animated. A flag of its extended header says so.
// https://developers.google.com/speed/webp/docs/riff_container
func animated(data []byte) bool {
	const flags, animation = 20, 0x02
	return len(data) > flags && string(data[12:16]) == "VP8X" && data[flags]&animation != 0
}
