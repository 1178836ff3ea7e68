package explain

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/oss403/oss403/harness/internal/explain/lang"
	"github.com/oss403/oss403/scenarios/catalogue"
)

// ListedAlone lists the ECs that the list of ECs has, and that no row is known by.
func (k Known) ListedAlone() []catalogue.EC {
	return slices.DeleteFunc(catalogue.ForbiddenECs(), func(ec catalogue.EC) bool {
		_, known := k.Word(ec.Number)
		return known
	})
}

// WriteListed writes what the list knows of an EC for a person, with the scenarios that accept it.
func WriteListed(w io.Writer, ec catalogue.EC, scenarios []string, in lang.Language) error {
	provoked := strings.Join(scenarios, ", ")
	if ec.Why != "" {
		provoked = in.Say(string(ec.Why))
	}
	prints := strings.TrimSpace(ec.Code + " " + ec.Message)
	if prints == "" {
		prints = in.Say("not published")
	}
	source := cmp.Or(ec.Source.Address(), strings.TrimPrefix(string(ec.Source), "note: "))
	page := fmt.Sprintf("EC %s: %s\n\n", ec.Number, in.Say(ec.About))
	for _, line := range [][2]string{{in.Say("prints"), prints}, {in.Say("provoked"), provoked},
		{in.Say("source"), strings.TrimSpace(source + " " + ec.Source.Date())}} {
		page += padded(line[0]) + " " + line[1] + "\n"
	}
	_, err := io.WriteString(w, page)
	return err
}
