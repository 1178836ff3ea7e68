package op

import (
	"slices"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// PreflightRule is the first rule that lets in the request which a preflight
// announces; nil: none does.
func PreflightRule(cors *world.CORS, r *wire.Request) *world.CORSRule {
	headers := listed(r.Header.Get("Access-Control-Request-Headers"))
	return firstRule(cors, r, r.Header.Get("Access-Control-Request-Method"), headers)
}

func firstRule(cors *world.CORS, r *wire.Request, method string, headers []string) *world.CORSRule {
	origin := r.Header.Get("Origin")
	for i := range cors.Rules {
		rule := &cors.Rules[i]
		if covers(rule.Origins, origin) && slices.Contains(rule.Methods, method) && allCovered(rule.Headers, headers) {
			return rule
		}
	}
	return nil
}

// allCovered compares names of headers without regard to case.
func allCovered(allowed, headers []string) bool {
	low := make([]string, len(allowed))
	for i, a := range allowed {
		low[i] = strings.ToLower(a)
	}
	return !slices.ContainsFunc(headers, func(h string) bool { return !covers(low, strings.ToLower(h)) })
}

// covers: one of the patterns, with at most one * each, is the text.
func covers(patterns []string, text string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool {
		before, after, wild := strings.Cut(p, "*")
		if !wild {
			return p == text
		}
		return len(text) >= len(before)+len(after) && strings.HasPrefix(text, before) && strings.HasSuffix(text, after)
	})
}

// listed splits a list of header names.
func listed(list string) []string {
	var names []string
	for name := range strings.SplitSeq(list, ",") {
		if name = strings.TrimSpace(name); name != "" {
			names = append(names, name)
		}
	}
	return names
}

// preflight is https://help.aliyun.com/zh/oss/developer-reference/options
func preflight(c *Context) (*wire.Response, *deny.Denial) {
	r := c.Request
	resp := wire.Empty(200)
	rule := PreflightRule(c.Bucket.CORS, r)
	resp.Set("Access-Control-Allow-Origin", r.Header.Get("Origin"))
	if wanted := r.Header.Get("Access-Control-Request-Headers"); wanted != "" {
		resp.Set("Access-Control-Allow-Headers", wanted)
	}
	resp.Header = append(resp.Header, described(rule)...)
	if c.Bucket.CORS.Vary {
		resp.Set("Vary", "Origin")
	}
	return resp, nil
}

// described are the headers that a rule gives to every answer.
func described(rule *world.CORSRule) [][2]string {
	headers := [][2]string{{"Access-Control-Allow-Methods", strings.Join(rule.Methods, ", ")}}
	if len(rule.Expose) > 0 {
		headers = append(headers, [2]string{"Access-Control-Expose-Headers", strings.Join(rule.Expose, ", ")})
	}
	if rule.MaxAge != "" {
		headers = append(headers, [2]string{"Access-Control-Max-Age", rule.MaxAge})
	}
	return headers
}

// CrossOrigin are the headers that the answer to an actual request carries
// for the origin that it comes from. A request that no rule lets in is
// answered without them.
func CrossOrigin(cors *world.CORS, r *wire.Request) [][2]string {
	var headers [][2]string
	if rule := firstRule(cors, r, r.Method, nil); rule != nil && r.Header.Get("Origin") != "" {
		allowed := r.Header.Get("Origin")
		if slices.Contains(rule.Origins, "*") {
			allowed = "*"
		}
		headers = append([][2]string{{"Access-Control-Allow-Origin", allowed}}, described(rule)...)
	}
	if cors.Vary {
		headers = append(headers, [2]string{"Vary", "Origin"})
	}
	return headers
}
