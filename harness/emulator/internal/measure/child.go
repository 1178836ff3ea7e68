package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"runtime/pprof"
	"slices"
	"strings"

	"github.com/oss403/oss403/harness/emulator"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// A shape is what a server holds from the start.
type shape struct {
	Policies int    // attached to the RAM user; the last one allows reading
	Buckets  int    // beside the one that is measured
	Data     string // the folder that keeps the world; empty: memory only
}

// serve is the child: it serves until its input ends, and answers the line "heap" with the bytes of
// its heap after a collection.
func serve(kind string, s shape, profile string) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("listening: %w", err)
	}
	switch kind {
	case "bare":
		go http.Serve(l, &bare{objects: map[string][]byte{}})
		fmt.Println(l.Addr())
	case "headed":
		if err := serveHeaded(l); err != nil {
			return err
		}
		fmt.Println(l.Addr())
	default:
		defer emulator.CollectSeldom()() // as the command
		address := l.Addr().String()
		e, err := newEmulator(s)
		if err != nil {
			return err
		}
		defer e.Close()
		if err := l.Close(); err != nil {
			return err
		}
		if _, err := e.Start(address, ""); err != nil {
			return err
		}
		fmt.Println(address)
	}
	if profile != "" {
		f, err := os.Create(profile)
		if err != nil {
			return err
		}
		defer f.Close()
		if err := pprof.StartCPUProfile(f); err != nil {
			return err
		}
		defer pprof.StopCPUProfile()
	}
	in := bufio.NewScanner(os.Stdin)
	for in.Scan() {
		var m runtime.MemStats
		runtime.GC()
		runtime.GC()
		runtime.ReadMemStats(&m)
		fmt.Println(m.HeapAlloc)
	}
	return in.Err()
}

func newEmulator(s shape) (*emulator.Emulator, error) {
	e, err := emulator.New(emulator.Options{
		Accounts: []emulator.Account{{UID: accountUID, Keys: []emulator.AccessKey{{ID: ownerKey, Secret: secret}}}}, Data: s.Data,
	})
	if err != nil {
		return nil, err
	}
	if err := e.Change(func(d *world.Draft) error { return furnish(d, s) }); err != nil {
		return nil, fmt.Errorf("making the buckets and policies: %w", errors.Join(err, e.Close()))
	}
	return e, nil
}

func furnish(d *world.Draft, s shape) error {
	for i := range s.Buckets + 1 {
		name := bucket
		if i > 0 {
			name = fmt.Sprintf("other-%06d", i)
		}
		world.Set(d, d.Buckets, name, &world.Bucket{
			Name: name, Region: region, Owner: accountUID, Class: "Standard", Redundancy: "LRS", Created: d.At,
			Settings: world.Settings{ACL: world.ACLPrivate, BlockPublic: true},
			Objects:  world.NewOrdered[*world.Object](), Former: world.NewOrdered[[]*world.Object](), Uploads: world.NewOrdered[*world.Upload](),
		})
	}
	account, _ := d.Accounts.Get(accountUID)
	user := &world.User{ID: "200000000000000001", Name: "user", Created: d.At, Keys: []string{userKey}}
	for i := range s.Policies {
		name, resource := fmt.Sprintf("policy-%d", i), fmt.Sprintf("acs:oss:*:*:other-%06d/*", i)
		if i == s.Policies-1 {
			resource = "acs:oss:*:*:" + bucket + "/*"
		}
		text := `{"Version":"1","Statement":[{"Effect":"Allow","Action":["oss:GetObject"],"Resource":["` + resource + `"]}]}`
		p, err := world.NewPolicy(name, text, d.At)
		if err != nil {
			return err
		}
		world.Set(d, account.Policies, name, p)
		user.Attached = append(user.Attached, world.Attachment{Type: p.Type, Name: name, At: d.At})
	}
	world.Set(d, account.Users, user.Name, user)
	world.Set(d, d.Keys, userKey, world.Key{ID: userKey, Secret: secret, UID: accountUID, User: user.Name, Created: d.At})
	return nil
}

// A server is what a child is to be.
type server struct {
	kind    string // bare, headed or emulator
	shape   shape
	profile string // file for its processor profile; empty: none
}

// with starts servers and lets measure ask them.
func with(measure func(...*child) error, servers ...server) (err error) {
	var children []*child
	defer func() {
		for _, c := range children {
			err = errors.Join(err, c.stop())
		}
	}()
	for _, s := range servers {
		c, err := start(s)
		if err != nil {
			return err
		}
		children = append(children, c)
	}
	return measure(children...)
}

// A child is a server in a process of its own.
type child struct {
	kind    string
	command *exec.Cmd
	in      io.WriteCloser
	out     *bufio.Reader
	address string
}

// start starts a child with the garbage collector as people have it, whatever the environment says.
func start(s server) (*child, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("finding this program: %w", err)
	}
	c := &child{kind: s.kind, command: exec.Command(self, "-serve="+s.kind, fmt.Sprint("-policies=", s.shape.Policies),
		fmt.Sprint("-buckets=", s.shape.Buckets), "-data="+s.shape.Data, "-profile="+s.profile)}
	c.command.Env = slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "GOGC=") })
	c.command.Stderr = os.Stderr
	if c.in, err = c.command.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := c.command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := c.command.Start(); err != nil {
		return nil, fmt.Errorf("starting a server: %w", err)
	}
	c.out = bufio.NewReader(out)
	line, err := c.out.ReadString('\n')
	if err != nil {
		return nil, errors.Join(fmt.Errorf("reading the address of a server: %w", err), c.stop())
	}
	c.address = strings.TrimSpace(line)
	return c, nil
}

func (c *child) stop() error { return errors.Join(c.in.Close(), c.command.Wait()) }

// heap returns the bytes of the heap of the child after a collection.
func (c *child) heap() (int64, error) {
	var bytes int64
	if _, err := io.WriteString(c.in, "heap\n"); err != nil {
		return 0, fmt.Errorf("asking for the heap: %w", err)
	}
	_, err := fmt.Fscan(c.out, &bytes)
	return bytes, err
}
