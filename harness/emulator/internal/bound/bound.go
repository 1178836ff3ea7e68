// Package bound lists what bounds the emulator: how much a request may hold, how long a client may take, and how much is
// remembered. Each row has the number that the code compares with.
package bound

import (
	"cmp"
	"errors"
	"fmt"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/check"
	"github.com/oss403/oss403/harness/emulator/internal/control"
	"github.com/oss403/oss403/harness/emulator/internal/fault"
	"github.com/oss403/oss403/harness/emulator/internal/keep"
	"github.com/oss403/oss403/harness/emulator/internal/op"
	"github.com/oss403/oss403/harness/emulator/internal/policy"
	"github.com/oss403/oss403/harness/emulator/internal/postpolicy"
	"github.com/oss403/oss403/harness/emulator/internal/rpc"
	"github.com/oss403/oss403/harness/emulator/internal/trace"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// Bounds are those that can be chosen. A field that is zero stands for its default.
type Bounds struct {
	Requests   int           // requests to the data port that are served at the same time; others wait for their turn
	HeaderTime time.Duration // until the header of a request has arrived
	BodyTime   time.Duration // until a request has arrived whole
	AnswerTime time.Duration // until an answer has been taken whole, counted from the header of its request
	IdleTime   time.Duration // between two requests on a connection
	Traces     int           // requests that are remembered
}

// Chosen returns the bounds with their defaults filled in, or an error for a negative one.
func (b Bounds) Chosen() (Bounds, error) {
	if b.Requests < 0 || b.Traces < 0 || min(b.HeaderTime, b.BodyTime, b.AnswerTime, b.IdleTime) < 0 {
		return b, errors.New("a bound is negative")
	}
	return Bounds{
		Requests:   cmp.Or(b.Requests, 1000),
		HeaderTime: cmp.Or(b.HeaderTime, 10*time.Second),
		BodyTime:   cmp.Or(b.BodyTime, 10*time.Minute),
		AnswerTime: cmp.Or(b.AnswerTime, 10*time.Minute),
		IdleTime:   cmp.Or(b.IdleTime, 2*time.Minute),
		Traces:     cmp.Or(b.Traces, trace.Size),
	}, nil
}

// MaxHead bounds the header that net/http reads: a token of 64 KiB in the URL of an RPC request, escaped, fits in.
const MaxHead = 6 * wire.MaxToken

// A Row is one bound.
type Row struct {
	Name    string
	Default string
	Flag    string // of oss403 emulator; empty: it can't be chosen
	Beyond  string // the status and Code of the answer, or what happens in words
}

// Rows lists all bounds, with these chosen ones.
func Rows(b Bounds) []Row {
	form := check.DefaultLimits().Form
	const closed = "the connection is closed"
	return []Row{
		{"requests at the same time", count(b.Requests), "--max-requests", "others wait for their turn"},
		{"time for a header", b.HeaderTime.String(), "--header-time", closed},
		{"time for a request", b.BodyTime.String(), "--body-time", "400 IncompleteBody"},
		{"time for an answer", b.AnswerTime.String(), "--answer-time", closed},
		{"time between requests", b.IdleTime.String(), "--idle-time", closed},
		{"traces", count(b.Traces), "--traces", "the oldest is forgotten"},
		{"header that is read at all", bytes(MaxHead), "", "400 RequestHeaderTooLarge"},
		{"names and values of headers", bytes(wire.MaxHeaderBytes), "", "400 RequestHeaderTooLarge"},
		{"headers", count(wire.MaxHeaders), "", "400 RequestHeaderTooLarge"},
		{"security token in a header", bytes(wire.MaxToken), "", "400 RequestHeaderTooLarge"},
		{"path and query", bytes(wire.MaxTarget), "", "400 InvalidURI"},
		{"parameters of a query", count(wire.MaxParams), "", "400 InvalidURI"},
		{"key of an object", bytes(wire.MaxKey), "", "400 InvalidObjectName"},
		{"user metadata of an object", bytes(wire.MaxUserMeta), "", "400 InvalidArgument"},
		{"object or part", bytes(wire.MaxObject), "", "400 EntityTooLarge"},
		{"object of parts", bytes(op.MaxAssembly), "", "400 EntityTooLarge"},
		{"object that SelectObject reads", bytes(op.MaxSelected), "", "501 NotImplemented"},
		{"contents of a world as JSON", bytes(keep.MaxContents), "", "413"},
		{"line before a chunk", bytes(wire.MaxChunkLine), "", "400 InvalidRequest"},
		{"XML document", bytes(wire.MaxXML), "", "400 EntityTooLarge"},
		{"elements of an XML document", count(wire.MaxXMLElements), "", "400 MalformedXML"},
		{"tag of an XML document", bytes(wire.MaxXMLTag), "", "400 MalformedXML"},
		{"fields of a form", count(form.Fields), "", "400 FieldItemTooLong"},
		{"name of a field of a form", bytes(form.Name), "", "400 FieldItemTooLong"},
		{"value of a field of a form", bytes(form.Value), "", "400 FieldItemTooLong"},
		{"values of a form together", bytes(form.Total), "", "400 FieldItemTooLong"},
		{"depth of the policy of a form", count(postpolicy.MaxDepth), "", "400 InvalidPolicyDocument"},
		{"depth of the JSON of a policy", count(policy.MaxDepth), "", "400 InvalidPolicyDocument"},
		{"statements of a policy of a bucket", count(policy.MaxStatements), "", "400 InvalidPolicyDocument"},
		{"conditions of a policy of a bucket", count(policy.MaxConditions), "", "400 InvalidPolicyDocument"},
		{"query at STS and RAM", bytes(rpc.MaxTarget), "", "413 RequestTooLarge"},
		{"body at STS and RAM", bytes(rpc.MaxBody), "", "413 RequestTooLarge"},
		{"parameters at STS and RAM", count(rpc.MaxParams), "", "400 InvalidParameter"},
		{"body at the control port, worlds apart", bytes(control.MaxBody), "", "400"},
		{"rules of faults", count(fault.MaxRules), "", "400"},
	}
}

func count(n int) string { return fmt.Sprint(n) }

// bytes shows a size in the largest unit that it is a multiple of.
func bytes[N int | int64](size N) string {
	n := int64(size)
	switch {
	case n%(1<<30) == 0:
		return fmt.Sprintf("%d GiB", n>>30)
	case n%(1<<20) == 0:
		return fmt.Sprintf("%d MiB", n>>20)
	case n%(1<<10) == 0:
		return fmt.Sprintf("%d KiB", n>>10)
	}
	return fmt.Sprintf("%d bytes", n)
}
