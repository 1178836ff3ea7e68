package op

import (
	"encoding/xml"
	"strconv"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// maxCORSRules is the limit of https://help.aliyun.com/zh/oss/developer-reference/putbucketcors
const maxCORSRules = 20

var corsRequest = wire.Shape{Name: "CORSConfiguration", Children: []wire.Shape{
	{Name: "CORSRule", Many: true, Required: true, Most: maxCORSRules, Children: []wire.Shape{
		{Name: "AllowedOrigin", Many: true, Required: true},
		{Name: "AllowedMethod", Many: true, Required: true, Of: []string{"GET", "PUT", "DELETE", "POST", "HEAD"}},
		{Name: "AllowedHeader", Many: true},
		{Name: "ExposeHeader", Many: true},
		{Name: "MaxAgeSeconds"},
	}},
	{Name: "ResponseVary"},
}}

// putCORS replaces all rules.
func putCORS(_ *ChangeContext, body wire.Element) (func(*world.Bucket), *deny.Denial) {
	next := world.CORS{Vary: body.Child("ResponseVary") == "true"}
	for _, e := range body.All("CORSRule") {
		rule := world.CORSRule{
			Origins: childTexts(e, "AllowedOrigin"), Methods: childTexts(e, "AllowedMethod"), Headers: childTexts(e, "AllowedHeader"),
			Expose: childTexts(e, "ExposeHeader"), MaxAge: e.Child("MaxAgeSeconds"),
		}
		if denial := ruleHolds(rule); denial != nil {
			return nil, denial
		}
		next.Rules = append(next.Rules, rule)
	}
	return func(b *world.Bucket) { b.CORS = &next }, nil
}

func childTexts(e wire.Element, name string) []string {
	var out []string
	for _, child := range e.All(name) {
		out = append(out, strings.TrimSpace(child.Text))
	}
	return out
}

// ruleHolds: at most one * in an origin or a header, and none in an exposed one.
func ruleHolds(rule world.CORSRule) *deny.Denial {
	for _, c := range []struct {
		name   string
		values []string
		stars  int
	}{{"AllowedOrigin", rule.Origins, 1}, {"AllowedHeader", rule.Headers, 1}, {"ExposeHeader", rule.Expose, 0}} {
		for _, v := range c.values {
			if v == "" || strings.Count(v, "*") > c.stars {
				return wrong(deny.CORSInvalid, c.name, v)
			}
		}
	}
	if _, err := strconv.ParseUint(rule.MaxAge, 10, 31); rule.MaxAge != "" && err != nil {
		return wrong(deny.CORSInvalid, "MaxAgeSeconds", rule.MaxAge)
	}
	return nil
}

type corsRule struct {
	AllowedOrigin []string
	AllowedMethod []string
	AllowedHeader []string
	ExposeHeader  []string
	MaxAgeSeconds string `xml:",omitempty"`
}

func getCORS(c *Context) *wire.Response {
	if c.Bucket.CORS == nil {
		return nil
	}
	doc := struct {
		XMLName      xml.Name `xml:"CORSConfiguration"`
		CORSRule     []corsRule
		ResponseVary bool
	}{ResponseVary: c.Bucket.CORS.Vary}
	for _, r := range c.Bucket.CORS.Rules {
		doc.CORSRule = append(doc.CORSRule, corsRule{r.Origins, r.Methods, r.Headers, r.Expose, r.MaxAge})
	}
	return wire.XML(200, doc)
}
