package control

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/http"
	"time"
)

// ExpiredSession returns the credentials of a session of the role that expired
// 5 seconds ago.
func (p *Port) ExpiredSession(ctx context.Context, role string) (Credentials, error) {
	const ago = 5 * time.Second
	return p.NewSession(ctx, role, "oss403-expired", "", time.Now().Add(-ago))
}

// NewSession returns the credentials of a session of the role, until any time. An empty session policy means none.
func (p *Port) NewSession(ctx context.Context, role, session, policy string, until time.Time) (Credentials, error) {
	asked := map[string]string{"role": role, "session": session, "policy": policy, "expires": until.UTC().Format(time.RFC3339)}
	var got struct {
		AccessKeyID     string `json:"accessKeyId"`
		AccessKeySecret string `json:"accessKeySecret"`
		SecurityToken   string `json:"securityToken"`
	}
	if err := p.call(ctx, http.MethodPost, "/v1/accounts/"+p.account.uid+"/sessions", asked, &got); err != nil {
		return Credentials{}, fmt.Errorf("minting a session: %w", err)
	}
	return Credentials(got), nil
}

// Of returns a Port at the same address that acts on behalf of the account.
func (p *Port) Of(a Account) *Port {
	return &Port{address: p.address, token: p.token, http: p.http, account: a}
}

// An Account is an account that NewAccount created on the emulator.
type Account struct {
	uid         string
	Credentials Credentials
}

// UID returns the number of the account.
func (a Account) UID() string { return a.uid }

type accountKeys struct {
	Keys []accountKey `json:"keys"`
}

type accountKey struct {
	ID     string `json:"id"`
	Secret string `json:"secret"`
}

// NewAccount creates an account with a random UID and one random AccessKey.
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

// RemoveAccount removes the account and everything that it owns.
func (p *Port) RemoveAccount(ctx context.Context, a Account) error {
	if err := p.call(ctx, http.MethodDelete, "/v1/accounts/"+a.uid, nil, nil); err != nil {
		return fmt.Errorf("removing account %s from the emulator: %w", a.uid, err)
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
