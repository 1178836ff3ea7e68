package decide

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/oss403/oss403/harness/control"
	"github.com/oss403/oss403/harness/internal/target"
	"github.com/oss403/oss403/harness/internal/wire"
	"github.com/oss403/oss403/scenarios"
)

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

// Decide sends the request of a question to the emulator. The question must be one of those that the court
// was opened for. What an earlier request has changed is undone before.
func (c *Court) Decide(ctx context.Context, q Question) (Decision, error) {
	a, err := q.asked()
	if err != nil {
		return Decision{}, err
	}
	if err := c.renew(ctx); err != nil {
		return Decision{}, err
	}
	credentials, err := c.credentials(ctx, q)
	if err != nil {
		return Decision{}, err
	}
	client, err := c.arrange(ctx, q)
	if err != nil {
		return Decision{}, err
	}
	request := a.request
	request.ByPoint = c.via(q) == viaPoint && request.Names != scenarios.Service
	answer, err := client.Send(ctx, wire.Call{
		Request: request, Carrier: scenarios.V4Header, Credentials: credentials, Endpoint: c.on.Target.Endpoint,
		Elsewhere: c.on.Target.Elsewhere, Bucket: a.bucket, Alias: c.aliases[a.bucket], Key: a.key,
		Named: []string{"{bucket}", a.bucket, "{point}", c.world.point()},
	})
	if err != nil {
		return Decision{}, err
	}
	c.changed = changes(a, answer.Status)
	return c.decision(ctx, a, answer)
}

// arrange brings about the circumstances of a question, and returns the client that sends in them.
func (c *Court) arrange(ctx context.Context, q Question) (*wire.Client, error) {
	secure := !q.Plain
	sender := control.Sender{Address: q.From, Secure: &secure, VPC: q.VPC}
	switch {
	case q.VPC == Internet:
		sender.VPC = ""
	case q.VPC == "" && c.world.VPCPolicy != "":
		sender.VPC = c.world.vpc()
	}
	if err := c.on.Target.Control.SetSender(ctx, sender); err != nil {
		return nil, err
	}
	offset := time.Duration(0)
	if !q.At.IsZero() {
		offset = time.Until(q.At)
	}
	if err := c.on.Target.Control.MoveClock(ctx, offset); err != nil {
		return nil, target.Usagef("time %s: %v", q.At.Format(time.RFC3339), err)
	}
	return c.client(q.At), nil
}

func (c *Court) decision(ctx context.Context, a asked, answer wire.Answer) (Decision, error) {
	d := Decision{Question: a.Question, Operation: a.name, Allowed: answer.Status != http.StatusForbidden, Status: answer.Status}
	if answer.Status >= http.StatusBadRequest {
		document, err := answer.Document()
		if err != nil {
			return Decision{}, fmt.Errorf("reading the refusal of %s: %w", a.request.Operation, err)
		}
		d.Code, _ = document.Text("Code")
		d.Message, _ = document.Text("Message")
		d.EC, _ = document.Text("EC")
	}
	says, _, err := c.on.Target.Control.Why(ctx, answer.RequestID())
	if err != nil {
		return Decision{}, fmt.Errorf("asking why %s was answered so: %w", a.request.Operation, err)
	}
	if a.Raw != nil {
		operation, accesses, err := c.on.Target.Control.Asked(ctx, answer.RequestID())
		if err != nil {
			return Decision{}, fmt.Errorf("asking what %s asked for: %w", a.request.Operation, err)
		}
		d.Operation = cmp.Or(operation, a.request.Operation)
		if len(accesses) > 0 {
			d.Action, d.Resource = accesses[0].Action, c.names.fromCourt(accesses[0].Resource)
		}
	}
	for _, line := range says {
		d.Says = append(d.Says, c.names.fromCourt(line))
	}
	if !d.Allowed {
		d.ToPass = c.toPass(d)
	}
	return d, nil
}
