package clients

import (
	"os/exec"
	"testing"

	"github.com/aliyun/aliyun-oss-go-sdk/oss"
)

func TestClients(t *testing.T) {
	server := build(t, "build", "github.com/oss403/oss403/harness/cmd/oss403")
	download(t)
	t.Run("SDK v1", func(t *testing.T) {
		t.Parallel()
		e := startEmulator(t, server)
		for _, version := range []oss.AuthVersionType{oss.AuthV1, oss.AuthV2, oss.AuthV4} {
			resumeSDKv1(t, e, version)
		}
		refuseSDKv1(t, e)
	})
	t.Run("SDK v2", func(t *testing.T) {
		t.Parallel()
		resumeSDKv2(t, startEmulator(t, server))
	})
	t.Run("minio-go", func(t *testing.T) {
		t.Parallel()
		e := startEmulator(t, server)
		movesWithMinIO(t, e)
		refusesMinIO(t, e)
	})
	t.Run("AWS SDK", func(t *testing.T) {
		t.Parallel()
		e := startEmulator(t, server)
		movesWithAWS(t, e)
		refusesAWS(t, e)
		trailsWithAWS(t, e)
	})
	t.Run("ossutil", func(t *testing.T) {
		t.Parallel()
		program := build(t, "build", inClients, "github.com/aliyun/ossutil")
		e := startEmulator(t, server)
		stranger, err := e.port().NewAccount(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		copiesWithOssutil(t, newOssutil(t, program, e))
		guardsWithOssutil(t, newOssutil(t, program, e), newOssutil(t, program, e.by(stranger)))
		waitsWithOssutil(t, newOssutil(t, program, e))
	})
	t.Run("suite of SDK v1", func(t *testing.T) {
		t.Parallel()
		const caller = "--callback-to=loopback,www.aliyuncs.com" // three tests have their callbacks sent there
		flags := []string{"--listen=127.0.0.1:0", "--tls=127.0.0.1:0", caller}
		if *everyTest && mayListen() {
			flags = []string{"--listen=" + usualHost + ":80", "--tls=" + usualHost + ":443", caller}
		}
		e := startEmulatorWith(t, server, flags...)
		suiteOfSDKv1(t, e, buildSuite(t, e))
	})
	t.Run("suite of SDK v2", func(t *testing.T) {
		if !*everyTest {
			t.Skip("it runs in make clients")
		}
		t.Parallel()
		suiteOfSDKv2(t, startEmulatorWith(t, server, usualPorts(usualHostV2)...))
	})
	t.Run("suite of ossutil", func(t *testing.T) {
		if !*everyTest {
			t.Skip("it runs in make clients")
		}
		t.Parallel()
		suiteOfOssutil(t, startEmulatorWith(t, server, usualPorts(usualHostOfOssutil)...))
	})
	for _, p := range programs() {
		t.Run("suite of "+p.name, func(t *testing.T) {
			if !*everyTest && !p.always {
				t.Skip("it runs in make clients")
			}
			t.Parallel()
			p.runs(t, startEmulator(t, server))
		})
	}
	for _, s := range foreignSuites() {
		t.Run("suite of "+s.name, func(t *testing.T) {
			if !*everyTest {
				t.Skip("it runs in make clients")
			}
			t.Parallel()
			s.runs(t, startEmulator(t, server))
		})
	}
}

// inClients names the module file that requires the clients.
const inClients = "-modfile=clients.mod"

// download downloads the modules of the clients that are not in the module cache.
func download(t *testing.T) {
	t.Helper()
	if out, err := exec.Command("go", "mod", "download", inClients).CombinedOutput(); err != nil {
		t.Fatalf(
			"the clients cannot be built: neither the module cache nor the module proxy has all that suites/clients/clients.mod requires: %v\n%s",
			err, out)
	}
}
