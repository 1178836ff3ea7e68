package container_test

import (
	"context"
	"encoding/json"
	"net/http"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/moby/moby/api/types/container"
	"github.com/testcontainers/testcontainers-go"
	"github.com/testcontainers/testcontainers-go/network"
	"github.com/testcontainers/testcontainers-go/wait"

	module "github.com/oss403/oss403/harness/container"
)

// The image as docker run starts it: not root, healthy by its own health check, and
// with a control port that is not reachable from outside.
func TestTheImageOfTheEmulator(t *testing.T) {
	needDocker(t)
	t.Parallel()
	healthy := wait.ForHealthCheck().WithStartupTimeout(30 * time.Second)
	c, err := testcontainers.Run(t.Context(), emulatorImage, testcontainers.WithExposedPorts("80/tcp", "8404/tcp"),
		testcontainers.WithWaitStrategy(healthy))
	testcontainers.CleanupContainer(t, c)
	if err != nil {
		t.Fatal(err)
	}
	config := must[*container.InspectResponse](t)(c.Inspect(t.Context())).Config
	if strings.Trim(config.User, "0123456789:") != "" || strings.HasPrefix(config.User, "0") {
		t.Errorf("runs as %q", config.User)
	}
	control := must[string](t)(c.PortEndpoint(t.Context(), "8404/tcp", "http"))
	if response, err := http.Get(control + "/v1/health"); err == nil {
		response.Body.Close()
		t.Errorf("the control port is reached from outside without a token: %s", response.Status)
	}
	data := must[string](t)(c.PortEndpoint(t.Context(), "80/tcp", "http"))
	response := must[*http.Response](t)(http.Get(data))
	response.Body.Close()
	if response.Header.Get("Server") != "AliyunOSS" || response.StatusCode != http.StatusForbidden {
		t.Errorf("OSS answers %s %v", response.Status, response.Header)
	}
}

// An application in another container, configured for the service, reaches the
// emulator under the service's names. It uses virtual hosts and HTTPS, and checks
// certificates.
func TestVirtualHostsBetweenContainers(t *testing.T) {
	needDocker(t)
	t.Parallel()
	ctx := t.Context()
	const bucket = "my-bucket"
	between := must[*testcontainers.DockerNetwork](t)(network.New(ctx))
	testcontainers.CleanupNetwork(t, between)
	c := start(t, module.WithNetworkAliases(between, "oss-cn-hangzhou.aliyuncs.com", bucket+".oss-cn-hangzhou.aliyuncs.com"))
	code, said := runToEnd(t, emulatorImage,
		testcontainers.WithFiles(
			testcontainers.ContainerFile{
				HostFilePath:      program(t, t.TempDir(), "./testdata/client", "CGO_ENABLED=0", "GOFLAGS=-trimpath -buildvcs=false"),
				ContainerFilePath: "/client", FileMode: 0o755},
			testcontainers.ContainerFile{Reader: strings.NewReader(string(must[[]byte](t)(c.CA(ctx)))), ContainerFilePath: "/ca.pem",
				FileMode: 0o644}),
		testcontainers.WithEnv(map[string]string{
			"OSS_ACCESS_KEY_ID": c.Credentials().AccessKeyID, "OSS_ACCESS_KEY_SECRET": c.Credentials().AccessKeySecret, "SSL_CERT_FILE": "/ca.pem",
		}),
		testcontainers.WithEntrypoint("/client", bucket), network.WithNetwork(nil, between))
	if code != 0 || said != "a greeting from another container" {
		t.Errorf("exit code %d: %s", code, said)
	}
}

// The image of the suite, which has no Go, judges an emulator in another container.
// Verdicts and exit codes are those of oss403 run; reports are in the volume.
func TestTheImageOfTheSuite(t *testing.T) {
	needDocker(t)
	t.Parallel()
	ctx := t.Context()
	between := must[*testcontainers.DockerNetwork](t)(network.New(ctx))
	testcontainers.CleanupNetwork(t, between)
	c := start(t, module.WithNetworkAliases(between, "emulator"))
	with := testcontainers.WithEnv(map[string]string{"OSS403_CONTROL_TOKEN": c.ControlToken()})
	for name, flags := range map[string][]string{
		"one at a time": {"--target=emulator:http://emulator:8404", "--focus=R48"},
		"two at a time": {"--oss.target=emulator:http://emulator:8404", "--oss.focus=R48", "--procs=2"},
	} {
		t.Run(name, func(t *testing.T) {
			code, said := runToEnd(t, conformanceImage, with, testcontainers.WithCmd(flags...), network.WithNetwork(nil, between))
			if code != 0 || !strings.Contains(said, "1 of 1 row PASS") {
				t.Errorf("exit code %d: %s", code, said)
			}
		})
	}
	code, said := runToEnd(t, conformanceImage, testcontainers.WithCmd("--target=nonsense"))
	if code != 64 || !strings.Contains(said, "accepted: emulator:") {
		t.Errorf("bad input: exit code %d: %s", code, said)
	}
}

// runToEnd runs a container until it ends, and returns its exit code and log. If it
// wrote a report, runToEnd checks that the report can be read.
func runToEnd(t *testing.T, image string, opts ...testcontainers.ContainerCustomizer) (code int, said string) {
	t.Helper()
	ended := testcontainers.WithWaitStrategy(wait.ForExit().WithExitTimeout(time.Minute))
	c, err := testcontainers.Run(t.Context(), image, append(opts, ended)...)
	testcontainers.CleanupContainer(t, c)
	if err != nil {
		t.Fatal(err)
	}
	state := must[*container.State](t)(c.State(t.Context()))
	if image == conformanceImage && state.ExitCode == 0 {
		readReport(t, c)
	}
	var words strings.Builder
	logs := exec.Command("docker", "logs", c.GetContainerID())
	logs.Stdout, logs.Stderr = &words, &words
	if err := logs.Run(); err != nil {
		t.Fatal(err)
	}
	return state.ExitCode, words.String()
}

func readReport(t *testing.T, c testcontainers.Container) {
	t.Helper()
	file, err := c.CopyFileFromContainer(context.WithoutCancel(t.Context()), "/reports/conformance.json")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var report struct{ Scenarios []any }
	if err := json.NewDecoder(file).Decode(&report); err != nil || len(report.Scenarios) == 0 {
		t.Errorf("%d scenarios in the report, %v", len(report.Scenarios), err)
	}
}
