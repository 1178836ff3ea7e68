package catalogue

import (
	"slices"

	"github.com/oss403/oss403/scenarios"
)

// EC is a diagnosis code of HTTP 403, with the page or the answer that shows it. Pages rarely print a Code or a
// Message, and hardly ever a status: the cause that they describe is one that is refused with 403.
type EC struct {
	Number  string           // e.g. "0002-00000040"
	About   string           // the cause, as the source describes it
	Source  scenarios.Source // its page, else a public answer that has it; with the edition, or the day or month of reading
	Code    string           // as the source prints it; empty: it prints none
	Message string           // likewise
	Why     Reason           // why no scenario provokes it; empty: one does
}

// Reason says why no scenario provokes an EC.
type Reason string

// The only two reasons.
const (
	Unexplained Reason = "no page says what provokes it"
	OutOfReach  Reason = "no customer and no emulator can bring it about"
)

// Reasons lists both.
func Reasons() []Reason { return []Reason{Unexplained, OutOfReach} }

// ForbiddenECs lists the ECs that a 403 can carry, in order.
// https://help.aliyun.com/zh/oss/support/error-codes and the page of each EC.
func ForbiddenECs() []EC {
	return slices.Concat(ofAuthentication(), ofS3AndOthers(), ofAccessControl(), ofFeatures())
}

// A site is where a page of an EC stands: the address ends with its number.
type site string

const (
	zh   site = "https://help.aliyun.com/zh/oss/user-guide/"
	zhS  site = "https://help.aliyun.com/zh/oss/support/"
	en   site = "https://help.aliyun.com/en/oss/user-guide/"
	intl site = "https://www.alibabacloud.com/help/en/oss/user-guide/"
	intS site = "https://www.alibabacloud.com/help/en/oss/support/"
)

// onPage is an EC that has a page. The date is that of its edition; where the page has none, the day or month of reading.
func onPage(number, about string, at site, date string) EC {
	return EC{Number: number, About: about, Source: scenarios.Source(string(at) + number).Of(date)}
}

// inAnswer is an EC that no page is known of, but a public answer.
func inAnswer(number, about string, answer scenarios.Source) EC {
	return EC{Number: number, About: about, Source: answer}
}

func (e EC) prints(code, message string) EC {
	e.Code, e.Message = code, message
	return e
}

func (e EC) because(why Reason) EC {
	e.Why = why
	return e
}

// Coverage is the list with the scenarios that expect each EC.
type Coverage struct {
	ECs       []EC
	Scenarios map[string][]string // ids by number
}

// Covered compares the list with the catalogue.
func Covered() Coverage { return Coverage{ForbiddenECs(), Expecting()} }

// Provoked counts the ECs that a scenario expects.
func (c Coverage) Provoked() int {
	count := 0
	for _, ec := range c.ECs {
		if len(c.Scenarios[ec.Number]) > 0 {
			count++
		}
	}
	return count
}

// Without counts the others by reason.
func (c Coverage) Without() map[Reason]int {
	counts := map[Reason]int{Unexplained: 0, OutOfReach: 0}
	for _, ec := range c.ECs {
		if len(c.Scenarios[ec.Number]) == 0 {
			counts[ec.Why]++
		}
	}
	return counts
}

// Expecting lists, for each EC, the ids of the scenarios that accept it.
func Expecting() map[string][]string {
	ids := map[string][]string{}
	for _, s := range All() {
		field, _ := s.Then.Field(scenarios.FieldEC)
		for _, answer := range field.Answers {
			ids[answer.Match.Text] = append(ids[answer.Match.Text], s.ID)
		}
	}
	return ids
}
