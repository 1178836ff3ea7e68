package preflight

import (
	"context"
	"errors"
	"fmt"

	"github.com/oss403/oss403/harness/internal/target"
)

// Open opens the target. An error about the environment, such as missing credentials, becomes
// an error of the preflight. An error in the spec stays a target.UsageError.
func Open(ctx context.Context, spec target.Spec) (*target.Target, error) {
	t, err := target.Open(ctx, spec)
	if err != nil && !errors.As(err, new(target.UsageError)) {
		err = fmt.Errorf("preflight: %w", err)
	}
	return t, err
}
