package recording

import (
	"encoding/base64"
	"net"
	"slices"
	"strings"
)

// publicHosts are the domains of the service and its documentation, and those that stand for any.
func publicHosts() []string {
	return []string{"aliyuncs.com", "aliyun.com", "alibabacloud.com", "example.com", "example.net", "example.org", "w3.org", "amazonaws.com"}
}

// A finder finds sensitive texts, and replaces those in which nothing was replaced before.
type finder struct {
	in func(text string) []cut
	by func(found string) string

	keeps bool // what it finds belongs to no finder after it, even if nothing is replaced
}

// finders lists what finds sensitive texts. Where two overlap, the first that replaces something counts.
func (s *Sanitiser) finders() []finder {
	known := finder{in: s.knownValues, by: func(value string) string { return s.known[value] }}
	opaque := func(value string) string { return s.standIn(value, classOf(value)) }
	return []finder{
		{documentsIn, s.base64Run, true}, known, of(hexRuns, s.hexRun), of(signature, s.signed),
		of(afterKey, opaque), of(requestIDs, s.requestID), of(uuids, s.hexOf),
		of(hexIDs, opaque), of(runNames, s.hexOf), of(mails, opaque), of(dates, s.date), of(accessKeys, opaque),
		of(base64Runs, s.base64Run), of(urlRuns, s.opaqueRun), of(epochs, s.seconds), of(accounts, opaque), of(addresses, s.address),
		of(sixes, s.six), of(networks, opaque), of(buckets, s.bucket), of(hosts, s.host),
	}
}

// of finds the group of an expression, or the whole of one without a group.
func of(e expression, by func(found string) string) finder {
	return finder{in: func(text string) []cut {
		var cuts []cut
		for _, at := range e.all(text) {
			cuts = append(cuts, cut{from: at[len(at)-2], to: at[len(at)-1]})
		}
		return cuts
	}, by: by}
}

// documentsIn finds error documents in base64, so that nothing else is found in the base64 itself.
func documentsIn(text string) []cut {
	return slices.DeleteFunc(of(base64Runs, nil).in(text), func(c cut) bool {
		plain, err := base64.StdEncoding.DecodeString(text[c.from:c.to])
		return err != nil || !readable(string(plain)) || !strings.Contains(string(plain), "<Error>")
	})
}

// signed replaces what follows the word signature, unless it is a word too.
func (s *Sanitiser) signed(value string) string {
	if strings.ContainsAny(value, "0123456789+/=") {
		return s.standIn(value, classOf(value))
	}
	return value
}

func (s *Sanitiser) hexOf(value string) string {
	if strings.ToLower(value) == value {
		return s.standIn(value, lowerHex)
	}
	return s.standIn(value, upperHex)
}

// address replaces an IPv4 address. Those that stand for any in documentation stay: RFC 5737.
func (s *Sanitiser) address(text string) string {
	ip := net.ParseIP(text)
	if ip == nil {
		return text
	}
	for _, block := range []string{"192.0.2.", "198.51.100.", "203.0.113."} {
		if strings.HasPrefix(text, block) {
			return text
		}
	}
	return s.standIn(text, mixed)
}

func (s *Sanitiser) six(text string) string {
	if net.ParseIP(text) == nil {
		return text
	}
	return s.standIn(text, lowerHex)
}

// bucket replaces the name of a bucket before the host of an endpoint. A region may stand there too, and stays.
func (s *Sanitiser) bucket(name string) string {
	if regions.MatchString(name) {
		return name
	}
	return s.standIn(name, classOf(name))
}

// host replaces the name of a host that is not of the service.
func (s *Sanitiser) host(text string) string {
	for _, public := range publicHosts() {
		if text == public || strings.HasSuffix(strings.ToLower(text), "."+public) {
			return text
		}
	}
	return s.standIn(text, mixed)
}
