package policy

import (
	"encoding/json"
	"math/big"
	"net"
	"strings"
	"time"
)

// naive is a second evaluator, as simple as possible, which shares nothing with the first. It reads
// plain JSON, ignores the order of statements, and matches wildcards by recursion.
type naive struct {
	request Request
}

func (n naive) decide(texts []string) Effect {
	allowed, denied := false, false
	for _, text := range texts {
		var document struct{ Statement []map[string]any }
		if err := json.Unmarshal([]byte(text), &document); err != nil {
			panic(err)
		}
		for _, s := range document.Statement {
			if n.applies(s) {
				allowed = allowed || s["Effect"] == "Allow"
				denied = denied || s["Effect"] == "Deny"
			}
		}
	}
	if denied {
		return Deny
	}
	if allowed {
		return Allow
	}
	return Implicit
}

func (n naive) applies(s map[string]any) bool {
	if !n.covers(s, "Action", n.request.Action, false) || !n.covers(s, "Resource", n.request.Resource, true) {
		return false
	}
	conditions, conditioned := s["Condition"].(map[string]any)
	if list, bucket := s["Principal"]; bucket && !n.isOneOf(textsOf(list), conditioned) {
		return false
	}
	for operator, keys := range conditions {
		for key, values := range keys.(map[string]any) {
			if !n.fulfils(operator, key, textsOf(values)) {
				return false
			}
		}
	}
	return true
}

func (n naive) isOneOf(principals []string, conditioned bool) bool {
	if len(principals) == 0 {
		principals = []string{"*"}
	}
	for _, p := range principals {
		if p == "*" {
			if conditioned || !n.request.Owner {
				return true
			}
			continue
		}
		for _, name := range n.request.Caller {
			if wild(p, name) {
				return true
			}
		}
	}
	return false
}

func (n naive) covers(s map[string]any, element, value string, resource bool) bool {
	list, not := s[element], false
	if list == nil {
		list, not = s["Not"+element], true
	}
	found := false
	for _, pattern := range textsOf(list) {
		match := wild(pattern, value)
		if resource && pattern != "*" {
			match = fieldwise(pattern, value)
		}
		found = found || match
	}
	return found != not
}

func fieldwise(pattern, value string) bool {
	p, v := strings.SplitN(pattern, ":", 5), strings.SplitN(value, ":", 5)
	if len(p) != len(v) {
		return false
	}
	for i := range p {
		if !wild(p[i], v[i]) {
			return false
		}
	}
	return true
}

// wild matches wildcards by textbook recursion.
func wild(pattern, text string) bool {
	if pattern == "" {
		return text == ""
	}
	switch pattern[0] {
	case '*':
		return wild(pattern[1:], text) || text != "" && wild(pattern, text[1:])
	case '?':
		return text != "" && wild(pattern[1:], text[1:])
	}
	return text != "" && text[0] == pattern[0] && wild(pattern[1:], text[1:])
}

func (n naive) fulfils(operator, key string, values []string) bool {
	have, known := n.request.Context(key)
	one := func(fits func(want string) bool) bool {
		if !known {
			return false
		}
		for _, want := range values {
			if fits(want) {
				return true
			}
		}
		return false
	}
	switch operator {
	case "StringEquals":
		return one(func(want string) bool { return have == want })
	case "StringNotEquals":
		return !n.fulfils("StringEquals", key, values)
	case "StringEqualsIgnoreCase":
		return one(func(want string) bool { return strings.EqualFold(have, want) })
	case "StringNotEqualsIgnoreCase":
		return !n.fulfils("StringEqualsIgnoreCase", key, values)
	case "StringLike":
		return one(func(want string) bool { return wild(want, have) })
	case "StringNotLike":
		return !n.fulfils("StringLike", key, values)
	case "Bool":
		return one(func(want string) bool { return strings.EqualFold(have, want) })
	case "IpAddress", "IpAddressIncludeBorder":
		return one(func(want string) bool { return inNetwork(have, want) })
	case "NotIpAddress":
		return !n.fulfils("IpAddress", key, values)
	case "NumericNotEquals", "DateNotEquals":
		return !n.fulfils(strings.Replace(operator, "Not", "", 1), key, values)
	}
	return one(func(want string) bool { return compares(operator, have, want) })
}

func inNetwork(have, want string) bool {
	address := net.ParseIP(have)
	if !strings.Contains(want, "/") {
		return address != nil && address.Equal(net.ParseIP(want))
	}
	_, network, err := net.ParseCIDR(want)
	return err == nil && address != nil && network.Contains(address)
}

// compares reads both sides as exact numbers, or as moments.
func compares(operator, have, want string) bool {
	order, ok := 0, false
	relation, numeric := strings.CutPrefix(operator, "Numeric")
	if numeric {
		h, isNumber := new(big.Rat).SetString(have)
		w, wanted := new(big.Rat).SetString(want)
		if ok = isNumber && wanted; ok {
			order = h.Cmp(w)
		}
	} else {
		relation = strings.TrimPrefix(operator, "Date")
		h, w := instant(have), instant(want)
		ok = h != 0 && w != 0
		order = int(h - w)
	}
	switch relation {
	case "Equals":
		return ok && order == 0
	case "LessThan":
		return ok && order < 0
	case "LessThanEquals":
		return ok && order <= 0
	case "GreaterThan":
		return ok && order > 0
	}
	return ok && order >= 0
}

func instant(text string) int64 {
	for _, layout := range []string{"2006-01-02T15:04:05Z07:00", "2006-01-02"} {
		if t, err := time.Parse(layout, text); err == nil {
			return t.Unix()
		}
	}
	return 0
}

// textsOf returns a string, or a list of strings, numbers and booleans, as texts.
func textsOf(value any) []string {
	list, ok := value.([]any)
	if !ok {
		list = []any{value}
	}
	var out []string
	for _, item := range list {
		if text, ok := item.(string); ok {
			out = append(out, text)
			continue
		}
		text, err := json.Marshal(item)
		if err != nil {
			panic(err)
		}
		out = append(out, string(text))
	}
	return out
}
