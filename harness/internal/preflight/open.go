package preflight

import (
	"context"
	"errors"
	"fmt"

	"github.com/oss403/oss403/harness/internal/target"
)

// Open opens the target. What only the surroundings lack, such as credentials, is a
// finding of the preflight; what was asked for wrongly stays a target.UsageError.
func Open(ctx context.Context, spec target.Spec) (*target.Target, error) {
	t, err := target.Open(ctx, spec)
	if err != nil && !errors.As(err, new(target.UsageError)) {
		err = fmt.Errorf("preflight: %w", err)
	}
	return t, err
}
