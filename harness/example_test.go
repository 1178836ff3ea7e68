package harness_test

import (
	"context"
	"fmt"
	"log"

	"github.com/oss403/oss403/harness"
	"github.com/oss403/oss403/scenarios"
	"github.com/oss403/oss403/scenarios/catalogue"
)

// The example provokes and judges one scenario on the carried emulator.
func ExampleOpen() {
	ctx := context.Background()
	picked, err := scenarios.Select(catalogue.All(), "signature-does-not-match/v4-header/tampered")
	if err != nil {
		log.Fatal(err)
	}
	session, err := harness.Open(ctx, harness.Spec{Target: "emulator:"}, nil)
	if err != nil {
		log.Fatal(err)
	}
	defer session.Close(ctx)
	result := session.Run(ctx, picked[0])
	fmt.Println(result.Verdict, result.Row, result.Fault)
	// Output:
	// PASS R48 one character of the signature changed
}
