package world

import "net/netip"

// A Sender is what the control port says of the senders of requests, in place of what their connections say. The zero
// value says nothing.
type Sender struct {
	Address netip.Addr // zero: that of the connection
	VPC     string     // that they come through; empty: none
	Secure  *bool      // whether they use TLS; nil: as the connection does
}
