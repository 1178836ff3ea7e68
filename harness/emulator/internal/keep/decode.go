package keep

import (
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/large"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// A decoder reads what an encoder has written. It refuses everything else.
type decoder struct {
	*codec
	terms world.Terms

	beside func(uint64) (world.Content, error)                               // content by its number; nil: there are no numbers
	fill   func(name string, empty world.Map, written json.RawMessage) error // fills a map; written is nil if it is not in the record
}

// value reads JSON into v, which is zero.
func (d *decoder) value(from json.RawMessage, v reflect.Value) error {
	switch d.forms[v.Type()] {
	case scalar:
		return d.scalar(from, v)
	case text:
		return d.textOf(from, v)
	case content:
		c, err := d.content(from)
		v.Set(reflect.ValueOf(c))
		return err
	case pointer:
		v.Set(reflect.New(v.Type().Elem()))
		return d.value(from, v.Elem())
	case list:
		return d.list(from, v)
	case table:
		return d.table(from, v)
	case record:
		return d.record(from, v)
	}
	panic(fmt.Sprintf("keep: %s was never learned", v.Type()))
}

func (d *decoder) scalar(from json.RawMessage, v reflect.Value) error {
	if string(from) == "null" {
		return errors.New("null is no value")
	}
	return json.Unmarshal(from, v.Addr().Interface())
}

func (d *decoder) textOf(from json.RawMessage, v reflect.Value) error {
	b, err := bytesOf(from)
	switch {
	case err != nil:
		return err
	case v.Kind() == reflect.String:
		v.SetString(string(b))
		return nil
	}
	return v.Addr().Interface().(encoding.TextUnmarshaler).UnmarshalText(b)
}

// bytesOf reads a string, or {"base64":"…"}.
func bytesOf(from json.RawMessage) ([]byte, error) {
	if len(from) > 0 && from[0] == '"' {
		var s string
		if err := json.Unmarshal(from, &s); err != nil {
			return nil, err
		}
		return []byte(s), nil
	}
	members, err := membersOf(from)
	if err != nil || len(members) != 1 || members[base64Name] == nil {
		return nil, fmt.Errorf("neither a string nor {%q:…}", base64Name)
	}
	var b []byte
	return b, json.Unmarshal(members[base64Name], &b)
}

func (d *decoder) content(from json.RawMessage) (world.Content, error) {
	if number, err := strconv.ParseUint(string(from), 10, 64); err == nil && d.beside != nil {
		return d.beside(number)
	}
	b, err := bytesOf(from)
	return large.Of(b), err
}

func (d *decoder) list(from json.RawMessage, v reflect.Value) error {
	var items []json.RawMessage
	if err := json.Unmarshal(from, &items); err != nil || items == nil {
		return errors.New("no list")
	}
	v.Set(reflect.MakeSlice(v.Type(), len(items), len(items)))
	for i, item := range items {
		if err := d.value(item, v.Index(i)); err != nil {
			return fmt.Errorf("%d: %w", i+1, err)
		}
	}
	return nil
}

func (d *decoder) table(from json.RawMessage, v reflect.Value) error {
	members, err := membersOf(from)
	if err != nil {
		return err
	}
	v.Set(reflect.MakeMapWithSize(v.Type(), len(members)))
	for name, member := range members {
		item := reflect.New(v.Type().Elem()).Elem()
		if err := d.value(member, item); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		v.SetMapIndex(reflect.ValueOf(name).Convert(v.Type().Key()), item)
	}
	return nil
}

// record reads a record. Its maps are filled by d.fill.
func (d *decoder) record(from json.RawMessage, v reflect.Value) error {
	members, err := membersOf(from)
	if err != nil {
		return err
	}
	fields := d.fields[v.Type()]
	for _, f := range fields {
		member, given := members[f.name]
		if f.form == parsed {
			continue // nobody writes it
		}
		delete(members, f.name)
		target := v.FieldByIndex(f.index)
		switch {
		case f.form == ordered:
			err = d.fill(f.name, d.fresh(f, target), member)
		case given:
			err = d.value(member, target)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", f.name, err)
		}
	}
	for name := range members {
		return fmt.Errorf("%q is not known; accepted: %s", name, accepted(fields))
	}
	return parseTexts(fields, v)
}

// fresh puts an empty map into a field.
func (d *decoder) fresh(f field, target reflect.Value) world.Map {
	var remember time.Duration
	if f.late {
		remember = d.terms.Propagation
	}
	m := target.Interface().(world.Map).Fresh(remember)
	target.Set(reflect.ValueOf(m))
	return m
}

func accepted(fields []field) string {
	var names []string
	for _, f := range fields {
		if f.form != parsed {
			names = append(names, f.name)
		}
	}
	return strings.Join(names, ", ")
}

// parseTexts parses the policies of a record from their texts.
func parseTexts(fields []field, v reflect.Value) error {
	for _, f := range fields {
		if f.form != parsed || v.FieldByIndex(f.from).Len() == 0 {
			continue
		}
		document, err := f.parse(v.FieldByIndex(f.from).String())
		if err != nil {
			return fmt.Errorf("%s: %w", f.name, err)
		}
		if f.title != nil {
			document.Name = v.FieldByIndex(f.title).String()
		}
		v.FieldByIndex(f.index).Set(reflect.ValueOf(document))
	}
	return nil
}

func membersOf(from json.RawMessage) (members map[string]json.RawMessage, err error) {
	if err := json.Unmarshal(from, &members); err != nil || members == nil {
		return nil, errors.New("no object")
	}
	return members, nil
}
