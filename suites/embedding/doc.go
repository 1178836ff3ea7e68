// Package embedding shows how someone's own tests run the scenarios on their target, in
// a Ginkgo suite (ginkgo_test.go) and in a plain go test (plain_test.go), and proves
// that both go red when the target answers wrongly. It holds nothing to import.
package embedding
