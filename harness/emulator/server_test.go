package emulator_test

import (
	"context"
	"net"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator"
	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

// Close waits for no connection that has carried no request.
func TestCloseWithConnectionsInStore(t *testing.T) {
	e, err := emulator.New(emulator.Options{Accounts: bench.Accounts()})
	if err != nil {
		t.Fatal(err)
	}
	s, err := e.Start("127.0.0.1:0", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{s.DataAddr(), s.ControlAddr()} {
		stored, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		defer stored.Close()
	}
	const wait = 3 * time.Second // http.Server waits for 5 seconds
	ctx, cancel := context.WithTimeout(context.Background(), wait)
	defer cancel()
	if err := s.Close(ctx); err != nil {
		t.Error(err)
	}
}
