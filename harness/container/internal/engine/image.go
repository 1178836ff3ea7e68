package engine

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/containerd/errdefs"
	"github.com/moby/moby/api/pkg/authconfig"
	"github.com/moby/moby/client"
	"github.com/testcontainers/testcontainers-go"
)

// UnknownImage is the error for an image that neither the engine nor a registry has.
type UnknownImage struct {
	image string
	why   error
}

func (u UnknownImage) Error() string {
	return fmt.Sprintf("the engine has no image %q, and can't pull it: %v; make image builds oss403-emulator:dev", u.image, u.why)
}

const pullWithin = 3 * time.Minute

// Need makes sure that the engine has the image. It pulls a missing image once and
// prints that to says. Without Need, testcontainers-go would pull silently, and try
// again for 15 minutes.
func (e Engine) Need(ctx context.Context, image string, says io.Writer) error {
	_, err := e.client.ImageInspect(ctx, image)
	if err == nil {
		return nil
	}
	if errdefs.IsInvalidArgument(err) {
		return UnknownImage{image, err}
	}
	if !errdefs.IsNotFound(err) {
		return fmt.Errorf("looking for the image %s: %w", image, err)
	}
	fmt.Fprintf(says, "pulling %s, which the engine has not, for %s at most\n", image, pullWithin)
	if err := e.pull(ctx, image); err != nil {
		return UnknownImage{image, err}
	}
	return nil
}

func (e Engine) pull(ctx context.Context, image string) error {
	ctx, cancel := context.WithTimeout(ctx, pullWithin)
	defer cancel()
	var options client.ImagePullOptions
	if _, credentials, err := testcontainers.DockerImageAuth(ctx, image); err == nil {
		if options.RegistryAuth, err = authconfig.Encode(credentials); err != nil {
			return fmt.Errorf("encoding the credentials of the registry: %w", err)
		}
	}
	pulling, err := e.client.ImagePull(ctx, image, options)
	if err != nil {
		return err
	}
	return pulling.Wait(ctx)
}
