package embedding

import (
	"context"
	"testing"

	"github.com/oss403/oss403/suites/conformance"
	"github.com/oss403/oss403/suites/options"
)

func TestHowTheGatewaySaysNo(t *testing.T) {
	oss := options.Options{Focus: "R21,R48"}
	ours, err := startGateway(t.Context(), &oss)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ours.close(context.Background()) })

	conformance.Test(t, oss)
}
