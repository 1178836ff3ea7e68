package container_test

import (
	"context"
	"errors"
	"flag"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/testcontainers/testcontainers-go"

	"github.com/oss403/oss403/harness/container"
	"github.com/oss403/oss403/harness/container/internal/engine"
)

// The images that make image builds.
const (
	emulatorImage    = "oss403-emulator:dev"
	conformanceImage = "oss403-conformance:dev"
)

// require is the environment variable that makes a missing engine fail the tests. CI
// sets it.
const require = "OSS403_REQUIRE_DOCKER"

// TestMain skips the examples if there are no images. Tests skip themselves.
func TestMain(m *testing.M) {
	flag.Parse()
	if err := images(); err != nil {
		if err := flag.Set("test.skip", "^Example"); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}

// needDocker builds the images. It skips the test on a machine without a container
// engine.
func needDocker(t testing.TB) {
	t.Helper()
	err := images()
	if errors.As(err, new(noEngine)) && os.Getenv(require) == "" {
		t.Skipf("%v; with %s=1 this is a failure", err, require)
	}
	if err != nil {
		t.Fatal(err)
	}
}

type noEngine struct{ error }

// images builds the images, once.
var images = sync.OnceValue(func() error {
	found, err := engine.Find(context.Background())
	if err != nil {
		return noEngine{err}
	}
	defer found.Close()
	build := exec.Command("make", "--no-print-directory", "image")
	build.Dir = filepath.Join("..", "..")
	if said, err := build.CombinedOutput(); err != nil {
		return errors.New("make image: " + err.Error() + "\n" + string(said))
	}
	return nil
})

// start runs an emulator that ends with the test.
func start(t *testing.T, opts ...testcontainers.ContainerCustomizer) *container.Container {
	t.Helper()
	c, err := container.Run(t.Context(), emulatorImage, opts...)
	if c != nil {
		testcontainers.CleanupContainer(t, c)
	}
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// must fails the test at an error, and otherwise returns the value.
func must[V any](t *testing.T) func(V, error) V {
	return func(value V, err error) V {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}

// program builds a program into a folder, and returns its path.
func program(t *testing.T, folder, source string, environment ...string) string {
	t.Helper()
	path := filepath.Join(folder, filepath.Base(source))
	build := exec.Command("go", "build", "-o", path, source)
	build.Env = append(os.Environ(), environment...)
	if said, err := build.CombinedOutput(); err != nil {
		t.Fatalf("building %s: %v\n%s", source, err, said)
	}
	return path
}

// statusOf returns the status with which the control port answers GET /v1/health.
func statusOf(t *testing.T, endpoint, authorization string) int {
	t.Helper()
	request := must[*http.Request](t)(http.NewRequestWithContext(t.Context(), http.MethodGet, endpoint+"/v1/health", nil))
	if authorization != "" {
		request.Header.Set("Authorization", authorization)
	}
	response := must[*http.Response](t)(http.DefaultClient.Do(request))
	response.Body.Close()
	return response.StatusCode
}

// gone fails the test if the engine still has the container.
func gone(t *testing.T, id string) {
	t.Helper()
	said, err := exec.Command("docker", "inspect", "--type=container", id).CombinedOutput()
	if err == nil || !strings.Contains(string(said), "No such container") {
		t.Errorf("container %s: %v\n%s", id, err, said)
	}
}
