package control

import (
	"context"
	"net/http"
)

// Why asks why the emulator gave its answer to a request. It returns the explanation
// in sentences, and the address of the full trace.
func (p *Port) Why(ctx context.Context, requestID string) (says []string, address string, err error) {
	path := "/v1/requests/" + requestID
	var record struct {
		Says []string `json:"says"`
	}
	if err := p.call(ctx, http.MethodGet, path, nil, &record); err != nil {
		return nil, "", err
	}
	return record.Says, p.address + path, nil
}

// An Access is an action on a resource, as policies name them.
type Access struct {
	Action   string `json:"action"`
	Resource string `json:"resource"`
}

// Asked asks what a request asked for: its operation, and the accesses that it needs.
func (p *Port) Asked(ctx context.Context, requestID string) (operation string, accesses []Access, err error) {
	var record struct {
		Operation string   `json:"operation"`
		Accesses  []Access `json:"accesses"`
	}
	err = p.call(ctx, http.MethodGet, "/v1/requests/"+requestID, nil, &record)
	return record.Operation, record.Accesses, err
}
