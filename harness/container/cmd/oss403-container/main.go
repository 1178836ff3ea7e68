// Command oss403-container starts the OSS emulator in a container and prints one line
// of JSON with its addresses. It removes the container when its standard input ends,
// or at SIGINT or SIGTERM. `oss403 run --target=container:IMAGE` calls it, so that
// oss403 itself links no client of a container engine.
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

// serving is the JSON that the command prints when the container serves.
type serving struct {
	Data        string `json:"data"`
	Control     string `json:"control"`
	Token       string `json:"token"`
	ContainerID string `json:"containerId"`
	BootMs      int64  `json:"bootMs"` // milliseconds from the call of the engine until the container served
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

// serve starts the container, prints its addresses, and waits until it is told to
// end. It always removes the container.
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

// start runs a container of the image. The engine must have the image or pull it.
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

// remove stops the container, gives it time to end, and removes it.
func remove(c *container.Container) error {
	const within = 20 * time.Second
	ctx, cancel := context.WithTimeout(context.Background(), within)
	defer cancel()
	if err := testcontainers.TerminateContainer(c, testcontainers.StopContext(ctx)); err != nil {
		return fmt.Errorf("removing container %s: %w; docker rm --force does it by hand", c.GetContainerID(), err)
	}
	return nil
}
