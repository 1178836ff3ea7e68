package policy

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// readConditions reads {operator: {key: values}}.
func readConditions(value any) ([]Condition, error) {
	blocks, ok := value.([]member)
	if !ok {
		return nil, errors.New("Condition must be an object")
	}
	var conditions []Condition
	for _, operator := range blocks {
		compares, known := operators[operator.name]
		if !known {
			return nil, fmt.Errorf("%q is no condition operator", operator.name)
		}
		keys, ok := operator.value.([]member)
		if !ok || len(keys) == 0 {
			return nil, fmt.Errorf("%s must be an object with at least one key", operator.name)
		}
		for _, key := range keys {
			if service, name, ok := strings.Cut(key.name, ":"); !ok || service == "" || name == "" {
				return nil, fmt.Errorf("the condition key %q is not service:Name", key.name)
			}
			values, err := readValues(key)
			if err != nil {
				return nil, err
			}
			for _, value := range values {
				if compares.Valid != nil && !compares.Valid(value) {
					return nil, fmt.Errorf("%s cannot compare with %q", operator.name, value)
				}
			}
			conditions = append(conditions, Condition{operator.name, key.name, values})
		}
	}
	return conditions, nil
}

func readValues(key member) ([]string, error) {
	list, ok := key.value.([]any)
	if !ok {
		list = []any{key.value}
	}
	var values []string
	for _, item := range list {
		text, ok := scalar(item)
		if !ok {
			return nil, fmt.Errorf("a value of %s is no string, number or boolean", key.name)
		}
		values = append(values, text)
	}
	if len(values) == 0 {
		return nil, fmt.Errorf("%s has no value", key.name)
	}
	return values, nil
}

// holds reports whether one of the values fits, or for a negated operator whether none does. A key
// that the request lacks fits nothing: "Deny unless acs:SourceVpc is mine" must hold for a request
// from outside any VPC.
func (c Condition) holds(operators map[string]Operator, context func(string) (string, bool)) bool {
	operator := operators[c.Operator]
	have, known := "", false
	if context != nil {
		have, known = context(c.Key)
	}
	fits := known && slices.ContainsFunc(c.Values, func(want string) bool { return operator.Fits(have, want) })
	return fits != operator.Negated
}

// An Operator compares the value of a condition key in the request with a value in the policy.
type Operator struct {
	Negated bool // holds when no value fits
	Fits    func(have, want string) bool
	Valid   func(want string) bool // reports whether a policy may name the value; nil: it may name any
}

// Operators returns a fresh copy of the table of operators.
func Operators() map[string]Operator { return maps.Clone(operators) }

// operators lists the operators of the page. It does not say how IpAddressIncludeBorder differs
// from IpAddress; both take every address of the block.
// https://www.alibabacloud.com/help/en/oss/user-guide/authorization-syntax-and-elements
var operators = map[string]Operator{
	"StringEquals":              {Fits: equal},
	"StringNotEquals":           {Fits: equal, Negated: true},
	"StringEqualsIgnoreCase":    {Fits: strings.EqualFold},
	"StringNotEqualsIgnoreCase": {Fits: strings.EqualFold, Negated: true},
	"StringLike":                {Fits: like},
	"StringNotLike":             {Fits: like, Negated: true},
	"NumericEquals":             {Fits: numbers(func(order int) bool { return order == 0 }), Valid: isNumber},
	"NumericNotEquals":          {Fits: numbers(func(order int) bool { return order == 0 }), Negated: true, Valid: isNumber},
	"NumericLessThan":           {Fits: numbers(func(order int) bool { return order < 0 }), Valid: isNumber},
	"NumericLessThanEquals":     {Fits: numbers(func(order int) bool { return order <= 0 }), Valid: isNumber},
	"NumericGreaterThan":        {Fits: numbers(func(order int) bool { return order > 0 }), Valid: isNumber},
	"NumericGreaterThanEquals":  {Fits: numbers(func(order int) bool { return order >= 0 }), Valid: isNumber},
	"DateEquals":                {Fits: dates(func(order int) bool { return order == 0 }), Valid: isDate},
	"DateNotEquals":             {Fits: dates(func(order int) bool { return order == 0 }), Negated: true, Valid: isDate},
	"DateLessThan":              {Fits: dates(func(order int) bool { return order < 0 }), Valid: isDate},
	"DateLessThanEquals":        {Fits: dates(func(order int) bool { return order <= 0 }), Valid: isDate},
	"DateGreaterThan":           {Fits: dates(func(order int) bool { return order > 0 }), Valid: isDate},
	"DateGreaterThanEquals":     {Fits: dates(func(order int) bool { return order >= 0 }), Valid: isDate},
	"Bool":                      {Fits: strings.EqualFold, Valid: isBool},
	"IpAddress":                 {Fits: inBlock, Valid: isBlock},
	"NotIpAddress":              {Fits: inBlock, Negated: true, Valid: isBlock},
	"IpAddressIncludeBorder":    {Fits: inBlock, Valid: isBlock},
}
