package rpc_test

import (
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

// The conditions of policies count in requests to RAM and STS too.
func TestConditionsOfRPC(t *testing.T) {
	external := `{"Version":"1","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"RAM":"acs:ram::` +
		bench.Accounts()[0].UID +
		`:user/alice"},"Condition":{"StringEquals":{"sts:ExternalId":"abc"}}}]}`
	list := func(condition string) string {
		return bench.Statement("Allow", "ram:ListUsers", bench.Everything+`,"Condition":{`+condition+`}`)
	}
	for _, c := range []struct {
		policy string
		want   int
	}{
		{list(`"IpAddress":{"acs:SourceIp":"192.0.2.0/24"}`), 200},
		{list(`"IpAddress":{"acs:SourceIp":"10.0.0.0/8"}`), 403},
		{list(`"Bool":{"acs:SecureTransport":"false","acs:MFAPresent":"false"}`), 200},
		{list(`"DateGreaterThan":{"acs:CurrentTime":"2026-03-05T12:00:00Z"}`), 403},
		{list(`"DateGreaterThanEquals":{"acs:CurrentTime":"2026-03-05T12:00:00Z"}`), 200},
		{list(`"StringEquals":{"acs:Unknown":"x"}`), 403},
	} {
		b := bench.New(t)
		r := b.RPCRequest(b.User("alice", c.policy), "ListUsers", "once")
		r.RemoteAddr = "192.0.2.7:1234"
		if status, body := b.SendRPC(r); status != c.want {
			t.Errorf("%s: %d %v", c.policy, status, body)
		}
	}
	b := bench.New(t)
	b.RAM("CreateRole", "RoleName", "picky", "AssumeRolePolicyDocument", external)
	alice := b.User("alice", "AliyunSTSAssumeRoleAccess")
	bob := b.User("bob", "AliyunSTSAssumeRoleAccess")
	arn := "acs:ram::" + bench.Accounts()[0].UID + ":role/picky"
	for _, c := range []struct {
		by   bench.Identity
		id   string
		want int
	}{{alice, "abc", 200}, {alice, "abd", 403}, {alice, "", 403}, {bob, "abc", 403}} {
		if status, body := b.RPC(c.by, "AssumeRole", "RoleArn", arn, "RoleSessionName", "me", "ExternalId", c.id); status != c.want {
			t.Errorf("%+v: %d %v", c, status, body)
		}
	}
}

// A user that names no user in the call means itself.
func TestOwnAccessKeys(t *testing.T) {
	b := bench.New(t)
	alice := b.User("alice", allowOnly("ram:*AccessKey*", "user/alice"))
	if status, body := b.RPC(alice, "CreateAccessKey"); status != 200 {
		t.Fatal(body)
	}
	if status, body := b.RPC(alice, "ListAccessKeys"); status != 200 || len(body["AccessKeys"].(map[string]any)["AccessKey"].([]any)) != 2 {
		t.Error(body)
	}
	b.User("bob")
	if status, _ := b.RPC(alice, "ListAccessKeys", "UserName", "bob"); status != 403 {
		t.Error(status)
	}
}
