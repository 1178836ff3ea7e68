package check

import (
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/callback"
	"github.com/oss403/oss403/harness/emulator/internal/img"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// Limits are the numbers that checks and readers compare with.
type Limits struct {
	Skew       time.Duration // how far a signing time may be off, either way
	V4Lifetime int64         // seconds of a V4 URL at most
	URLGrace   time.Duration // how long after its expiry a URL is still good
	FormGrace  time.Duration // how long after its expiration a form policy is still good
	FormAge    int           // days that the scope of a V4 form may be old
	Form       wire.FormLimits
	File       int64 // bytes of the file of a form
	Image      img.Limits
	Callback   callback.Limits
}

// DefaultLimits are the service's where they are published.
// https://help.aliyun.com/zh/oss/developer-reference/add-signatures-to-urls
func DefaultLimits() Limits {
	return Limits{
		Skew:       15 * time.Minute,
		V4Lifetime: 604800, // seven days
		FormAge:    7,      // assumed
		Form:       wire.FormLimits{Fields: 10_000, Name: 8 << 10, Value: 4 << 10, Total: 8 << 20},
		File:       wire.MaxObject,
		Image:      img.DefaultLimits(),
		Callback:   callback.DefaultLimits(),
	}
}
