package decide

import (
	"slices"
	"strings"

	"github.com/oss403/oss403/harness/internal/target"
	"github.com/oss403/oss403/scenarios"
)

// Question is a request: who does what to which resource, and in which circumstances.
type Question struct {
	Caller   string `json:"caller"`             // see Callers
	Action   string `json:"action,omitempty"`   // such as oss:GetObject
	Resource string `json:"resource,omitempty"` // BUCKET, BUCKET/KEY, or acs:oss:*:*:BUCKET/KEY; empty: the service
	Raw      *Raw   `json:"-"`                  // the request itself, in place of action and resource
	Circumstances
}

// Callers lists the words for a caller.
func Callers() []string { return []string{user, colleague, session, owner, other, anonymous} }

// The words for a caller.
const (
	user      = "user"      // a RAM user of the account, with its RAM policies
	colleague = "colleague" // another RAM user of the account, without any
	session   = "session"   // of a role of the account
	owner     = "owner"     // the account
	other     = "other"     // another account
	anonymous = "anonymous"
)

// callerOf is the caller of a word.
func callerOf(word string) (scenarios.Caller, bool) {
	who, known := map[string]scenarios.Caller{
		user: scenarios.RAMUser, colleague: scenarios.RAMUser, session: scenarios.RoleSession, owner: scenarios.Owner,
		other: scenarios.OtherAccount, anonymous: scenarios.Anonymous,
	}[word]
	return who, known
}

// operationOf finds the operation that needs the action. A bucket without a key picks an operation on buckets.
func operationOf(action, key string) (scenarios.Operation, bool) {
	for _, o := range scenarios.Operations() {
		if strings.EqualFold(o.Action, action) && (o.Request.Names == scenarios.Object) == (key != "") {
			return o, true
		}
	}
	return scenarios.Operation{}, false
}

// Actions lists the actions that can be decided, each once.
func Actions() []string {
	var all []string
	for _, o := range scenarios.Operations() {
		if o.Action != "" {
			all = append(all, o.Action)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// resource splits a resource into bucket and key.
func resource(text string) (bucket, key string) {
	if strings.HasPrefix(text, "acs:") {
		parts := strings.SplitN(text, ":", 5)
		text = parts[len(parts)-1]
	}
	bucket, key, _ = strings.Cut(text, "/")
	return bucket, key
}

// asked is a question that can be asked.
type asked struct {
	Question
	who         scenarios.Caller
	name        string // of the operation; empty: the emulator finds it
	request     scenarios.Request
	bucket, key string
}

// asked checks whether the question can be asked.
func (q Question) asked() (asked, error) {
	who, known := callerOf(q.Caller)
	if !known {
		return asked{}, target.Usagef("caller %q; accepted: %s", q.Caller, strings.Join(Callers(), ", "))
	}
	a := asked{Question: q, who: who}
	if q.Raw != nil {
		a.request, a.bucket, a.key = q.Raw.request, q.Raw.bucket, q.Raw.key
	} else if err := a.find(); err != nil {
		return asked{}, err
	}
	a.request.Query = append(slices.Clone(a.request.Query), q.Query...)
	a.request.Headers = append(slices.Clone(a.request.Headers), q.Headers...)
	if q.Via == viaPoint && a.request.Names == scenarios.Service {
		return asked{}, target.Usagef("%s does not go through an access point; accepted: an action on a bucket or an object", q.Action)
	}
	return a, nil
}

// find finds the operation that needs the action of the question.
func (a *asked) find() error {
	a.bucket, a.key = resource(a.Resource)
	if strings.ContainsAny(a.bucket+a.key, "*?") {
		return target.Usagef("resource %q has a wildcard; accepted: one bucket or one object, such as photos/cat.jpg", a.Resource)
	}
	operation, found := operationOf(a.Action, a.key)
	if !found {
		return target.Usagef("no operation on this kind of resource needs the action %q; accepted: %s; or the request itself",
			a.Action, strings.Join(Actions(), ", "))
	}
	if a.bucket == "" && operation.Request.Names != scenarios.Service {
		return target.Usagef("%s needs a bucket; accepted: BUCKET or BUCKET/KEY", a.Action)
	}
	a.name, a.request = operation.String(), operation.Request
	return nil
}
