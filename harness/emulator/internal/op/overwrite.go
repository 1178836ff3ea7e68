package op

import (
	"encoding/xml"
	"strconv"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// Limits of https://www.alibabacloud.com/help/en/oss/developer-reference/putbucketoverwriteconfig
const (
	maxOverwriteRules = 100
	maxOverwriteAffix = 1023 // characters
)

var overwriteRequest = wire.Shape{Name: "OverwriteConfiguration", Children: []wire.Shape{
	{Name: "Rule", Many: true, Required: true, Children: []wire.Shape{
		{Name: "ID"}, {Name: "Action", Required: true}, {Name: "Prefix"}, {Name: "Suffix"},
		{Name: "Principals", Children: []wire.Shape{{Name: "Principal", Many: true}}},
	}},
}}

// Overwrites: the operation puts new content in the place of an object. What deletes does not.
func (o *Operation) Overwrites() bool { return o.Alters && o.Method != "DELETE" && o.Sub != "delete" }

// putOverwriteRules replaces all rules. A rule without an ID gets one.
func putOverwriteRules(c *ChangeContext) (*wire.Response, *deny.Denial) {
	body, err := wire.ReadXML(c.Request.Body, overwriteRequest)
	if err != nil {
		return nil, malformed(err)
	}
	list := body.All("Rule")
	if len(list) > maxOverwriteRules {
		return nil, wrong(deny.OverwriteInvalid, "Rule", strconv.Itoa(len(list)))
	}
	var rules []world.OverwriteRule
	taken := map[string]bool{}
	for _, e := range list {
		rule := world.OverwriteRule{ID: e.Child("ID"), Prefix: e.Child("Prefix"), Suffix: e.Child("Suffix")}
		for _, p := range e.All("Principals") {
			rule.Principals = append(rule.Principals, childTexts(p, "Principal")...)
		}
		switch action := e.Child("Action"); {
		case action != "forbid":
			return nil, wrong(deny.OverwriteInvalid, "Action", action)
		case len([]rune(rule.Prefix)) > maxOverwriteAffix:
			return nil, wrong(deny.OverwriteInvalid, "Prefix", rule.Prefix)
		case len([]rune(rule.Suffix)) > maxOverwriteAffix:
			return nil, wrong(deny.OverwriteInvalid, "Suffix", rule.Suffix)
		case rule.ID == "":
			rule.ID = strings.ToLower(c.NewID())
		}
		if taken[rule.ID] {
			return nil, wrong(deny.OverwriteInvalid, "ID", rule.ID)
		}
		taken[rule.ID] = true
		rules = append(rules, rule)
	}
	return c.replaceBucket(200, func(b *world.Bucket) { b.OverwriteRules = rules })
}

// getOverwriteRules is 404 where there are none; the Code is assumed.
// https://help.aliyun.com/en/oss/developer-reference/getbucketoverwriteconfig
func getOverwriteRules(c *Context) (*wire.Response, *deny.Denial) {
	if len(c.Bucket.OverwriteRules) == 0 {
		return nil, deny.Because(deny.NoOverwrite)
	}
	type rule struct {
		ID, Action     string
		Prefix, Suffix string   `xml:",omitempty"`
		Principal      []string `xml:"Principals>Principal,omitempty"`
	}
	doc := struct {
		XMLName xml.Name `xml:"OverwriteConfiguration"`
		Rule    []rule
	}{}
	for _, r := range c.Bucket.OverwriteRules {
		doc.Rule = append(doc.Rule, rule{r.ID, "forbid", r.Prefix, r.Suffix, r.Principals})
	}
	return wire.XML(200, doc), nil
}

func deleteOverwriteRules(c *ChangeContext) (*wire.Response, *deny.Denial) {
	return c.replaceBucket(204, func(b *world.Bucket) { b.OverwriteRules = nil })
}
