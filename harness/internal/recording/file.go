package recording

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
)

// SchemaJSON is the JSON Schema of the format.
//
//go:embed recording.schema.json
var SchemaJSON []byte

// mostBytes is the largest recording that is read, in bytes without compression. A full run has about thirty-four million.
const mostBytes = 128 << 20

// What is wrong with a file that is no recording, or none to learn from.
var (
	ErrCut     = errors.New("it is cut off")
	ErrEdited  = errors.New("it was edited after it was recorded: its digest is of another content")
	ErrForeign = errors.New("it is of another schema")
)

// gzipEnding is the ending of a file that is compressed.
const gzipEnding = ".gz"

// Write writes a recording to a new file, with its digest. A name that ends with .gz compresses it.
func Write(name string, r Recording) (err error) {
	r.Schema, r.Scenarios = Schema, sorted(r.Scenarios)
	if r.Digest, err = r.digest(); err != nil {
		return err
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	if err := encoder.Encode(r); err != nil {
		return fmt.Errorf("writing a recording: %w", err)
	}
	text := out.Bytes()
	if strings.HasSuffix(name, gzipEnding) {
		if text, err = compressed(text); err != nil {
			return fmt.Errorf("writing a recording: %w", err)
		}
	}
	if err := os.WriteFile(name, text, 0o644); err != nil {
		return fmt.Errorf("writing a recording: %w", err)
	}
	return nil
}

func compressed(text []byte) ([]byte, error) {
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(text); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// digest is the SHA-256 of the recording without its digest.
func (r Recording) digest() (string, error) {
	r.Digest = ""
	text, err := json.Marshal(r)
	if err != nil {
		return "", fmt.Errorf("writing a recording: %w", err)
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), nil
}

// Is reports whether the file begins as a recording does, of whatever version.
func Is(name string) (bool, error) {
	file, err := os.Open(name)
	if err != nil {
		return false, err
	}
	defer file.Close()
	const head = 256
	text, err := plain(io.LimitReader(file, head), head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return false, err
	}
	return bytes.Contains(text, []byte(`"oss403/recording/`)), nil
}

// Read reads a recording. It fails with ErrCut, ErrEdited or ErrForeign where one of them says what is wrong.
func Read(name string) (Recording, error) {
	file, err := os.Open(name)
	if err != nil {
		return Recording{}, fmt.Errorf("reading a recording: %w", err)
	}
	defer file.Close()
	r, err := read(file, mostBytes)
	if err != nil {
		return Recording{}, fmt.Errorf("recording %s: %w", name, err)
	}
	return r, nil
}

func read(from io.Reader, most int64) (Recording, error) {
	text, err := plain(from, most)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return Recording{}, ErrCut
	}
	if err != nil {
		return Recording{}, err
	}
	if int64(len(text)) > most {
		return Recording{}, fmt.Errorf("it is larger than %d bytes", most)
	}
	var head struct{ Schema string }
	if err := json.Unmarshal(text, &head); err != nil {
		return Recording{}, broken(text, err)
	}
	if head.Schema != Schema && head.Schema != firstSchema {
		return Recording{}, fmt.Errorf("%w: %q; this program reads %q and %q", ErrForeign, head.Schema, Schema, firstSchema)
	}
	var r Recording
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&r); err != nil {
		return Recording{}, fmt.Errorf("%w (%v)", ErrEdited, err)
	}
	for i := range r.Scenarios {
		r.Scenarios[i].bodiless = r.Schema == firstSchema
	}
	return r, r.check()
}

// broken says whether a text that is no JSON document is the beginning of one.
func broken(text []byte, err error) error {
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) && syntax.Offset >= int64(len(text)) {
		return ErrCut
	}
	return fmt.Errorf("%w: %v", ErrForeign, err)
}

// plain is the text of a file, which may be compressed.
func plain(from io.Reader, most int64) ([]byte, error) {
	text, err := io.ReadAll(io.LimitReader(from, most+1))
	if err != nil || !bytes.HasPrefix(text, []byte{0x1f, 0x8b}) {
		return text, err
	}
	unzipped, err := gzip.NewReader(bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(io.LimitReader(unzipped, most+1))
}

func (r Recording) check() error {
	digest, err := r.digest()
	if err != nil {
		return err
	}
	if digest != r.Digest {
		return ErrEdited
	}
	if !slices.Contains([]Origin{OfService, Quoted, OfEmulator, OfAnother}, r.Origin) {
		return fmt.Errorf("%w: its origin is %q", ErrForeign, r.Origin)
	}
	return nil
}

// Unsealed reads the text of a recording that was edited on purpose, whatever its digest says. Write gives it a new one.
func Unsealed(text []byte) (Recording, error) {
	var r Recording
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&r); err != nil {
		return Recording{}, fmt.Errorf("recording: %w", err)
	}
	return r, nil
}
