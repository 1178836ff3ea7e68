package container_test

import (
	"bytes"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/aliyun/aliyun-oss-go-sdk/oss"
	"github.com/testcontainers/testcontainers-go"
	"github.com/testcontainers/testcontainers-go/network"
)

// The compose file runs as it is, at other ports of this machine, because an emulator may have its own: the emulator answers
// at both, and an application in its network that is configured for the service reaches a bucket by its name, over HTTPS.
func TestTheComposeFileRuns(t *testing.T) {
	needDocker(t)
	if _, err := exec.LookPath("docker-compose"); err != nil {
		t.Skip("docker-compose is not on this machine")
	}
	port, control := freePort(t), freePort(t)
	project := "oss403-compose-test-" + port
	compose := func(args ...string) {
		t.Helper()
		c := exec.Command("docker-compose", append([]string{"-p", project, "-f", "compose.yaml"}, args...)...)
		c.Env = append(os.Environ(), "OSS403_PORT="+port, "OSS403_CONTROL_PORT="+control)
		if said, err := c.CombinedOutput(); err != nil {
			t.Fatalf("docker-compose %s: %v\n%s", strings.Join(args, " "), err, said)
		}
	}
	defer compose("down")
	compose("up", "-d")
	answer := func(port, path string) (status int, body []byte) {
		address := "http://127.0.0.1:" + port + path
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
	if got, _ := answer(control, "/v1/health"); got != http.StatusOK {
		t.Errorf("the control port answers %d", got)
	}
	if got, _ := answer(port, "/"); got != http.StatusForbidden && got != http.StatusBadRequest {
		t.Errorf("OSS answers %d", got)
	}
	_, authority := answer(control, "/v1/ca")
	code, said := runToEnd(t, emulatorImage, network.WithNetworkName(nil, project+"_default"),
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

// freePort returns a port of the loopback address that nobody has.
func freePort(t *testing.T) string {
	t.Helper()
	l := must[net.Listener](t)(net.Listen("tcp", "127.0.0.1:0"))
	defer l.Close()
	return strconv.Itoa(l.Addr().(*net.TCPAddr).Port)
}

// The line of the README for plain Docker runs as it is printed, in the background and at another port of this machine. A
// client with its AccessKey stores and reads an object.
func TestTheLineForDockerRuns(t *testing.T) {
	needDocker(t)
	readme := must[[]byte](t)(os.ReadFile("../emulator/README.md"))
	lines := regexp.MustCompile(`(?m)^docker run .*$`).FindAllString(string(readme), -1)
	if len(lines) != 1 {
		t.Fatalf("%d lines for Docker, want 1", len(lines))
	}
	port := freePort(t)
	line := strings.Replace(lines[0], "-p 8403:", "--detach --label oss403 -p 127.0.0.1:"+port+":", 1)
	words := strings.Fields(line)
	id, err := exec.CommandContext(t.Context(), words[0], words[1:]...).Output()
	if err != nil {
		t.Fatalf("%s: %v", line, err)
	}
	defer exec.Command("docker", "kill", strings.TrimSpace(string(id))).Run()
	client := must[*oss.Client](t)(oss.New("http://127.0.0.1:"+port, "id", "secret"))
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(100 * time.Millisecond) {
		if err = client.CreateBucket("photos"); err == nil {
			break
		}
		if time.Now().After(end) {
			t.Fatal(err)
		}
	}
	bucket := must[*oss.Bucket](t)(client.Bucket("photos"))
	if err := bucket.PutObject("cat.jpg", strings.NewReader("meow")); err != nil {
		t.Fatal(err)
	}
	if got := must[[]byte](t)(io.ReadAll(must[io.ReadCloser](t)(bucket.GetObject("cat.jpg")))); string(got) != "meow" {
		t.Errorf("%q was read", got)
	}
}
