package decide

import (
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/internal/target"
	"github.com/oss403/oss403/scenarios"
)

// Circumstances are what policies may look at beside the caller, the action and the resource.
type Circumstances struct {
	From    string            `json:"from,omitempty"`  // source address; empty: 127.0.0.1
	VPC     string            `json:"vpc,omitempty"`   // internet, or an id; empty: that of the VPC policy, or the internet if there is none
	Plain   bool              `json:"plain,omitempty"` // without TLS
	At      time.Time         `json:"at,omitzero"`     // zero: now
	Via     string            `json:"via,omitempty"`   // bucket or access-point; empty: the access point if it has a policy
	Query   []scenarios.Param `json:"query,omitempty"`
	Headers []scenarios.Param `json:"headers,omitempty"`

	BucketTags string `json:"bucketTags,omitempty"` // as k=v&k=v
	ObjectTags string `json:"objectTags,omitempty"` // likewise
}

// Internet is the VPC of requests that come through none.
const Internet = "internet"

// The ways to a bucket.
const (
	viaBucket = "bucket"
	viaPoint  = "access-point"
)

// A circumstance is one of Circumstances, as people write it: a flag, or a column of a file of expectations.
type circumstance struct {
	name, accepted string
	read           func(*Question, string) bool // whether it can be read
}

// circumstances lists what can be said of a request.
func circumstances() []circumstance {
	return []circumstance{
		{"from", "an IP address", func(q *Question, text string) bool {
			_, err := netip.ParseAddr(text)
			q.From = text
			return err == nil
		}},
		{"vpc", "the id of a VPC, or " + Internet, func(q *Question, text string) bool {
			q.VPC = text
			return !strings.ContainsAny(text, " /?#")
		}},
		{"tls", "yes, no", func(q *Question, text string) bool {
			q.Plain = text == "no"
			return text == "yes" || text == "no"
		}},
		{"time", "a time such as 2026-03-05T12:00:00Z", func(q *Question, text string) (ok bool) {
			var err error
			q.At, err = time.Parse(time.RFC3339, text)
			return err == nil
		}},
		{"via", viaBucket + ", " + viaPoint, func(q *Question, text string) bool {
			q.Via = text
			return text == viaBucket || text == viaPoint
		}},
		{"user-agent", "the value of the header", func(q *Question, text string) bool { return addHeader(q, "User-Agent: "+text) }},
		{"header", "NAME: VALUE, several parted by |", func(q *Question, text string) bool {
			return !slices.ContainsFunc(strings.Split(text, "|"), func(line string) bool { return !addHeader(q, line) })
		}},
		{"query", "parameters such as prefix=a/&delimiter=/", func(q *Question, text string) (ok bool) {
			q.Query, ok = params(text)
			return ok
		}},
		{"bucket-tags", "KEY=VALUE&KEY=VALUE", func(q *Question, text string) bool {
			q.BucketTags = text
			return areTags(text)
		}},
		{"object-tags", "KEY=VALUE&KEY=VALUE", func(q *Question, text string) bool {
			q.ObjectTags = text
			return areTags(text)
		}},
	}
}

// circumstanceNames lists the names of what can be said of a request.
func circumstanceNames() []string {
	var names []string
	for _, c := range circumstances() {
		names = append(names, c.name)
	}
	return names
}

// Set says one thing of the request of a question. An empty text says nothing.
func (q *Question) Set(name, text string) error {
	for _, c := range circumstances() {
		if c.name != name || text == "" {
			continue
		}
		if !c.read(q, text) {
			return target.Usagef("%s %q; accepted: %s", name, text, c.accepted)
		}
		return nil
	}
	return nil
}

func addHeader(q *Question, line string) bool {
	name, value, ok := strings.Cut(line, ":")
	name, value = strings.TrimSpace(name), strings.TrimSpace(value)
	if !ok || name == "" || strings.ContainsAny(line, "\r\n") || strings.ContainsAny(name, " \t") {
		return false
	}
	q.Headers = append(slices.Clone(q.Headers), scenarios.Param{Name: name, Value: value})
	return true
}

// params reads a query in its order.
func params(raw string) ([]scenarios.Param, bool) {
	var all []scenarios.Param
	for pair := range strings.SplitSeq(raw, "&") {
		name, value, _ := strings.Cut(pair, "=")
		name, bad := url.QueryUnescape(name)
		value, worse := url.QueryUnescape(value)
		if bad != nil || worse != nil || name == "" {
			return nil, false
		}
		all = append(all, scenarios.Param{Name: name, Value: value})
	}
	return all, true
}

func areTags(text string) bool {
	_, ok := params(text)
	return ok
}

// Ways lists the ways to a bucket.
func Ways() []string { return []string{viaBucket, viaPoint} }
