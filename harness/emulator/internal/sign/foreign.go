package sign

import (
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// Foreign names the field of a form that belongs to a signature that OSS reads in a form
// and the emulator does not, which are S3's; empty: there is none.
// https://help.aliyun.com/en/oss/user-guide/0002-00000705
func Foreign(f *wire.Form) string {
	if f == nil {
		return ""
	}
	for _, field := range f.Fields {
		if low := strings.ToLower(field.Name); low == "awsaccesskeyid" || strings.HasPrefix(low, "x-amz-") {
			return field.Name
		}
	}
	return ""
}
