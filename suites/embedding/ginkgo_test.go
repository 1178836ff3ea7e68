// Package embedding shows how your own tests run the scenarios on your target, in a
// Ginkgo suite (ginkgo_test.go) and in a plain go test (plain_test.go). It also proves
// that both fail if the target answers wrongly.
package embedding

import (
	"testing"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/oss403/oss403/suites/conformance"
)

func TestGateway(t *testing.T) {
	RegisterFailHandler(Fail)
	RunSpecs(t, "our gateway")
}

var oss = conformance.Options{Focus: "R21,R48"} // BeforeSuite sets Target and Profile

var _ = BeforeSuite(func(ctx SpecContext) {
	ours, err := startGateway(ctx, &oss)
	Expect(err).NotTo(HaveOccurred())
	DeferCleanup(ours.close)
})

var _ = conformance.Embed("how the gateway says no", &oss, Label("oss"))

var _ = It("does what else a gateway does", func() { Expect(oss.Target).To(HavePrefix("http://")) })
