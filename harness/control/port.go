// Package control speaks to the control port of the carried emulator: it brings
// about what no customer of OSS can, and asks why an answer was given.
package control

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
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

// AccountState is what a customer cannot bring about.
type AccountState struct {
	V1Closed                bool                `json:"v1Closed"`                // the account may not sign with V1
	V1NewBucketsClosed      bool                `json:"v1NewBucketsClosed"`      // nor at the buckets that it makes from now on
	V1BucketURLsClosed      bool                `json:"v1BucketURLsClosed"`      // nor in the URL of a bucket-level operation
	RegionsWithoutTokens    []string            `json:"regionsWithoutTokens"`    // that take no security tokens
	OperationsWithoutTokens []string            `json:"operationsWithoutTokens"` // that take no security tokens
	KeySources              map[string][]string `json:"accessKeySources"`        // where AccessKeys may be used from, by id; "*": all others
	Status                  string              `json:"status"`                  // normal, indebted, overdue, disabled or deleted
	OSSActivated            bool                `json:"ossActivated"`
	SourceVPC               string              `json:"sourceVpc"` // that the callers of the account come through; empty: none
	CloudBoxes              bool                `json:"cloudBoxes"`
	KMS                     string              `json:"kms"` // active, notActivated, indebted or overdue
	RegionsWithoutSpeed     []string            `json:"regionsWithoutAcceleration"`
	Increments              bool                `json:"incrementalInventory"`
	PublicClosed            bool                `json:"mainlandPublicEndpointClosed"`
	ControlPolicy           string              `json:"controlPolicy"`     // JSON; empty: no member of a directory
	NewBucketsBlocked       bool                `json:"newBucketsBlocked"` // Block Public Access is on for the buckets that it makes
}

