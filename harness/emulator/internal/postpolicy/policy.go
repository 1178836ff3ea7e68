// Package postpolicy reads the policy of a PostObject form and reports whether a form meets it. It
// is pure: the caller passes the time and the values of the fields.
package postpolicy

import (
	"encoding/base64"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// A Policy is the policy field of a form, decoded.
// https://help.aliyun.com/zh/oss/developer-reference/postobject
type Policy struct {
	Expires    time.Time
	Conditions []Condition
}

// Parse reads the base64 of a policy. Its refusals are the 400s of the family 0006-000002xx.
func Parse(encoded string) (*Policy, *deny.Denial) {
	text, err := base64.StdEncoding.DecodeString(encoded)
	switch {
	case err != nil:
		return nil, deny.Because(deny.PolicyBase64)
	case !utf8.Valid(text):
		return nil, deny.Because(deny.PolicyUTF8)
	}
	document, err := parseJSON(string(text))
	var wrong syntaxError
	if errors.As(err, &wrong) {
		return nil, deny.Naming(deny.PolicyJSON, string(wrong))
	}
	top, ok := document.(object)
	if !ok {
		return nil, deny.Because(deny.PolicyNotObject)
	}
	expiration, dated := top.lookup("expiration")
	conditions, conditioned := top.lookup("conditions")
	switch {
	case !dated && !conditioned:
		return nil, deny.Because(deny.PolicyEmpty)
	case !dated:
		return nil, deny.Because(deny.PolicyNoExpiration)
	case !conditioned:
		return nil, deny.Because(deny.PolicyNoConditions)
	}
	p := &Policy{}
	var denial *deny.Denial
	if p.Expires, denial = expirationOf(expiration); denial != nil {
		return nil, denial
	}
	p.Conditions, denial = conditionsOf(conditions)
	return p, denial
}

// expirationOf reads ISO 8601 in GMT. The fraction may be missing, as in the documented sample.
func expirationOf(v value) (time.Time, *deny.Denial) {
	text, ok := v.(string)
	switch {
	case !ok:
		return time.Time{}, deny.Because(deny.ExpirationType)
	case text == "":
		return time.Time{}, deny.Because(deny.ExpirationEmpty)
	}
	t, err := time.Parse("2006-01-02T15:04:05Z", text)
	if err != nil || strings.Contains(text, ",") {
		return time.Time{}, deny.Because(deny.ExpirationFormat)
	}
	return t, nil
}

func conditionsOf(v value) ([]Condition, *deny.Denial) {
	items, ok := v.(list)
	switch {
	case !ok:
		return nil, deny.Because(deny.ConditionsType)
	case len(items) == 0:
		return nil, deny.Because(deny.ConditionsEmpty)
	}
	var out []Condition
	for _, item := range items {
		c, denial := conditionOf(item)
		if denial != nil {
			return nil, denial
		}
		out = append(out, c)
	}
	return out, nil
}

// Holds checks the conditions on fields in their order. look finds a field by name, in any case.
func (p *Policy) Holds(look func(name string) (string, bool)) *deny.Denial {
	for _, c := range p.Conditions {
		if c.Mode == ContentLengthRange {
			continue
		}
		value, present := look(c.Field)
		switch {
		case !present:
			return deny.Naming(deny.ConditionField, c.String())
		case !c.admits(value):
			return deny.Naming(deny.ConditionFailed, c.String())
		}
	}
	return nil
}

// Names reports whether a condition is about the field. Names are not case-sensitive.
func (p *Policy) Names(field string) bool {
	return slices.ContainsFunc(p.Conditions, func(c Condition) bool { return strings.EqualFold(c.Field, field) })
}

// HoldsSize checks the conditions on the size of the file. They are refused with 400, not 403.
// https://help.aliyun.com/zh/oss/user-guide/0006-00000003
func (p *Policy) HoldsSize(size int64) *deny.Denial {
	for _, c := range p.Conditions {
		switch {
		case c.Mode != ContentLengthRange:
		case size > c.Max:
			return deny.Because(deny.FileTooLarge)
		case size < c.Min:
			return deny.Because(deny.FileTooSmall)
		}
	}
	return nil
}

// MaxSize returns the size of the largest file that the policy allows, at most limit.
func (p *Policy) MaxSize(limit int64) int64 {
	for _, c := range p.Conditions {
		if c.Mode == ContentLengthRange {
			limit = min(limit, c.Max)
		}
	}
	return limit
}
