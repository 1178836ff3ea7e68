package op

import (
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// A Secondary is a further right that an operation needs when a header asks
// for more than its own; one of KMS is needed for what it reads or stores
// encrypted with a key.
type Secondary struct {
	Action string
	Header string // none of KMS
	Value  string // of the header; empty: any
	Stores bool   // of KMS: for what is stored, not for what is read
}

// AskedBy tells whether a request asks for what the right is for.
func (s Secondary) AskedBy(r *wire.Request) bool {
	given := r.Header.Get(s.Header)
	return given != "" && (s.Value == "" || given == s.Value)
}

// IsKMS tells whether the right is one to a key, not to an object.
func (s Secondary) IsKMS() bool { return strings.HasPrefix(s.Action, "kms:") }

// An Access is one thing that an operation touches, with the right it needs.
type Access struct {
	Action    string
	Bucket    string
	Key       string
	Version   string // id of the version that is named; empty: the current one, or what is made
	Group     string // id of the resource group into which it moves its bucket; empty: into none
	Writes    bool
	Secondary bool // beside the right of the operation itself; no ACL grants it
}

// For is the access with another action.
func (a Access) For(action string) Access {
	a.Action = action
	return a
}

// ReadsContent tells whether the operation reads what is in the object of an
// access, beside what describes it: then it must be able to decrypt it.
func (o *Operation) ReadsContent(a Access) bool {
	return o.Reads && !a.Writes && !a.Secondary
}

// Accesses lists what a request touches: its own resource, or for copy and
// batch delete every source and target; then the same with the further rights
// that it asks for. What is asked of a version by its id needs the right to
// versions in the place of the plain one. A batch whose body has not been read
// yet touches nothing.
// https://www.alibabacloud.com/help/en/oss/user-guide/authorization-syntax-and-elements
func (o *Operation) Accesses(r *wire.Request) ([]Access, *deny.Denial) {
	if o.Kind == Open {
		return nil, nil
	}
	if denial := o.takesEncryption(r); denial != nil {
		return nil, denial
	}
	if _, denial := o.Traffic(r); denial != nil {
		return nil, denial
	}
	if denial := o.versionNamed(r); denial != nil {
		return nil, denial
	}
	accesses := []Access{{Action: o.Action, Bucket: r.Bucket, Key: r.Key, Writes: o.Writes}}
	if o.takesVersion() {
		accesses[0].Version = VersionAsked(r)
	}
	if o.Reach != nil {
		var denial *deny.Denial
		if accesses, denial = o.Reach(r); denial != nil || len(accesses) == 0 {
			return accesses, denial
		}
	}
	for i := range accesses {
		if accesses[i].Version != "" && o.OfVersion != "" {
			accesses[i].Action = o.OfVersion
		}
	}
	for _, s := range o.Also {
		if !s.IsKMS() && s.AskedBy(r) {
			further := accesses[len(accesses)-1].For(s.Action) // the target is the last
			further.Secondary = true
			accesses = append(accesses, further)
		}
	}
	return accesses, nil
}
