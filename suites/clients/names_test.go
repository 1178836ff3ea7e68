package clients

import (
	"encoding/json"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/dns/dnsmessage"
)

// namesVariable tells a test program where its DNS server is.
const namesVariable = "OSS403_NAMES"

// resolverSource is added to the package of a foreign test program. It lets the program ask
// the DNS server of namesVariable, and no other.
const resolverSource = `
import (
	"context"
	"net"
	"os"
)

func init() {
	net.DefaultResolver = &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "udp", os.Getenv("` + namesVariable + `"))
	}}
}
`

// serveNames starts a DNS server and returns its address. It answers for every name with one
// address, so that a client finds the emulator under the names of OSS, and nothing outside.
func serveNames(t *testing.T, address string) string {
	t.Helper()
	c, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	go func() {
		question := make([]byte, 512)
		for {
			n, from, err := c.ReadFrom(question)
			if err != nil {
				return
			}
			if answer, err := answerTo(question[:n], net.ParseIP(address).To4()); err == nil {
				c.WriteTo(answer, from)
			}
		}
	}()
	return c.LocalAddr().String()
}

// answerTo answers a question of DNS. There are no addresses but those of IPv4.
func answerTo(question []byte, address net.IP) ([]byte, error) {
	var m dnsmessage.Message
	if err := m.Unpack(question); err != nil {
		return nil, err
	}
	m.Header.Response, m.Header.Authoritative, m.Header.RecursionAvailable = true, true, true
	m.Additionals = nil
	for _, q := range m.Questions {
		if q.Type == dnsmessage.TypeA {
			m.Answers = append(m.Answers, dnsmessage.Resource{
				Header: dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class},
				Body:   &dnsmessage.AResource{A: [4]byte(address)},
			})
		}
	}
	return m.Pack()
}

// A foreignTest is a package of tests in a module of somebody else.
type foreignTest struct {
	module  string
	folder  string // of the package in the module
	name    string // of the package
	modfile string // that requires the module
	tag     string // with which the tests are built; empty: none
}

// source returns the folder of the module in the module cache, and downloads it where it is not there.
func (f foreignTest) source(t *testing.T) string {
	t.Helper()
	var got struct{ Dir, Error string }
	out, err := exec.Command("go", "mod", "download", "-modfile="+f.modfile, "-json", f.module).Output()
	if err == nil {
		err = json.Unmarshal(out, &got)
	}
	if err != nil || got.Error != "" {
		t.Fatalf("finding the source of %s: %v %s", f.module, err, got.Error)
	}
	return got.Dir
}

// build compiles the test program. The module is linked into a folder of its own, where the
// package gets resolverSource: go does not allow to add a file to the module cache.
func (f foreignTest) build(t *testing.T) string {
	t.Helper()
	source, copied, mod := f.source(t), t.TempDir(), filepath.Join(t.TempDir(), "names.mod")
	linkTree(t, source, copied)
	if _, err := os.Stat(filepath.Join(copied, "go.mod")); err != nil {
		write(t, filepath.Join(copied, "go.mod"), "module "+f.module+"\n")
	}
	write(t, filepath.Join(copied, f.folder, "oss403_names_test.go"), "package "+f.name+"\n"+resolverSource)
	copyFile(t, f.modfile, mod)
	copyFile(t, strings.TrimSuffix(f.modfile, ".mod")+".sum", strings.TrimSuffix(mod, ".mod")+".sum")
	if out, err := exec.Command("go", "mod", "edit", "-replace="+f.module+"="+copied, mod).CombinedOutput(); err != nil {
		t.Fatalf("replacing %s: %v\n%s", f.module, err, out)
	}
	return build(t, "test", "-modfile="+mod, "-c", "-vet=off", "-tags="+f.tag, f.module+"/"+f.folder)
}

// linkTree makes the folders of a tree, with links to its files.
func linkTree(t *testing.T, from, to string) {
	t.Helper()
	err := filepath.WalkDir(from, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		inside, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		if d.IsDir() {
			return os.MkdirAll(filepath.Join(to, inside), 0o700)
		}
		return os.Symlink(path, filepath.Join(to, inside))
	})
	if err != nil {
		t.Fatalf("linking %s: %v", from, err)
	}
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	content, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	write(t, to, string(content))
}

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}
