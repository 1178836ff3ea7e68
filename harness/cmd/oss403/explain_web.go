package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/oss403/oss403/harness/internal/explain"
	"github.com/oss403/oss403/harness/internal/explain/lang"
	"github.com/oss403/oss403/harness/internal/explain/web"
	"github.com/oss403/oss403/harness/internal/target"
	"github.com/oss403/oss403/reports"
)

// serve serves the page until an interrupt.
func (c *explainCommand) serve(to output, known explain.Known, in lang.Language) error {
	if c.What != "-" || c.JSON || c.Request != "" || c.Decode || c.Profile != "" {
		return target.Usagef("--web with something to explain, --json, --request, --decode or --profile; " +
			"accepted: --web, with --listen if the port matters; the page takes the texts")
	}
	listener, err := web.Listen(cmp.Or(c.Listen, "127.0.0.1:0"))
	if err != nil {
		return target.Usagef("the page can't be served: %v; accepted: --listen=127.0.0.1:PORT, [::1]:PORT or localhost:PORT", err)
	}
	defer listener.Close()
	style, err := reports.Style()
	if err != nil {
		return fmt.Errorf("the style of the page: %w", err)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	const says = "http://%s/   paste a 403 there; nothing leaves this machine. Ctrl-C ends it.\n"
	if _, err := fmt.Fprintf(to.out, says, listener.Addr()); err != nil {
		return err
	}
	return web.Serve(ctx, listener, known, style, in)
}
