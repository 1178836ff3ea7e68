// Package control is a client of the control port of the carried emulator. It sets
// states that no customer of OSS can set, and asks why the emulator gave an answer.
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

// A Port calls the control API of an emulator on behalf of one account.
type Port struct {
	address string
	token   string
	http    *http.Client
	account Account
}

// At returns a Port for the control API at an address such as
// "http://127.0.0.1:8404". token is empty if the control port has none. client sends
// the calls; if it is nil, a client with a time limit of 10 seconds is used.
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
	SecurityToken   string // token of a role session; empty for a permanent AccessKey
}

// Anonymous reports whether there are no credentials to sign with.
func (c Credentials) Anonymous() bool { return c == Credentials{} }

// Health is the description that an emulator gives of itself.
type Health struct {
	Product string   `json:"product"`
	Version string   `json:"version"` // empty if the emulator does not say it
	Data    string   `json:"data"`
	Regions []string `json:"regions"`
	RAM     string   `json:"ram"`
	Dialect string   `json:"dialect"`

	CallbackTo []string `json:"callbackTo"` // where upload callbacks may go
	Faults     int      `json:"faults"`     // faults that can still strike; an answer that they make is no evidence
}

const product = "oss403-emulator"

// Health asks the emulator for its description. It returns an error if something
// else answers.
func (p *Port) Health(ctx context.Context) (Health, error) {
	var h Health
	err := p.call(ctx, http.MethodGet, "/v1/health", nil, &h)
	if err == nil && h.Product != product {
		err = fmt.Errorf("%s/v1/health is the answer of no %s", p.address, product)
	}
	return h, err
}

// CA returns the certificate of the authority that signs the emulator's HTTPS
// certificates, as PEM.
func (p *Port) CA(ctx context.Context) ([]byte, error) {
	var pem []byte
	if err := p.call(ctx, http.MethodGet, "/v1/ca", nil, &pem); err != nil {
		return nil, fmt.Errorf("asking for the certificate to trust: %w", err)
	}
	return pem, nil
}

// An Operation is an operation that the emulator serves.
type Operation struct {
	Name   string `json:"name"`
	Action string `json:"action"` // action that a policy must allow; empty if none
}

// Operations lists the operations that the emulator serves.
func (p *Port) Operations(ctx context.Context) ([]Operation, error) {
	var all []Operation
	err := p.call(ctx, http.MethodGet, "/v1/operations", nil, &all)
	return all, err
}

// A Reason is a row of the emulator's catalogue of refusals: how a refusal looks, and how well that is known.
type Reason struct {
	Reason  string `json:"reason"`
	Status  int    `json:"status"`
	Code    string `json:"code"`
	Message string `json:"message"` // {detail} stands for what differs between answers
	EC      string `json:"ec"`      // empty if none is known
	Level   string `json:"level"`   // captured, documented, inferred or assumed, whichever its weakest part is
	Source  string `json:"source"`
}

// Reasons lists the refusals that the emulator knows, in its dialect.
func (p *Port) Reasons(ctx context.Context) ([]Reason, error) {
	var all []Reason
	err := p.call(ctx, http.MethodGet, "/v1/reasons", nil, &all)
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

// Refused is the error for an answer whose status is not 2xx.
type Refused struct {
	status int
	text   string
}

func (e *Refused) Error() string { return e.text }

// WithoutToken reports whether the control API has a token and the call did not
// carry the right one.
func (e *Refused) WithoutToken() bool { return e.status == http.StatusUnauthorized }
