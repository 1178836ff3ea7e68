package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/oss403/oss403/scenarios/catalogue"
)

// printECs prints the documented ECs of HTTP 403, and how many are provoked.
func printECs(to output) error {
	table := tabwriter.NewWriter(to.out, 0, 4, 2, ' ', 0)
	fmt.Fprintln(table, "EC\tSCENARIOS\tWHAT ITS SOURCE SAYS\tONE OF THEM, OR WHY NONE\tSOURCE")
	covered := catalogue.Covered()
	for _, ec := range covered.ECs {
		ids, says := covered.Scenarios[ec.Number], string(ec.Why)
		if len(ids) > 0 {
			says = ids[0]
		}
		fmt.Fprintf(table, "%s\t%d\t%s\t%s\t%s\n", ec.Number, len(ids), ec.About, says, ec.Source)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	summary := fmt.Sprintf("%d of %d are provoked", covered.Provoked(), len(covered.ECs))
	without := covered.Without()
	for _, why := range catalogue.Reasons() {
		summary += fmt.Sprintf("; %d not: %s", without[why], why)
	}
	_, err := fmt.Fprintln(to.out, summary)
	return err
}

// listedEC is an EC as JSON.
type listedEC struct {
	EC        string           `json:"ec"`
	Scenarios []string         `json:"scenarios"`
	Reason    catalogue.Reason `json:"reason,omitempty"` // why no scenario provokes it
	About     string           `json:"about"`
	Source    string           `json:"source"` // the address of its page or of a public answer, else what is known of the answer
	Date      string           `json:"date,omitempty"`
	Code      string           `json:"code,omitempty"` // as the source prints it
	Message   string           `json:"message,omitempty"`
}

// printECsAsJSON prints the content of printECs as JSON.
func printECsAsJSON(to output) error {
	covered := catalogue.Covered()
	list := struct {
		Documented int                      `json:"documented"`
		Provoked   int                      `json:"provoked"`
		Reasons    map[catalogue.Reason]int `json:"reasons"` // how many are not provoked, and why
		ECs        []listedEC               `json:"ecs"`
	}{Documented: len(covered.ECs), Provoked: covered.Provoked(), Reasons: covered.Without()}
	for _, ec := range covered.ECs {
		list.ECs = append(list.ECs, ecOf(ec, covered.Scenarios[ec.Number]))
	}
	encoder := json.NewEncoder(to.out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(list)
}

// ecOf is an EC of the list with the scenarios that expect it.
func ecOf(ec catalogue.EC, ids []string) listedEC {
	source := ec.Source.Address()
	if source == "" {
		source = strings.TrimPrefix(string(ec.Source), "note: ")
	}
	return listedEC{EC: ec.Number, Scenarios: append([]string{}, ids...), Reason: ec.Why, About: ec.About, Source: source,
		Date: ec.Source.Date(), Code: ec.Code, Message: ec.Message}
}
