package wire

import (
	"strings"
	"unicode/utf8"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// BadKey refuses a name that no object can have: 1 to 1023 bytes of UTF-8 that
// begin with neither a slash nor a backslash. That reads are refused as writes
// are is assumed.
// https://help.aliyun.com/zh/oss/user-guide/0016-00000001 and those after it
func BadKey(key string) *deny.Denial {
	var why deny.Reason
	switch {
	case key == "":
		why = deny.ObjectNameEmpty
	case len(key) > MaxKey:
		why = deny.ObjectNameTooLong
	case !utf8.ValidString(key):
		why = deny.ObjectNameNotUTF8
	case strings.HasPrefix(key, "/"), strings.HasPrefix(key, `\`):
		why = deny.ObjectNameBegin
	default:
		return nil
	}
	return deny.Because(why, deny.Field{Name: "ObjectName", Value: key})
}
