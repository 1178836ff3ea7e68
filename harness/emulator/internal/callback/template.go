package callback

import (
	"encoding/json"
	"net/url"
	"strconv"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// A Template is the body of a callback with its variables: ${bucket}, ${x:mine}.
type Template string

// Values are the system's variables by their names. A number is written without quotes in JSON.
type Values map[string]any

// Fill replaces each variable: escaped in a form, as a value in JSON. A variable that nobody has
// set is empty, which is assumed of names that the system does not have.
func (c *Call) Fill(values Values) string {
	body, _ := c.fill(values)
	return body
}

func (c *Call) fill(values Values) (string, deny.Reason) {
	var b strings.Builder
	rest := string(c.Body)
	for {
		before, after, found := strings.Cut(rest, "$")
		b.WriteString(before)
		if !found {
			return b.String(), ""
		}
		if !strings.HasPrefix(after, "{") {
			return "", deny.CallbackDollar
		}
		name, then, closed := strings.Cut(after[1:], "}")
		if !closed {
			return "", deny.CallbackBrace
		}
		b.WriteString(c.written(name, values))
		rest = then
	}
}

func (c *Call) written(name string, values Values) string {
	value, known := values[name]
	if !known {
		value = c.Vars[name]
	}
	if c.Type == jsonType {
		text, err := json.Marshal(value)
		if err != nil {
			panic("callback: a variable can't be JSON: " + err.Error())
		}
		return string(text)
	}
	switch v := value.(type) {
	case int:
		return strconv.Itoa(v)
	case string:
		return url.QueryEscape(v)
	}
	panic("callback: a variable is neither a text nor a number")
}

// Uses tells whether a variable with that beginning stands in the body.
func (c *Call) Uses(prefix string) bool { return strings.Contains(string(c.Body), "${"+prefix) }

// checkBody: the variables can be found, and what is to be JSON is JSON once they are filled in.
// https://help.aliyun.com/zh/oss/user-guide/0007-00000105
func (c *Call) checkBody(text string) *deny.Denial {
	body, why := c.fill(nil)
	if why != "" {
		return wrong(why, "ReplaceKeyPrefix", string(c.Body))
	}
	if c.Type == jsonType && !json.Valid([]byte(body)) {
		return wrong(deny.CallbackJSON, "callback", text)
	}
	return nil
}
