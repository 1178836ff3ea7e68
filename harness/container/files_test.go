package container_test

import (
	"bytes"
	"io"
	"net/http"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/testcontainers/testcontainers-go"
	"github.com/testcontainers/testcontainers-go/network"
)

// The compose file runs as it is: the emulator answers at both ports that it publishes, and an application in its network
// that is configured for the service reaches a bucket by its name, over HTTPS.
func TestTheComposeFileRuns(t *testing.T) {
	needDocker(t)
	if _, err := exec.LookPath("docker-compose"); err != nil {
		t.Skip("docker-compose is not on this machine")
	}
	compose := func(args ...string) {
		t.Helper()
		args = append([]string{"-p", "oss403-compose-test", "-f", "compose.yaml"}, args...)
		said, err := exec.Command("docker-compose", args...).CombinedOutput()
		if err != nil {
			t.Fatalf("docker-compose %s: %v\n%s", strings.Join(args, " "), err, said)
		}
	}
	defer compose("down")
	compose("up", "-d")
	answer := func(address string) (status int, body []byte) {
		request := must[*http.Request](t)(http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil))
		request.Header.Set("Authorization", "Bearer at-least-16-characters")
		for end := time.Now().Add(20 * time.Second); ; time.Sleep(100 * time.Millisecond) {
			response, err := http.DefaultClient.Do(request)
			if err == nil {
				defer response.Body.Close()
				return response.StatusCode, must[[]byte](t)(io.ReadAll(response.Body))
			}
			if time.Now().After(end) {
				t.Fatalf("%s: %v", address, err)
			}
		}
	}
	if got, _ := answer("http://127.0.0.1:8404/v1/health"); got != http.StatusOK {
		t.Errorf("the control port answers %d", got)
	}
	if got, _ := answer("http://127.0.0.1:8403/"); got != http.StatusForbidden && got != http.StatusBadRequest {
		t.Errorf("OSS answers %d", got)
	}
	_, authority := answer("http://127.0.0.1:8404/v1/ca")
	code, said := runToEnd(t, emulatorImage, network.WithNetworkName(nil, "oss403-compose-test_default"),
		testcontainers.WithFiles(
			testcontainers.ContainerFile{
				HostFilePath:      program(t, t.TempDir(), "./testdata/client", "CGO_ENABLED=0", "GOFLAGS=-trimpath -buildvcs=false"),
				ContainerFilePath: "/client", FileMode: 0o755},
			testcontainers.ContainerFile{Reader: bytes.NewReader(authority), ContainerFilePath: "/ca.pem", FileMode: 0o644}),
		testcontainers.WithEnv(map[string]string{
			"OSS_ACCESS_KEY_ID": "LTAI0000example", "OSS_ACCESS_KEY_SECRET": "an-example-secret", "SSL_CERT_FILE": "/ca.pem"}),
		testcontainers.WithEntrypoint("/client", "photos"))
	if code != 0 || said != "a greeting from another container" {
		t.Errorf("an application in the network: exit code %d: %s", code, said)
	}
}
