package pages_test

import (
	"fmt"

	"github.com/oss403/oss403/scenarios/pages"
)

// What an edition of a page says that the one before did not.
func ExampleCompare() {
	before := pages.Edition{Complete: true, Facts: []pages.Fact{{Code: "AccessDenied", Message: "AccessDenied", Status: 403}}}
	after := before
	after.Facts = append(after.Facts, pages.Fact{Code: "UserDisable", Message: "UserDisable", Status: 403})
	changes, same := pages.Compare(before, after)
	fmt.Println(same, "the same;", changes[0].Kind, changes[0].New.Code)
	// Output:
	// 1 the same; added UserDisable
}
