package control

import (
	"context"
	"fmt"
	"net/http"
)

// A Sender is where all requests are taken to come from, in place of what their connections say.
type Sender struct {
	Address string `json:"address,omitempty"` // empty: that of the connection
	VPC     string `json:"vpc,omitempty"`     // empty: the internet, unless the account of the caller has a source VPC
	Secure  *bool  `json:"secure,omitempty"`  // whether over TLS; nil: as the connection says
}

// SetSender says where all requests come from, from now on. The zero value leaves that to their connections.
func (p *Port) SetSender(ctx context.Context, s Sender) error {
	if err := p.call(ctx, http.MethodPut, "/v1/sender", s, nil); err != nil {
		return fmt.Errorf("setting the sender of requests: %w", err)
	}
	return nil
}
