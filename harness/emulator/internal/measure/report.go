package main

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// A report is what a run has found: tables as text, and what the plot shows.
type report struct {
	text   strings.Builder
	bars   []bar
	curves []curve
}

// A bar is a ratio, with the ratio that is aimed at.
type bar struct {
	name       string
	ratio, aim float64
}

// A curve is a ratio by size.
type curve struct {
	name   string
	points []point
}

type point struct {
	size  int
	ratio float64
}

// table adds a table in Markdown.
func (r *report) table(title, note string, head []string, rows [][]string) {
	fmt.Fprintf(&r.text, "\n## %s\n\n%s\n\n| %s |\n|%s\n", title, note, strings.Join(head, " | "), strings.Repeat("---|", len(head)))
	for _, row := range rows {
		fmt.Fprintf(&r.text, "| %s |\n", strings.Join(row, " | "))
	}
}

func ratio(x float64) string { return fmt.Sprintf("%.2f", x) }
func count(x float64) string { return fmt.Sprintf("%.0f", x) }
func micros(d time.Duration) string {
	if d == 0 {
		return "–"
	}
	return fmt.Sprintf("%.1f", float64(d.Nanoseconds())/1000)
}
func millis(d time.Duration) string { return fmt.Sprintf("%.2f", float64(d.Nanoseconds())/1e6) }

func median[T float64 | time.Duration](values []T) T {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[len(sorted)/2]
}

// over divides, and returns 0 where there is nothing to divide by.
func over(a, b float64) float64 {
	if b == 0 {
		return 0
	}
	return a / b
}
