package scenarios

import "slices"

// Since leaves out the scenarios that the service has confirmed on that day or later: in a recording of a run there, or
// by answers that people quote, where each of status, Code and Message that is expected has a captured value with such a
// source. The day is YYYY-MM-DD. A source that names only its month or year counts as the first day of that, and one
// without a date as older than any.
func Since(all []Scenario, day string) []Scenario {
	return slices.DeleteFunc(slices.Clone(all), func(s Scenario) bool { return s.confirmedSince(day) })
}

func (s Scenario) confirmedSince(day string) bool {
	if s.Confirmed >= day {
		return true
	}
	for _, name := range []string{FieldStatus, FieldCode, FieldMessage} {
		field, expected := s.Then.Field(name)
		if expected && !slices.ContainsFunc(field.Answers, func(a Accepted) bool { return a.seenSince(day) }) {
			return false
		}
	}
	return true
}

func (a Accepted) seenSince(day string) bool {
	return a.Evidence.Level == LevelCaptured &&
		slices.ContainsFunc(a.Evidence.Sources, func(s Source) bool { return s.carries() && s.Date() >= day })
}
