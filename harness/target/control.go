package target

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/oss403/oss403/harness/caller"
)

// Control speaks to an emulator's control API, on behalf of one account.
type Control struct {
	address string
	http    *http.Client
	account account
}

// AccountState is what a customer cannot bring about.
type AccountState struct {
	V1Closed                bool     `json:"v1Closed"`                // the account may not sign with V1
	RegionsWithoutTokens    []string `json:"regionsWithoutTokens"`    // that take no security tokens
	OperationsWithoutTokens []string `json:"operationsWithoutTokens"` // that take no security tokens
	Status                  string   `json:"status"`                  // normal, indebted, overdue, disabled or deleted
	OSSActivated            bool     `json:"ossActivated"`
	SourceVPC               string   `json:"sourceVpc"` // that the callers of the account come through; empty: none
	CloudBoxes              bool     `json:"cloudBoxes"`
	ControlPolicy           string   `json:"controlPolicy"` // JSON; empty: no member of a directory
}

// Normal is the state of an account that nothing is the matter with.
func Normal() AccountState {
	return AccountState{RegionsWithoutTokens: []string{}, OperationsWithoutTokens: []string{}, Status: "normal", OSSActivated: true}
}

// SetAccount brings the account into that state.
func (p *Control) SetAccount(ctx context.Context, state AccountState) error {
	if err := p.call(ctx, http.MethodPatch, "/v1/accounts/"+p.account.uid, state, nil); err != nil {
		return fmt.Errorf("setting the state of the account: %w", err)
	}
	return nil
}

// SetFrozen disables a bucket for security reasons, or frees it.
func (p *Control) SetFrozen(ctx context.Context, bucket string, frozen bool) error {
	if err := p.call(ctx, http.MethodPatch, "/v1/buckets/"+bucket, map[string]bool{"frozen": frozen}, nil); err != nil {
		return fmt.Errorf("freezing bucket %s: %w", bucket, err)
	}
	return nil
}

// SetVPC gives a VPC of the region an endpoint with that policy.
func (p *Control) SetVPC(ctx context.Context, id, region, policy string) error {
	asked := map[string]string{"region": region, "policy": policy}
	if err := p.call(ctx, http.MethodPut, "/v1/networks/"+id, asked, nil); err != nil {
		return fmt.Errorf("setting the endpoint policy of %s: %w", id, err)
	}
	return nil
}

// RemoveVPC takes a VPC away.
func (p *Control) RemoveVPC(ctx context.Context, id string) error {
	return p.call(ctx, http.MethodDelete, "/v1/networks/"+id, nil, nil)
}

// ExpiredSession is the credentials of a session of the role that ended seconds ago.
func (p *Control) ExpiredSession(ctx context.Context, role string) (caller.Credentials, error) {
	const ago = 5 * time.Second
	asked := map[string]string{"role": role, "session": "oss403-expired", "expires": time.Now().Add(-ago).UTC().Format(time.RFC3339)}
	var got struct {
		AccessKeyID     string `json:"accessKeyId"`
		AccessKeySecret string `json:"accessKeySecret"`
		SecurityToken   string `json:"securityToken"`
	}
	if err := p.call(ctx, http.MethodPost, "/v1/accounts/"+p.account.uid+"/sessions", asked, &got); err != nil {
		return caller.Credentials{}, fmt.Errorf("minting an expired session: %w", err)
	}
	return caller.Credentials(got), nil
}

// of is the same port on behalf of the account.
func (p *Control) of(a account) *Control {
	return &Control{address: p.address, http: p.http, account: a}
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
func (p *Control) newAccount(ctx context.Context) (account, error) {
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

func (p *Control) removeAccount(ctx context.Context, a account) error {
	if err := p.call(ctx, http.MethodDelete, "/v1/accounts/"+a.uid, nil, nil); err != nil {
		return fmt.Errorf("removing account %s from the emulator: %w", a.uid, err)
	}
	return nil
}

func (p *Control) call(ctx context.Context, method, path string, in, out any) error {
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
