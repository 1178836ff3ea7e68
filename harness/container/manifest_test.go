package container_test

import (
	"errors"
	"io"
	"net"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// manifest is what the test reads of a document of kubernetes.yaml.
type manifest struct {
	Kind       string
	StringData map[string]string `yaml:"stringData"`
	Spec       struct {
		Template struct{ Spec struct{ Containers []pod } }
		Ports    []struct {
			Port       int
			TargetPort string `yaml:"targetPort"`
		}
	}
}

// pod is a container of a Deployment.
type pod struct {
	Image string
	Args  []string
	Env   []struct{ Name, Value string }
	Ports []struct {
		Name string
		Port int `yaml:"containerPort"`
	}
	Probe struct {
		TCPSocket struct{ Port string } `yaml:"tcpSocket"`
	} `yaml:"readinessProbe"`
	Security struct {
		RunAsUser int `yaml:"runAsUser"`
	} `yaml:"securityContext"`
}

// The manifest for Kubernetes fits the image: image and user of the Dockerfile, flags and variables of the command, a
// port for each address that the emulator listens at, and no port that none has. No cluster runs it here.
func TestTheManifestFitsTheImage(t *testing.T) {
	secret, deployment, service := documentsOf(t, "kubernetes.yaml")
	for name := range secret.StringData {
		knows(t, `\$`+name)
	}
	if token := secret.StringData["OSS403_CONTROL_TOKEN"]; len(token) < 16 {
		t.Errorf("the token of the control port has %d characters, want 16 or more", len(token))
	}
	emulator := deployment.Spec.Template.Spec.Containers[0]
	dockerfile := string(must[[]byte](t)(os.ReadFile("emulator.Dockerfile")))
	if emulator.Image != emulatorImage || !strings.Contains(dockerfile, "\nUSER "+strconv.Itoa(emulator.Security.RunAsUser)+":") {
		t.Errorf("image %s as user %d", emulator.Image, emulator.Security.RunAsUser)
	}
	for _, arg := range emulator.Args {
		flag, _, _ := strings.Cut(arg, "=")
		knows(t, `(?m)^ +`+regexp.QuoteMeta(flag))
	}
	var listens []string
	for _, e := range emulator.Env {
		knows(t, `\$`+e.Name)
		_, port, err := net.SplitHostPort(e.Value)
		if err != nil {
			t.Errorf("%s: %v", e.Name, err)
		}
		listens = append(listens, port)
	}
	named := map[string]bool{}
	for _, p := range emulator.Ports {
		named[p.Name] = true
		if !slices.Contains(listens, strconv.Itoa(p.Port)) {
			t.Errorf("nothing listens at port %d", p.Port)
		}
	}
	if len(named) != len(listens) {
		t.Errorf("%d ports for %d addresses", len(named), len(listens))
	}
	if !named[emulator.Probe.TCPSocket.Port] {
		t.Errorf("the probe looks at a port %q", emulator.Probe.TCPSocket.Port)
	}
	for _, p := range service.Spec.Ports {
		if !named[p.TargetPort] {
			t.Errorf("the service leads port %d to a port %q", p.Port, p.TargetPort)
		}
	}
	if len(service.Spec.Ports) != len(named) {
		t.Errorf("the service has %d ports, want %d", len(service.Spec.Ports), len(named))
	}
}

// documentsOf reads a file with a Secret, a Deployment of one container and a Service.
func documentsOf(t *testing.T, path string) (secret, deployment, service manifest) {
	t.Helper()
	file := must[*os.File](t)(os.Open(path))
	defer file.Close()
	var all []manifest
	for decoder := yaml.NewDecoder(file); ; {
		var one manifest
		if err := decoder.Decode(&one); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, one)
	}
	if len(all) != 3 || all[0].Kind != "Secret" || all[1].Kind != "Deployment" || all[2].Kind != "Service" ||
		len(all[1].Spec.Template.Spec.Containers) != 1 {
		t.Fatalf("%s has no Secret, Deployment of one container and Service: %+v", path, all)
	}
	return all[0], all[1], all[2]
}

// knows fails the test unless the help of oss403 emulator has the word, a regular expression.
func knows(t *testing.T, word string) {
	t.Helper()
	help := string(must[[]byte](t)(os.ReadFile("../cmd/oss403/testdata/help.txt")))
	_, help, _ = strings.Cut(help, "Usage: oss403 emulator ")
	help, _, _ = strings.Cut(help, "\nUsage: ")
	if !regexp.MustCompile(word + `\b`).MatchString(help) {
		t.Errorf("oss403 emulator does not know %s", word)
	}
}
