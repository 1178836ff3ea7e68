package catalogue_test

import (
	"fmt"

	"github.com/oss403/oss403/scenarios/catalogue"
)

// Two programs with the same catalogue have the same digest.
func ExampleDigest() {
	first := catalogue.Digest()
	fmt.Println(len(first), catalogue.Digest() == first)
	// Output:
	// 12 true
}