// Normal is the state of an account that nothing is the matter with.
func Normal() AccountState {
	return AccountState{KeySources: map[string][]string{}, RegionsWithoutTokens: []string{}, OperationsWithoutTokens: []string{},
		RegionsWithoutSpeed: []string{}, Status: "normal", OSSActivated: true, KMS: "active", NewBucketsBlocked: true}
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

// SetAccount brings the account into that state.
func (p *Port) SetAccount(ctx context.Context, state AccountState) error {
	if err := p.call(ctx, http.MethodPatch, "/v1/accounts/"+p.account.uid, state, nil); err != nil {
		return fmt.Errorf("setting the state of the account: %w", err)
	}
	return nil
}

// SetFrozen disables a bucket for security reasons, or frees it.
func (p *Port) SetFrozen(ctx context.Context, bucket string, frozen bool) error {
	if err := p.call(ctx, http.MethodPatch, "/v1/buckets/"+bucket, map[string]bool{"frozen": frozen}, nil); err != nil {
		return fmt.Errorf("freezing bucket %s: %w", bucket, err)
	}
	return nil
}

// SetOriginals protects the originals of the images of a bucket that have one of the suffixes.
func (p *Port) SetOriginals(ctx context.Context, bucket string, suffixes ...string) error {
	asked := map[string][]string{"protectedOriginals": append([]string{}, suffixes...)}
	if err := p.call(ctx, http.MethodPatch, "/v1/buckets/"+bucket, asked, nil); err != nil {
		return fmt.Errorf("protecting the originals of bucket %s: %w", bucket, err)
	}
	return nil
}

// SetVPC gives a VPC of the region an endpoint with that policy.
func (p *Port) SetVPC(ctx context.Context, id, region, policy string) error {
	asked := map[string]string{"region": region, "policy": policy}
	if err := p.call(ctx, http.MethodPut, "/v1/networks/"+id, asked, nil); err != nil {
		return fmt.Errorf("setting the endpoint policy of %s: %w", id, err)
	}
	return nil
}

// RemoveVPC takes a VPC away.
func (p *Port) RemoveVPC(ctx context.Context, id string) error {
	return p.call(ctx, http.MethodDelete, "/v1/networks/"+id, nil, nil)
}

// SetRestore says when the restore of an archived object was done, and when it lapses.
func (p *Port) SetRestore(ctx context.Context, bucket, key string, ready, expires time.Time) error {
	facts := map[string]string{"ready": ready.UTC().Format(time.RFC3339), "expires": expires.UTC().Format(time.RFC3339)}
	if err := p.call(ctx, http.MethodPatch, "/v1/buckets/"+bucket+"/objects/"+key, map[string]any{"restore": facts}, nil); err != nil {
		return fmt.Errorf("marking the restore of %s/%s: %w", bucket, key, err)
	}
	return nil
}

// SetTXT lets the world find these TXT records under a name.
func (p *Port) SetTXT(ctx context.Context, name string, values []string) error {
	if err := p.call(ctx, http.MethodPut, "/v1/dns/"+name, map[string][]string{"txt": values}, nil); err != nil {
		return fmt.Errorf("setting the TXT records of %s: %w", name, err)
	}
	return nil
}

// RemoveTXT takes the TXT records of a name away, if it has any.
func (p *Port) RemoveTXT(ctx context.Context, name string) error {
	err := p.call(ctx, http.MethodDelete, "/v1/dns/"+name, nil, nil)
	if answer := (*Refused)(nil); errors.As(err, &answer) && answer.status == http.StatusNotFound {
		return nil
	}
	return err
}

// SetKMSKey gives the account a key in that state.
func (p *Port) SetKMSKey(ctx context.Context, id, state string) error {
	if err := p.call(ctx, http.MethodPut, "/v1/accounts/"+p.account.uid+"/kms/"+id, map[string]string{"state": state}, nil); err != nil {
		return fmt.Errorf("setting the state of the KMS key %s: %w", id, err)
	}
	return nil
}

// MoveClock lets the emulator's clock run ahead of this machine's.
func (p *Port) MoveClock(ctx context.Context, ahead time.Duration) error {
	if err := p.call(ctx, http.MethodPut, "/v1/clock", map[string]string{"offset": ahead.String()}, nil); err != nil {
		return fmt.Errorf("moving the clock by %s: %w", ahead, err)
	}
	return nil
}

// ExpiredSession is the credentials of a session of the role that ended seconds ago.
func (p *Port) ExpiredSession(ctx context.Context, role string) (Credentials, error) {
	const ago = 5 * time.Second
	asked := map[string]string{"role": role, "session": "oss403-expired", "expires": time.Now().Add(-ago).UTC().Format(time.RFC3339)}
	var got struct {
		AccessKeyID     string `json:"accessKeyId"`
		AccessKeySecret string `json:"accessKeySecret"`
		SecurityToken   string `json:"securityToken"`
	}
	if err := p.call(ctx, http.MethodPost, "/v1/accounts/"+p.account.uid+"/sessions", asked, &got); err != nil {
		return Credentials{}, fmt.Errorf("minting an expired session: %w", err)
	}
	return Credentials(got), nil
}

// Of is the same port on behalf of the account.
func (p *Port) Of(a Account) *Port {
	return &Port{address: p.address, token: p.token, http: p.http, account: a}
}

// An Account was made on the emulator.
type Account struct {
	uid         string
	Credentials Credentials
}

// UID is the number of the account.
func (a Account) UID() string { return a.uid }

type accountKeys struct {
	Keys []accountKey `json:"keys"`
}

type accountKey struct {
	ID     string `json:"id"`
	Secret string `json:"secret"`
}

// NewAccount makes an account with one random AccessKey.
func (p *Port) NewAccount(ctx context.Context) (Account, error) {
	const alphabet = "0123456789abcdefghijklmnopqrstuvwxyz"
	a := Account{
		uid:         "1" + random(15, alphabet[:10]),
		Credentials: Credentials{AccessKeyID: "LTAI5t" + random(18, alphabet), AccessKeySecret: random(30, alphabet)},
	}
	keys := accountKeys{[]accountKey{{a.Credentials.AccessKeyID, a.Credentials.AccessKeySecret}}}
	if err := p.call(ctx, http.MethodPut, "/v1/accounts/"+a.uid, keys, nil); err != nil {
		return a, fmt.Errorf("making an account on the emulator: %w", err)
	}
	return a, nil
}

// RemoveAccount removes the account and all that is its own.
func (p *Port) RemoveAccount(ctx context.Context, a Account) error {
	if err := p.call(ctx, http.MethodDelete, "/v1/accounts/"+a.uid, nil, nil); err != nil {
		return fmt.Errorf("removing account %s from the emulator: %w", a.uid, err)
	}
	return nil
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

func random(length int, alphabet string) string {
	b := make([]byte, length)
	rand.Read(b)
	for i := range b {
		b[i] = alphabet[int(b[i])%len(alphabet)]
	}
	return string(b)
}
