package main

import (
	"encoding/xml"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// Both servers take each request that is measured, and refuse it with another secret.
func TestServersAgreeOnSignatures(t *testing.T) {
	e, err := emulator.New(emulator.Options{
		Accounts: []emulator.Account{{UID: accountUID, Keys: []emulator.AccessKey{{ID: ownerKey, Secret: secret}}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := e.Change(func(d *world.Draft) error { return furnish(d, shape{Policies: 3, Buckets: 2}) }); err != nil {
		t.Fatal(err)
	}
	ours := httptest.NewServer(e.Data())
	defer ours.Close()
	yardstick := httptest.NewServer(&bare{objects: map[string][]byte{}})
	defer yardstick.Close()
	for _, f := range []form{v1URL, v4URL, v4Header} {
		for name, server := range map[string]*httptest.Server{"bare": yardstick, "emulator": ours} {
			l, err := dial(server.Listener.Addr().String())
			if err != nil {
				t.Fatal(err)
			}
			defer l.conn.Close()
			s := newSigner(f)
			if err := l.ask(s.request("PUT", key(0), "", content), 200); err != nil {
				t.Errorf("%s, %s: %v", name, f, err)
			}
			if err := l.ask(s.request("GET", key(0), "", nil), 200); err != nil {
				t.Errorf("%s, %s: %v", name, f, err)
			}
			s.secret = "another"
			if err := l.ask(s.request("GET", key(0), "", nil), 403); err != nil {
				t.Errorf("%s, %s, another secret: %v", name, f, err)
			}
			if err := l.ask(s.request("GET", key(0), "", nil), 200); err == nil || !strings.Contains(err.Error(), "status 403") {
				t.Errorf("%s: another status is no error: %v", name, err)
			}
		}
	}
	user := newSigner(v4URL)
	user.key = userKey
	l, err := dial(ours.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer l.conn.Close()
	if err := l.ask(user.request("GET", key(0), "", nil), 200); err != nil {
		t.Errorf("a user with policies: %v", err)
	}
}

// The emulator takes the requests of S3 with which it is measured beside other servers.
func TestRequestsOfS3(t *testing.T) {
	e, err := newEmulator(shape{})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(e.Data())
	defer server.Close()
	c := &child{address: server.Listener.Addr().String()}
	l, err := dial(c.address)
	if err != nil {
		t.Fatal(err)
	}
	defer l.conn.Close()
	for _, r := range [][]byte{
		requestOfS3(c, "PUT", "/from-s3", nil), requestOfS3(c, "PUT", "/from-s3/key", content), requestOfS3(c, "GET", "/from-s3/key", nil),
	} {
		if err := l.ask(r, 200); err != nil {
			t.Error(err)
		}
	}
}

// The load of S3 makes its bucket, puts and then reads what it has put, each worker an object of its own; an answer that is no success
// ends it.
func TestLoadOfS3(t *testing.T) {
	own, err := os.FindProcess(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	var mutex sync.Mutex
	for _, breaks := range []string{"", "PUT /from-s3", "PUT /from-s3/key-1", "GET /from-s3/key-1"} {
		e, err := newEmulator(shape{})
		if err != nil {
			t.Fatal(err)
		}
		asked, data := map[string]int{}, e.Data()
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			mutex.Lock()
			asked[r.Method+" "+r.URL.Path]++
			mutex.Unlock()
			if r.Method+" "+r.URL.Path == breaks {
				w.WriteHeader(http.StatusNoContent)
				return
			}
			data.ServeHTTP(w, r)
		}))
		defer server.Close()
		speed, err := paceOfS3(plan{span: 20 * time.Millisecond, rounds: 1}, func(measure func(*child) error) error {
			return measure(&child{address: server.Listener.Addr().String(), kind: "emulator", command: &exec.Cmd{Process: own}})
		})
		if breaks != "" {
			if err == nil || !strings.Contains(err.Error(), "status 204 instead of 200") {
				t.Errorf("%s goes wrong, and the load says %v", breaks, err)
			}
			continue
		}
		if err != nil || speed.get.rate <= 0 || speed.put.rate <= 0 || speed.memory == "" {
			t.Errorf("%+v, %v", speed, err)
		}
		server.Close() // the last answers are given
		for worker := range workers {
			for _, method := range []string{"PUT", "GET"} {
				if key := fmt.Sprint(method, " /from-s3/key-", worker); asked[key] == 0 {
					t.Errorf("%s is not asked: %v", key, asked)
				}
			}
		}
		if asked["PUT /from-s3"] != 1 || len(asked) != 2*workers+1 {
			t.Errorf("asked was %v", asked)
		}
	}
}

// Another server that can't be built is said in one line.
func TestRivalThatCannotBeBuilt(t *testing.T) {
	_, err := rival{name: "nothing", program: "./nothing@v1.0.0"}.build(t.TempDir())
	if err == nil || strings.Contains(err.Error(), "\n") || !strings.Contains(err.Error(), "can't be built here: ") {
		t.Error(err)
	}
}

// The plot is well-formed XML, with all names, also where nothing was measured.
func TestPlotIsXML(t *testing.T) {
	full := &report{
		bars:   []bar{{"GET <V1>", 0.5, 0.75}},
		curves: []curve{{"PUT & more", []point{{10, 1}, {1000, 1.5}}}, {"alone", []point{{10, 1}}}},
	}
	for _, r := range []*report{full, {}} {
		var any struct {
			Texts []string `xml:"text"`
		}
		if err := xml.Unmarshal([]byte(r.plot()), &any); err != nil {
			t.Error(err)
		}
		if all := strings.Join(any.Texts, " "); r == full && (!strings.Contains(all, "GET <V1>") || !strings.Contains(all, "PUT & more")) {
			t.Error(all)
		}
		if strings.Contains(r.plot(), "NaN") || strings.Contains(r.plot(), "Inf") {
			t.Error(r.plot())
		}
	}
}

func TestMedian(t *testing.T) {
	if got := median([]time.Duration{9, 1, 5}); got != 5 {
		t.Errorf("got %d", got)
	}
}
