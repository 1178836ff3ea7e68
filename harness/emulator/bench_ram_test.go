package emulator_test

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

// An identity is an AccessKey, with a token if it is temporary.
type identity struct{ id, secret, token string }

var ownerCredentials = identity{ownerKey, ownerSecret, ""}

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

// rpcRequest is a call of STS or RAM as a form, with signature 1.0. nonce must be new.
func (b *bench) rpcRequest(by identity, action, nonce string, pairs ...string) *http.Request {
	b.t.Helper()
	host, version := "ram.aliyuncs.com", "2015-05-01"
	if action == "AssumeRole" || action == "GetCallerIdentity" {
		host, version = "sts.cn-hangzhou.aliyuncs.com", "2015-04-01"
	}
	pairs = append([]string{"Action", action, "Version", version, "Format", "JSON", "AccessKeyId", by.id, "SignatureMethod", "HMAC-SHA1",
		"SignatureVersion", "1.0", "SignatureNonce", nonce, "Timestamp", b.now.Format("2006-01-02T15:04:05Z")}, pairs...)
	if by.token != "" {
		pairs = append(pairs, "SecurityToken", by.token)
	}
	form := formOf(pairs)
	claim := rpc.Claim{Carrier: rpc.Signature10}
	params, err := wire.ParseQuery(form)
	if err != nil {
		b.t.Fatal(err)
	}
	signature, _ := claim.Prove(&rpc.Request{Method: "POST", Params: params}, by.secret)
	return b.raw("POST", host, "/", form+"&Signature="+wire.Escape(signature, ""), "Content-Type: application/x-www-form-urlencoded")
}

func formOf(pairs []string) string {
	var lines []string
	for i := 0; i < len(pairs); i += 2 {
		lines = append(lines, wire.Escape(pairs[i], "")+"="+wire.Escape(pairs[i+1], ""))
	}
	return strings.Join(lines, "&")
}

// rpc calls STS or RAM, and returns the status and the answer.
func (b *bench) rpc(by identity, action string, pairs ...string) (int, map[string]any) {
	b.t.Helper()
	b.calls++
	return b.sendRPC(b.rpcRequest(by, action, fmt.Sprint("nonce-", b.calls), pairs...))
}

func (b *bench) sendRPC(r *http.Request) (int, map[string]any) {
	b.t.Helper()
	w := httptest.NewRecorder()
	b.e.Data().ServeHTTP(w, r)
	var body map[string]any
	if err := json.Unmarshal(w.Body.Bytes(), &body); err != nil {
		b.t.Fatalf("%d %v in %q", w.Code, err, w.Body)
	}
	return w.Code, body
}

// ram makes a call of the owner that must succeed.
func (b *bench) ram(action string, pairs ...string) map[string]any {
	b.t.Helper()
	status, body := b.rpc(ownerCredentials, action, pairs...)
	if status != 200 {
		b.t.Fatalf("%s %q: %d %v", action, pairs, status, body)
	}
	return body
}

// user creates a RAM user of the owner with an AccessKey. Each policy is the name of a system
// policy, or a document.
func (b *bench) user(name string, policies ...string) identity {
	b.t.Helper()
	b.ram("CreateUser", "UserName", name)
	for i, p := range policies {
		b.ram("AttachPolicyToUser", append(b.policy(name, i, p), "UserName", name)...)
	}
	key := b.ram("CreateAccessKey", "UserName", name)
	return identity{at(key, "AccessKey", "AccessKeyId"), at(key, "AccessKey", "AccessKeySecret"), ""}
}

// role creates a role that the owner's users may assume.
func (b *bench) role(name string, policies ...string) {
	b.t.Helper()
	b.ram("CreateRole", "RoleName", name, "AssumeRolePolicyDocument", trust(accounts[0].UID))
	for i, p := range policies {
		b.ram("AttachPolicyToRole", append(b.policy(name, i, p), "RoleName", name)...)
	}
}

func (b *bench) policy(owner string, i int, p string) []string {
	if !strings.HasPrefix(p, "{") {
		return []string{"PolicyType", "System", "PolicyName", p}
	}
	name := fmt.Sprint(owner, "-", i)
	b.ram("CreatePolicy", "PolicyName", name, "PolicyDocument", p)
	return []string{"PolicyType", "Custom", "PolicyName", name}
}

// session creates credentials of a role that expire after life. A policy narrows them unless it is
// empty.
func (b *bench) session(role, name, policy string, life time.Duration) identity {
	b.t.Helper()
	request, err := json.Marshal(map[string]any{"role": role, "session": name, "policy": policy, "expires": b.now.Add(life)})
	if err != nil {
		b.t.Fatal(err)
	}
	status, body := b.control("POST", "/v1/accounts/"+accounts[0].UID+"/sessions", string(request))
	var got map[string]string
	if err := json.Unmarshal([]byte(body), &got); err != nil || status != 200 {
		b.t.Fatalf("%d %s %v", status, body, err)
	}
	return identity{got["accessKeyId"], got["accessKeySecret"], got["securityToken"]}
}

// closed closes some ways to use the owner's account.
func (b *bench) closed(body string) {
	b.t.Helper()
	if status, answer := b.control("PATCH", "/v1/accounts/"+accounts[0].UID, body); status != 204 {
		b.t.Fatalf("%d %s", status, answer)
	}
}

// by signs in the header with version 1.
func (b *bench) by(who identity, r *http.Request) *http.Request {
	if who.token != "" {
		r.Header.Set("x-oss-security-token", who.token)
	}
	return b.v1(r, who.id, who.secret)
}
