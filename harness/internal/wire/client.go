package wire

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"sync"
	"sync/atomic"
	"time"

	"github.com/aliyun/aliyun-oss-go-sdk/oss"

	"github.com/oss403/oss403/harness/internal/caller"
	"github.com/oss403/oss403/harness/internal/traffic"
	"github.com/oss403/oss403/scenarios"
)

// Client sends calls to one target. It is safe for concurrent use.
type Client struct {
	http    *http.Client
	timeout time.Duration
	offset  time.Duration // of the target's clock from ours
	mu      sync.Mutex

	repeated atomic.Int64
	sdk      map[sdkKey]*oss.Client
}

type sdkKey struct {
	endpoint Endpoint
	who      caller.Credentials
	version  oss.AuthVersionType
}

// NewClient sends through base. The client redacts the secrets that the function lists
// when it captures an answer. Each request is given up after timeout; offset is how far the
// target's clock is ahead of ours.
func NewClient(base http.RoundTripper, secrets func() []string, timeout, offset time.Duration) *Client {
	c := &Client{timeout: timeout, offset: offset, sdk: map[sdkKey]*oss.Client{}}
	c.http = &http.Client{ // each try has a time of its own, so that the client has none
		Transport: recorder{
			base: base, secrets: &safe{secrets: secrets}, timeout: timeout,
			patient: traffic.Patient{Base: base, Bound: timeout, Repeat: func() { c.repeated.Add(1) }},
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return c
}

// Repeated returns how many requests of the run itself were sent again.
func (c *Client) Repeated() int64 { return c.repeated.Load() }

// Offset is how far the target's clock is ahead of ours.
func (c *Client) Offset() time.Duration { return c.offset }

// Now is the target's time.
func (c *Client) Now() time.Time { return time.Now().Add(c.offset).UTC() }

// SDK is the aliyun-oss-go-sdk client of one identity, made once, since making
// one starts several processes.
func (c *Client) SDK(endpoint Endpoint, who caller.Credentials, version oss.AuthVersionType) (*oss.Client, error) {
	key := sdkKey{endpoint, who, version}
	c.mu.Lock()
	defer c.mu.Unlock()
	if client, ok := c.sdk[key]; ok {
		return client, nil
	}
	client, err := oss.New(endpoint.URL, who.AccessKeyID, who.AccessKeySecret,
		oss.HTTPClient(c.http), oss.AuthVersion(version), oss.SecurityToken(who.SecurityToken), oss.Region(endpoint.Region),
		oss.ForcePathStyle(endpoint.PathStyle))
	if err != nil {
		return nil, fmt.Errorf("OSS client for %s: %w", endpoint.URL, err)
	}
	c.sdk[key] = client
	return client, nil
}

// Send signs the call, applies its fault, sends it and records the exchange. The
// error says that no answer came; a refusal is an answer.
func (c *Client) Send(ctx context.Context, call Call) (Answer, error) {
	draft := call.draft(c.Now().Truncate(time.Second))
	draft.client = c
	answer, err := c.send(ctx, draft)
	// The address that a *url.Error names may be signed.
	if inner := (*url.Error)(nil); errors.As(err, &inner) {
		err = hidden{inner.Err, answer.Redact}
	}
	if timedOut := (net.Error)(nil); errors.As(err, &timedOut) && timedOut.Timeout() {
		err = fmt.Errorf("no answer within %s: %w", c.timeout, err)
	}
	if err != nil {
		return answer, fmt.Errorf("%s: %w", draft, err)
	}
	return answer, nil
}

// hidden is an error whose text is redacted.
type hidden struct {
	error
	redact Redactor
}

func (h hidden) Error() string { return h.redact.Text(h.error.Error()) }

func (h hidden) Unwrap() error { return h.error }

func (c *Client) send(ctx context.Context, d *draft) (Answer, error) {
	for _, f := range d.faults {
		if err := Applies(f.Fault, d.call.Request); err != nil {
			return Answer{}, err
		}
	}
	if d.call.Request.Operation == postObject {
		return c.sendForm(ctx, d)
	}
	if err := d.untilFits(); err != nil {
		return Answer{}, err
	}
	genuine := "" // signature, where the secret is false
	if d.who.AccessKeySecret != d.call.Credentials.AccessKeySecret {
		var err error
		if genuine, err = c.signOnly(ctx, d.genuine()); err != nil {
			return Answer{}, err
		}
	}
	t := &trip{setUp: d.call.SetUp, edit: func(q *http.Request) (Sent, error) { return d.asSent(q, genuine) }}
	form := d.call.form()
	more := form == scenarios.FormV4Header && len(d.call.Request.SignedToo) > 0 // headers are signed
	if libraries()[form] != nil || inURL(form) || d.scope != d.call.regional() || more {
		return c.sendSigned(ctx, d, t)
	}
	return c.sendHeader(ctx, d, t)
}

// sendHeader lets the SDK sign and send.
func (c *Client) sendHeader(ctx context.Context, d *draft, t *trip) (Answer, error) {
	version := oss.AuthV4
	switch d.call.form() {
	case scenarios.FormV1Header:
		version = oss.AuthV1
	case scenarios.FormV2Header:
		version = oss.AuthV2
	}
	client, err := c.SDK(d.call.Endpoint, d.who, version)
	if err != nil {
		return Answer{}, err
	}
	headers := map[string]string{"Date": d.when.signed.Format(http.TimeFormat)}
	if version == oss.AuthV4 {
		headers["x-oss-date"] = d.when.signed.Format(iso8601)
	}
	for _, h := range d.headers {
		headers[h.Name] = h.Value
	}
	params := map[string]any{}
	for _, p := range d.query {
		params[p.Name] = nil
		if p.Value != "" {
			params[p.Name] = p.Value
		}
	}
	response, err := client.Conn.DoWithContext(t.in(ctx), d.call.method(), d.bucket, d.key, params, headers, d.content(), 0, nil)
	return finish(t, response, err)
}

// sendSigned sends what the official signer has signed: a presigned URL, or a
// header form that the SDK client can't be told to sign.
func (c *Client) sendSigned(ctx context.Context, d *draft, t *trip) (Answer, error) {
	signed, err := d.signed()
	if err != nil {
		return Answer{}, err
	}
	headers := map[string]string{}
	for name := range signed.Header {
		headers[name] = signed.Header.Get(name)
	}
	content := d.content()
	if signed.Body != nil { // the library has cut it into chunks
		chunks, err := io.ReadAll(signed.Body)
		if err != nil {
			return Answer{}, fmt.Errorf("signing the chunks of %s: %w", d, err)
		}
		content = bytes.NewReader(chunks)
	}
	return c.doURL(ctx, d.call, signed.URL.String(), headers, content, t)
}

// doURL sends a request that needs no more signing through the SDK client.
func (c *Client) doURL(ctx context.Context, call Call, address string, headers map[string]string, content io.Reader,
	t *trip) (Answer, error) {
	client, err := c.SDK(call.Endpoint, call.Credentials, oss.AuthV4)
	if err != nil {
		return Answer{}, err
	}
	response, err := client.Conn.DoURLWithContext(t.in(ctx), oss.HTTPMethod(call.method()), address, headers, content, 0, nil)
	return finish(t, response, err)
}

var errSignedOnly = errors.New("signed, not sent")

// signOnly is the signature of the draft by the SDK that signs its form; nothing is sent.
func (c *Client) signOnly(ctx context.Context, d *draft) (string, error) {
	if form := d.call.form(); libraries()[form] != nil || inURL(form) {
		signed, err := d.signed()
		if err != nil {
			return "", err
		}
		return signatureOf(signed), nil
	}
	signature := ""
	t := &trip{edit: func(q *http.Request) (Sent, error) {
		signature = signatureOf(q)
		return Sent{}, errSignedOnly
	}}
	if _, err := c.sendHeader(ctx, d, t); !errors.Is(err, errSignedOnly) {
		return "", fmt.Errorf("signing without sending: %w", err)
	}
	return signature, nil
}

// finish tells a refusal, which is an answer, from a request that got none.
func finish(t *trip, response *oss.Response, err error) (Answer, error) {
	if response != nil {
		response.Body.Close()
	}
	if t.answer.Status == 0 && err != nil {
		return t.answer, err
	}
	t.answer.SDKError = err
	return t.answer, nil
}
