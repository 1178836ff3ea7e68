package emulator

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"sync"

	"github.com/oss403/oss403/harness/emulator/internal/bound"
)

// A Server is an emulator that listens.
type Server struct {
	data, control         *http.Server
	dataAddr, controlAddr string // controlAddr is empty if there is no control API
	tlsAddr               string // empty if HTTPS is not served
}

// Start listens on both addresses, and on Options.TLS if it is set, and serves
// until Close. An address is HOST:PORT, with port 0 for a free port. An empty
// control address means no control API. If the control API has no token, its
// address must be localhost or a loopback IP address.
func (e *Emulator) Start(dataAddr, controlAddr string) (*Server, error) {
	if err := isLoopback(controlAddr); err != nil && controlAddr != "" && e.token == "" {
		return nil, fmt.Errorf("starting the control API: %w", err)
	}
	data, err := net.Listen("tcp", dataAddr)
	if err != nil {
		return nil, fmt.Errorf("listening for OSS requests: %w", err)
	}
	secure, err := e.listenTLS(e.tls)
	if err != nil {
		return nil, errors.Join(err, data.Close())
	}
	var control net.Listener
	if controlAddr != "" {
		if control, err = net.Listen("tcp", controlAddr); err != nil {
			return nil, errors.Join(fmt.Errorf("listening for the control API: %w", err), data.Close(), closeListener(secure))
		}
	}
	return e.serveOn(data, secure, control), nil
}

// serveOn serves on listeners until Close. secure and control may be nil.
func (e *Emulator) serveOn(data, secure, control net.Listener) *Server {
	s := &Server{data: newServer(e.Data(), e.bounds), control: newServer(e.Control(), e.bounds), dataAddr: data.Addr().String()}
	markAnswers(s.data)
	markAnswers(s.control)
	e.dataURL.Store("http://" + s.dataAddr)
	if secure != nil {
		s.tlsAddr = secure.Addr().String()
		e.tlsURL.Store("https://" + s.tlsAddr)
		go s.data.Serve(answering{secure, e.refuseUnread})
	}
	go s.data.Serve(answering{data, e.refuseUnread}) // all end with Close
	if control != nil {
		s.controlAddr = control.Addr().String()
		go s.control.Serve(answering{control, refuseUnreadOfControl})
	}
	return s
}

func closeListener(l net.Listener) error {
	if l == nil {
		return nil
	}
	return l.Close()
}

func newServer(h http.Handler, most Bounds) *http.Server {
	open := unused{conns: map[net.Conn]bool{}}
	s := &http.Server{
		ConnState:         open.note,
		Handler:           h,
		ReadHeaderTimeout: most.HeaderTime,
		ReadTimeout:       most.BodyTime,
		WriteTimeout:      most.AnswerTime,
		IdleTimeout:       most.IdleTime,
		MaxHeaderBytes:    bound.MaxHead,

		DisableGeneralOptionsHandler: true, // OPTIONS * is a request like any other
	}
	s.RegisterOnShutdown(open.close)
	return s
}

// unused holds the connections without a request so far. Clients open such
// connections in advance. http.Server would wait for a request on them when it
// shuts down, so close closes them.
type unused struct {
	lock   sync.Mutex
	conns  map[net.Conn]bool
	closed bool
}

func (u *unused) note(c net.Conn, state http.ConnState) {
	u.lock.Lock()
	defer u.lock.Unlock()
	switch {
	case state != http.StateNew:
		delete(u.conns, c)
	case u.closed: // accepted just before listening ended
		c.Close()
	default:
		u.conns[c] = true
	}
}

func (u *unused) close() {
	u.lock.Lock()
	defer u.lock.Unlock()
	u.closed = true
	for c := range u.conns {
		c.Close()
	}
}

// isLoopback returns an error if other machines can reach the address. Without a
// token the control API has no authentication.
func isLoopback(address string) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return fmt.Errorf("%q is not HOST:PORT: %w", address, err)
	}
	if host == "localhost" {
		return nil
	}
	if ip, err := netip.ParseAddr(host); err == nil && ip.Unmap().IsLoopback() {
		return nil
	}
	return fmt.Errorf("%q is not a loopback address, and without a control token the control API has no authentication", address)
}

// DataAddr returns HOST:PORT of the OSS protocol.
func (s *Server) DataAddr() string { return s.dataAddr }

// ControlAddr returns HOST:PORT of the control API. It is empty if there is none.
func (s *Server) ControlAddr() string { return s.controlAddr }

// TLSAddr returns HOST:PORT of the OSS protocol over TLS. It is empty if HTTPS is
// not served.
func (s *Server) TLSAddr() string { return s.tlsAddr }

// Close stops listening and waits for requests in progress until ctx ends. Then it
// breaks them off and returns an error.
func (s *Server) Close(ctx context.Context) error {
	return errors.Join(closeServer(ctx, s.data), closeServer(ctx, s.control))
}

func closeServer(ctx context.Context, s *http.Server) error {
	if err := s.Shutdown(ctx); err != nil {
		return errors.Join(fmt.Errorf("waiting for requests in progress: %w", err), s.Close())
	}
	return nil
}
