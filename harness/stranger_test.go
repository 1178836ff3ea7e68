package harness_test

import (
	"context"
	"encoding/pem"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/control"
	"github.com/oss403/oss403/harness/emulator"
	"github.com/oss403/oss403/harness/internal/caller"
	"github.com/oss403/oss403/scenarios"
)

// A stranger is an emulator on which runs are guests: they know its data port only.
// It notes the writes.
type stranger struct {
	t       *testing.T
	port    *control.Port
	control string
	address string // address of its data port, over HTTP
	owner   control.Account
	made    *caller.Identities // RAM users and sessions from before the run

	mu     sync.Mutex
	writes []string // accepted writes
}

func newStranger(t *testing.T, terms emulator.Terms) *stranger {
	t.Helper()
	e, err := emulator.New(emulator.Options{Terms: terms})
	if err != nil {
		t.Fatal(err)
	}
	s := &stranger{t: t}
	s.address = strings.TrimPrefix(serve(t, s.watch(e.Data())), "http://")
	s.control = serve(t, e.Control())
	s.port = control.At(s.control, "", nil)
	s.owner = account(t, s.port)
	dial := func(ctx context.Context, network, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, network, s.address)
	}
	cloud := caller.Cloud{Scheme: "http", RAM: "ram.aliyuncs.com", STS: "sts.cn-hangzhou.aliyuncs.com",
		Transport: &http.Transport{DialContext: dial}, Timeout: 5 * time.Second}
	s.made = caller.NewIdentities(cloud, caller.Set{scenarios.Owner: s.owner.Credentials}, "before", nil, nil)
	return s
}

func serve(t *testing.T, h http.Handler) (address string) {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	return server.URL
}

// watch notes each accepted request that changes something.
func (s *stranger) watch(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		answer := &noted{ResponseWriter: w, status: http.StatusOK}
		next.ServeHTTP(answer, q)
		action := q.Header.Get("x-acs-action")
		reads := q.Method == http.MethodGet || q.Method == http.MethodHead || strings.HasPrefix(action, "Get") ||
			strings.HasPrefix(action, "List")
		if !reads && answer.status/100 == 2 {
			s.mu.Lock()
			s.writes = append(s.writes, q.Method+" "+q.Host+q.URL.Path+" "+action)
			s.mu.Unlock()
		}
	})
}

// noted is a response that remembers its status.
type noted struct {
	http.ResponseWriter
	status int
}

func (n *noted) WriteHeader(status int) {
	n.status = status
	n.ResponseWriter.WriteHeader(status)
}

// accepted returns the accepted writes since the last call.
func (s *stranger) accepted() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := s.writes
	s.writes = nil
	return all
}

// accounts says how many buckets each account has.
func (s *stranger) accounts() string {
	s.t.Helper()
	response, err := http.Get(s.control + "/v1/accounts")
	if err != nil {
		s.t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	done(s.t, err)
	return string(text)
}

// user makes a RAM user with these statements as its only policy.
func (s *stranger) user(statements string) caller.Credentials {
	return s.caller(scenarios.RAMUser, scenarios.NoState().With(scenarios.UserOnlyPolicy, `{"Version":"1","Statement":[`+statements+`]}`))
}

func (s *stranger) caller(c scenarios.Caller, state scenarios.State) caller.Credentials {
	s.t.Helper()
	who, err := s.made.Of(s.t.Context(), c, state)
	done(s.t, err)
	return who
}

// is changes the state of the owner's account and returns the owner.
func (s *stranger) is(change func(*control.AccountState)) caller.Credentials {
	s.t.Helper()
	state := control.Normal()
	change(&state)
	done(s.t, s.port.Of(s.owner).SetAccount(s.t.Context(), state))
	return s.owner.Credentials
}

// asCaller makes runs use the credentials who, and makes them keep their files in a temporary folder.
func asCaller(t *testing.T, who caller.Credentials) {
	t.Helper()
	t.Setenv("OSS_ACCESS_KEY_ID", who.AccessKeyID)
	t.Setenv("OSS_ACCESS_KEY_SECRET", who.AccessKeySecret)
	t.Setenv("OSS_SESSION_TOKEN", who.SecurityToken)
	t.Setenv("OSS_REGION", "")
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
}

// overTLS serves the handler over HTTPS; ca is a file with the certificate to trust.
func overTLS(t *testing.T, h http.Handler) (address, ca string) {
	t.Helper()
	server := httptest.NewUnstartedServer(h)
	server.Config.ErrorLog = silent()
	server.StartTLS()
	t.Cleanup(server.Close)
	return strings.TrimPrefix(server.URL, "https://"), writeTo(t,
		string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})))
}

// closedPort is an address at which nothing listens.
func closedPort(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done(t, listener.Close())
	return listener.Addr().String()
}
