package catalogue_test

import (
	"fmt"

	"github.com/oss403/oss403/scenarios/catalogue"
)

// Programs that carry the same catalogue say so.
func ExampleDigest() {
	fmt.Println(len(catalogue.Digest()), catalogue.Digest() == catalogue.Digest())
	// Output:
	// 12 true
}
