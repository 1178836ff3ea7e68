package control_test

import (
	"context"
	"fmt"
	"log"
	"net/http"

	"github.com/oss403/oss403/harness/control"
	"github.com/oss403/oss403/harness/emulator"
)

// Faults let calls fail on demand. A fault that no call can meet is refused.
func ExamplePort_SetFaults() {
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
	port := control.At("http://"+server.ControlAddr(), "", http.DefaultClient)

	fail := control.FaultAnswer{Reason: "internal-error"}
	fmt.Println(port.SetFaults(ctx, control.Fault{Operation: "GetObject", Probability: 0.2, Seed: 7, Answer: fail}))
	fmt.Println("an unknown operation is refused:", port.SetFaults(ctx, control.Fault{Operation: "Sing", Times: 1, Answer: fail}) != nil)
	faults, err := port.Faults(ctx)
	fmt.Println(len(faults), faults[0].Operation, faults[0].Answer.Reason, faults[0].Struck, err)
	health, err := port.Health(ctx)
	fmt.Println("armed:", health.Faults, err)
	fmt.Println(port.ClearFaults(ctx))
	faults, err = port.Faults(ctx)
	fmt.Println(len(faults), err)
	// Output:
	// <nil>
	// an unknown operation is refused: true
	// 1 GetObject internal-error 0 <nil>
	// armed: 1 <nil>
	// <nil>
	// 0 <nil>
}
