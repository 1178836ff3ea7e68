package main

import (
	"encoding/json"
	"strings"
	"testing"
)

// Keys of JSON, Codes, Messages and statements are the same in each language; sentences are not. The language of the shell does
// not matter.
func TestExplainInOtherLanguages(t *testing.T) {
	t.Setenv("LANG", "zh_CN.UTF-8")
	t.Setenv("LC_ALL", "ja_JP.UTF-8")
	file := pasted(t, "<Error><Code>AccessDenied</Code><Message>Access denied by bucket policy.</Message><BucketName>photos</BucketName>"+
		"<AccessDeniedDetail><PolicyType>ControlPolicy</PolicyType><AuthPrincipalType>SubUser</AuthPrincipalType>"+
		"<AuthPrincipalDisplayName>alice</AuthPrincipalDisplayName><NoPermissionType>ImplicitDeny</NoPermissionType>"+
		"<AuthAction>oss:GetObject</AuthAction></AccessDeniedDetail><EC>0003-00000101</EC></Error>")
	for tag, says := range map[string][]string{
		"":          {"remedy     1. read the bucket policy", "sure       certain: ", "The RAM user alice asked for oss:GetObject"},
		"--lang=en": {"remedy     1. read the bucket policy", "Provoked by: "},
		"--lang=ja": {"対処       1. バケットポリシーを", "確度       確実: ", "RAM ユーザー alice が oss:GetObject を"},
		"--lang=zh": {"解决方法   1. 查看存储空间", "把握       确定: ", "RAM 用户 alice 请求执行 oss:GetObject"},
	} {
		args := []string{"explain", file}
		if tag != "" {
			args = append(args, tag)
		}
		code, text, err := run(t, args...)
		for _, says := range append(says, "R03 AccessDenied\nAccess denied by bucket policy.\n",
			`{"Effect": "Allow", "Action": "oss:GetObject", "Resource": "acs:oss:*:*:photos/*"}`) {
			if code != 0 || err != "" || !strings.Contains(text, says) {
				t.Errorf("%s: exit code %d, %q, no %q in\n%s", tag, code, err, says, text)
			}
		}
		_, document, _ := run(t, append(args, "--json")...)
		var got struct {
			Row, Code, Cause, Certainty string
			Remedy                      []string
		}
		if err := json.Unmarshal([]byte(document), &got); err != nil || got.Row != "R03" || got.Certainty != "certain" ||
			len(got.Remedy) != 2 || !strings.Contains(text, got.Cause) || !strings.Contains(text, got.Remedy[0]) {
			t.Errorf("%s: %v %+v", tag, err, got)
		}
	}
	for _, bad := range []string{"de", "", "ZH", "zh_CN"} {
		code, out, err := run(t, "explain", file, "--lang="+bad)
		if code != exitUsage || out != "" || !strings.Contains(err, "accepted: en, ja, zh") || strings.Count(err, "\n") != 1 {
			t.Errorf("%s: exit code %d, %q, %q", bad, code, out, err)
		}
	}
}
