// Package op holds the operations of OSS: one table that says what each is
// called, how a request names it and which right it needs, and what each does
// once it is allowed. Whether it is allowed is package check's business.
package op

import (
	"fmt"
	"slices"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/callback"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/img"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// A Level is what a request addresses.
type Level string

// The levels.
const (
	Service Level = "service"
	Bucket  Level = "bucket"
	Object  Level = "object"
)

// A Kind decides which permission rules apply: data operations may be granted
// by an ACL, management operations never.
// https://www.alibabacloud.com/help/en/oss/user-guide/authentication
type Kind string

// The kinds. Listing objects is management.
const (
	Data       Kind = "data"
	Management Kind = "management"
	Open       Kind = "open" // needs no right and is not authenticated: the preflight
)

// A Family groups operations that are refused with texts of their own.
type Family string

// The families.
const (
	Plain     Family = ""
	ObjectACL Family = "object-acl" // ?acl of an object
	Multipart Family = "multipart"  // from InitiateMultipartUpload to ListParts
	Claims    Family = "claims"     // claims a bucket name: another owner's is 409
)

// An Operation is one row of the table.
type Operation struct {
	Name      string
	Method    string
	Sub       string   // sub-resource that names it; empty: none
	Header    string   // header that names it; empty: none
	Comp      string   // value of comp that tells it from others of its sub-resource; empty: none
	Values    []string // of its sub-resource that tell it from others of that name; none: all
	With      string   // sub-resource of another operation that is an argument of this; empty: none
	Level     Level
	Kind      Kind
	Family    Family
	Action    string                                              // RAM action; empty only where Kind is Open
	OfVersion string                                              // in its place, where a version is named; empty: none can be
	OfEach    bool                                                // a version can be named, and the action is the same
	Also      []Secondary                                         // further rights, for those who ask for more
	Writes    bool                                                // needs the right to write
	Reads     bool                                                // reads the content of the objects that it does not write
	Alters    bool                                                // replaces or deletes the content of the objects that it writes
	Encrypts  bool                                                // takes headers of server-side encryption
	Paced     bool                                                // the speed of the transfer can be limited
	CallsBack bool                                                // takes a callback
	Namespace Namespace                                           // of the buckets that it is for
	Body      int64                                               // largest body in bytes; 0: a body is not read
	Form      bool                                                // the body is a form with a file
	Reach     func(*wire.Request) ([]Access, *deny.Denial)        `json:"-"` // nil: the resource of the request alone
	Found     func(*wire.Request, *world.Bucket) []Access         `json:"-"` // what the bucket adds to these; nil: nothing
	Do        func(*Context) (*wire.Response, *deny.Denial)       `json:"-"` // reads; exclusive with Change
	Make      func(*Context) (*wire.Response, *deny.Denial)       `json:"-"` // reads what Change is to store; nil: nothing
	Change    func(*ChangeContext) (*wire.Response, *deny.Denial) `json:"-"` // writes
}

// A Context is what a reading operation sees.
type Context struct {
	Request *wire.Request
	World   *world.World
	Bucket  *world.Bucket // nil for the service, and where PutBucket is to make it
	Caller  string        // UID; empty for an anonymous caller
	Image   img.Limits    // of the images that are processed
	Regions []string      // that the service has

	SignedFor func(key string) wire.Query // signs the reading of another object as the request is signed, in the URL
}

// A ChangeContext is what a writing operation sees.
type ChangeContext struct {
	Context
	Draft  *world.Draft
	Aside  *Aside        // what it has had done outside of the lock
	NewID  func() string // a fresh upload id: 32 upper-case hex digits
	Region string        // where PutBucket puts the bucket

	Operation string         // its name
	Callback  *callback.Call // that the request asks for; nil: none
	Made      *wire.Response // what Make has made, finished; nil: the operation has no Make

	Send func(*callback.Call, callback.Values) (*callback.Answer, *deny.Denial) // sends a callback
}

// LevelOf tells what a request addresses.
func LevelOf(r *wire.Request) Level {
	switch {
	case r.Bucket == "":
		return Service
	case r.Key == "":
		return Bucket
	}
	return Object
}

// Find looks up the operation of a request. It refuses what OSS
// has and the emulator has not: 501 with the reason of Declined, and 405 for
// a method that the resource does not know. Nothing is ignored in silence:
// only the parameters of Parameters, and foreign ones with a value, which OSS
// ignores too, name no operation.
//
// A preflight has the URL of the request that is to follow, whatever that may
// name.
func (x *Index) Find(r *wire.Request) (*Operation, *deny.Denial) {
	level := LevelOf(r)
	if o := x.preflightOf(level, r.Method); o != nil {
		return o, nil
	}
	if r.Unserved != "" {
		return nil, notImplemented(r.Unserved, otherInS3)
	}
	sub, denial := x.subResource(r)
	if denial != nil {
		return nil, denial
	}
	if denial := declinedHeader(r); denial != nil {
		return nil, denial
	}
	rows := x.rows[place{level, sub}]
	for _, o := range rows {
		if o.Method == r.Method && o.headed(r) && r.Query.Get("comp") == o.Comp && o.valued(r) {
			if asked := callbackAsked(r); asked != "" && !o.CallsBack && o.Family != Multipart {
				return nil, notImplemented(asked, otherCallback)
			}
			if r.Query.Has(versionParameter) && !o.knowsVersion() {
				return nil, notImplemented(versionParameter, noVersion)
			}
			return o, nil
		}
	}
	if why, ok := declinedMethod(r, level, sub); ok {
		return nil, notImplemented(r.Method, why)
	}
	if part := r.Query.Get("comp"); part != "" {
		return nil, notImplemented("comp", "no operation is called "+part+" there")
	}
	if sub != "" && len(rows) == 0 {
		return nil, notImplemented(sub, "not a sub-resource of a "+string(level))
	}
	return nil, deny.Because(deny.MethodNotAllowed,
		deny.Field{Name: "Method", Value: r.Method},
		deny.Field{Name: "ResourceType", Value: strings.ToUpper(string(level[:1])) + string(level[1:])})
}

// headed: the request has the header that names the operation, if one does.
// What copies is nothing else.
func (o *Operation) headed(r *wire.Request) bool {
	has := func(name string) bool { return len(r.Header.Values(name)) > 0 }
	if o.Header != "" {
		return has(o.Header)
	}
	return !has(copySourceHeader)
}

// valued: the sub-resource has one of the values that name the operation, if some do.
func (o *Operation) valued(r *wire.Request) bool {
	return len(o.Values) == 0 || slices.Contains(o.Values, r.Query.Get(o.Sub))
}

// Valid tells what is wrong with a table: every operation has an action by
// which policies know it, and does one thing.
func Valid(table []Operation) error {
	for _, o := range table {
		switch {
		case (o.Action == "") != (o.Kind == Open):
			return fmt.Errorf("operation %s has no action", o.Name)
		case (o.Do == nil) == (o.Change == nil):
			return fmt.Errorf("operation %s must read or change", o.Name)
		case o.Make != nil && o.Change == nil:
			return fmt.Errorf("operation %s stores nothing of what it makes", o.Name)
		}
		for _, s := range o.Also {
			if s.Action == "" || (s.Header == "") != s.IsKMS() {
				return fmt.Errorf("operation %s: a further right has no action, or nothing asks for it", o.Name)
			}
		}
	}
	return nil
}

// subResource finds the sub-resource of a request. A declined one wins over a
// served one: with ?acl&versionId the version must not be ignored.
func (x *Index) subResource(r *wire.Request) (string, *deny.Denial) {
	served := ""
	for _, p := range r.Query {
		w := x.names[p.Name]
		if w.declined != "" {
			return "", notImplemented(p.Name, w.declined)
		}
		switch {
		case w.isArgument(r.Query):
		case w.served && served != "" && served != p.Name:
			return "", notImplemented(p.Name, "together with "+served)
		case w.served:
			served = p.Name
		case w.parameter:
		case p.Bare, strings.HasPrefix(p.Name, "x-oss-"):
			return "", notImplemented(p.Name, "unknown sub-resource")
		}
	}
	return served, nil
}

func notImplemented(what, why string) *deny.Denial {
	return deny.Because(deny.NotImplemented,
		deny.Field{Name: "Header", Value: what},
		deny.Field{Name: "Detail", Value: why})
}
