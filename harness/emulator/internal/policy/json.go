package policy

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
)

// MaxDepth bounds the nesting of a document. A document with a meaning has at most six levels:
// document, list, statement, condition, operator, list of values.
const MaxDepth = 8

// A member is a name and a value of a JSON object. Unlike in encoding/json, "effect" is not
// "Effect", and a name may appear once.
type member struct {
	name  string
	value any // string, json.Number, bool, nil, []any or []member
}

// readJSON reads one JSON value. Text after it is an error.
func readJSON(text []byte) (any, error) {
	if !utf8.Valid(text) {
		return nil, errors.New("the policy is not UTF-8")
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	value, err := readValue(d, 0)
	if err != nil {
		return nil, err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("there is more than one JSON value")
	}
	return value, nil
}

func readValue(d *json.Decoder, depth int) (any, error) {
	token, err := d.Token()
	if err != nil {
		return nil, fmt.Errorf("the policy is not JSON: %w", err)
	}
	delimiter, nested := token.(json.Delim)
	if !nested {
		return token, nil
	}
	if depth++; depth > MaxDepth {
		return nil, fmt.Errorf("the policy is nested deeper than %d", MaxDepth)
	}
	if delimiter == '[' {
		return readArray(d, depth)
	}
	return readObject(d, depth)
}

func readArray(d *json.Decoder, depth int) (any, error) {
	list := []any{}
	for d.More() {
		value, err := readValue(d, depth)
		if err != nil {
			return nil, err
		}
		list = append(list, value)
	}
	return list, closed(d)
}

func readObject(d *json.Decoder, depth int) (any, error) {
	members := []member{}
	seen := map[string]bool{}
	for d.More() {
		token, err := d.Token()
		if err != nil {
			return nil, fmt.Errorf("the policy is not JSON: %w", err)
		}
		name, _ := token.(string)
		if seen[name] {
			return nil, fmt.Errorf("%q stands twice", name)
		}
		seen[name] = true
		value, err := readValue(d, depth)
		if err != nil {
			return nil, err
		}
		members = append(members, member{name, value})
	}
	return members, closed(d)
}

// closed reads the bracket that ends an array or object.
func closed(d *json.Decoder) error {
	if _, err := d.Token(); err != nil {
		return fmt.Errorf("the policy is not JSON: %w", err)
	}
	return nil
}
