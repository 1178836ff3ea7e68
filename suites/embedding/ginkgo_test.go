package embedding

import (
	"testing"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/oss403/oss403/suites/conformance"
	"github.com/oss403/oss403/suites/options"
)

func TestGateway(t *testing.T) {
	RegisterFailHandler(Fail)
	RunSpecs(t, "our gateway")
}

var oss = options.Options{Focus: "R21,R48"} // where the target is, BeforeSuite says

var _ = BeforeSuite(func(ctx SpecContext) {
	ours, err := startGateway(ctx, &oss)
	Expect(err).NotTo(HaveOccurred())
	DeferCleanup(ours.close)
})

var _ = conformance.Embed("how the gateway says no", &oss, Label("oss"))

var _ = It("does what else a gateway does", func() { Expect(oss.Target).To(HavePrefix("http://")) })
