// Package img processes images as OSS does. It reads the value of x-oss-process, decodes a JPEG,
// PNG, GIF or WebP file, applies each action and encodes the result. Strangers send the files, so
// it measures everything before it decodes: time and memory are bounded.
//
// https://www.alibabacloud.com/help/en/oss/user-guide/overview-17/
package img

import (
	"errors"
	"fmt"
)

// Limits bound the images that are processed. The first five are those of the service. The others
// keep the decoder's time and memory small.
type Limits struct {
	SourceBytes  int
	SourceSide   int // pixels
	SourcePixels int // pixels of all frames
	TargetSide   int // pixels
	TargetPixels int

	Decoded int // pixels of all frames that may be decoded
	Frames  int
	Scans   int // scans of a progressive JPEG; each takes the time of a whole image
	Actions int // actions in one chain
}

// DefaultLimits returns the published limits, and those of the emulator.
// https://www.alibabacloud.com/help/en/oss/user-guide/resize-images-4
func DefaultLimits() Limits {
	return Limits{
		SourceBytes: 20 << 20, SourceSide: 30_000, SourcePixels: 250_000_000, TargetSide: 16_384, TargetPixels: 16_777_216,
		Decoded: 1 << 24, Frames: 2_000, Scans: 200, Actions: 10,
	}
}

// A Cause is the reason why an image is not processed.
type Cause string

// The causes.
const (
	NoAction       Cause = "no action"
	UnknownAction  Cause = "unknown action"
	BadArgument    Cause = "bad argument"
	BadMode        Cause = "unknown mode of resize"
	NoSize         Cause = "resize without a size"
	OutOfImage     Cause = "crop begins outside of the image"
	TooManyActions Cause = "too many actions"
	NotServed      Cause = "not served"
	NotAnImage     Cause = "format not known"
	Damaged        Cause = "damaged"
	DamagedWebP    Cause = "damaged WebP"
	SourceTooLarge Cause = "source has too many bytes or too long a side"
	TooManyPixels  Cause = "source has too many pixels"
	TargetTooLarge Cause = "target too large"
)

// An Error is the refusal of an image or of an action.
type Error struct {
	Cause  Cause
	Detail string // the cause, for the reader
}

func (f *Error) Error() string { return string(f.Cause) + ": " + f.Detail }

func fault(kind Cause, format string, values ...any) *Error {
	return &Error{kind, fmt.Sprintf(format, values...)}
}

// A Result is a processed image, or the description of one.
type Result struct {
	ContentType string
	Body        []byte
}

// A Plan is a parsed process parameter.
type Plan struct {
	info   bool
	steps  []step
	format format // format of the result; empty: that of the source
}

// A step changes a picture.
type step func(*picture, Limits) *Error

// Run processes a file. The error is a *Error.
func (p Plan) Run(data []byte, limits Limits) (Result, error) {
	pic, f := decode(data, limits)
	if f != nil {
		return Result{}, f
	}
	if p.info {
		return pic.describe(data), nil
	}
	for _, change := range p.steps {
		if f := change(pic, limits); f != nil {
			return Result{}, f
		}
	}
	if p.format != "" {
		pic.format = p.format
	}
	body, err := pic.encode()
	var refused *Error
	switch {
	case errors.As(err, &refused):
		return Result{}, refused
	case err != nil:
		return Result{}, fault(NotServed, "the result cannot be encoded: %v", err)
	}
	return Result{ContentType: contentTypes[pic.format], Body: body}, nil
}
