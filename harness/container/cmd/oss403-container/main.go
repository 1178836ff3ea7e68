// Command oss403-container starts the OSS emulator in a container, prints one line
// of JSON with its addresses, and removes the container once its input ends or it is
// told to. `oss403 run --target=container:IMAGE` calls it, so that oss403 itself
// links no client of a container engine.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/testcontainers/testcontainers-go"

	"github.com/oss403/oss403/harness/container"
	"github.com/oss403/oss403/harness/container/internal/engine"
)

// The exit codes.
const (
	exitNotStarted = 2
	exitUsage      = 64
)

// serving is the line that is printed once the container serves.
type serving struct {
	Data        string `json:"data"`
	Control     string `json:"control"`
	Token       string `json:"token"`
	ContainerID string `json:"containerId"`
	BootMs      int64  `json:"bootMs"` // from before the engine was asked until it served
}

func main() { os.Exit(execute(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

func execute(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("oss403-container", flag.ContinueOnError)
	flags.SetOutput(stderr)
	image := flags.String("image", "", "the image, e.g. oss403-emulator:dev")
	dialect := flags.String("dialect", "", "how the emulator refuses; empty: as its default is")
	if err := flags.Parse(args); err != nil {
		return exitUsage
	}
	if *image == "" || flags.NArg() > 0 {
		fmt.Fprintln(stderr, "oss403-container: accepted: --image=IMAGE, --dialect=DIALECT")
		return exitUsage
	}
	if err := serve(*image, *dialect, stdin, stdout, stderr); err != nil {
		fmt.Fprintln(stderr, "oss403-container:", strings.Join(strings.Fields(err.Error()), " "))
		if errors.As(err, new(engine.UnknownImage)) {
			return exitUsage
		}
		return exitNotStarted
	}
	return 0
}

// serve starts the container and removes it in the end, however that comes.
func serve(image, dialect string, stdin io.Reader, stdout, stderr io.Writer) (err error) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	go func() {
		io.Copy(io.Discard, stdin)
		stop()
	}()
	began := time.Now()
	c, err := start(ctx, image, dialect, stderr)
	if c != nil {
		defer func() { err = errors.Join(err, remove(c)) }()
	}
	if err != nil && ctx.Err() != nil {
		return fmt.Errorf("told to end before the container served: %w", err)
	}
	if err != nil {
		return err
	}
	line := serving{Token: c.ControlToken(), ContainerID: c.GetContainerID(), BootMs: time.Since(began).Milliseconds()}
	if line.Data, err = c.HTTPEndpoint(ctx); err != nil {
		return fmt.Errorf("finding the OSS port of the container: %w", err)
	}
	if line.Control, err = c.ControlEndpoint(ctx); err != nil {
		return fmt.Errorf("finding the control port of the container: %w", err)
	}
	if err := json.NewEncoder(stdout).Encode(line); err != nil {
		return fmt.Errorf("printing the addresses: %w", err)
	}
	<-ctx.Done()
	return nil
}

// start runs a container of the image, which the engine must have or get.
func start(ctx context.Context, image, dialect string, stderr io.Writer) (*container.Container, error) {
	found, err := engine.Find(ctx)
	if err != nil {
		return nil, err
	}
	defer found.Close()
	if err := found.Need(ctx, image, stderr); err != nil {
		return nil, err
	}
	var options []testcontainers.ContainerCustomizer
	if dialect != "" {
		options = append(options, container.WithDialect(dialect))
	}
	c, err := container.Run(ctx, image, options...)
	if err != nil {
		return c, fmt.Errorf(
			"a container of %s does not serve as an oss403 emulator; tried: GET /v1/health with a token at its port 8404: %w", image, err)
	}
	return c, nil
}

// remove stops the container, which may take its time to end, and removes it.
func remove(c *container.Container) error {
	const within = 20 * time.Second
	ctx, cancel := context.WithTimeout(context.Background(), within)
	defer cancel()
	if err := testcontainers.TerminateContainer(c, testcontainers.StopContext(ctx)); err != nil {
		return fmt.Errorf("removing container %s: %w; docker rm --force does it by hand", c.GetContainerID(), err)
	}
	return nil
}
