package main

import (
	"bufio"
	"bytes"
	"io"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"

	"github.com/oss403/oss403/harness/emulator"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// The headed handler answers with the headers of the emulator, and its body is no longer: it is the floor.
func TestHeadedAnswersWithTheHeadersOfOSS(t *testing.T) {
	e, err := emulator.New(emulator.Options{
		Accounts: []emulator.Account{{UID: accountUID, Keys: []emulator.AccessKey{{ID: ownerKey, Secret: secret}}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := e.Change(func(d *world.Draft) error { return furnish(d, shape{}) }); err != nil {
		t.Fatal(err)
	}
	ours := httptest.NewServer(e.Data())
	defer ours.Close()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if err := serveHeaded(l); err != nil {
		t.Fatal(err)
	}
	for _, what := range []struct{ method, secret string }{{"PUT", secret}, {"GET", secret}, {"GET", "another"}} {
		s := newSigner(v4URL)
		s.secret = what.secret
		var body []byte
		if what.method == "PUT" {
			body = content
		}
		names := func(address string) []string {
			conn, err := net.Dial("tcp", address)
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			if _, err := io.Copy(conn, bytes.NewReader(s.request(what.method, key(0), "", body))); err != nil {
				t.Fatal(err)
			}
			answer, err := http.ReadResponse(bufio.NewReader(conn), nil)
			if err != nil {
				t.Fatal(err)
			}
			return slices.Sorted(maps.Keys(answer.Header))
		}
		want, got := names(ours.Listener.Addr().String()), names(l.Addr().String())
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q\nthe emulator: %q", what.method, got, want)
		}
	}
}
