package emulator_test

import (
	"testing"

	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss"
	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss/credentials"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

// SDK v2 runs every operation, presigned URLs included, as a RAM user and as a session of a role.
// Both have AliyunOSSFullAccess.
func TestSDKv2ByOtherIdentities(t *testing.T) {
	s := bench.Serve(t)
	root := bench.API{T: t, Server: s, ID: bench.OwnerKey, Secret: bench.OwnerSecret}
	full := []string{"PolicyType", "System", "PolicyName", "AliyunOSSFullAccess"}
	root.Must("CreateRole", "RoleName", "full", "AssumeRolePolicyDocument", bench.Trust(bench.Accounts()[0].UID))
	root.Must("AttachPolicyToRole", append(full, "RoleName", "full")...)
	root.Must("CreateUser", "UserName", "alice")
	root.Must("AttachPolicyToUser", append(full, "UserName", "alice")...)
	root.Must("AttachPolicyToUser", "UserName", "alice", "PolicyType", "System", "PolicyName", "AliyunSTSAssumeRoleAccess")
	key := root.Must("CreateAccessKey", "UserName", "alice")
	alice := root.As(bench.ValueAt(key, "AccessKey", "AccessKeyId"), bench.ValueAt(key, "AccessKey", "AccessKeySecret"), "")
	got := alice.Must("AssumeRole", "RoleArn", "acs:ram::"+bench.Accounts()[0].UID+":role/full", "RoleSessionName", "me")
	session := root.As(bench.ValueAt(got, "Credentials", "AccessKeyId"), bench.ValueAt(got, "Credentials", "AccessKeySecret"),
		bench.ValueAt(got, "Credentials", "SecurityToken"))

	for name, who := range map[string]bench.API{"user": alice, "session": session} {
		provider := credentials.NewStaticCredentialsProvider(who.ID, who.Secret, who.Token)
		for suffix, version := range map[string]oss.SignatureVersionType{"v1": oss.SignatureVersionV1, "v4": oss.SignatureVersionV4} {
			t.Run(name+"-"+suffix, func(t *testing.T) {
				client := bench.ClientV2(s, "cn-hangzhou", version, func(c *oss.Config) { c.WithCredentialsProvider(provider) })
				walkV2(t, client, bench.Dialing(s), name+"-"+suffix)
			})
		}
	}
}
