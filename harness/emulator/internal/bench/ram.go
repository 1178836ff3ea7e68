package bench

import (
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/rpc"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// An Identity is an AccessKey, with a token if it is temporary.
type Identity struct{ ID, Secret, Token string }

// OwnerCredentials is the owner's permanent AccessKey.
func OwnerCredentials() Identity { return Identity{OwnerKey, OwnerSecret, ""} }

// steady is a source of bytes that is the same in every bench.
type steady struct {
	mu   sync.Mutex
	from *rand.ChaCha8
}

func newSteady() io.Reader { return &steady{from: rand.NewChaCha8([32]byte{})} }

func (s *steady) Read(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.from.Read(p)
}

// RPCRequest is a call of STS or RAM as a form, with signature 1.0. nonce must be new.
func (b *Bench) RPCRequest(by Identity, action, nonce string, pairs ...string) *http.Request {
	b.T.Helper()
	host, version := "ram.aliyuncs.com", "2015-05-01"
	if action == "AssumeRole" || action == "GetCallerIdentity" {
		host, version = "sts.cn-hangzhou.aliyuncs.com", "2015-04-01"
	}
	pairs = append([]string{"Action", action, "Version", version, "Format", "JSON", "AccessKeyId", by.ID, "SignatureMethod", "HMAC-SHA1",
		"SignatureVersion", "1.0", "SignatureNonce", nonce, "Timestamp", b.Now.Format("2006-01-02T15:04:05Z")}, pairs...)
	if by.Token != "" {
		pairs = append(pairs, "SecurityToken", by.Token)
	}
	form := FormOf(pairs)
	claim := rpc.Claim{Carrier: rpc.Signature10}
	params, err := wire.ParseQuery(form)
	if err != nil {
		b.T.Fatal(err)
	}
	signature, _ := claim.Prove(&rpc.Request{Method: "POST", Params: params}, by.Secret)
	return b.Raw("POST", host, "/", form+"&Signature="+wire.Escape(signature, ""), "Content-Type: application/x-www-form-urlencoded")
}

// FormOf encodes names and values as parameters.
func FormOf(pairs []string) string {
	var lines []string
	for i := 0; i < len(pairs); i += 2 {
		lines = append(lines, wire.Escape(pairs[i], "")+"="+wire.Escape(pairs[i+1], ""))
	}
	return strings.Join(lines, "&")
}

// RPC calls STS or RAM, and returns the status and the answer.
func (b *Bench) RPC(by Identity, action string, pairs ...string) (int, map[string]any) {
	b.T.Helper()
	b.calls++
	return b.SendRPC(b.RPCRequest(by, action, fmt.Sprint("nonce-", b.calls), pairs...))
}

// SendRPC serves a request to STS or RAM, and returns the status and the body.
func (b *Bench) SendRPC(r *http.Request) (int, map[string]any) {
	b.T.Helper()
	w := httptest.NewRecorder()
	b.Emulator.Data().ServeHTTP(w, r)
	var body map[string]any
	if err := json.Unmarshal(w.Body.Bytes(), &body); err != nil {
		b.T.Fatalf("%d %v in %q", w.Code, err, w.Body)
	}
	return w.Code, body
}

// RAM makes a call of the owner that must succeed.
func (b *Bench) RAM(action string, pairs ...string) map[string]any {
	b.T.Helper()
	status, body := b.RPC(OwnerCredentials(), action, pairs...)
	if status != 200 {
		b.T.Fatalf("%s %q: %d %v", action, pairs, status, body)
	}
	return body
}

// User creates a RAM user of the owner with an AccessKey. Each policy is the name of a system
// policy, or a document.
func (b *Bench) User(name string, policies ...string) Identity {
	b.T.Helper()
	b.RAM("CreateUser", "UserName", name)
	for i, p := range policies {
		b.RAM("AttachPolicyToUser", append(b.policy(name, i, p), "UserName", name)...)
	}
	key := b.RAM("CreateAccessKey", "UserName", name)
	return Identity{ValueAt(key, "AccessKey", "AccessKeyId"), ValueAt(key, "AccessKey", "AccessKeySecret"), ""}
}

// Role creates a role that the owner's users may assume.
func (b *Bench) Role(name string, policies ...string) {
	b.T.Helper()
	b.RAM("CreateRole", "RoleName", name, "AssumeRolePolicyDocument", Trust(Accounts()[0].UID))
	for i, p := range policies {
		b.RAM("AttachPolicyToRole", append(b.policy(name, i, p), "RoleName", name)...)
	}
}

func (b *Bench) policy(owner string, i int, p string) []string {
	if !strings.HasPrefix(p, "{") {
		return []string{"PolicyType", "System", "PolicyName", p}
	}
	name := fmt.Sprint(owner, "-", i)
	b.RAM("CreatePolicy", "PolicyName", name, "PolicyDocument", p)
	return []string{"PolicyType", "Custom", "PolicyName", name}
}

// Session creates credentials of a role that expire after life. A policy narrows them unless it is
// empty.
func (b *Bench) Session(role, name, policy string, life time.Duration) Identity {
	b.T.Helper()
	request, err := json.Marshal(map[string]any{"role": role, "session": name, "policy": policy, "expires": b.Now.Add(life)})
	if err != nil {
		b.T.Fatal(err)
	}
	status, body := b.Control("POST", "/v1/accounts/"+Accounts()[0].UID+"/sessions", string(request))
	var got map[string]string
	if err := json.Unmarshal([]byte(body), &got); err != nil || status != 200 {
		b.T.Fatalf("%d %s %v", status, body, err)
	}
	return Identity{got["accessKeyId"], got["accessKeySecret"], got["securityToken"]}
}

// Closed closes some ways to use the owner's account.
func (b *Bench) Closed(body string) {
	b.T.Helper()
	if status, answer := b.Control("PATCH", "/v1/accounts/"+Accounts()[0].UID, body); status != 204 {
		b.T.Fatalf("%d %s", status, answer)
	}
}

// By signs in the header with version 1.
func (b *Bench) By(who Identity, r *http.Request) *http.Request {
	if who.Token != "" {
		r.Header.Set("x-oss-security-token", who.Token)
	}
	return b.V1(r, who.ID, who.Secret)
}
