package mutant

import (
	"strconv"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/check"
	"github.com/oss403/oss403/harness/emulator/internal/parts"
)

// limits change each number of the service by the smallest step that matters. The bounds of the
// emulator's own memory are left out.
func limits(parts.Parts) []Mutant {
	var out []Mutant
	for _, number := range []struct {
		name string
		move func(l *check.Limits, by int)
	}{
		{"skew", func(l *check.Limits, by int) { l.Skew += time.Duration(by) * time.Second }},
		{"V4 lifetime", func(l *check.Limits, by int) { l.V4Lifetime += int64(by) }},
		{"URL expiry", func(l *check.Limits, by int) { l.URLGrace += time.Duration(by) * time.Second }},
		{"form expiry", func(l *check.Limits, by int) { l.FormGrace += time.Duration(by) * time.Second }},
		{"form age", func(l *check.Limits, by int) { l.FormAge += by }},
		{"form field name", func(l *check.Limits, by int) { l.Form.Name += int64(by) }},
		{"form field value", func(l *check.Limits, by int) { l.Form.Value += int64(by) }},
		{"image bytes", func(l *check.Limits, by int) { l.Image.SourceBytes += by }},
		{"image side", func(l *check.Limits, by int) { l.Image.SourceSide += by }},
		{"image pixels", func(l *check.Limits, by int) { l.Image.SourcePixels += by }},
		{"image target side", func(l *check.Limits, by int) { l.Image.TargetSide += by }},
		{"image target pixels", func(l *check.Limits, by int) { l.Image.TargetPixels += by }},
		{"callback bytes", func(l *check.Limits, by int) { l.Callback.Length += by }},
		{"callback URLs", func(l *check.Limits, by int) { l.Callback.URLs += by }},
		{"callback answer", func(l *check.Limits, by int) { l.Callback.Answer += by }},
		{"callback wait", func(l *check.Limits, by int) { l.Callback.Wait += time.Duration(by) }},
		{"form fields total", func(l *check.Limits, by int) { l.Form.Total += int64(by) }},
	} {
		for _, by := range []int{-1, 1} {
			out = append(out, Mutant{Limit + " " + number.name + " " + signed(by), Limit, func(p *parts.Parts) { number.move(&p.Limits, by) }})
		}
	}
	return out
}

func signed(n int) string {
	if n < 0 {
		return strconv.Itoa(n)
	}
	return "+" + strconv.Itoa(n)
}
