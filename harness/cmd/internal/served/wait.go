package served

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/oss403/oss403/harness/control"
)

// Wait is the command that waits for an emulator.
type Wait struct {
	Control      string        `help:"Address of the control port." default:"http://127.0.0.1:8404" placeholder:"URL"`
	ControlToken string        `help:"Its token, if it has one." env:"OSS403_CONTROL_TOKEN" placeholder:"TOKEN"`
	Timeout      time.Duration `help:"How long to wait." default:"30s" placeholder:"DURATION"`
}

// Run asks for the health of the emulator until it answers. The image, which has no
// shell and no other program, uses this command as its health check.
func (c *Wait) Run(to Output) error {
	if at, err := url.Parse(c.Control); err != nil || at.Scheme != "http" || at.Host == "" {
		return usagef("--control=%s is no address; accepted: http://HOST:PORT", c.Control)
	}
	if c.Timeout <= 0 {
		return usagef("--timeout=%s; accepted: a duration such as 30s", c.Timeout)
	}
	ctx, cancel := context.WithTimeout(context.Background(), c.Timeout)
	defer cancel()
	const pause = 50 * time.Millisecond
	port := control.At(c.Control, c.ControlToken, &http.Client{Timeout: c.Timeout})
	var last error // the last error that is not caused by the time limit
	for {
		health, err := port.Health(ctx)
		if err == nil {
			_, err = fmt.Fprintf(to.Out, "%s serves %s\n", health.Product, health.Data)
			return err
		}
		if last == nil || ctx.Err() == nil {
			last = err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("no emulator is healthy at %s within %s: %w", c.Control, c.Timeout, last)
		case <-time.After(pause):
		}
	}
}
