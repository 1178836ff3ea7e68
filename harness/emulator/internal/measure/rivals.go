package main

import (
	"bytes"
	"context"
	"debug/buildinfo"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"time"

	s3signer "github.com/minio/minio-go/v7/pkg/signer"
)

// A rival is another server of S3. It is built by itself, and is no dependency of this module.
type rival struct {
	name, program string   // the package, with its version
	arguments     []string // {address} and {folder} stand for what the run has chosen
	keeps, checks string
}

// rivals are the servers beside which the emulator is measured.
func rivals() []rival {
	return []rival{
		{"versitygw", "github.com/versity/versitygw/cmd/versitygw@v1.8.0",
			[]string{"--keep-alive", "--port={address}", "--access=" + ownerKey, "--secret=" + secret, "--region=" + region, "posix", "{folder}"},
			"in files, not synced", "signatures"},
		{"gofakes3", "github.com/johannesboyne/gofakes3/cmd/gofakes3@v1.2.0", []string{"-quiet", "-backend=memory", "-host={address}"},
			"in memory", "no signature"},
		{"minio", "github.com/minio/minio@v0.0.0-20260212201848-7aac2a2c5b7c",
			[]string{"server", "--quiet", "--address={address}", "{folder}"}, "in files", "signatures"},
	}
}

// buildWithin is how long a rival may take to be fetched and built.
const buildWithin = 10 * time.Minute

// besideRivals measures the emulator and other servers with the same requests, signed as S3 signs.
func besideRivals(p plan, r *report) (err error) {
	folder, err := os.MkdirTemp("", "oss403-rivals-")
	if err != nil {
		return fmt.Errorf("making a folder for other servers: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	ours, err := paceOfS3(p, func(measure func(*child) error) error {
		return with(func(servers ...*child) error { return measure(servers[0]) }, server{kind: "emulator"})
	})
	if err != nil {
		return err
	}
	rows := [][]string{append([]string{"emulator", "this one"}, append(ours.cells(ours), "in memory", "signatures and rights")...)}
	for _, other := range rivals() {
		version := path.Base(other.program)
		binary, err := other.build(folder)
		if err == nil {
			var theirs speedOfS3
			theirs, err = paceOfS3(p, func(measure func(*child) error) error { return other.serve(binary, folder, measure) })
			if info, unread := buildinfo.ReadFile(binary); unread == nil {
				version = info.Main.Version
			}
			if err == nil {
				rows = append(rows, append([]string{other.name, version}, append(theirs.cells(ours), other.keeps, other.checks)...))
				continue
			}
		}
		why, _, _ := strings.Cut(strings.TrimSpace(err.Error()), "\n")
		rows = append(rows, []string{other.name, version, "not measured: " + strings.ReplaceAll(why, "|", "/"), "", "", "", "", "", ""})
	}
	r.table("Beside other servers", fmt.Sprintf("GET and PUT of 1 KiB with %d connections, V4 of S3 in the header, the body unsigned; in "+
		"brackets: over the emulator. They do not do the same: what they keep and check is in the table, and none of the others has the "+
		"rules of OSS.", workers),
		[]string{"server", "version", "GET, 1/s", "PUT, 1/s", "GET, CPU µs", "PUT, CPU µs", "memory, MiB", "keeps", "checks"}, rows)
	return nil
}

// A speedOfS3 is what a server does with the requests of S3.
type speedOfS3 struct {
	get, put pace
	memory   string
}

func (s speedOfS3) cells(ours speedOfS3) []string {
	beside := func(theirs, ours float64) string { return fmt.Sprintf("%.0f (%s)", theirs, ratio(over(theirs, ours))) }
	return []string{beside(s.get.rate, ours.get.rate), beside(s.put.rate, ours.put.rate), micros(s.get.cpu), micros(s.put.cpu), s.memory}
}

func paceOfS3(p plan, on func(func(*child) error) error) (speed speedOfS3, err error) {
	err = on(func(c *child) error {
		making := load{workers: 1, count: 1, want: 200, next: func(int, int) []byte { return requestOfS3(c, "PUT", "/from-s3", nil) }}
		if _, err := making.on(c); err != nil {
			return fmt.Errorf("making a bucket: %w", err)
		}
		for _, asked := range []struct {
			method string
			body   []byte
			into   *pace
		}{{"PUT", content, &speed.put}, {"GET", nil, &speed.get}} {
			var requests [][]byte
			for worker := range workers {
				requests = append(requests, requestOfS3(c, asked.method, fmt.Sprint("/from-s3/key-", worker), asked.body))
			}
			paces, err := inTurns(load{workers: workers, span: p.span, want: 200,
				next: func(worker, _ int) []byte { return requests[worker] }}, p.rounds, c)
			if err != nil {
				return fmt.Errorf("%s: %w", asked.method, err)
			}
			*asked.into = paces[0]
		}
		speed.memory = c.residentMiB()
		return nil
	})
	return speed, err
}

// requestOfS3 returns the bytes of a request that S3's library signs.
func requestOfS3(c *child, method, path string, body []byte) []byte {
	r, err := http.NewRequest(method, "http://"+c.address+path, bytes.NewReader(body))
	if err != nil {
		panic(err) // the paths are those above
	}
	r.Header.Set("X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD")
	var b bytes.Buffer
	s3signer.SignV4(*r, ownerKey, secret, "", region).Write(&b)
	return b.Bytes()
}

// build fetches and builds a rival, as a module of its own.
func (v rival) build(folder string) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), buildWithin)
	defer cancel()
	fmt.Fprintln(os.Stderr, "building", v.program)
	command := exec.CommandContext(ctx, "go", "install", v.program)
	command.Dir, command.Env = folder, append(os.Environ(), "GOBIN="+folder, "GOFLAGS=", "GOWORK=off")
	said, err := command.CombinedOutput()
	if ctx.Err() != nil {
		return "", fmt.Errorf("it is not built within %s", buildWithin)
	}
	if err != nil {
		lines := strings.Split(strings.TrimSpace(string(said)), "\n")
		return "", fmt.Errorf("it can't be built here: %s (%w)", lines[len(lines)-1], err)
	}
	return filepath.Join(folder, v.name), nil
}

// serve runs a rival while it is measured.
func (v rival) serve(binary, folder string, measure func(*child) error) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("choosing a port: %w", err)
	}
	c := &child{kind: v.name, address: l.Addr().String()}
	data, err := os.MkdirTemp(folder, v.name+"-data-")
	if err := errors.Join(err, l.Close()); err != nil {
		return err
	}
	var arguments []string
	for _, a := range v.arguments {
		arguments = append(arguments, strings.NewReplacer("{address}", c.address, "{folder}", data).Replace(a))
	}
	c.command = exec.Command(binary, arguments...)
	c.command.Dir = data
	c.command.Env = append(os.Environ(), "MINIO_ROOT_USER="+ownerKey, "MINIO_ROOT_PASSWORD="+secret, "MINIO_REGION="+region)
	if err := c.command.Start(); err != nil {
		return fmt.Errorf("starting %s: %w", v.name, err)
	}
	defer func() {
		c.command.Process.Kill()
		c.command.Wait() // an error says that it was killed
	}()
	for end := time.Now().Add(30 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		response, err := http.Get("http://" + c.address + "/")
		if err == nil {
			response.Body.Close()
			if response.StatusCode != http.StatusServiceUnavailable {
				return measure(c)
			}
		}
		if time.Now().After(end) {
			return errors.Join(errors.New("it does not serve within 30s"), err)
		}
	}
}
