package control

import (
	"context"
	"fmt"
	"net/http"
	"strings"
)

// trace is what an emulator remembers of a request, as far as it is told on.
type trace struct {
	Operation string `json:"operation"`
	Principal *struct {
		Type string `json:"type"`
		UID  string `json:"uid"`
		Name string `json:"name"`
	} `json:"principal"`
	Checks []struct {
		Check string `json:"check"`
		Says  string `json:"says"`
	} `json:"checks"`
	Opinions []struct {
		Layer     string `json:"layer"`
		Action    string `json:"action"`
		Resource  string `json:"resource"`
		Says      string `json:"says"`
		Policy    string `json:"policy"`
		Statement int    `json:"statement"`
	} `json:"opinions"`
	Status  int `json:"status"`
	Refusal *struct {
		Reason string `json:"reason"`
		Code   string `json:"code"`
		EC     string `json:"ec"`
	} `json:"refusal"`
}

// Why asks why a request was answered as it was; it answers in sentences, and with
// the address where all of it stands.
func (p *Port) Why(ctx context.Context, requestID string) (says []string, address string, err error) {
	path := "/v1/requests/" + requestID
	var t trace
	if err := p.call(ctx, http.MethodGet, path, nil, &t); err != nil {
		return nil, "", err
	}
	return t.sentences(), p.address + path, nil
}

func (t trace) sentences() []string {
	who := "nobody known"
	if t.Principal != nil {
		who = strings.TrimSpace(t.Principal.Type + " " + t.Principal.Name)
	}
	asked := "asked for no operation that is known"
	if t.Operation != "" {
		asked = "asked for " + t.Operation
	}
	lines := []string{who + " " + asked}
	for _, o := range t.Opinions {
		line := fmt.Sprintf("%s says %s on %s of %s", o.Layer, o.Says, o.Action, o.Resource)
		if o.Statement > 0 {
			line += fmt.Sprintf(", by statement %d %s", o.Statement, o.Policy)
		}
		lines = append(lines, strings.TrimSpace(line))
	}
	last := fmt.Sprintf("none of %d checks objected: HTTP %d", len(t.Checks), t.Status)
	if n := len(t.Checks); n > 0 && t.Checks[n-1].Says == "refused" {
		last = fmt.Sprintf("%s refused, after %d checks without objection", t.Checks[n-1].Check, n-1)
	}
	if t.Refusal != nil {
		last += fmt.Sprintf(": %s (%s %s)", t.Refusal.Reason, t.Refusal.Code, t.Refusal.EC)
	}
	return append(lines, last)
}
