// Package container starts the OSS emulator in a container, as a module of
// testcontainers-go. No other package of oss403 links testcontainers-go.
//
// `make image` builds the image oss403-emulator:dev, and a release pushes it to the registry of its repository.
package container

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/testcontainers/testcontainers-go"
	"github.com/testcontainers/testcontainers-go/wait"

	"github.com/oss403/oss403/harness/control"
)

// The ports in the container: the ports of the service, and the control port.
const (
	httpPort    = "80/tcp"
	httpsPort   = "443/tcp"
	controlPort = "8404/tcp"
)

const (
	startWithin   = 30 * time.Second
	controlWithin = 10 * time.Second
)

// A Container is a running emulator. It works with testcontainers.CleanupContainer,
// TerminateContainer and all other functions for containers.
type Container struct {
	*testcontainers.DockerContainer
	settings settings
}

// Run starts an emulator from the image and waits until it serves. Its control port
// needs a random token, which ControlToken returns. If Run returns an error, the
// container may still exist, so call CleanupContainer before you check the error.
func Run(ctx context.Context, image string, opts ...testcontainers.ContainerCustomizer) (*Container, error) {
	s := settings{
		credentials: control.Credentials{AccessKeyID: "LTAI5t" + rand.Text()[:18], AccessKeySecret: rand.Text()},
		token:       rand.Text(),
	}
	for _, opt := range opts {
		if own, ok := opt.(Option); ok {
			if err := own(&s); err != nil {
				return nil, fmt.Errorf("run oss403: %w", err)
			}
		}
	}
	all := append(s.customizers(), opts...)
	started, err := testcontainers.Run(ctx, image, all...)
	if started == nil {
		return nil, fmt.Errorf("run oss403: %w", err)
	}
	c := &Container{DockerContainer: started, settings: s}
	if err != nil {
		return c, fmt.Errorf("run oss403: %w", errors.Join(err, c.lastWords(ctx)))
	}
	return c, nil
}

// customizers turns the settings into options of testcontainers-go.
func (s settings) customizers() []testcontainers.ContainerCustomizer {
	all := []testcontainers.ContainerCustomizer{
		testcontainers.WithExposedPorts(httpPort, httpsPort, controlPort),
		testcontainers.WithEnv(map[string]string{
			"OSS403_CONTROL":        ":8404",
			"OSS403_CONTROL_TOKEN":  s.token,
			"OSS_ACCESS_KEY_ID":     s.credentials.AccessKeyID,
			"OSS_ACCESS_KEY_SECRET": s.credentials.AccessKeySecret,
		}),
		testcontainers.WithLabels(map[string]string{Label: "emulator"}),
		testcontainers.WithWaitStrategy(wait.ForHTTP("/v1/health").WithPort(controlPort).
			WithHeaders(map[string]string{"Authorization": "Bearer " + s.token}).
			WithPollInterval(20 * time.Millisecond).WithStartupTimeout(startWithin)),
		testcontainers.WithCmdArgs(s.flags...),
	}
	if s.clock != 0 {
		move := func(ctx context.Context, c testcontainers.Container) error {
			port, err := portOf(ctx, c, s.token)
			if err != nil {
				return err
			}
			return port.MoveClock(ctx, s.clock)
		}
		all = append(all, testcontainers.WithAdditionalLifecycleHooks(testcontainers.ContainerLifecycleHooks{
			PostReadies: []testcontainers.ContainerHook{move},
		}))
	}
	return all
}

// Label is the label of every container of this package.
const Label = "oss403"

// lastWords returns the end of the log of a container that does not serve.
func (c *Container) lastWords(ctx context.Context) error {
	const within, most, end = 5 * time.Second, 1 << 20, 500
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), within)
	defer cancel()
	logs, err := c.Logs(ctx)
	if err != nil {
		return fmt.Errorf("reading what the container said: %w", err)
	}
	defer logs.Close()
	text, err := io.ReadAll(io.LimitReader(logs, most))
	if err != nil {
		return fmt.Errorf("reading what the container said: %w", err)
	}
	if len(text) == 0 {
		return errors.New("the container said nothing")
	}
	return fmt.Errorf("the container said: %s", text[max(0, len(text)-end):])
}

// HTTPEndpoint returns the OSS endpoint as seen from this machine, http://HOST:PORT.
// The host is an IP address or localhost, so clients use path style. For virtual
// hosts, redirect the dialer of the client to it, or use WithNetworkAliases.
func (c *Container) HTTPEndpoint(ctx context.Context) (string, error) {
	return c.PortEndpoint(ctx, httpPort, "http")
}

// HTTPSEndpoint returns the OSS endpoint over TLS, https://HOST:PORT. The authority
// of CA signs its certificate.
func (c *Container) HTTPSEndpoint(ctx context.Context) (string, error) {
	return c.PortEndpoint(ctx, httpsPort, "https")
}

// ControlEndpoint returns the address of the control API as seen from this machine,
// http://HOST:PORT.
func (c *Container) ControlEndpoint(ctx context.Context) (string, error) {
	return c.PortEndpoint(ctx, controlPort, "http")
}

// ControlToken returns the token that each request to the control API must carry.
func (c *Container) ControlToken() string { return c.settings.token }

// Control returns a client of the control API.
func (c *Container) Control(ctx context.Context) (*control.Port, error) {
	return portOf(ctx, c, c.settings.token)
}

// Credentials returns the AccessKey of the first account.
func (c *Container) Credentials() control.Credentials { return c.settings.credentials }

// CA returns the certificate that clients of HTTPSEndpoint must trust, as PEM.
func (c *Container) CA(ctx context.Context) ([]byte, error) {
	port, err := c.Control(ctx)
	if err != nil {
		return nil, err
	}
	return port.CA(ctx)
}

func portOf(ctx context.Context, c testcontainers.Container, token string) (*control.Port, error) {
	address, err := c.PortEndpoint(ctx, controlPort, "http")
	if err != nil {
		return nil, fmt.Errorf("finding the control port of the container: %w", err)
	}
	return control.At(address, token, &http.Client{Timeout: controlWithin}), nil
}
