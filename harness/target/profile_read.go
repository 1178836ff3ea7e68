package target

import (
	"bytes"
	"errors"
	"io"
	"net"
	"net/url"
	"os"
	"reflect"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/oss403/oss403/harness/wire"
)

// readProfile reads a profile file; an empty path is an empty profile. A key that is
// not known is an error.
func readProfile(path string) (Profile, error) {
	var p Profile
	if path == "" {
		return p, nil
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return p, Usagef("profile can't be read: %v", err)
	}
	decoder := yaml.NewDecoder(bytes.NewReader(content))
	decoder.KnownFields(true)
	if err := decoder.Decode(&p); err != nil && !errors.Is(err, io.EOF) {
		return p, Usagef("profile %s: %s; accepted keys: %s", path, strings.Join(strings.Fields(err.Error()), " "), keysOf(reflect.TypeFor[Profile]()))
	}
	return p, nil
}

// keysOf lists what a part of a profile may hold, for errors.
func keysOf(t reflect.Type) string {
	var keys []string
	for i := range t.NumField() {
		field := t.Field(i)
		key := field.Tag.Get("yaml")
		if field.Type.Kind() == reflect.Struct {
			key += "{" + keysOf(field.Type) + "}"
		}
		if field.Type.Kind() == reflect.Slice {
			key += "[]"
		}
		keys = append(keys, key)
	}
	return strings.Join(keys, ", ")
}

// check says whether an endpoint can be opened with the profile.
func (p Profile) check(u *url.URL) error {
	for _, list := range []struct {
		name     string
		words    []string
		accepted []string
	}{
		{"provides", p.Provides, words(provided())},
		{"allow", p.Allow, words(allowed())},
		{"signing", p.Signing, []string{v1, v4}},
		{"addressing", nonEmpty(p.Addressing), []string{virtualHost, byPath}},
	} {
		for _, word := range list.words {
			if !slices.Contains(list.accepted, word) {
				return Usagef("profile: %s holds %q; accepted: %s", list.name, word, strings.Join(list.accepted, ", "))
			}
		}
	}
	if p.Limits.RequestsPerSecond < 0 || p.Limits.Buckets < 0 {
		return Usagef("profile: a limit is negative; accepted: 0 for none, or more")
	}
	for name, address := range map[string]string{"ram": p.RAM, "sts": p.STS} {
		if _, _, err := cloudAddress(name, address); err != nil {
			return err
		}
	}
	if p.Dial != "" {
		if _, _, err := net.SplitHostPort(p.Dial); err != nil {
			return Usagef("profile: dial %q is no address; accepted: HOST:PORT", p.Dial)
		}
	}
	if _, err := p.authorities(); err != nil {
		return err
	}
	return p.checkEndpoint(u)
}

func (p Profile) checkEndpoint(u *url.URL) error {
	first, second := p.endpointAt(u)
	if first.Region == "" {
		return Usagef("target %s does not tell its region; set OSS_REGION, or region in a profile", u)
	}
	if p.SecondRegion != "" && second == (wire.Endpoint{}) {
		return Usagef("profile: secondRegion %s can't be put into %s in the place of %s; accepted: a region other than the first, with an endpoint that names its region", p.SecondRegion, u, first.Region)
	}
	return nil
}

func words[W ~string](list []W) []string {
	var all []string
	for _, w := range list {
		all = append(all, string(w))
	}
	return all
}

func nonEmpty(word string) []string {
	if word == "" {
		return nil
	}
	return []string{word}
}
