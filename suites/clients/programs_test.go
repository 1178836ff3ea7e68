package clients

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/aliyun/aliyun-oss-go-sdk/oss"
)

// A program is a client that a distribution packages. It runs its commands one after the other, in a folder with src/small,
// src/dir/big and src/dir/a+b, as an account with the bucket "made". It finds the emulator under the names of OSS, through
// the proxy that the data port is.
type program struct {
	name        string
	version     []string // arguments that print the version
	known       string   // the version that the commands are known to work with
	always      bool     // it is short: it runs in go test ./... too, where the program is there
	environment func(e emulator) []string
	files       map[string]string // more files of the folder; $ID, $SECRET, $HOST and $PORT in them stand for those of the emulator
	before      []string          // arguments before those of each command
	commands    []command
}

// A command is one line of a table of a program.
type command struct {
	line    string // its arguments
	prints  string // what it must print; empty: anything
	gets    string // a file that must be src/dir/big afterwards; empty: none
	refused string // why it must fail, as on the service; empty: it must succeed
}

const (
	madeBucket = "made"
	bigFile    = 6<<20 + 1
)

// runs runs the commands, and prints how many there were of each kind.
func (p program) runs(t *testing.T, e emulator) {
	path, err := exec.LookPath(p.name)
	if err != nil {
		t.Skipf("%s is not on this machine: %v", p.name, err)
	}
	own, _, err := twoAccounts(t.Context(), e.port())
	if err != nil {
		t.Fatal(err)
	}
	e = e.by(own)
	owner, err := oss.New(e.Data, e.AccessKeyID, e.AccessKeySecret)
	if err == nil {
		err = owner.CreateBucket(madeBucket)
	}
	if err != nil {
		t.Fatal(err)
	}
	folder := p.folder(t, e)
	var environment []string
	for _, pair := range withoutOSS(os.Environ()) {
		if !strings.HasPrefix(pair, "AWS_") {
			environment = append(environment, pair)
		}
	}
	environment = append(environment, "HOME="+folder, "HTTP_PROXY="+e.Data, "http_proxy="+e.Data, "NO_PROXY=", "no_proxy=")
	environment = append(environment, p.environment(e)...)
	run := func(arguments ...string) (string, error) {
		c := exec.CommandContext(t.Context(), path, arguments...)
		c.Dir, c.Env = folder, environment
		out, err := c.CombinedOutput()
		return string(out), err
	}
	version, err := run(p.version...)
	if err != nil {
		t.Skipf("%s %s does not work on this machine: %v: %s", p.name, strings.Join(p.version, " "), err, version)
	}
	began, passed, refused := time.Now(), 0, 0
	for _, c := range p.commands {
		said, err := run(append(p.before[:len(p.before):len(p.before)], strings.Fields(c.line)...)...)
		switch wrong := strings.Contains(said, c.prints); {
		case (err != nil) != (c.refused != ""), !wrong:
			t.Errorf("%s %s: %v, and it must print %q:\n%.2000s", p.name, c.line, err, c.prints, said)
		case c.refused != "":
			refused++
		default:
			passed++
		}
		if c.gets != "" {
			holds(t, filepath.Join(folder, c.gets), bytesOf(bigFile))
		}
	}
	line, _, _ := strings.Cut(strings.TrimSpace(version), "\n")
	n := len(p.commands)
	t.Logf("%s: %d run, %d passed, %d refused with a reason, %d failed, in %s; it is %q, known is %s",
		p.name, n, passed, refused, n-passed-refused, time.Since(began).Round(time.Second), line, p.known)
}

// folder makes the folder in which the program runs.
func (p program) folder(t *testing.T, e emulator) string {
	t.Helper()
	files := map[string]string{"src/small": "small", "src/dir/a+b": "x", "src/dir/big": string(bytesOf(bigFile))}
	host, port, _ := strings.Cut(e.address(), ":")
	for name, content := range p.files {
		files[name] = strings.NewReplacer("$ID", e.AccessKeyID, "$SECRET", e.AccessKeySecret, "$HOST", host, "$PORT", port).Replace(content)
	}
	root := t.TempDir()
	for name, content := range files {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		write(t, path, content)
	}
	return root
}
