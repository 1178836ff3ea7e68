package policy

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// The bounds of one document. A condition is a key with its operator.
const (
	MaxStatements = 200
	MaxConditions = 500
)

// Parse reads a RAM policy or a session policy.
func Parse(text string) (*Document, error) { return parse(text, readStatement) }

// ParseTrust reads a trust policy. Its statements have a Principal instead of a Resource.
// https://www.alibabacloud.com/help/en/ram/user-guide/edit-the-trust-policy-of-a-ram-role
func ParseTrust(text string) (*Document, error) { return parse(text, readTrustStatement) }

func parse(text string, read func([]member) (Statement, error)) (*Document, error) {
	value, err := readJSON([]byte(text))
	if err != nil {
		return nil, err
	}
	members, ok := value.([]member)
	if !ok {
		return nil, errors.New("a policy is an object")
	}
	document := &Document{}
	version := false
	for _, m := range members {
		switch m.name {
		case "Version":
			if m.value != "1" {
				return nil, errors.New(`Version must be "1"`)
			}
			version = true
		case "Statement":
			if document.Statements, err = readStatements(m.value, read); err != nil {
				return nil, err
			}
		default:
			return nil, fmt.Errorf("%q is no element of a policy", m.name)
		}
	}
	switch {
	case !version:
		return nil, errors.New("Version is missing")
	case document.Statements == nil:
		return nil, errors.New("Statement is missing")
	}
	return document, nil
}

func readStatements(value any, read func([]member) (Statement, error)) ([]Statement, error) {
	list, ok := value.([]any)
	if !ok || len(list) == 0 || len(list) > MaxStatements {
		return nil, fmt.Errorf("Statement must be a list of 1 to %d statements", MaxStatements)
	}
	statements, conditions := make([]Statement, 0, len(list)), 0
	for i, item := range list {
		members, ok := item.([]member)
		if !ok {
			return nil, fmt.Errorf("statement %d is no object", i+1)
		}
		s, err := read(members)
		if err != nil {
			return nil, fmt.Errorf("statement %d: %w", i+1, err)
		}
		if conditions += len(s.Conditions); conditions > MaxConditions {
			return nil, fmt.Errorf("the policy has more than %d conditions", MaxConditions)
		}
		statements = append(statements, s)
	}
	return statements, nil
}

// A reader reads one element of a statement.
type reader func(*Statement, member) error

func readStatement(members []member) (Statement, error) {
	s, err := readElements(members, map[string]reader{"NotAction": readActions, "Resource": readResources, "NotResource": readResources})
	switch {
	case err != nil:
		return s, err
	case len(s.Resources.Patterns) == 0:
		return s, errors.New("Resource is missing")
	}
	return s, nil
}

func readTrustStatement(members []member) (Statement, error) {
	s, err := readElements(members, map[string]reader{"NotAction": readActions, "Principal": readTrusted})
	switch {
	case err != nil:
		return s, err
	case len(s.Principals) == 0:
		return s, errors.New("Principal is missing")
	}
	return s, nil
}

// readElements reads Effect, Action and Condition, and the other elements that this kind of policy
// has.
func readElements(members []member, also map[string]reader) (Statement, error) {
	s := Statement{}
	for _, m := range members {
		read, known := also[m.name]
		switch m.name {
		case "Effect":
			read, known = readEffect, true
		case "Action":
			read, known = readActions, true
		case "Condition":
			read, known = readCondition, true
		}
		if !known {
			return s, fmt.Errorf("%q is no element of this statement", m.name)
		}
		if err := read(&s, m); err != nil {
			return s, err
		}
	}
	switch {
	case s.Effect == "":
		return s, errors.New("Effect is missing")
	case len(s.Actions.Patterns) == 0:
		return s, errors.New("Action is missing")
	}
	return s, nil
}

func readActions(s *Statement, m member) error { return s.Actions.read(m, readAction) }

func readResources(s *Statement, m member) error { return s.Resources.read(m, readResource) }

func readTrusted(s *Statement, m member) (err error) {
	s.Principals, err = readPrincipals(m.value)
	return err
}

func readCondition(s *Statement, m member) (err error) {
	s.Conditions, err = readConditions(m.value)
	return err
}

func readEffect(s *Statement, m member) error {
	switch m.value {
	case "Allow":
		s.Effect = Allow
	case "Deny":
		s.Effect = Deny
	default:
		return errors.New("Effect must be Allow or Deny")
	}
	return nil
}

// read reads the value of Action, NotAction, Resource or NotResource. A statement may have only one
// of each pair.
func (s *Set) read(m member, valid func(string) error) error {
	if s.Patterns != nil {
		return fmt.Errorf("%s and its negation exclude each other", strings.TrimPrefix(m.name, "Not"))
	}
	patterns, err := readStrings(m)
	if err != nil {
		return err
	}
	for _, p := range patterns {
		if err := valid(p); err != nil {
			return err
		}
	}
	s.Patterns, s.Not = patterns, strings.HasPrefix(m.name, "Not")
	return nil
}

// readAction checks an action: service:Name, or *.
func readAction(pattern string) error {
	service, name, ok := strings.Cut(pattern, ":")
	if pattern == "*" || ok && service != "" && name != "" {
		return nil
	}
	return fmt.Errorf("the action %q is not service:Name", pattern)
}

// readResource checks a resource: acs:service:region:account:relative, or *.
func readResource(pattern string) error {
	parts := strings.SplitN(pattern, ":", 5)
	if pattern == "*" || len(parts) == 5 && parts[0] == "acs" && parts[4] != "" {
		return nil
	}
	return fmt.Errorf("the resource %q is not acs:service:region:account:relative", pattern)
}

// readStrings reads a string, or a list of at least one string.
func readStrings(m member) ([]string, error) {
	wrong := fmt.Errorf("%s must be a string or a list of strings", m.name)
	list, ok := m.value.([]any)
	if !ok {
		list = []any{m.value}
	}
	var texts []string
	for _, item := range list {
		text, ok := item.(string)
		if !ok {
			return nil, wrong
		}
		texts = append(texts, text)
	}
	if len(texts) == 0 {
		return nil, wrong
	}
	return texts, nil
}

// scalar returns a condition value as text. Numbers and booleans need no quotes.
func scalar(value any) (string, bool) {
	switch v := value.(type) {
	case string:
		return v, true
	case bool:
		return strconv.FormatBool(v), true
	case json.Number:
		return v.String(), true
	}
	return "", false
}
