package explain

import (
	"slices"
	"strings"
)

// A form is a kind of text, known by one of its marks.
type form struct {
	name  string
	marks []string // all in one text
}

// forms lists the kinds of text; the first whose marks are all in the text counts.
func forms() []form {
	return []form{
		{"an exception of aliyun-oss-java-sdk", []string{"com.aliyun.oss."}},
		{"an exception of the Android SDK", []string{"com.alibaba.sdk.android.oss"}},
		{"an exception of alibabacloud-oss-java-sdk-v2", []string{"com.aliyun.sdk.service.oss2"}},
		{"an error of ossutil 1", []string{"Error: oss: service returned error:"}},
		{"an error of aliyun-oss-go-sdk", []string{"oss: service returned error:"}},
		{"an error of ossutil 2", []string{"Error returned by Service", "Http Status Code", "operation error"}},
		{"an error of an SDK of version 2", []string{"Error returned by Service", "Http Status Code"}},
		{"an exception of oss2 for Python", []string{"oss2.exceptions"}},
		{"an exception of oss2 for Python", []string{"'status': 403", "'x-oss-request-id'"}},
		{"an exception of the PHP SDK", []string{`OSS\Core\OssException`}},
		{"an exception of the C# SDK", []string{"Aliyun.OSS."}},
		{"an error of the iOS SDK", []string{"com.aliyun.oss.serverError"}},
		{"an error of the Ruby SDK", []string{"Aliyun::OSS::"}},
		{"an error of ali-oss for JavaScript", []string{"ecCode:"}},
		{"an error of ali-oss for JavaScript", []string{"ResponseError", "requestId:"}},
		{"an error of the AWS SDK", []string{"api error"}},
		{"an error of botocore", []string{"An error occurred ("}},
		{"an exception of the AWS SDK for Java", []string{"Service: Amazon S3"}},
		{"an error of terraform", []string{"[ERROR] terraform-provider-alicloud"}},
		{"an error of Hadoop's OSS connector", []string{"org.apache.hadoop.fs.aliyun.oss"}},
		{"a raw response", []string{"HTTP/1.1 4", "Server: AliyunOSS"}},
		{"a page of a browser", []string{"This XML file does not appear to have any style information"}},
		{"an error document", []string{"<Error>", "<Code>"}},
		{"an escaped error document", []string{"Error", "Code"}},
	}
}

func formOf(text string) string {
	for _, f := range forms() {
		if !slices.ContainsFunc(f.marks, func(mark string) bool { return !strings.Contains(text, mark) }) {
			return f.name
		}
	}
	return "a text"
}
