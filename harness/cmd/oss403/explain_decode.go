package main

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"syscall"

	"github.com/oss403/oss403/harness/internal/caller"
	"github.com/oss403/oss403/harness/internal/explain"
	"github.com/oss403/oss403/harness/internal/explain/lang"
	"github.com/oss403/oss403/harness/internal/target"
)

// decoded asks RAM about the EncodedDiagnosticMessage of the answer; nil without --decode.
func (c *explainCommand) decoded(answer explain.Answer, in lang.Language) (*explain.Decoded, error) {
	if !c.Decode {
		if c.Profile != "" {
			return nil, target.Usagef("--profile says where RAM is, and RAM is not asked; accepted: together with --decode")
		}
		return nil, nil
	}
	message, err := answer.EncodedDiagnosticMessage()
	if err != nil {
		return nil, target.Usagef("nothing to decode: %v; accepted: a whole answer with AccessDeniedDetail", err)
	}
	ram, who, err := target.RAM(c.Profile)
	if err != nil {
		return nil, err
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	text, err := ram.DecodeDiagnosticMessage(ctx, who, message)
	var refused *caller.Refusal
	switch {
	case errors.As(err, &refused):
		return nil, target.Usagef("RAM does not decode the message: %s; accepted: credentials of the account whose request was refused, "+
			"with the right ram:DecodeDiagnosticMessage", explain.Shown(refused.Short()))
	case err != nil:
		return nil, errors.New("RAM can't be asked: " + explain.Shown(err.Error()))
	}
	return explain.ReadDecoded(text, in)
}
