package container

import (
	"errors"
	"fmt"
	"time"

	"github.com/testcontainers/testcontainers-go"
	"github.com/testcontainers/testcontainers-go/network"

	"github.com/oss403/oss403/harness/control"
)

// settings holds the effect of all options.
type settings struct {
	credentials control.Credentials
	token       string
	clock       time.Duration
	flags       []string // flags of the command oss403 emulator
}

// An Option configures the emulator in the container.
type Option func(*settings) error

// Customize does nothing: Run reads the options before it asks for a container.
func (o Option) Customize(*testcontainers.GenericContainerRequest) error { return nil }

// WithRegion makes the emulator serve these regions only. The endpoint leads to the
// first one. Without this option the emulator serves all public regions, and
// cn-hangzhou is the first.
func WithRegion(first string, more ...string) Option {
	return func(s *settings) error {
		for _, region := range append([]string{first}, more...) {
			if region == "" {
				return errors.New("WithRegion: a region is empty")
			}
			s.flags = append(s.flags, "--region="+region)
		}
		return nil
	}
}

// WithAccount gives the first account this UID and AccessKey. Without this option the
// UID is the default of oss403 emulator and the AccessKey is random. Credentials
// returns the AccessKey.
func WithAccount(uid, accessKeyID, accessKeySecret string) Option {
	return func(s *settings) error {
		if uid == "" || accessKeyID == "" || accessKeySecret == "" {
			return errors.New("WithAccount: the UID or a half of the AccessKey is empty")
		}
		s.flags = append(s.flags, "--account="+uid)
		s.credentials = control.Credentials{AccessKeyID: accessKeyID, AccessKeySecret: accessKeySecret}
		return nil
	}
}

// WithDialect sets how the emulator refuses: "observed" as the service was seen to
// answer (the default), or "documented" as the official page prints it.
func WithDialect(dialect string) Option {
	return func(s *settings) error {
		s.flags = append(s.flags, "--dialect="+dialect)
		return nil
	}
}

// WithClock sets the emulator's clock ahead of the clock of the container engine. A
// negative duration sets it behind. A reset of the emulator undoes it.
func WithClock(ahead time.Duration) Option {
	return func(s *settings) error {
		s.clock = ahead
		return nil
	}
}

// WithNetworkAliases gives the emulator these names in a network of containers. With
// the names of the service, such as oss-cn-hangzhou.aliyuncs.com,
// my-bucket.oss-cn-hangzhou.aliyuncs.com or sts.cn-hangzhou.aliyuncs.com, other
// containers use virtual hosts at the ports 80 and 443, as with the service.
func WithNetworkAliases(in *testcontainers.DockerNetwork, names ...string) testcontainers.CustomizeRequestOption {
	if in == nil {
		return func(*testcontainers.GenericContainerRequest) error {
			return fmt.Errorf("WithNetworkAliases %v: there is no network", names)
		}
	}
	return network.WithNetwork(names, in)
}
