// Package trace remembers how the emulator decided its last requests, by RequestId. It holds no
// AccessKey secret; a request line may hold the signature of a URL.
package trace

import (
	"sync"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/fault"
	"github.com/oss403/oss403/harness/emulator/internal/policy"
)

// A Record is the story of one request.
type Record struct {
	RequestID   string    `json:"requestId"`
	Time        time.Time `json:"time"`
	Method      string    `json:"method"`
	Host        string    `json:"host"`
	Target      string    `json:"target"` // cut to 1 KiB
	Operation   string    `json:"operation,omitempty"`
	Carrier     string    `json:"carrier,omitempty"`
	AccessKeyID string    `json:"accessKeyId,omitempty"`

	Principal    *Principal `json:"principal,omitempty"` // the holder of the AccessKey
	Accesses     []Access   `json:"accesses,omitempty"`  // the actions and resources of the request
	Checks       []Step     `json:"checks"`
	Asked        Asked      `json:"-"`                      // further checks, before those; a ring shows them among Checks
	Touched      []Touched  `json:"-"`                      // further accesses; a ring shows them among Accesses
	Opinions     []Opinion  `json:"opinions,omitempty"`     // the opinions of policies, in the order of asking
	StringToSign string     `json:"stringToSign,omitempty"` // the text that was signed; cut to 4 KiB

	Fault   *fault.Hit `json:"fault,omitempty"` // the rule that let the call fail on demand
	Status  int        `json:"status"`
	Refusal *Refusal   `json:"refusal,omitempty"`

	caller Principal  // room for Principal
	first  [1]Touched // room for Touched: most requests touch one thing
}

// Begin forgets who asked for what: a walk begins.
func (r *Record) Begin() {
	r.Principal, r.Accesses, r.Touched, r.Opinions, r.StringToSign = nil, nil, r.first[:0], nil, ""
}

// By records the caller.
func (r *Record) By(p Principal) { r.caller = p; r.Principal = &r.caller }

// A Touched is an access whose resource nobody has asked for yet.
type Touched struct {
	Action   string
	Resource policy.Resource
}

// A Principal is a caller.
type Principal struct {
	UID  string `json:"uid,omitempty"` // UID of the account
	Type string `json:"type"`          // Anonymous, Account, SubUser or AssumedRoleUser
	Name string `json:"name,omitempty"`
}

// An Access is an action on a resource.
type Access struct {
	Action   string `json:"action"`
	Resource string `json:"resource"`
}

// An Opinion is the answer of one policy on an access, with the statement that decided.
type Opinion struct {
	Layer     string `json:"layer"`
	Action    string `json:"action"`
	Resource  string `json:"resource"`
	Says      string `json:"says"` // Allow, ExplicitDeny or ImplicitDeny
	Policy    string `json:"policy,omitempty"`
	Statement int    `json:"statement,omitempty"` // counts from 1; absent if none matched
}

// A Step is one check that was asked.
type Step struct {
	Check string `json:"check"`
	Says  string `json:"says"` // "no objection" or "refused"
}

// Asked are the checks that were asked, in their order. It takes little memory.
type Asked struct {
	Places  Places
	Refused bool                   // the last one refused; no other did
	Name    func(place int) string // of a check
}

// Places is a set of places in the order of the checks, which are asked in that order: it has the bit of each.
type Places [4]uint64

// MaxPlaces is the number of places in an order.
const MaxPlaces = 64 * len(Places{})

// Add adds a place.
func (p *Places) Add(place int) { p[place/64] |= 1 << (place % 64) }

func (p *Places) has(place int) bool { return p[place/64]>>(place%64)&1 == 1 }

func (a *Asked) steps() []Step {
	steps := []Step{}
	for place := range MaxPlaces {
		if a.Places.has(place) {
			steps = append(steps, Step{a.Name(place), "no objection"})
		}
	}
	if a.Refused && len(steps) > 0 {
		steps[len(steps)-1].Says = "refused"
	}
	return steps
}

// A Refusal is the reason of a refusal, with the evidence.
type Refusal struct {
	Reason   string      `json:"reason"`
	Code     string      `json:"code"`
	EC       string      `json:"ec,omitempty"`
	Evidence [][2]string `json:"evidence,omitempty"`

	Fields []deny.Field `json:"-"` // further evidence, which a ring shows among Evidence
}

// evidence lists fields as name and value. A nested field has the name outer/inner.
func evidence(list [][2]string, outer string, fields []deny.Field) [][2]string {
	for _, f := range fields {
		if f.Fields != nil {
			list = evidence(list, outer+f.Name+"/", f.Fields)
			continue
		}
		list = append(list, [2]string{outer + f.Name, Cut(f.Value)})
	}
	return list
}

// Size is the number of requests that a ring remembers unless it is told otherwise.
const Size = 1000

// A Ring remembers the last records. To add one is cheap, for every request does; to find one is a search.
type Ring struct {
	size    int
	mu      sync.Mutex
	records []*Record
	next    int // the place of the oldest record, once there are so many
}

// NewRing returns an empty ring for so many records.
func NewRing(size int) *Ring { return &Ring{size: size} }

// Add remembers a record, which must not change any more, and forgets the oldest one.
func (r *Ring) Add(rec *Record) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.records) < r.size {
		r.records = append(r.records, rec)
		return
	}
	r.records[r.next] = rec
	r.next = (r.next + 1) % r.size
}

// Get returns the newest record of a RequestId.
func (r *Ring) Get(id string) (Record, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for i := range r.records {
		at := (r.next + len(r.records) - 1 - i) % len(r.records)
		if r.records[at].RequestID == id {
			rec := *r.records[at]
			rec.unfold()
			return rec, true
		}
	}
	return Record{}, false
}

// unfold writes out what was only noted.
func (r *Record) unfold() {
	r.Checks, r.Asked = append(r.Asked.steps(), r.Checks...), Asked{}
	for _, t := range r.Touched {
		r.Accesses = append(r.Accesses, Access{t.Action, Cut(t.Resource.String())})
	}
	r.Touched = nil
	if r.Refusal != nil {
		shown := *r.Refusal
		shown.Evidence, shown.Fields = evidence(shown.Evidence, "", shown.Fields), nil
		r.Refusal = &shown
	}
}

// Cut shortens a value in a trace to 1 KiB.
func Cut(s string) string { return s[:min(len(s), 1<<10)] }

// Clear forgets all records.
func (r *Ring) Clear() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.records, r.next = nil, 0
}
