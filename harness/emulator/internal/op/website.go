package op

import (
	"cmp"
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

const maxRoutingRules = 20

// mirrorShapes are the elements of a rule of type Mirror, which are only stored. Of those with a default the test of SDK
// v1 (TestSetBucketWebsiteDetail) shows it.
// https://github.com/aliyun/alibabacloud-oss-go-sdk-v2/blob/master/oss/api_op_bucket_website.go
var mirrorShapes = []wire.Shape{
	{Name: "MirrorURL"}, {Name: "MirrorPassQueryString", Of: flag, Default: "false"},
	{Name: "MirrorFollowRedirect", Of: flag, Default: "true"}, {Name: "MirrorCheckMd5", Of: flag, Default: "false"},
	{Name: "MirrorHeaders", Children: []wire.Shape{
		{Name: "PassAll", Of: flag, Default: "false"}, {Name: "Pass", Many: true, Most: 10}, {Name: "Remove", Many: true, Most: 10},
		{Name: "Set", Many: true, Most: 10, Children: []wire.Shape{{Name: "Key", Required: true}, {Name: "Value", Required: true}}},
	}},
	{Name: "MirrorSNI", Of: flag}, {Name: "MirrorPassOriginalSlashes", Of: flag}, {Name: "MirrorURLSlave"}, {Name: "MirrorURLProbe"},
	{Name: "MirrorSaveOssMeta", Of: flag}, {Name: "MirrorProxyPass", Of: flag}, {Name: "MirrorAllowGetImageInfo", Of: flag},
	{Name: "MirrorAllowVideoSnapshot", Of: flag}, {Name: "MirrorAllowHeadObject", Of: flag}, {Name: "MirrorIsExpressTunnel", Of: flag},
	{Name: "MirrorUserLastModified", Of: flag}, {Name: "MirrorSwitchAllErrors", Of: flag}, {Name: "MirrorUsingRole", Of: flag},
	{Name: "MirrorRole"}, {Name: "MirrorDstRegion"}, {Name: "MirrorDstVpcId"}, {Name: "MirrorDstSlaveVpcId"}, {Name: "MirrorTunnelId"},
	{Name: "MirrorAsyncStatus"}, {Name: "TransparentMirrorResponseCodes"},
	{Name: "MirrorTaggings", Children: []wire.Shape{{Name: "Taggings", Many: true, Children: keyValue}}},
	{Name: "MirrorReturnHeaders", Children: []wire.Shape{{Name: "ReturnHeader", Many: true, Children: keyValue}}},
}

var keyValue = []wire.Shape{{Name: "Key"}, {Name: "Value"}}

// redirectShapes are the elements of every rule.
var redirectShapes = []wire.Shape{
	{Name: "RedirectType", Required: true, Of: []string{world.RedirectMirror, "External", "AliCDN"}},
	{Name: "PassQueryString", Of: flag, Default: "false"}, {Name: "Protocol", Of: []string{"http", "https"}}, {Name: "HostName"},
	{Name: "ReplaceKeyPrefixWith"}, {Name: "EnableReplacePrefix", Of: flag}, {Name: "ReplaceKeyWith"},
	{Name: "HttpRedirectCode", Of: []string{"301", "302", "307"}},
}

var websiteRequest = wire.Shape{Name: "WebsiteConfiguration", Children: []wire.Shape{
	{Name: "IndexDocument", Children: []wire.Shape{
		{Name: "Suffix"}, {Name: "SupportSubDir", Of: flag}, {Name: "Type", Of: []string{"0", "1", "2"}},
	}},
	{Name: "ErrorDocument", Children: []wire.Shape{{Name: "Key"}, {Name: "HttpStatus", Of: []string{"200", "404"}}}},
	{Name: "RoutingRules", Children: []wire.Shape{{Name: "RoutingRule", Many: true, Most: maxRoutingRules, Children: []wire.Shape{
		{Name: "RuleNumber", Required: true, Low: 1, High: math.MaxInt32},
		{Name: "Condition", Required: true, Children: []wire.Shape{
			{Name: "KeyPrefixEquals"}, {Name: "KeySuffixEquals"}, {Name: "HttpErrorCodeReturnedEquals", Low: 400, High: 599},
			{Name: "IncludeHeader", Many: true, Most: 10, Children: []wire.Shape{
				{Name: "Key", Required: true}, {Name: "Equals"}, {Name: "StartsWith"}, {Name: "EndsWith"},
			}},
		}},
		{Name: "Redirect", Required: true, Children: slices.Concat(redirectShapes, mirrorShapes)},
	}}}},
}}

// putWebsite replaces the site. How the service refuses is assumed.
// https://help.aliyun.com/zh/oss/developer-reference/putbucketwebsite
func putWebsite(_ *ChangeContext, body wire.Element) (func(*world.Bucket), *deny.Denial) {
	index, failed := body.In("IndexDocument"), body.In("ErrorDocument")
	next := &world.Website{
		Index: index.Child("Suffix"), SubDirs: index.Child("SupportSubDir") == "true", Bare: int(index.Number("Type")),
		Error: failed.Child("Key"), ErrorStatus: int(cmp.Or(failed.Number("HttpStatus"), 404)),
	}
	rules := body.In("RoutingRules")
	for i := range rules.Children {
		rule, denial := routingRule(&rules.Children[i])
		if denial != nil {
			return nil, denial
		}
		if slices.ContainsFunc(next.Rules, func(r world.RoutingRule) bool { return r.Number == rule.Number }) {
			return nil, wrong(deny.WebsiteInvalid, "RuleNumber", strconv.Itoa(rule.Number))
		}
		next.Rules = append(next.Rules, rule)
	}
	switch {
	case strings.Contains(next.Index, "/"):
		return nil, wrong(deny.WebsiteInvalid, "Suffix", next.Index)
	case next.Index == "" && next.Error == "" && len(next.Rules) == 0:
		return nil, wrong(deny.WebsiteInvalid, "IndexDocument", "")
	}
	slices.SortFunc(next.Rules, func(a, b world.RoutingRule) int { return a.Number - b.Number })
	next.Text = body.Inner()
	return func(b *world.Bucket) { b.Website = next }, nil
}

// routingRule reads a rule, and fills in what the service tells where nothing was said.
func routingRule(given *wire.Element) (world.RoutingRule, *deny.Denial) {
	when, to := given.In("Condition"), given.In("Redirect")
	r := world.RoutingRule{
		Number: int(given.Number("RuleNumber")), Prefix: when.Child("KeyPrefixEquals"), Suffix: when.Child("KeySuffixEquals"),
		Status: int(when.Number("HttpErrorCodeReturnedEquals")), Type: to.Child("RedirectType"),
		Protocol: cmp.Or(to.Child("Protocol"), "http"), Host: to.Child("HostName"),
		ReplaceKey: to.Child("ReplaceKeyWith"), ReplacePrefix: to.Child("ReplaceKeyPrefixWith"),
		ReplacesPrefix: to.Child("EnableReplacePrefix") == "true", PassQuery: to.Child("PassQueryString") == "true",
		Code: int(cmp.Or(to.Number("HttpRedirectCode"), 302)),
	}
	for _, h := range when.All("IncludeHeader") {
		r.Headers = append(r.Headers, world.IncludedHeader{
			Key: h.Child("Key"), Equals: h.Child("Equals"), StartsWith: h.Child("StartsWith"), EndsWith: h.Child("EndsWith"),
		})
	}
	added := redirectShapes
	if r.Type == world.RedirectMirror {
		origin := to.Child("MirrorURL")
		web := strings.HasPrefix(origin, "http://") || strings.HasPrefix(origin, "https://")
		switch {
		case !web || !strings.HasSuffix(origin, "/"):
			return r, wrong(deny.WebsiteInvalid, "MirrorURL", origin)
		case r.Status != 404:
			return r, wrong(deny.WebsiteInvalid, "HttpErrorCodeReturnedEquals", when.Child("HttpErrorCodeReturnedEquals"))
		}
		added = slices.Concat(redirectShapes, mirrorShapes)
	}
	if r.ReplaceKey != "" && r.ReplacesPrefix {
		return r, wrong(deny.WebsiteInvalid, "EnableReplacePrefix", "true")
	}
	for i := range given.Children {
		if given.Children[i].Name == "Redirect" {
			given.Children[i] = wire.Shape{Children: added}.Filled(given.Children[i])
		}
	}
	return r, nil
}

func getWebsite(c *Context) *wire.Response {
	if c.Bucket.Website == nil {
		return nil
	}
	return wire.Document(websiteRequest.Name, c.Bucket.Website.Text)
}

// Site is the site that a request visits: a read of an object, or of the root, at a name of a bucket which is one. Nil:
// none. Only who has no credentials visits a site.
func Site(w *world.World, r *wire.Request) *world.Website {
	b, known := w.Bucket(r.Bucket)
	bound := r.Host.Style != wire.Custom || w.BoundTo(r.Host.Domain) != nil
	if !known || b.Website == nil || r.Host.Bucket == "" || !bound || r.Method != "GET" && r.Method != "HEAD" {
		return nil
	}
	return b.Website
}

// Redirected is the answer to a request that a rule leads away. What a rule of type Mirror would fetch is not fetched.
func Redirected(rule *world.RoutingRule, r *wire.Request) (*wire.Response, *deny.Denial) {
	if rule.Type == world.RedirectMirror {
		return nil, notImplemented(rule.Type, "objects are not fetched from another origin")
	}
	to := url.URL{Scheme: rule.Protocol, Host: cmp.Or(rule.Host, r.Host.Verbatim), Path: "/" + rule.Target(r.Key)}
	if rule.PassQuery {
		to.RawQuery = queryText(r.Query)
	}
	return located(rule.Code, to.String()), nil
}

func queryText(q wire.Query) string {
	var out []string
	for _, p := range q {
		text := url.QueryEscape(p.Name)
		if !p.Bare {
			text += "=" + url.QueryEscape(p.Value)
		}
		out = append(out, text)
	}
	return strings.Join(out, "&")
}

// ToDirectory is the answer to who names a directory of a site without its slash.
func ToDirectory(r *wire.Request) *wire.Response {
	return located(302, (&url.URL{Path: "/" + r.Key + "/"}).EscapedPath())
}

func located(status int, to string) *wire.Response {
	resp := wire.Empty(status)
	resp.Set("Location", to)
	return resp
}
