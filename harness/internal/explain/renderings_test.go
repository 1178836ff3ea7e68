package explain_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/oss403/oss403/harness/internal/explain"
	"github.com/oss403/oss403/harness/internal/explain/lang"
	"github.com/oss403/oss403/scenarios"
	"github.com/oss403/oss403/scenarios/catalogue"
)

var known = sync.OnceValue(func() explain.Known { return explain.Knowing(catalogue.All()) })

// refusal is one answer that the catalogue knows.
type refusal struct{ row, code, message, ec string }

// document is the refusal as OSS writes it.
func (r refusal) document() string {
	lines := []string{
		`<?xml version="1.0" encoding="UTF-8"?>`, "<Error>", "  <Code>" + r.code + "</Code>",
		"  <Message>" + html.EscapeString(r.message) + "</Message>",
		"  <RequestId>65F1A2B3C4D5E6F708192A3B</RequestId>", "  <HostId>example.oss-cn-hangzhou.aliyuncs.com</HostId>",
	}
	if r.ec != "" {
		lines = append(lines, "  <EC>"+r.ec+"</EC>", "  <RecommendDoc>https://api.aliyun.com/troubleshoot?q="+r.ec+"</RecommendDoc>")
	}
	return strings.Join(append(lines, "</Error>", ""), "\n")
}

// renderings are the ways in which a person meets one answer.
func renderings() map[string]func(refusal) string {
	quoted := func(text string) string {
		line, _ := json.Marshal(text)
		return string(line)
	}
	return map[string]func(refusal) string{
		"document":     refusal.document,
		"on one line":  func(r refusal) string { return strings.ReplaceAll(r.document(), "\n", "") },
		"raw response": func(r refusal) string { return head(r) + "\r\n\r\n" + r.document() },
		"HEAD":         func(r refusal) string { return head(r) + "\r\nx-oss-err: " + encoded(r) + "\r\n\r\n" },
		"headers of a JSON log": func(r refusal) string {
			return fmt.Sprintf(`{"status": 403, "headers": {"x-oss-err": %q, "x-oss-ec": %q}}`, encoded(r), r.ec)
		},
		"JSON":       func(r refusal) string { return `{"status":403,"body":` + quoted(r.document()) + `}` },
		"JSON twice": func(r refusal) string { return `{"error":` + quoted(`{"body":`+quoted(r.document())+`}`) + `}` },
		"HTML": func(r refusal) string {
			return "<html><body><pre>" + html.EscapeString(r.document()) + "</pre></body></html>"
		},
		"Go":           func(r refusal) string { return fmt.Sprintf("error=%q status=403", r.document()) },
		"CR LF":        func(r refusal) string { return strings.ReplaceAll(r.document(), "\n", "\r\n") },
		"indented log": func(r refusal) string { return strings.ReplaceAll(r.document(), "\n", "\nE/Service( 123):       ") },
		"in colours": func(r refusal) string {
			return "\x1b[31mfailed\x1b[0m\n" + strings.ReplaceAll(r.document(), "<Code>", "\x1b[1m<Code>\x1b[0m")
		},
		"byte order":    func(r refusal) string { return "\ufeff" + r.document() },
		"XML in quotes": func(r refusal) string { return "'" + strings.ReplaceAll(r.document(), "\n", `\n`) + "'" },
	}
}

func head(r refusal) string {
	lines := "HTTP/1.1 403 Forbidden\r\nServer: AliyunOSS\r\nContent-Type: application/xml\r\nx-oss-request-id: 65F1A2B3C4D5E6F708192A3B"
	if r.ec != "" {
		lines += "\r\nx-oss-ec: " + r.ec
	}
	return lines
}

func encoded(r refusal) string { return base64.StdEncoding.EncodeToString([]byte(r.document())) }

// refusals lists each combination of Code, Message and EC that a scenario with HTTP 403 accepts as literals.
func refusals() []refusal {
	var all []refusal
	for _, s := range catalogue.All() {
		if s.Row == "X06" || s.Row == "X12" || strings.HasPrefix(s.Row, "B") {
			continue
		}
		for _, code := range literals(s, scenarios.FieldCode) {
			for _, message := range literals(s, scenarios.FieldMessage) {
				for _, ec := range append(literals(s, scenarios.FieldEC), "") {
					if r := (refusal{s.Row, code, message, ec}); !slices.Contains(all, r) {
						all = append(all, r)
					}
				}
			}
		}
	}
	return all
}

func literals(s scenarios.Scenario, name string) []string {
	var all []string
	field, _ := s.Then.Field(name)
	for _, answer := range field.Answers {
		if answer.Match.Kind == scenarios.MatchExactly {
			all = append(all, answer.Match.Text)
		}
	}
	return all
}

// Each answer that the catalogue knows is read whole out of each rendering, and its row is the diagnosis or one
// of the alternatives.
func TestEachKnownAnswerIsReadInEachRendering(t *testing.T) {
	inputs, first := 0, 0
	for _, r := range refusals() {
		for name, render := range renderings() {
			inputs++
			answer, err := explain.Read(render(r), known())
			if err != nil {
				t.Fatalf("%s of %v: %v", name, r, err)
			}
			if answer.Code != r.code || answer.Message != r.message || answer.EC != r.ec || answer.RequestID != "65F1A2B3C4D5E6F708192A3B" {
				t.Errorf("%s of %v: read as %q %q %q %q", name, r, answer.Code, answer.Message, answer.EC, answer.RequestID)
			}
			d := explain.Diagnose(answer, known(), lang.Language{})
			if d.Row == r.row {
				first++
			} else if !slices.ContainsFunc(d.Alternatives, func(a explain.Alternative) bool { return a.Row == r.row }) {
				t.Errorf("%s of %v: %s, and it is no alternative", name, r, d.Row)
			}
			if d.Row != r.row && d.Certainty == explain.Certain {
				t.Errorf("%s of %v: %s is certain", name, r, d.Row)
			}
		}
	}
	t.Logf("%d answers in %d renderings: %d with their row in front, the others with their row among the alternatives, 0 wrong",
		len(refusals()), inputs, first)
	if inputs < 1000 {
		t.Errorf("%d inputs alone", inputs)
	}
}
