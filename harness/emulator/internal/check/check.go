// Package check decides whether OSS refuses a request: named questions, and
// in order.go the order in which they are asked. The first objection is the
// answer. What a refusal looks like is package deny's business.
package check

import (
	"slices"

	"github.com/oss403/oss403/harness/emulator/internal/callback"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/diagnosis"
	"github.com/oss403/oss403/harness/emulator/internal/op"
	"github.com/oss403/oss403/harness/emulator/internal/sign"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// A Check is one ground on which OSS refuses a request.
type Check struct {
	Name  string                   // group/rule: in traces and documentation
	When  When                     // which requests it is asked of
	Place Certainty                // how we know that it stands after the ones above it
	Ask   func(*Case) *deny.Denial // nil: no objection
}

// A Certainty says how the position of a check is known.
type Certainty string

// The kinds of evidence for a position, strongest first.
const (
	Seen       Certainty = "seen"       // real answers of the service show it
	Documented Certainty = "documented" // the documentation says so
	Inferred   Certainty = "inferred"   // follows from tests or clients of the service
	Assumed    Certainty = "assumed"    // unknown; one place was chosen
)

// A Case is one request in one world, as far as the checks look at it.
type Case struct {
	Request   *wire.Request
	World     *world.World  // as it is while the checks are walked
	Operation *op.Operation // nil: not served; then Declined says why
	Declined  *deny.Denial
	Claim     sign.Claim   // who the request says it is from
	Unclear   *deny.Denial // why Claim could not be read whole
	Accesses  []op.Access  // what the request touches
	Unnamed   *deny.Denial // why Accesses could not be read
	Regions   []string     // that the service has
	Overrun   bool         // the account has asked for too much in this second
	CallTo    callback.Hosts
	Seal      diagnosis.Seal // of diagnostic messages
	Signing   *sign.Keys     // with which signatures are computed; nil: nothing is remembered
	Callback  *callback.Call // that the request asks for, once it has been checked; nil: none
	*Rules

	Opinions []Opinion        // what policies have said in this walk
	Proof    *sign.Proof      // what the signature was compared with in this walk
	Crossing [][2]string      // headers of the answer for another origin
	asked    map[question]int // place in Opinions
	named    []op.Access      // of Accesses, those that the request alone tells
	passed   world.State      // in which the last walk has found no objection; zero: it has found one

	seen
	known
}

// NewCase looks at a request; it decides nothing yet, and has no World.
func NewCase(r *wire.Request, operations *op.Index, regions []string, rules *Rules) *Case {
	c := &Case{Request: r, Regions: regions, Rules: rules}
	c.Operation, c.Declined = operations.Find(r)
	c.Identify()
	c.Reach()
	return c
}

// Identify finds out who asks. A form says it in the body, so it is to be
// called again when the fields have been read.
func (c *Case) Identify() {
	c.known, c.passed = known{}, world.State{}
	switch {
	case c.isPreflight():
		c.Claim = sign.Claim{Carrier: sign.Unasked}
	case c.isForm():
		c.Claim, c.Unclear = sign.ReadForm(c.Request.Form)
	default:
		c.Claim, c.Unclear = sign.Read(c.Request.AsSent())
	}
}

// Reach finds out what the request touches. A form and a batch say it in the
// body, so it is to be called again when that has been read.
func (c *Case) Reach() {
	if c.Operation != nil {
		c.named, c.Unnamed = c.Operation.Accesses(c.Request)
	}
	c.Accesses, c.passed = c.named, world.State{}
}

// ReachInBody finds out what the request touches once its body has been read, where that says it.
func (c *Case) ReachInBody() {
	if c.Operation != nil && c.Operation.Reach != nil {
		c.Reach()
	}
}

// Enter takes the world in which the checks are to be walked.
func (c *Case) Enter(w *world.World) {
	c.see(w)
	c.Opinions, c.asked, c.Proof, c.Callback, c.passed = nil, nil, nil, nil, world.State{}
	c.Crossing = c.crossOrigin()
	if b := c.Bucket(); b != nil && c.Operation != nil && c.Operation.Found != nil {
		c.Accesses = append(slices.Clip(c.named), c.Operation.Found(c.Request, b)...)
	}
}

// Region is the region in which the request is served: that of the host, of
// the bucket, or "" where an IP address leaves it open.
func (c *Case) Region() string {
	if c.Request.Host.Region != "" {
		return c.Request.Host.Region
	}
	if b := c.Bucket(); b != nil {
		return b.Region
	}
	return ""
}

// NewRegion is where a new bucket comes to lie: in the region of the host;
// through an IP address, in that of the V4 scope, or else in the first.
func (c *Case) NewRegion() string {
	switch {
	case c.Region() != "":
		return c.Region()
	case c.Claim.Carrier.Rules() == sign.V4:
		return c.Claim.Scope.Region
	}
	return c.Regions[0]
}

// A When limits a check to some requests.
type When struct {
	Name string
	Of   func(*Case) bool
}

// Walk asks the checks in order and returns the first objection. hear is told
// the place in the order of each check that is asked.
func Walk(order []Check, c *Case, hear func(place int)) *deny.Denial {
	for i := range order {
		if !order[i].When.Of(c) {
			continue
		}
		objection := order[i].Ask(c)
		hear(i)
		if objection != nil {
			return objection
		}
	}
	if !c.Request.SoughtBody() {
		c.passed = c.World.State()
	}
	return nil
}

// Passed tells whether a walk in this world would find again that there is no objection: nothing has changed in the world
// since the last walk, and no check has looked for a body that was still to be read. A world that shows rights or settings as
// they were has not passed: they grow older.
func (c *Case) Passed(w *world.World) bool { return c.passed == w.State() }
