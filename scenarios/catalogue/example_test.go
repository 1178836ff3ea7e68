package catalogue_test

import (
	"fmt"

	"github.com/oss403/oss403/scenarios/catalogue"
)

// Programs that carry the same catalogue say so.
func ExampleDigest() {
	first := catalogue.Digest()
	fmt.Println(len(first), catalogue.Digest() == first)
	// Output:
	// 12 true
}
