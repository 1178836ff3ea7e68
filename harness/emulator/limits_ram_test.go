package emulator_test

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
)

// Each number of things in an account has a limit.
func TestLimitsOfAnAccount(t *testing.T) {
	b := newBench(t)
	full := func(code, action string, pairs ...string) {
		t.Helper()
		if status, body := b.rpc(ownerCredentials, action, pairs...); status != 409 || at(body, "Code") != code {
			t.Errorf("%s: %d %v", action, status, body)
		}
	}
	for i := range 1500 {
		n := fmt.Sprint("n", i)
		b.ram("CreatePolicy", "PolicyName", n, "PolicyDocument", readOnly)
		if i >= 1000 {
			continue
		}
		b.ram("CreateUser", "UserName", n)
		b.ram("CreateRole", "RoleName", n, "AssumeRolePolicyDocument", trust("1"))
	}
	for i := range 20 {
		n := fmt.Sprint("n", i)
		b.ram("AttachPolicyToUser", "UserName", "n0", "PolicyType", "Custom", "PolicyName", n)
		b.ram("AttachPolicyToRole", "RoleName", "n0", "PolicyType", "Custom", "PolicyName", n)
	}
	full("LimitExceeded.User", "CreateUser", "UserName", "new")
	full("LimitExceeded.Role", "CreateRole", "RoleName", "new", "AssumeRolePolicyDocument", trust("1"))
	full("LimitExceeded.Policy", "CreatePolicy", "PolicyName", "new", "PolicyDocument", readOnly)
	full("LimitExceeded.User.Policy", "AttachPolicyToUser", "UserName", "n0", "PolicyType", "Custom", "PolicyName", "n30")
	full("LimitExceeded.Role.Policy", "AttachPolicyToRole", "RoleName", "n0", "PolicyType", "Custom", "PolicyName", "n30")
	b.ram("AttachPolicyToUser", "UserName", "n0", "PolicyType", "System", "PolicyName", "AliyunOSSFullAccess")
}

// Without randomness a call answers 500.
func TestRPCWithoutRandomness(t *testing.T) {
	b := newBench(t)
	r := b.rpcRequest(ownerCredentials, "CreateUser", "once", "UserName", "alice")
	b.e = mute(t)
	w := httptest.NewRecorder()
	b.e.Data().ServeHTTP(w, r)
	if w.Code != 500 || !strings.Contains(w.Body.String(), "<Code>InternalError</Code>") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}
