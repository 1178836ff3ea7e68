package rpc_test

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

// Each number of things in an account has a limit.
func TestLimitsOfAnAccount(t *testing.T) {
	b := bench.New(t)
	full := func(code, action string, pairs ...string) {
		t.Helper()
		if status, body := b.RPC(bench.OwnerCredentials(), action, pairs...); status != 409 || bench.ValueAt(body, "Code") != code {
			t.Errorf("%s: %d %v", action, status, body)
		}
	}
	for i := range 1500 {
		n := fmt.Sprint("n", i)
		b.RAM("CreatePolicy", "PolicyName", n, "PolicyDocument", readOnly)
		if i >= 1000 {
			continue
		}
		b.RAM("CreateUser", "UserName", n)
		b.RAM("CreateRole", "RoleName", n, "AssumeRolePolicyDocument", bench.Trust("1"))
	}
	for i := range 20 {
		n := fmt.Sprint("n", i)
		b.RAM("AttachPolicyToUser", "UserName", "n0", "PolicyType", "Custom", "PolicyName", n)
		b.RAM("AttachPolicyToRole", "RoleName", "n0", "PolicyType", "Custom", "PolicyName", n)
	}
	full("LimitExceeded.User", "CreateUser", "UserName", "new")
	full("LimitExceeded.Role", "CreateRole", "RoleName", "new", "AssumeRolePolicyDocument", bench.Trust("1"))
	full("LimitExceeded.Policy", "CreatePolicy", "PolicyName", "new", "PolicyDocument", readOnly)
	full("LimitExceeded.User.Policy", "AttachPolicyToUser", "UserName", "n0", "PolicyType", "Custom", "PolicyName", "n30")
	full("LimitExceeded.Role.Policy", "AttachPolicyToRole", "RoleName", "n0", "PolicyType", "Custom", "PolicyName", "n30")
	b.RAM("AttachPolicyToUser", "UserName", "n0", "PolicyType", "System", "PolicyName", "AliyunOSSFullAccess")
}

// Without randomness a call answers 500.
func TestRPCWithoutRandomness(t *testing.T) {
	b := bench.New(t)
	r := b.RPCRequest(bench.OwnerCredentials(), "CreateUser", "once", "UserName", "alice")
	b.Emulator = bench.Mute(t)
	w := httptest.NewRecorder()
	b.Emulator.Data().ServeHTTP(w, r)
	if w.Code != 500 || !strings.Contains(w.Body.String(), "<Code>InternalError</Code>") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}
