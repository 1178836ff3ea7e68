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
