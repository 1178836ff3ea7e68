package target

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"
)

// mostProfile is the largest size of a profile, in bytes.
const mostProfile = 1 << 20

// readProfile reads a profile file; an empty path is an empty profile.
func readProfile(path string) (Profile, error) {
	if path == "" {
		return Profile{}, nil
	}
	file, err := os.Open(path)
	if err != nil {
		return Profile{}, Usagef("profile can't be read: %v", err)
	}
	defer file.Close()
	content, err := io.ReadAll(io.LimitReader(file, mostProfile+1))
	if err != nil {
		return Profile{}, Usagef("profile can't be read: %v", err)
	}
	if len(content) > mostProfile {
		return Profile{}, Usagef("profile %s is larger than 1 MiB; accepted: a YAML file with some of the keys %s", path,
			keysOf(reflect.TypeFor[Profile]()))
	}
	p, err := parseProfile(content)
	if err != nil {
		return Profile{}, Usagef("profile %s: %v", path, err)
	}
	if p.CA != "" && !filepath.IsAbs(p.CA) { // relative to the profile, not to the working directory
		p.CA = filepath.Join(filepath.Dir(path), p.CA)
	}
	return p, nil
}

// parseProfile reads one YAML document. Unknown or repeated keys, values of a wrong type,
// empty values and aliases are errors.
func parseProfile(content []byte) (Profile, error) {
	var p Profile
	var document yaml.Node
	decoder := yaml.NewDecoder(bytes.NewReader(content))
	err := decoder.Decode(&document)
	if errors.Is(err, io.EOF) { // the file has only comments
		return p, nil
	}
	if err != nil {
		return p, fmt.Errorf("this is no YAML: %s", strings.Join(strings.Fields(err.Error()), " "))
	}
	if err := decoder.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		return p, errors.New("more than one YAML document; accepted: one")
	}
	wrong := fill(reflect.ValueOf(&p).Elem(), document.Content[0], "")
	const shown = 3
	if more := len(wrong) - shown; more > 0 {
		wrong = append(wrong[:shown], fmt.Sprintf("and %d more", more))
	}
	if len(wrong) > 0 {
		return Profile{}, errors.New(strings.Join(wrong, "; "))
	}
	return p, nil
}

// fill sets the value from the node and lists what is wrong with the node. at is the path
// of keys to the node; empty: the node is the profile.
func fill(value reflect.Value, node *yaml.Node, at string) []string {
	unfit := func() []string {
		says := "nothing"
		if node.Kind == yaml.AliasNode {
			says = "an alias"
		} else if node.Value != "" {
			says = fmt.Sprintf("%.40q", node.Value)
		} else if len(node.Content) > 0 {
			says = "keys or a list"
		}
		return []string{fmt.Sprintf("line %d: %s is %s; accepted: %s", node.Line, nameOf(at), says, acceptedAs(value.Type()))}
	}
	switch kind := value.Kind(); {
	case kind == reflect.Pointer:
		value.Set(reflect.New(value.Type().Elem()))
		return fill(value.Elem(), node, at)
	case kind == reflect.Struct && node.Kind == yaml.MappingNode:
		return fillKeys(value, node, at)
	case kind == reflect.Slice && node.Kind == yaml.SequenceNode:
		value.Set(reflect.MakeSlice(value.Type(), len(node.Content), len(node.Content)))
		var wrong []string
		for i, item := range node.Content {
			wrong = append(wrong, fill(value.Index(i), item, fmt.Sprintf("%s[%d]", at, i))...)
		}
		return wrong
	case kind == reflect.Struct || kind == reflect.Slice || node.Kind != yaml.ScalarNode || node.ShortTag() == "!!null":
		return unfit()
	}
	cut := value.Kind() == reflect.Int && node.ShortTag() != "!!int" // yaml would turn 4.5 into 4
	if cut || node.Decode(value.Addr().Interface()) != nil {
		return unfit()
	}
	return nil
}

// fillKeys sets the fields of a part of a profile.
func fillKeys(part reflect.Value, node *yaml.Node, at string) []string {
	var wrong []string
	lines := map[string]int{}
	for i := 0; i+1 < len(node.Content); i += 2 {
		key, value := node.Content[i], node.Content[i+1]
		field, ok := fieldOf(part, key.Value)
		first := lines[key.Value]
		switch {
		case key.Kind != yaml.ScalarNode || !ok:
			wrong = append(wrong,
				fmt.Sprintf("line %d: %s has no key %.40q; accepted keys: %s", key.Line, nameOf(at), key.Value, keysOf(part.Type())))
		case first != 0:
			wrong = append(wrong, fmt.Sprintf("line %d: the key %s is in line %d too; accepted: each once", key.Line, key.Value, first))
		default:
			wrong = append(wrong, fill(field, value, strings.TrimPrefix(at+"."+key.Value, "."))...)
		}
		lines[key.Value] = key.Line
	}
	return wrong
}

func nameOf(at string) string {
	if at == "" {
		return "a profile"
	}
	return at
}

func fieldOf(part reflect.Value, key string) (reflect.Value, bool) {
	for i := range part.NumField() {
		if part.Type().Field(i).Tag.Get("yaml") == key {
			return part.Field(i), true
		}
	}
	return reflect.Value{}, false
}

// keysOf lists the keys of a part of a profile.
func keysOf(part reflect.Type) string {
	var keys []string
	for i := range part.NumField() {
		keys = append(keys, part.Field(i).Tag.Get("yaml"))
	}
	return strings.Join(keys, ", ")
}

// acceptedAs says how to write a value of the type.
func acceptedAs(t reflect.Type) string {
	switch {
	case t == reflect.TypeFor[time.Duration]():
		return "a duration such as 10s"
	case t.Kind() == reflect.Struct:
		return "some of the keys " + keysOf(t)
	case t.Kind() == reflect.Slice:
		return "a list in brackets"
	case t.Kind() == reflect.Bool:
		return "true or false"
	case t.Kind() == reflect.Int:
		return "a whole number"
	case t.Kind() == reflect.Float64:
		return "a number"
	}
	return "text"
}
