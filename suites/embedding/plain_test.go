package embedding

import (
	"context"
	"testing"

	"github.com/oss403/oss403/suites/conformance"
)

func TestHowTheGatewaySaysNo(t *testing.T) {
	oss := conformance.Options{Focus: "R21,R48"}
	ours, err := startGateway(t.Context(), &oss)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ours.close(context.Background()) })

	conformance.Test(t, oss)
}
