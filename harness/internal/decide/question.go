package decide

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/oss403/oss403/harness/internal/target"
	"github.com/oss403/oss403/harness/internal/wire"
	"github.com/oss403/oss403/scenarios"
)

// Question is a request: who does what to which resource.
type Question struct {
	Caller   string `json:"caller"`   // see Callers
	Action   string `json:"action"`   // such as oss:GetObject
	Resource string `json:"resource"` // BUCKET, BUCKET/KEY, or acs:oss:*:*:BUCKET/KEY; empty: the service
}

// Decision is what OSS would say to a question.
type Decision struct {
	Question
	Operation string   `json:"operation"` // that was sent
	Allowed   bool     `json:"allowed"`
	Status    int      `json:"status"`
	Code      string   `json:"code,omitempty"` // of the refusal
	Message   string   `json:"message,omitempty"`
	EC        string   `json:"ec,omitempty"`
	Says      []string `json:"says"`             // which check and which statement decided
	ToPass    string   `json:"toPass,omitempty"` // what would let it pass; empty if it is allowed
}

// Callers lists the words for a caller.
func Callers() []string { return []string{"user", "session", "owner", "other", "anonymous"} }

func callerOf(word string) (scenarios.Caller, bool) {
	all := []scenarios.Caller{scenarios.RAMUser, scenarios.RoleSession, scenarios.Owner, scenarios.OtherAccount, scenarios.Anonymous}
	i := slices.Index(Callers(), word)
	if i < 0 {
		return "", false
	}
	return all[i], true
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

// request is a question that can be asked.
type request struct {
	Question
	who         scenarios.Caller
	operation   scenarios.Operation
	bucket, key string
}

// request checks whether the question can be asked.
func (q Question) request() (request, error) {
	who, known := callerOf(q.Caller)
	if !known {
		return request{}, target.Usagef("caller %q; accepted: %s", q.Caller, strings.Join(Callers(), ", "))
	}
	bucket, key := resource(q.Resource)
	if strings.ContainsAny(bucket+key, "*?") {
		return request{}, target.Usagef("resource %q has a wildcard; accepted: one bucket or one object, such as photos/cat.jpg", q.Resource)
	}
	operation, found := operationOf(q.Action, key)
	if !found {
		return request{}, target.Usagef("no operation on this kind of resource needs the action %q; accepted: %s",
			q.Action, strings.Join(Actions(), ", "))
	}
	if bucket == "" && operation.Request.Names != scenarios.Service {
		return request{}, target.Usagef("%s needs a bucket; accepted: BUCKET or BUCKET/KEY", q.Action)
	}
	return request{q, who, operation, bucket, key}, nil
}

// Decide sends the request of a question to the emulator. The question must be one of those that the court
// was opened for.
func (c *Court) Decide(ctx context.Context, q Question) (Decision, error) {
	asked, err := q.request()
	if err != nil {
		return Decision{}, err
	}
	credentials, err := c.on.Identities.Of(ctx, asked.who, c.state)
	if err != nil {
		return Decision{}, fmt.Errorf("making the caller %s: %w", q.Caller, err)
	}
	answer, err := c.on.Client.Send(ctx, wire.Call{
		Request: asked.operation.Request, Carrier: scenarios.V4Header, Credentials: credentials, Endpoint: c.on.Target.Endpoint,
		Elsewhere: c.on.Target.Elsewhere, Bucket: asked.bucket, Key: asked.key, Named: []string{"{bucket}", asked.bucket},
	})
	if err != nil {
		return Decision{}, err
	}
	return c.decision(ctx, q, asked.operation, answer)
}

func (c *Court) decision(ctx context.Context, q Question, operation scenarios.Operation, answer wire.Answer) (Decision, error) {
	d := Decision{Question: q, Operation: operation.String(), Allowed: answer.Status != http.StatusForbidden, Status: answer.Status}
	if !d.Allowed {
		document, err := answer.Document()
		if err != nil {
			return Decision{}, fmt.Errorf("reading the refusal of %s: %w", d.Operation, err)
		}
		d.Code, _ = document.Text("Code")
		d.Message, _ = document.Text("Message")
		d.EC, _ = document.Text("EC")
	}
	says, _, err := c.on.Target.Control.Why(ctx, answer.RequestID())
	if err != nil {
		return Decision{}, fmt.Errorf("asking why %s was answered so: %w", d.Operation, err)
	}
	d.Says = says
	if !d.Allowed {
		d.ToPass = toPass(q, says)
	}
	return d, nil
}

// toPass says what would let a refused request pass: the denial that must go, or the statement that is missing.
func toPass(q Question, says []string) string {
	for _, line := range says {
		if strings.Contains(line, "says ExplicitDeny") {
			return "take the denial away: " + line
		}
	}
	bucket, key := resource(q.Resource)
	place := "acs:oss:*:*:" + cmp.Or(bucket, "*")
	if key != "" {
		place += "/" + key
	}
	statement := fmt.Sprintf(`{"Effect": "Allow", "Action": %q, "Resource": %q}`, q.Action, place)
	switch q.Caller {
	case "user":
		return "allow it in a RAM policy of the user: " + statement
	case "session":
		return "allow it in the policy of the role, and in the session policy if there is one: " + statement
	}
	return fmt.Sprintf(`allow it in the bucket policy: {"Effect": "Allow", "Action": %q, "Principal": ["*"], "Resource": %q}`, q.Action, place)
}
