package postpolicy

import (
	"slices"
	"strconv"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// A Mode is the way in which a condition matches.
type Mode string

// The modes.
const (
	Eq                 Mode = "eq"
	StartsWith         Mode = "starts-with"
	In                 Mode = "in"
	NotIn              Mode = "not-in"
	ContentLengthRange Mode = "content-length-range"
)

// A Condition is one entry of the conditions of a policy. {"k":"v"} means ["eq","$k","v"].
type Condition struct {
	Mode     Mode
	Field    string   // name without $
	Value    string   // for Eq and StartsWith
	List     []string // for In and NotIn
	Min, Max int64    // for ContentLengthRange
}

func conditionOf(v value) (Condition, *deny.Denial) {
	switch v := v.(type) {
	case object:
		return simpleCondition(v)
	case list:
		return listedCondition(v)
	}
	return Condition{}, deny.Because(deny.ConditionKind)
}

func simpleCondition(o object) (Condition, *deny.Denial) {
	if len(o) != 1 {
		return Condition{}, deny.Because(deny.ConditionSimple)
	}
	text, ok := o[0].value.(string)
	if !ok {
		return Condition{}, deny.Because(deny.ConditionType)
	}
	return Condition{Mode: Eq, Field: o[0].name, Value: text}, nil
}

func listedCondition(l list) (Condition, *deny.Denial) {
	if len(l) < 2 {
		return Condition{}, deny.Because(deny.ConditionMode)
	}
	mode, ok := l[0].(string)
	if !ok || !slices.Contains([]Mode{Eq, StartsWith, In, NotIn, ContentLengthRange}, Mode(mode)) {
		return Condition{}, deny.Because(deny.ConditionUnsupported)
	}
	if len(l) != 3 {
		return Condition{}, deny.Because(deny.ConditionLength)
	}
	c := Condition{Mode: Mode(mode)}
	if c.Mode == ContentLengthRange {
		return rangeCondition(c, l[1], l[2])
	}
	field, ok := l[1].(string)
	if !ok {
		return c, deny.Because(deny.ConditionType)
	}
	c.Field = strings.TrimPrefix(field, "$")
	switch c.Mode {
	case In, NotIn:
		c.List, ok = texts(l[2])
	default:
		c.Value, ok = l[2].(string)
	}
	if !ok {
		return c, deny.Because(deny.ConditionType)
	}
	return c, nil
}

// rangeCondition reads whole numbers, which may have quotes. A word in quotes and a list each have
// their own reason.
func rangeCondition(c Condition, low, high value) (Condition, *deny.Denial) {
	lowText, ok := digits(low)
	highText, alsoOK := digits(high)
	if !ok || !alsoOK {
		return c, deny.Because(deny.RangeType)
	}
	var err error
	if c.Min, err = strconv.ParseInt(lowText, 10, 64); err != nil || c.Min < 0 {
		return c, deny.Because(deny.RangeMinimum)
	}
	if c.Max, err = strconv.ParseInt(highText, 10, 64); err != nil || c.Max < 0 {
		return c, deny.Because(deny.RangeMaximum)
	}
	if c.Max < c.Min {
		return c, deny.Because(deny.RangeOrder)
	}
	return c, nil
}

func digits(v value) (string, bool) {
	switch v := v.(type) {
	case number:
		return string(v), true
	case string:
		return v, true
	}
	return "", false
}

func texts(v value) ([]string, bool) {
	items, ok := v.(list)
	if !ok {
		return nil, false
	}
	var out []string
	for _, item := range items {
		text, ok := item.(string)
		if !ok {
			return nil, false
		}
		out = append(out, text)
	}
	return out, true
}

// admits reports whether the value of the field matches.
func (c Condition) admits(v string) bool {
	switch c.Mode {
	case StartsWith:
		return strings.HasPrefix(v, c.Value)
	case In:
		return slices.Contains(c.List, v)
	case NotIn:
		return !slices.Contains(c.List, v)
	}
	return v == c.Value
}

// String writes a condition as the refusal prints it: the text of the policy, never the value in
// the form.
// https://help.aliyun.com/zh/oss/user-guide/0006-00000227
func (c Condition) String() string {
	right := `"` + c.Value + `"`
	if c.Mode == In || c.Mode == NotIn {
		quoted := make([]string, len(c.List))
		for i, v := range c.List {
			quoted[i] = `"` + v + `"`
		}
		right = "[" + strings.Join(quoted, ", ") + "]"
	}
	return `["` + string(c.Mode) + `", "$` + c.Field + `", ` + right + "]"
}
