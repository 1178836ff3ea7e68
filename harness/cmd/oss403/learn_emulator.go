package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/oss403/oss403/harness/control"
	"github.com/oss403/oss403/harness/emulator"
	"github.com/oss403/oss403/harness/internal/learn"
	"github.com/oss403/oss403/scenarios/catalogue"
)

// refusalsOfEmulator asks a carried emulator for its catalogue of refusals.
func refusalsOfEmulator(ctx context.Context) (reasons []control.Reason, err error) {
	e, err := emulator.New(emulator.Options{})
	if err != nil {
		return nil, fmt.Errorf("making an emulator: %w", err)
	}
	const free = "127.0.0.1:0"
	server, err := e.Start(free, free)
	if err != nil {
		return nil, fmt.Errorf("starting an emulator: %w", err)
	}
	defer func() { err = errors.Join(err, server.Close(ctx)) }()
	if reasons, err = control.At("http://"+server.ControlAddr(), "", nil).Reasons(ctx); err != nil {
		err = fmt.Errorf("asking an emulator for its refusals: %w", err)
	}
	return reasons, err
}

// taughtOfEmulator says which rows of the emulator's catalogue the recordings confirm or contradict, beyond what the
// catalogue of scenarios knew of them.
func taughtOfEmulator(recordings []learn.Recording) ([]learn.Lesson, error) {
	if len(recordings) == 0 {
		return nil, nil
	}
	reasons, err := refusalsOfEmulator(context.Background())
	if err != nil {
		return nil, err
	}
	known := catalogue.All()
	taught := learn.Evidence(recordings, catalogue.Untaught()).Taught(known)
	lessons := learn.NewTo(learn.OfEmulator(reasons, known), learn.OfEmulator(reasons, taught))
	for i := range lessons {
		for _, r := range recordings {
			lessons[i].Runs = append(lessons[i].Runs, r.Name)
		}
	}
	return lessons, nil
}
