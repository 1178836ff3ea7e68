package scenarios_test

import (
	"fmt"
	"log"

	"github.com/oss403/oss403/scenarios"
	"github.com/oss403/oss403/scenarios/catalogue"
)

// A scenario is plain data: the request, the fault, and what must come back.
func ExampleSelect() {
	picked, err := scenarios.Select(catalogue.All(), "request-time-too-skewed/v1-header/late")
	if err != nil {
		log.Fatal(err)
	}
	s := picked[0]
	fmt.Println(s.Row, s.Code(), "-", s.Fault.Sentence)
	// Output:
	// R42 RequestTimeTooSkewed - signed -16m0s from the server's time
}
