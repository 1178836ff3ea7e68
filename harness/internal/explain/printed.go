package explain

import (
	"fmt"
	"slices"
	"strings"

	"github.com/oss403/oss403/scenarios/pages"
)

// Printed is a Code by which editions of documentation pages call a refusal.
type Printed struct {
	Code     string   `json:"code"`
	Editions []string `json:"editions"` // names, such as 403-en-2026-03-20
}

// PrintedIn lists the Codes that the editions print for a row, in their order.
func PrintedIn(editions []pages.Edition, row string) []Printed {
	list := []Printed{}
	for _, e := range editions {
		for _, f := range e.Facts {
			rows := pages.Rows(f)
			if len(rows) != 1 || rows[0].ID != row { // a Code with many Messages tells no row
				continue
			}
			i := slices.IndexFunc(list, func(p Printed) bool { return p.Code == f.Code })
			if i < 0 {
				i, list = len(list), append(list, Printed{Code: f.Code})
			}
			if !slices.Contains(list[i].Editions, e.Name()) {
				list[i].Editions = append(list[i].Editions, e.Name())
			}
		}
	}
	return list
}

// called says the Codes in one line; empty where the editions agree.
func called(list []Printed) string {
	if len(list) < 2 {
		return ""
	}
	var parts []string
	for _, p := range list {
		parts = append(parts, fmt.Sprintf("%s (%s)", p.Code, strings.Join(p.Editions, ", ")))
	}
	return strings.Join(parts, " · ")
}
