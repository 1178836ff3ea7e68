package learn

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"unicode/utf8"
)

// What the sections of the text say of their lessons.
func titles() map[Kind]string {
	return map[Kind]string{
		Contradiction:  "CONTRADICTIONS: captured values that did not come; look into each",
		Disagreement:   "DISAGREEMENTS: documented or inferred values that did not come; the answer may be another, or another alternative",
		Divided:        "DIVIDED: the runs do not agree with each other; regions or dates may differ",
		UnknownEC:      "UNKNOWN ECs: in no list; see `oss403 list --ecs`",
		UnknownElement: "UNKNOWN ELEMENTS: no source knows them",
		Order:          "ORDER: which of two faults answers, where no source says it",
		Capability:     "CAPABILITIES: what the target had, or lacked, where the runs asked for it",
		Seen:           "NOW SEEN: documented or inferred values that came as expected",

		EmulatorContradicted: "EMULATOR, CONTRADICTED: rows of its catalogue of refusals that are not what was seen",
		EmulatorBehind:       "EMULATOR, BEHIND: rows of its catalogue of refusals that were seen, and claim less",
	}
}

// mostPairs is the largest number of orders that the text lists one by one.
const mostPairs = 20

// WriteText writes the lessons for a person.
func WriteText(w io.Writer, lessons []Lesson) error {
	table := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	for _, kind := range Kinds() {
		n := 0
		for _, l := range lessons {
			if l.Kind != kind {
				continue
			}
			if n++; n == 1 {
				fmt.Fprintf(table, "\n%s\n", titles()[kind])
			}
			if kind == Order && n > mostPairs {
				continue
			}
			fmt.Fprintln(table, "  "+l.line())
		}
		if kind == Order && n > mostPairs {
			fmt.Fprintf(table, "  and %d more, with --json\n", n-mostPairs)
		}
	}
	if err := table.Flush(); err != nil {
		return fmt.Errorf("write what was learnt: %w", err)
	}
	return nil
}

func (l Lesson) line() string {
	many := fmt.Sprintf("%d scenarios", len(l.Scenarios))
	if len(l.Scenarios) == 1 {
		many = l.Scenarios[0]
	}
	switch l.Kind {
	case Seen:
		return fmt.Sprintf("%s\t%s\twas %s\t%s", l.Row, l.Field, l.Level, many)
	case Capability:
		return fmt.Sprintf("%s\t%s\t%s\t%s", l.Field, hasOrLacks(l), where(l), many)
	case EmulatorBehind:
		return fmt.Sprintf("%s\t%s\tis captured, not %s\t%s", l.Row, l.Field, l.Level, many)
	case Order:
		return fmt.Sprintf("%s\tbefore: %s", shown(l.Actual), shown(l.Expected))
	case UnknownEC, UnknownElement:
		return fmt.Sprintf("%s\t%s\t%s", l.Row, shown(l.Actual), many)
	}
	return fmt.Sprintf("%s\t%s\t%s\texpected %s\tcame %s\t%s", l.Row, l.Field, l.Level, shown(l.Expected), shown(l.Actual), many)
}

func hasOrLacks(l Lesson) string {
	if *l.Has {
		return "has"
	}
	return "lacks: " + shown(l.Actual)
}

// where says in which region, and on which day.
func where(l Lesson) string {
	if l.Region == "" {
		return "region not known, on " + l.Day
	}
	return l.Region + " on " + l.Day
}

// mostShown is the largest number of characters of a value in the text.
const mostShown = 80

// shown is a value in one line, without what could hide or break a line.
func shown(value string) string {
	value = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, value)
	if utf8.RuneCountInString(value) > mostShown {
		value = string([]rune(value)[:mostShown]) + "…"
	}
	if value == "" {
		return "nothing"
	}
	return value
}
