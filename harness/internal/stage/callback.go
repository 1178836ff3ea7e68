package stage

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"github.com/oss403/oss403/scenarios"
)

// CallbackAt says where the target reaches a callback server of the run.
type CallbackAt struct {
	Listen string // HOST:PORT on this machine, port 0 for a free port
	URL    string // under which the target reaches it; empty: that of Listen
}

// Known reports whether the target reaches a callback server at all.
func (c CallbackAt) Known() bool { return c.Listen != "" }

// callbackBody names the parts of an upload that the server compares.
const callbackBody = "bucket=${bucket}&object=${object}&mine=${x:mine}"

// callbackVars are the variables of the run's callbacks.
const callbackVars = `{"x:mine":"oss403"}`

// CallbackVars is the parameter with those variables.
func CallbackVars() string { return base64.StdEncoding.EncodeToString([]byte(callbackVars)) }

// A callbackServer answers the callbacks of a target as the arranged state says.
type callbackServer struct {
	server    *http.Server
	parameter string       // of a callback to it
	behaves   atomic.Value // string: the value of the trait
}

// arrangeCallback lets the callback server behave so. It starts the server when it is first needed.
func (f *Fixtures) arrangeCallback(place *Place, want string) error {
	if f.callback == nil {
		s, err := startCallback(f.site.Callback)
		if err != nil {
			return err
		}
		f.callback = s
	}
	f.callback.behaves.Store(want)
	place.Callback = f.callback.parameter
	return nil
}

func startCallback(at CallbackAt) (*callbackServer, error) {
	listener, err := net.Listen("tcp", at.Listen)
	if err != nil {
		return nil, fmt.Errorf("listening for callbacks: %w", err)
	}
	if at.URL == "" {
		at.URL = "http://" + listener.Addr().String()
	}
	document, err := json.Marshal(map[string]any{"callbackUrl": at.URL, "callbackBody": callbackBody})
	if err != nil {
		return nil, errors.Join(err, listener.Close())
	}
	s := &callbackServer{parameter: base64.StdEncoding.EncodeToString(document)}
	s.behaves.Store("")
	s.server = &http.Server{Handler: s, ReadTimeout: 5 * time.Second, WriteTimeout: 5 * time.Second}
	go s.server.Serve(listener) // ends with close
	return s, nil
}

// ServeHTTP answers 200 with JSON to the callback that the run has asked for, unless the state says
// otherwise. https://help.aliyun.com/zh/oss/developer-reference/callback
func (s *callbackServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	const most = 8 << 10
	body, err := io.ReadAll(io.LimitReader(r.Body, most))
	answer, status := `{"Status":"OK"}`, http.StatusOK
	switch behaves := s.behaves.Load(); {
	case err != nil, r.Method != http.MethodPost, !strings.HasPrefix(string(body), "bucket="+Prefix),
		!strings.HasSuffix(string(body), "&mine=oss403"):
		status = http.StatusBadRequest
	case behaves == scenarios.CallbackRefuses:
		status = http.StatusUnauthorized
	case behaves == scenarios.CallbackNoJSON:
		answer = "fine"
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", fmt.Sprint(len(answer)))
	w.WriteHeader(status)
	io.WriteString(w, answer)
}

// closeCallback stops the callback server.
func (f *Fixtures) closeCallback(ctx context.Context) error {
	if f.callback == nil {
		return nil
	}
	if err := f.callback.server.Shutdown(ctx); err != nil {
		return fmt.Errorf("stopping the callback server: %w", errors.Join(err, f.callback.server.Close()))
	}
	f.callback = nil
	return nil
}
