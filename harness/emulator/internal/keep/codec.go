package keep

import (
	"encoding"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"unicode"

	"github.com/oss403/oss403/harness/emulator/internal/policy"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// A form is a way to write a value down.
type form int

const (
	scalar  form = iota + 1 // a boolean or a number
	text                    // a string, or a type that is its own text; {"base64":"…"} if it is not UTF-8
	content                 // the bytes of an object: like text, or a number under which they are kept
	list                    // of one type
	table                   // by string
	pointer                 // what it points to
	record                  // by the names of its fields, without those that are zero
	ordered                 // a world.Map
	parsed                  // a policy; it is not written, but parsed again
)

// A field is an exported field of a record. Fields of embedded records belong to the record itself.
type field struct {
	name  string // as written: the name in Go with its first word in lower case
	index []int
	form  form
	late  bool   // an ordered that remembers
	from  []int  // of parsed: the field with the text
	parse parser // of parsed
	title []int  // of parsed: the field with the name of the policy; nil: it has none
}

type parser func(string) (*policy.Document, error)

// A codec knows how to write each type of a world.
type codec struct {
	forms  map[reflect.Type]form
	fields map[reflect.Type][]field // of records

	holdsMaps map[reflect.Type]bool // records with maps among their fields
}

var (
	contentType = reflect.TypeFor[world.Content]()
	mapType     = reflect.TypeFor[world.Map]()
	writesText  = reflect.TypeFor[encoding.TextMarshaler]()
	readsText   = reflect.TypeFor[encoding.TextUnmarshaler]()
	policyType  = reflect.TypeFor[*policy.Document]()
)

// newCodec looks at every type that a root can hold. It returns an error for a type that would not come back as it
// was.
func newCodec(root reflect.Type) (*codec, error) {
	c := &codec{forms: map[reflect.Type]form{}, fields: map[reflect.Type][]field{}, holdsMaps: map[reflect.Type]bool{}}
	if err := c.learn(root); err != nil {
		return nil, fmt.Errorf("%s can't be kept: %w", root, err)
	}
	return c, nil
}

func (c *codec) learn(t reflect.Type) error {
	if c.forms[t] != 0 {
		return nil
	}
	f := formOf(t)
	c.forms[t] = f
	switch f {
	case 0:
		return fmt.Errorf("%s has no form", t)
	case list, pointer, table:
		return c.learn(t.Elem())
	case ordered:
		return c.learn(reflect.Zero(t).Interface().(world.Map).Of())
	case record:
		fields, err := c.fieldsOf(t, nil)
		if err != nil {
			return err
		}
		c.fields[t] = fields
		for _, f := range fields {
			c.holdsMaps[t] = c.holdsMaps[t] || f.form == ordered
		}
	}
	return nil
}

func formOf(t reflect.Type) form {
	switch {
	case t == contentType:
		return content
	case t.Kind() == reflect.Pointer && t.Implements(mapType):
		return ordered
	case t.Implements(writesText) && reflect.PointerTo(t).Implements(readsText):
		return text
	}
	switch t.Kind() {
	case reflect.Bool, reflect.Int, reflect.Int64, reflect.Uint64:
		return scalar
	case reflect.String:
		return text
	case reflect.Slice:
		return list
	case reflect.Pointer:
		return pointer
	case reflect.Struct:
		return record
	case reflect.Map:
		if t.Key().Kind() == reflect.String {
			return table
		}
	}
	return 0
}

// fieldsOf lists the fields of a record, and those of the records that are embedded in it.
func (c *codec) fieldsOf(t reflect.Type, at []int) ([]field, error) {
	var all []field
	for i := range t.NumField() {
		member := t.Field(i)
		index := append(append([]int(nil), at...), i)
		words := strings.Fields(member.Tag.Get("keep"))
		switch {
		case len(words) == 1 && words[0] == "-":
			continue
		case !member.IsExported():
			return nil, fmt.Errorf("%s.%s is not exported", t, member.Name)
		case member.Anonymous:
			embedded, err := c.fieldsOf(member.Type, index)
			if err != nil {
				return nil, err
			}
			all = append(all, embedded...)
			continue
		}
		f := field{name: written(member.Name), index: index, form: parsed}
		if err := f.read(t, at, words); err != nil {
			return nil, fmt.Errorf("%s.%s: %w", t, member.Name, err)
		}
		if member.Type != policyType {
			if err := c.learn(member.Type); err != nil {
				return nil, fmt.Errorf("%s.%s: %w", t, member.Name, err)
			}
			f.form = c.forms[member.Type]
		}
		if (f.form == parsed) != (f.parse != nil) || f.late && f.form != ordered {
			return nil, fmt.Errorf("%s.%s: the tag %q does not fit the type", t, member.Name, member.Tag)
		}
		all = append(all, f)
	}
	return all, nil
}

// read reads the words of a tag. See package world for what they mean.
func (f *field) read(t reflect.Type, at []int, words []string) error {
	if len(words) == 0 {
		return nil
	}
	if f.late = words[0] == "late"; f.late {
		return nil
	}
	parsers := map[string]parser{
		"ram": policy.Parse, "trust": policy.ParseTrust, "bucket": policy.ParseBucket, "endpoint": policy.ParseEndpoint,
	}
	if f.parse = parsers[words[0]]; f.parse == nil || len(words) < 2 || len(words) > 3 {
		return errors.New("the tag is none that is known")
	}
	for i, name := range words[1:] {
		beside, known := t.FieldByName(name)
		if !known || beside.Type.Kind() != reflect.String || len(beside.Index) != 1 {
			return fmt.Errorf("%s is no text beside it", name)
		}
		index := append(append([]int(nil), at...), beside.Index...)
		if i == 0 {
			f.from = index
		} else {
			f.title = index
		}
	}
	return nil
}

// written turns the name of a field into the name that is written: MD5 into md5, KMSKeys into kmsKeys.
func written(name string) string {
	letters := []rune(name)
	for i, letter := range letters {
		if !unicode.IsUpper(letter) || i > 0 && i+1 < len(letters) && unicode.IsLower(letters[i+1]) {
			break
		}
		letters[i] = unicode.ToLower(letter)
	}
	return string(letters)
}
