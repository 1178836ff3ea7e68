package op

import (
	"encoding/xml"
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
	{Name: "Rule", Many: true, Required: true, Most: maxOverwriteRules, Children: []wire.Shape{
		{Name: "ID"}, {Name: "Action", Required: true, Of: []string{"forbid"}},
		{Name: "Prefix", Long: maxOverwriteAffix}, {Name: "Suffix", Long: maxOverwriteAffix},
		{Name: "Principals", Children: []wire.Shape{{Name: "Principal", Many: true}}},
	}},
}}

// Overwrites: the operation puts new content in the place of an object. What deletes does not.
func (o *Operation) Overwrites() bool { return o.Alters && o.Method != "DELETE" && o.Sub != "delete" }

// putOverwriteRules replaces all rules. A rule without an ID gets one.
func putOverwriteRules(c *ChangeContext, body wire.Element) (func(*world.Bucket), *deny.Denial) {
	var rules []world.OverwriteRule
	taken := map[string]bool{}
	for _, e := range body.All("Rule") {
		rule := world.OverwriteRule{ID: e.Child("ID"), Prefix: e.Child("Prefix"), Suffix: e.Child("Suffix")}
		for _, p := range e.All("Principals") {
			rule.Principals = append(rule.Principals, childTexts(p, "Principal")...)
		}
		if rule.ID == "" {
			rule.ID = strings.ToLower(c.NewID())
		}
		if taken[rule.ID] {
			return nil, wrong(deny.OverwriteInvalid, "ID", rule.ID)
		}
		taken[rule.ID] = true
		rules = append(rules, rule)
	}
	return func(b *world.Bucket) { b.OverwriteRules = rules }, nil
}

// getOverwriteRules is 404 where there are none; the Code is assumed.
// https://help.aliyun.com/en/oss/developer-reference/getbucketoverwriteconfig
func getOverwriteRules(c *Context) *wire.Response {
	if len(c.Bucket.OverwriteRules) == 0 {
		return nil
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
	return wire.XML(200, doc)
}
