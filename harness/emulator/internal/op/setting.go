package op

import (
	"cmp"
	"slices"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// A Setting is one configuration of a bucket, as one row. Its operations with their rights, how its document is read and
// refused, and its line in the README derive from the row.
type Setting struct {
	Name      string      // its operations are called Put, Get, Delete and this
	Right     string      // its RAM actions are called oss:Put, oss:Get, oss:Delete and this; empty: as its operations
	Sub       string      // sub-resource
	Comp      string      // of the POST that puts it; empty: PUT puts it
	Named     Named       // what tells one of several from the others; zero: a bucket has one
	Namespace Namespace   // of the buckets that it is for
	Shape     wire.Shape  // of its document, with the limits of its values; zero: it is no XML
	Invalid   deny.Reason // of a value that the shape excludes; empty: InvalidArgument
	Missing   deny.Reason // of reading it where the bucket has none; empty: it can always be read
	More      []Operation // beside these
	Enforced  string      // where its rules count, in words; empty: it is only stored

	Reach  func(*wire.Request) ([]Access, *deny.Denial)                           // nil: the bucket alone
	Put    func(*ChangeContext, wire.Element) (func(*world.Bucket), *deny.Denial) // reads the document, returns the change
	Get    func(*Context) *wire.Response                                          // nil: there is none
	Delete func(*ChangeContext, *world.Bucket)                                    // nil: it cannot be deleted
}

// Named says how requests name one of several configurations of a kind.
type Named struct {
	Parameter string // of the query
	List      string // the operation that lists them
	ListRight string // its RAM action

	Unnamed func(*ChangeContext) (*wire.Response, *deny.Denial) // answers who names none, but puts or deletes one
	Listed  func(*Context) (*wire.Response, *deny.Denial)
}

// Operations are the operations of a setting.
func (s Setting) Operations() []Operation {
	row := func(verb, method string) Operation {
		o := Operation{Name: verb + s.Name, Method: method, Sub: s.Sub, Level: Bucket, Kind: Management, Namespace: s.Namespace,
			Action: "oss:" + verb + cmp.Or(s.Right, s.Name), Writes: verb != "Get"}
		if s.Named.Parameter != "" {
			o.Sub, o.With = s.Named.Parameter, s.Sub
		}
		return o
	}
	put, get := row("Put", "PUT"), row("Get", "GET")
	put.Body, put.Reach, put.Change = wire.MaxXML, s.Reach, s.put
	if s.Comp != "" {
		put.Method, put.Comp = "POST", s.Comp
	}
	get.Do = s.get
	all := []Operation{put, get}
	if s.Delete != nil {
		gone := row("Delete", "DELETE")
		gone.Change = s.delete
		all = append(all, gone)
	}
	if s.Named.Parameter == "" {
		return append(all, s.More...)
	}
	for _, o := range all {
		o.Sub, o.With, o.Body, o.Reach, o.Change = s.Sub, "", 0, nil, s.Named.Unnamed
		if o.Do != nil {
			o.Name, o.Action, o.Do, o.Change = s.Named.List, s.Named.ListRight, s.Named.Listed, nil
		}
		all = append(all, o)
	}
	return all
}

// Line is the line of a setting in the table of the README: its sub-resource, its operations, where it counts.
func (s Setting) Line() string {
	var names []string
	for _, o := range s.Operations() {
		if !slices.Contains(names, o.Name) {
			names = append(names, o.Name)
		}
	}
	return "| `?" + s.Sub + "` | " + strings.Join(names, ", ") + " | " + cmp.Or(s.Enforced, "only stored") + " |"
}

// stored completes the row of a setting that is only stored, as its document was given. holds refuses what the shape
// does not, and may be nil; otherwise is what stands in the document of a bucket that has none, or empty.
func (s Setting) stored(otherwise string, holds func(*ChangeContext, wire.Element) *deny.Denial) Setting {
	s.Put = func(c *ChangeContext, body wire.Element) (func(*world.Bucket), *deny.Denial) {
		if holds != nil {
			if denial := holds(c, body); denial != nil {
				return nil, denial
			}
		}
		text := s.Shape.Filled(body).Inner()
		return func(b *world.Bucket) { b.Keep(s.Sub, text) }, nil
	}
	s.Get = func(c *Context) *wire.Response {
		if text := cmp.Or(c.Bucket.Documents[s.Sub], otherwise); text != "" {
			return wire.Document(s.Shape.Name, text)
		}
		return nil
	}
	if s.Missing != "" {
		s.Delete = func(_ *ChangeContext, b *world.Bucket) { b.Keep(s.Sub, "") }
	}
	return s
}

// document reads the document of a setting.
func (s Setting) document(r *wire.Request) (wire.Element, *deny.Denial) {
	if s.Shape.Name == "" {
		return wire.Element{}, nil
	}
	body, err := wire.ReadXML(r.Body(), s.Shape)
	if err != nil {
		return body, malformed(err)
	}
	if name, text, found := s.Shape.Misfit(body); found {
		return body, wrong(cmp.Or(s.Invalid, deny.InvalidArgument), name, text)
	}
	return body, nil
}

func (s Setting) put(c *ChangeContext) (*wire.Response, *deny.Denial) {
	body, denial := s.document(c.Request)
	if denial != nil {
		return nil, denial
	}
	change, denial := s.Put(c, body)
	if denial != nil {
		return nil, denial
	}
	return c.replaceBucket(200, change)
}

func (s Setting) get(c *Context) (*wire.Response, *deny.Denial) {
	if resp := s.Get(c); resp != nil {
		return resp, nil
	}
	return nil, deny.Because(s.Missing, deny.Field{Name: "BucketName", Value: c.Bucket.Name})
}

func (s Setting) delete(c *ChangeContext) (*wire.Response, *deny.Denial) {
	return c.replaceBucket(204, func(b *world.Bucket) { s.Delete(c, b) })
}
