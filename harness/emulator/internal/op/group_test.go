package op_test

import (
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

// Who has rights in a resource group alone uses its buckets, makes buckets in it, lists these, and moves them to another
// group in which he has rights too.
func TestResourceGroups(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	bench.Groups(b)
	alice := b.User("alice")
	const fresh, named = "fresh-bucket." + bench.Hangzhou, "x-oss-resource-group-id: rg-one"
	must := func(method, host, target, body string, headers ...string) string {
		t.Helper()
		return b.Must(b.By(alice, b.Raw(method, host, target, body, headers...))).Body.String()
	}
	must("GET", bench.InGroup, "/key", "")
	must("PUT", fresh, "/", "", named)
	if id := bench.Elements(must("GET", fresh, "/?resourceGroup", ""), "ResourceGroupId"); id != "rg-one" {
		t.Errorf("the bucket that alice makes lies in %q", id)
	}
	if names := bench.Elements(must("GET", bench.Hangzhou, "/", "", named), "Name"); names != "fresh-bucket one-bucket" {
		t.Errorf("the group has %q", names)
	}
	must("PUT", fresh, "/?resourceGroup", bench.GroupBody("rg-two"))
	if id := bench.Elements(must("GET", fresh, "/?bucketInfo", ""), "ResourceGroupId"); id != "rg-two" {
		t.Errorf("moved to %q", id)
	}
	must("GET", fresh, "/", "")
	b.Set(fresh, "resourceGroup", bench.GroupBody(""))
	if id := bench.Elements(b.Read(fresh, "/?resourceGroup"), "ResourceGroupId"); id != "rg-default-id" {
		t.Errorf("without an id it lies in %q", id)
	}
	if _, why := b.Send(b.By(alice, b.Raw("GET", fresh, "/", ""))); why == "" {
		t.Error("alice lists a bucket that has left her groups")
	}
	if names := bench.Elements(b.Read(bench.Hangzhou, "/"), "Name"); names == "fresh-bucket one-bucket" {
		t.Errorf("without a group all are listed: %q", names)
	}
}
