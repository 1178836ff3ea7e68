package target

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"github.com/oss403/oss403/harness/caller"
	"github.com/oss403/oss403/harness/emulator"
	"github.com/oss403/oss403/harness/wire"
	"github.com/oss403/oss403/scenarios"
)

// openEmbedded starts the carried emulator on two loopback ports.
func openEmbedded(ctx context.Context) (*Target, error) {
	e, err := emulator.New(emulator.Options{})
	if err != nil {
		return nil, fmt.Errorf("making the embedded emulator: %w", err)
	}
	server, err := e.Start("127.0.0.1:0", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("starting the embedded emulator: %w", err)
	}
	t, err := openRunning(ctx, "http://"+server.ControlAddr(), server.Close)
	if err != nil {
		return nil, errors.Join(err, server.Close(ctx))
	}
	return t, nil
}

// health is what the control port says of a running emulator.
type health struct {
	Product string   `json:"product"`
	Data    string   `json:"data"`
	Regions []string `json:"regions"`
}

const product = "oss403-emulator"

// openRunning makes two accounts of its own on the emulator behind the control
// port and reaches its data port under the real host names.
func openRunning(ctx context.Context, control string, stop func(context.Context) error) (*Target, error) {
	port := controlPort{address: control, http: &http.Client{Timeout: DefaultTimeout}}
	var h health
	if err := port.call(ctx, http.MethodGet, "/v1/health", nil, &h); err != nil {
		return nil, fmt.Errorf("asking the emulator's control port: %w", err)
	}
	data, err := url.Parse(h.Data)
	if err != nil || h.Product != product || len(h.Regions) < 2 {
		return nil, fmt.Errorf("%s/v1/health is not that of an oss403 emulator with two regions: %+v", control, h)
	}
	owner, err := port.newAccount(ctx)
	if err != nil {
		return nil, err
	}
	other, err := port.newAccount(ctx)
	if err != nil {
		return nil, errors.Join(err, port.removeAccount(ctx, owner))
	}
	transport := transportTo(data.Host)
	at := func(region string) wire.Endpoint {
		return wire.Endpoint{URL: "http://oss-" + region + ".aliyuncs.com", Region: region}
	}
	return &Target{
		Endpoint:  at(h.Regions[0]),
		Elsewhere: at(h.Regions[1]),
		Callers:   caller.Set{scenarios.Owner: owner.credentials, scenarios.OtherAccount: other.credentials},
		Transport: transport,
		close: func(ctx context.Context) error {
			err := errors.Join(port.removeAccount(ctx, owner), port.removeAccount(ctx, other))
			transport.CloseIdleConnections()
			return errors.Join(err, stop(ctx))
		},
	}, nil
}

// controlPort speaks to an emulator's control API.
type controlPort struct {
	address string
	http    *http.Client
}

type account struct {
	uid         string
	credentials caller.Credentials
}

type accountKeys struct {
	Keys []accountKey `json:"keys"`
}

type accountKey struct {
	ID     string `json:"id"`
	Secret string `json:"secret"`
}

// newAccount makes an account with one random AccessKey.
func (p controlPort) newAccount(ctx context.Context) (account, error) {
	const alphabet = "0123456789abcdefghijklmnopqrstuvwxyz"
	a := account{
		uid:         "1" + random(15, alphabet[:10]),
		credentials: caller.Credentials{AccessKeyID: "LTAI5t" + random(18, alphabet), AccessKeySecret: random(30, alphabet)},
	}
	keys := accountKeys{[]accountKey{{a.credentials.AccessKeyID, a.credentials.AccessKeySecret}}}
	if err := p.call(ctx, http.MethodPut, "/v1/accounts/"+a.uid, keys, nil); err != nil {
		return a, fmt.Errorf("making an account on the emulator: %w", err)
	}
	return a, nil
}

func (p controlPort) removeAccount(ctx context.Context, a account) error {
	if err := p.call(ctx, http.MethodDelete, "/v1/accounts/"+a.uid, nil, nil); err != nil {
		return fmt.Errorf("removing account %s from the emulator: %w", a.uid, err)
	}
	return nil
}

func (p controlPort) call(ctx context.Context, method, path string, in, out any) error {
	var body io.Reader
	if in != nil {
		encoded, err := json.Marshal(in)
		if err != nil {
			return fmt.Errorf("%s %s: %w", method, path, err)
		}
		body = bytes.NewReader(encoded)
	}
	request, err := http.NewRequestWithContext(ctx, method, p.address+path, body)
	if err != nil {
		return fmt.Errorf("%s %s: %w", method, path, err)
	}
	response, err := p.http.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	const most = 1 << 20
	text, err := io.ReadAll(io.LimitReader(response.Body, most))
	if err != nil {
		return fmt.Errorf("%s %s: reading the answer: %w", method, path, err)
	}
	if response.StatusCode/100 != 2 {
		return fmt.Errorf("%s %s%s: %s %s", method, p.address, path, response.Status, text)
	}
	if out == nil {
		return nil
	}
	if err := json.Unmarshal(text, out); err != nil {
		return fmt.Errorf("%s %s%s: answer is no JSON: %w", method, p.address, path, err)
	}
	return nil
}

func random(length int, alphabet string) string {
	b := make([]byte, length)
	rand.Read(b)
	for i := range b {
		b[i] = alphabet[int(b[i])%len(alphabet)]
	}
	return string(b)
}
