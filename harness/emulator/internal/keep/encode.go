package keep

import (
	"encoding"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// An encoder writes a value as JSON.
type encoder struct {
	*codec
	out []byte

	beside func(world.Content) uint64 // keeps content, and returns its number; nil: content is written here
	nested bool                       // maps are written here; else they are left out

	written, left int64 // bytes of contents that are written here, and of those for which there was no room
}

func (e *encoder) value(v reflect.Value) error {
	switch e.forms[v.Type()] {
	case scalar:
		e.scalar(v)
	case text:
		return e.textOf(v)
	case content:
		e.content(v.Interface().(world.Content))
	case pointer:
		if v.IsNil() {
			return fmt.Errorf("a %s in a list or map points to nothing", v.Type())
		}
		return e.value(v.Elem())
	case list:
		return e.list(v)
	case table:
		return e.table(v)
	case ordered:
		return e.ordered(v.Interface().(world.Map))
	case record:
		return e.record(v)
	default:
		panic(fmt.Sprintf("keep: %s was never learned", v.Type()))
	}
	return nil
}

func (e *encoder) scalar(v reflect.Value) {
	switch {
	case v.Kind() == reflect.Bool:
		e.out = strconv.AppendBool(e.out, v.Bool())
	case v.CanInt():
		e.out = strconv.AppendInt(e.out, v.Int(), 10)
	default:
		e.out = strconv.AppendUint(e.out, v.Uint(), 10)
	}
}

func (e *encoder) textOf(v reflect.Value) error {
	if v.Kind() == reflect.String {
		e.bytes([]byte(v.String()))
		return nil
	}
	written, err := v.Interface().(encoding.TextMarshaler).MarshalText()
	if err != nil {
		return fmt.Errorf("writing a %s: %w", v.Type(), err)
	}
	e.bytes(written)
	return nil
}

// bytes writes a string. JSON has only Unicode, and headers of objects may be anything else.
func (e *encoder) bytes(b []byte) {
	if utf8.Valid(b) {
		e.out = append(e.out, quoted(string(b))...)
		return
	}
	encoded, err := json.Marshal(map[string][]byte{base64Name: b})
	if err != nil {
		panic("keep: bytes can't be marshalled: " + err.Error())
	}
	e.out = append(e.out, encoded...)
}

const base64Name = "base64"

func quoted(s string) []byte {
	q, err := json.Marshal(s)
	if err != nil {
		panic("keep: a string can't be marshalled: " + err.Error())
	}
	return q
}

func (e *encoder) content(c world.Content) {
	switch {
	case e.beside == nil && e.written+int64(c.Len()) > MaxContents:
		e.left += int64(c.Len())
		e.bytes(nil)
		return
	case e.beside == nil, c.Len() == 0:
		e.written += int64(c.Len())
		e.bytes(c.Bytes())
		return
	}
	e.out = strconv.AppendUint(e.out, e.beside(c), 10)
}

func (e *encoder) list(v reflect.Value) error {
	e.out = append(e.out, '[')
	for i := range v.Len() {
		if i > 0 {
			e.out = append(e.out, ',')
		}
		if err := e.value(v.Index(i)); err != nil {
			return fmt.Errorf("%d: %w", i+1, err)
		}
	}
	e.out = append(e.out, ']')
	return nil
}

func (e *encoder) table(v reflect.Value) error {
	keys := v.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int {
		if a.String() < b.String() {
			return -1
		}
		return 1
	})
	m := e.members()
	for _, key := range keys {
		if err := m.add(key.String(), v.MapIndex(key)); err != nil {
			return err
		}
	}
	m.end()
	return nil
}

func (e *encoder) ordered(in world.Map) error {
	m := e.members()
	for key, v := range in.All() {
		if err := m.add(key, reflect.ValueOf(v)); err != nil {
			return err
		}
	}
	m.end()
	return nil
}

func (e *encoder) record(v reflect.Value) error {
	m := e.members()
	for _, f := range e.fields[v.Type()] {
		member := v.FieldByIndex(f.index)
		if f.form == parsed || f.form == ordered && !e.nested || member.IsZero() {
			continue
		}
		if err := m.add(f.name, member); err != nil {
			return err
		}
	}
	m.end()
	return nil
}

// members writes the members of a JSON object.
type members struct {
	*encoder
	some bool
}

func (e *encoder) members() *members {
	e.out = append(e.out, '{')
	return &members{encoder: e}
}

func (m *members) add(name string, v reflect.Value) error {
	if !utf8.ValidString(name) {
		return fmt.Errorf("the name %q is not UTF-8", name)
	}
	if m.some {
		m.out = append(m.out, ',')
	}
	m.some = true
	m.out = append(append(m.out, quoted(name)...), ':')
	if err := m.value(v); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

func (m *members) end() { m.out = append(m.out, '}') }
