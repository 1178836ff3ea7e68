package main

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/oss403/oss403/harness/control"
	"github.com/oss403/oss403/harness/internal/target"
)

type waitCommand struct {
	Control      string        `help:"Address of the control port." default:"http://127.0.0.1:8404" placeholder:"URL"`
	ControlToken string        `help:"Its token, if it has one." env:"OSS403_CONTROL_TOKEN" placeholder:"TOKEN"`
	Timeout      time.Duration `help:"How long to wait." default:"30s" placeholder:"DURATION"`
}

// Run asks for the health of the emulator until it answers. The image, which has no
// shell and no other program, uses this command as its health check.
func (c *waitCommand) Run(to output) error {
	if err := (target.Spec{Target: "emulator:" + c.Control}).Check(); err != nil {
		return target.Usagef("--control=%s is no address; accepted: http://HOST:PORT", c.Control)
	}
	if c.Timeout <= 0 {
		return target.Usagef("--timeout=%s; accepted: a duration such as 30s", c.Timeout)
	}
	ctx, cancel := context.WithTimeout(context.Background(), c.Timeout)
	defer cancel()
	const pause = 50 * time.Millisecond
	port := control.At(c.Control, c.ControlToken, &http.Client{Timeout: c.Timeout})
	var last error // the last error that is not caused by the time limit
	for {
		health, err := port.Health(ctx)
		if err == nil {
			_, err = fmt.Fprintf(to.out, "%s serves %s\n", health.Product, health.Data)
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
