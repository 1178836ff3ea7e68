// Package control speaks to the control port of the carried emulator: it brings
// about what no customer of OSS can, and asks why an answer was given.
package control

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// A Port is the control API of an emulator, on behalf of one account.
type Port struct {
	address string
	token   string
	http    *http.Client
	account Account
}

// At is the control API at an address, e.g. "http://127.0.0.1:8404", with its token, empty
// if it has none. The client bounds each call; nil: one that gives up after 10 seconds.
func At(address, token string, client *http.Client) *Port {
	if client == nil {
		client = &http.Client{Timeout: 10 * time.Second}
	}
	return &Port{address: address, token: token, http: client}
}

// Credentials sign requests. The zero value is an anonymous caller.
type Credentials struct {
	AccessKeyID     string
	AccessKeySecret string
	SecurityToken   string // of a role session; empty for a permanent AccessKey
}

// Anonymous says that there is nothing to sign with.
func (c Credentials) Anonymous() bool { return c == Credentials{} }

// Health is what an emulator says of itself.
type Health struct {
	Product string   `json:"product"`
	Data    string   `json:"data"`
	Regions []string `json:"regions"`
	RAM     string   `json:"ram"`
	Dialect string   `json:"dialect"`
}

const product = "oss403-emulator"

// Health asks the emulator about itself. Anything else that answers is an error.
func (p *Port) Health(ctx context.Context) (Health, error) {
	var h Health
	err := p.call(ctx, http.MethodGet, "/v1/health", nil, &h)
	if err == nil && h.Product != product {
		err = fmt.Errorf("%s/v1/health is the answer of no %s", p.address, product)
	}
	return h, err
}

// CA is the certificate of the authority that its HTTPS goes by, PEM.
func (p *Port) CA(ctx context.Context) ([]byte, error) {
	var pem []byte
	if err := p.call(ctx, http.MethodGet, "/v1/ca", nil, &pem); err != nil {
		return nil, fmt.Errorf("asking for the certificate to trust: %w", err)
	}
	return pem, nil
}

// An Operation is one that the emulator serves.
type Operation struct {
	Name   string `json:"name"`
	Action string `json:"action"` // that a policy must allow; empty: none
}

// Operations lists what the emulator serves.
func (p *Port) Operations(ctx context.Context) ([]Operation, error) {
	var all []Operation
	err := p.call(ctx, http.MethodGet, "/v1/operations", nil, &all)
	return all, err
}

func (p *Port) call(ctx context.Context, method, path string, in, out any) error {
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
	if p.token != "" {
		request.Header.Set("Authorization", "Bearer "+p.token)
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
		return &Refused{response.StatusCode,
			fmt.Sprintf("%s %s%s: %s %s", method, p.address, path, response.Status, strings.Join(strings.Fields(string(text)), " "))}
	}
	if out == nil {
		return nil
	}
	if raw, ok := out.(*[]byte); ok {
		*raw = text
		return nil
	}
	if err := json.Unmarshal(text, out); err != nil {
		return fmt.Errorf("%s %s%s: answer is no JSON: %w", method, p.address, path, err)
	}
	return nil
}

// Refused is an answer that is no success.
type Refused struct {
	status int
	text   string
}

func (e *Refused) Error() string { return e.text }

// WithoutToken says whether the control API has a token and was not shown it.
func (e *Refused) WithoutToken() bool { return e.status == http.StatusUnauthorized }
