package container

import (
	"errors"
	"fmt"
	"time"

	"github.com/testcontainers/testcontainers-go"
	"github.com/testcontainers/testcontainers-go/network"

	"github.com/oss403/oss403/harness/control"
)

// settings are what the options say of the emulator.
type settings struct {
	credentials control.Credentials
	token       string
	clock       time.Duration
	flags       []string // of the command oss403 emulator
}

// An Option says what the emulator in the container is like.
type Option func(*settings) error

// Customize does nothing: Run reads the options before it asks for a container.
func (o Option) Customize(*testcontainers.GenericContainerRequest) error { return nil }

// WithRegion serves these regions only; the first is that which the endpoint leads
// to. Without it all public ones are served, and the first is cn-hangzhou.
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

// WithAccount gives the first account this UID and AccessKey. Without it they are
// made up, and Credentials knows them.
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

// WithDialect lets it refuse as the service was seen to ("observed", as without it)
// or as the official page prints it ("documented").
func WithDialect(dialect string) Option {
	return func(s *settings) error {
		s.flags = append(s.flags, "--dialect="+dialect)
		return nil
	}
}

// WithClock lets its clock run ahead of the engine's, or behind it. A reset of the
// emulator takes that back.
func WithClock(ahead time.Duration) Option {
	return func(s *settings) error {
		s.clock = ahead
		return nil
	}
}

// WithNetworkAliases lets the other containers of a network reach it under these
// names. With the names of the service, such as oss-cn-hangzhou.aliyuncs.com,
// my-bucket.oss-cn-hangzhou.aliyuncs.com or sts.cn-hangzhou.aliyuncs.com, they use
// virtual hosts at the ports 80 and 443, as they would on the service.
func WithNetworkAliases(in *testcontainers.DockerNetwork, names ...string) testcontainers.CustomizeRequestOption {
	if in == nil {
		return func(*testcontainers.GenericContainerRequest) error {
			return fmt.Errorf("WithNetworkAliases %v: there is no network", names)
		}
	}
	return network.WithNetwork(names, in)
}
