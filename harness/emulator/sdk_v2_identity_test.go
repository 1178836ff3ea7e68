package emulator_test

import (
	"testing"

	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss"
	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss/credentials"
)

// SDK v2 runs every operation, presigned URLs included, as a RAM user and as a session of a role.
// Both have AliyunOSSFullAccess.
func TestSDKv2ByOtherIdentities(t *testing.T) {
	s := serveReal(t)
	root := api{t: t, s: s, id: ownerKey, secret: ownerSecret}
	full := []string{"PolicyType", "System", "PolicyName", "AliyunOSSFullAccess"}
	root.must("CreateRole", "RoleName", "full", "AssumeRolePolicyDocument", trust(accounts[0].UID))
	root.must("AttachPolicyToRole", append(full, "RoleName", "full")...)
	root.must("CreateUser", "UserName", "alice")
	root.must("AttachPolicyToUser", append(full, "UserName", "alice")...)
	root.must("AttachPolicyToUser", "UserName", "alice", "PolicyType", "System", "PolicyName", "AliyunSTSAssumeRoleAccess")
	key := root.must("CreateAccessKey", "UserName", "alice")
	alice := root.as(at(key, "AccessKey", "AccessKeyId"), at(key, "AccessKey", "AccessKeySecret"), "")
	got := alice.must("AssumeRole", "RoleArn", "acs:ram::"+accounts[0].UID+":role/full", "RoleSessionName", "me")
	session := root.as(at(got, "Credentials", "AccessKeyId"), at(got, "Credentials", "AccessKeySecret"),
		at(got, "Credentials", "SecurityToken"))

	for name, who := range map[string]api{"user": alice, "session": session} {
		provider := credentials.NewStaticCredentialsProvider(who.id, who.secret, who.token)
		for suffix, version := range map[string]oss.SignatureVersionType{"v1": oss.SignatureVersionV1, "v4": oss.SignatureVersionV4} {
			t.Run(name+"-"+suffix, func(t *testing.T) {
				client := clientV2(s, "cn-hangzhou", version, func(c *oss.Config) { c.WithCredentialsProvider(provider) })
				walkV2(t, client, dialing(s), name+"-"+suffix)
			})
		}
	}
}
