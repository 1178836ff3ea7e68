package control_test

import (
	"context"
	"fmt"
	"log"
	"time"

	"github.com/oss403/oss403/harness/control"
	"github.com/oss403/oss403/harness/emulator"
)

// At connects to a running emulator. The example creates an account there and moves
// the clock.
func ExampleAt() {
	ctx := context.Background()
	e, err := emulator.New(emulator.Options{})
	if err != nil {
		log.Fatal(err)
	}
	server, err := e.Start("127.0.0.1:0", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	defer server.Close(ctx)

	port := control.At("http://"+server.ControlAddr(), "", nil)
	account, err := port.NewAccount(ctx)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("account:", len(account.UID()), "digits")
	fmt.Println("an hour ahead:", port.MoveClock(ctx, time.Hour))
	fmt.Println("removed:", port.RemoveAccount(ctx, account))
	// Output:
	// account: 16 digits
	// an hour ahead: <nil>
	// removed: <nil>
}
