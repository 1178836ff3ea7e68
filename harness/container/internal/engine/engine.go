// Package engine finds the container engine for testcontainers-go, gives
// testcontainers-go settings that it does not find itself, and pulls images. It
// starts no container.
package engine

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"os"

	"github.com/moby/moby/client"
	"github.com/testcontainers/testcontainers-go"
	"github.com/testcontainers/testcontainers-go/log"
)

// An Engine runs containers.
type Engine struct {
	client *client.Client
}

// Find returns the engine that testcontainers-go uses in this process from now on. It
// turns off the log of testcontainers-go, turns off the reaper because its image
// would need a pull, and sets the right host. It does not change variables of
// testcontainers-go that are already set.
func Find(ctx context.Context) (Engine, error) {
	if err := otherwise("TESTCONTAINERS_RYUK_DISABLED", "true"); err != nil {
		return Engine{}, err
	}
	log.SetDefault(log.NewNoopLogger())
	found, err := testcontainers.NewDockerClientWithOpts(ctx)
	if err != nil {
		return Engine{}, absent(err)
	}
	return answering(ctx, Engine{found.Client})
}

// answering returns e if the engine answers, and an error otherwise.
func answering(ctx context.Context, e Engine) (Engine, error) {
	if _, err := e.client.Ping(ctx, client.PingOptions{}); err != nil {
		return Engine{}, absent(err)
	}
	if e.isHere(ctx) {
		return e, otherwise("TESTCONTAINERS_HOST_OVERRIDE", "127.0.0.1")
	}
	return e, nil
}

func absent(err error) error {
	return fmt.Errorf("no container engine answers: %w; start Docker, or set DOCKER_HOST to where it is", err)
}

// isHere reports whether the engine's bridge is a network interface of this machine,
// so that the ports of containers are mapped here. testcontainers-go is wrong about
// this if this machine is a container itself: it then assumes another host.
func (e Engine) isHere(ctx context.Context) bool {
	bridge, err := e.client.NetworkInspect(ctx, testcontainers.Bridge, client.NetworkInspectOptions{})
	if err != nil {
		return false // an engine without a bridge of that name, such as Podman
	}
	own, err := net.InterfaceByName(bridge.Network.Options["com.docker.network.bridge.name"])
	if err != nil {
		return false
	}
	addresses, err := own.Addrs()
	if err != nil {
		return false
	}
	for _, address := range addresses {
		mine, err := netip.ParsePrefix(address.String())
		for _, part := range bridge.Network.IPAM.Config {
			if err == nil && part.Subnet.Contains(mine.Addr()) {
				return true
			}
		}
	}
	return false
}

// otherwise sets an environment variable, unless it is set already.
func otherwise(name, value string) error {
	if _, set := os.LookupEnv(name); set {
		return nil
	}
	if err := os.Setenv(name, value); err != nil {
		return fmt.Errorf("setting %s: %w", name, err)
	}
	return nil
}

// Close closes the connection to the engine.
func (e Engine) Close() error { return e.client.Close() }
