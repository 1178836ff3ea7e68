package stage

import (
	"context"
	"strings"

	"github.com/aliyun/aliyun-oss-go-sdk/oss"

	"github.com/oss403/oss403/scenarios"
)

// link makes the object of that key a symbolic link, and what it leads to. The target lies beside it,
// under the same key in every scenario; it leads to nothing where it is a link itself.
// https://help.aliyun.com/zh/oss/developer-reference/putsymlink
func link(ctx context.Context, bucket *oss.Bucket, key, to string, options []oss.Option) error {
	const target = scenarios.LinkTarget
	var err error
	switch to {
	case scenarios.ToNothing:
		err = bucket.DeleteObject(target, oss.WithContext(ctx))
	case scenarios.ToLink:
		err = bucket.PutSymlink(target, "nothing.txt", oss.WithContext(ctx))
	case scenarios.ToPrivate:
		err = bucket.PutObject(target, strings.NewReader(Content), oss.WithContext(ctx), oss.ObjectACL(oss.ACLPrivate))
	default:
		err = bucket.PutObject(target, strings.NewReader(Content), oss.WithContext(ctx))
	}
	if err != nil {
		return err
	}
	return bucket.PutSymlink(key, target, options...)
}
