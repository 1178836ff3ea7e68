package explain

import "strings"

// A madeUp is a Code that a client invents for an answer without a body, such as that of HEAD.
type madeUp struct{ code, form string }

// madeUpCodes lists them. Form is a part of the name of the form in which the Code is made up; elsewhere OSS sends it.
// https://github.com/aliyun/aliyun-oss-java-sdk (OSSErrorResponseHandler), https://github.com/coze-dev/coze-studio/issues/2219,
// https://github.com/aliyun/alibabacloud-oss-go-sdk-v2 (client_mock_test.go)
func madeUpCodes() []madeUp {
	return []madeUp{{"Forbidden", ""}, {"BadErrorResponse", ""}, {"AccessForbidden", "java-sdk"}}
}

const madeUpSays = "the client made up this Code for an answer without a body; the headers x-oss-err and x-oss-ec tell the real one"

// madeUpByClient says that a client made up the Code, if nothing else is told; empty otherwise.
func madeUpByClient(a Answer) string {
	for _, m := range madeUpCodes() {
		if a.Code == m.code && a.EC == "" && (a.Message == "" || a.Message == m.code) && strings.Contains(a.ReadAs, m.form) {
			return madeUpSays
		}
	}
	return ""
}
