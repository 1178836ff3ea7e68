package container_test

import (
	"errors"
	"io"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"
)

// The compose file runs as it is: the emulator answers at both ports that it publishes.
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
	answer := func(address string) int {
		request := must[*http.Request](t)(http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil))
		request.Header.Set("Authorization", "Bearer at-least-16-characters")
		for end := time.Now().Add(20 * time.Second); ; time.Sleep(100 * time.Millisecond) {
			response, err := http.DefaultClient.Do(request)
			if err == nil {
				response.Body.Close()
				return response.StatusCode
			}
			if time.Now().After(end) {
				t.Fatalf("%s: %v", address, err)
			}
		}
	}
	if got := answer("http://127.0.0.1:8404/v1/health"); got != http.StatusOK {
		t.Errorf("the control port answers %d", got)
	}
	if got := answer("http://127.0.0.1:8403/"); got != http.StatusForbidden && got != http.StatusBadRequest {
		t.Errorf("OSS answers %d", got)
	}
}

// The manifest for Kubernetes names the image, the user, the ports and the variables that the Dockerfile and the
// command know. No cluster runs it here.
func TestTheManifestFitsTheImage(t *testing.T) {
	file := must[*os.File](t)(os.Open("kubernetes.yaml"))
	defer file.Close()
	var kinds, names []string
	for decoder := yaml.NewDecoder(file); ; {
		var one struct {
			Kind string
			Spec struct {
				Template struct {
					Spec struct {
						Containers []struct {
							Image           string
							Env             []struct{ Name string }
							SecurityContext struct {
								RunAsUser int `yaml:"runAsUser"`
							} `yaml:"securityContext"`
						}
					}
				}
			}
			StringData map[string]string `yaml:"stringData"`
		}
		if err := decoder.Decode(&one); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		kinds = append(kinds, one.Kind)
		for name := range one.StringData {
			names = append(names, name)
		}
		for _, c := range one.Spec.Template.Spec.Containers {
			if c.Image != emulatorImage || c.SecurityContext.RunAsUser != 65532 {
				t.Errorf("image %s as user %d", c.Image, c.SecurityContext.RunAsUser)
			}
			for _, e := range c.Env {
				names = append(names, e.Name)
			}
		}
	}
	if want := []string{"Secret", "Deployment", "Service"}; !slices.Equal(kinds, want) {
		t.Errorf("the manifest has %v, want %v", kinds, want)
	}
	help := string(must[[]byte](t)(os.ReadFile("../cmd/oss403/testdata/help.txt")))
	for _, name := range names {
		if !strings.Contains(help, "$"+name) {
			t.Errorf("no flag of the command reads %s", name)
		}
	}
}
