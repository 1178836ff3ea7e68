package target

import (
	"math"
	"net"
	"net/url"
	"reflect"
	"slices"
	"strings"

	"github.com/oss403/oss403/harness/internal/wire"
)

// check checks whether share processes can open an endpoint with the profile.
func (p Profile) check(u *url.URL, share int) error {
	for _, list := range []struct {
		name            string
		words, accepted []string
	}{
		{"profile: provides", p.Provides, words(provided())},
		{"profile: allow", p.Allow, permissionWords()},
		{"profile: signing", p.Signing, []string{v1, v2, v4, s3}},
		{"profile: addressing", nonEmpty(p.Addressing), []string{virtualHost, byPath}},
	} {
		if err := checkWords(list.name, list.words, list.accepted); err != nil {
			return err
		}
	}
	if p.Signing != nil && len(p.Signing) == 0 {
		return Usagef("profile: signing names no version; accepted: any of V1, V2, V4, S3, and all if the key is left out")
	}
	if p.Product.Name == "" && p.Product != (Product{}) {
		return Usagef("profile: product has no name; accepted: %s", keysOf(reflect.TypeFor[Product]()))
	}
	if err := p.Limits.check(share); err != nil {
		return err
	}
	if err := p.Timeouts.check(); err != nil {
		return err
	}
	if err := p.checkAddresses(); err != nil {
		return err
	}
	if err := p.Callback.check(); err != nil {
		return err
	}
	if _, err := p.authorities(); err != nil {
		return err
	}
	if e := p.Expired; e != (SessionEnv{}) && (e.AccessKeyIDEnv == "" || e.AccessKeySecretEnv == "" || e.SecurityTokenEnv == "") {
		return Usagef("profile: expiredSession names fewer than three variables; accepted: %s", keysOf(reflect.TypeFor[SessionEnv]()))
	}
	return p.checkEndpoint(u)
}

func (p Profile) checkAddresses() error {
	for _, at := range []struct{ name, address string }{{"ram", p.RAM}, {"sts", p.STS}} {
		if _, _, err := cloudAddress(at.name, at.address); err != nil {
			return err
		}
	}
	if p.Dial != "" {
		if host, port, err := net.SplitHostPort(p.Dial); err != nil || host == "" || port == "" {
			return Usagef("profile: dial %q is no address; accepted: HOST:PORT", p.Dial)
		}
	}
	return nil
}

func (p Profile) checkEndpoint(u *url.URL) error {
	first, second := p.endpointAt(u)
	if first.Region == "" {
		return Usagef("target %s does not tell its region; set OSS_REGION, or region in a profile", u)
	}
	if p.SecondRegion != "" && second == (wire.Endpoint{}) {
		return Usagef("profile: secondRegion %s can't be put into %s in the place of %s; "+
			"accepted: a region other than the first, with an endpoint that names its region", p.SecondRegion, u, first.Region)
	}
	if plain := p.Fixtures.NoAccelerationRegion; plain != "" && !namesRegion(first) {
		return Usagef("profile: fixtures.noAccelerationRegion %s can't be put into %s, which does not name its region %s; "+
			"accepted: with an endpoint that does", plain, u, first.Region)
	}
	return nil
}

func (c Callback) check() error {
	if c == (Callback{}) {
		return nil
	}
	if _, port, err := net.SplitHostPort(c.Listen); err != nil || port == "" || port == "0" {
		return Usagef("profile: callback.listen %q is no address to listen at; accepted: HOST:PORT, or :PORT for every address", c.Listen)
	}
	u, err := url.Parse(c.URL)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return Usagef("profile: callback.url %q is no URL; accepted: http://HOST:PORT or https://HOST, which leads to callback.listen", c.URL)
	}
	return nil
}

func (l Limits) check(share int) error {
	if r := l.RequestsPerSecond; r != nil && (!(*r > 0) || math.IsInf(*r, 1)) {
		return Usagef("profile: limits.requestsPerSecond is %v; accepted: more than 0, and any number if the key is left out", *r)
	}
	if need, may := leastBuckets*max(1, share), l.allBuckets(); may < need {
		return Usagef("at most %d buckets may stand at a time, and a run needs %d, %d for each process; "+
			"accepted: limits: {buckets: %d} or more in a profile, or fewer --procs", may, need, leastBuckets, need)
	}
	return nil
}

func (t Timeouts) check() error {
	if t.Request != nil && *t.Request <= 0 {
		return Usagef("profile: timeouts.request is %s; accepted: more than 0, such as 10s", *t.Request)
	}
	if t.Settling != nil && *t.Settling < 0 {
		return Usagef("profile: timeouts.settling is %s; accepted: 0s, if every change counts at once, or more", *t.Settling)
	}
	return nil
}

// checkWords checks that each word is accepted and occurs once.
func checkWords(name string, words, accepted []string) error {
	for i, word := range words {
		if !slices.Contains(accepted, word) {
			return Usagef("%s holds %q; accepted: %s", name, word, strings.Join(accepted, ", "))
		}
		if slices.Contains(words[:i], word) {
			return Usagef("%s holds %s twice; accepted: each once", name, word)
		}
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
