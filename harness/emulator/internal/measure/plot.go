package main

import (
	"fmt"
	"html"
	"math"
	"strings"
)

// The plot has bars on the left, and curves on the right.
const (
	width, height = 1000, 360
	middle        = 480 // where the curves begin
	top, bottom   = 40, 320
)

var colours = []string{"#0b6bcb", "#d1495b", "#2e933c", "#edae49", "#7048a8", "#00798c"}

// plot draws the ratios to the bare handler, with their aims, and the growth by size, as SVG.
func (r *report) plot() string {
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="11">`+"\n", width, height)
	fmt.Fprintf(&b, `<rect width="%d" height="%d" fill="white"/>`+"\n", width, height)
	r.plotBars(&b)
	r.plotCurves(&b)
	b.WriteString("</svg>\n")
	return b.String()
}

func write(b *strings.Builder, x, y float64, anchor, text string) {
	fmt.Fprintf(b, `<text x="%.1f" y="%.1f" text-anchor="%s">%s</text>`+"\n", x, y, anchor, html.EscapeString(text))
}

func (r *report) plotBars(b *strings.Builder) {
	write(b, 10, 22, "start", "requests a second, over a bare handler (line: aim)")
	const left, scale = 110.0, 300.0 // pixels for a ratio of 1
	for i, bar := range r.bars {
		y := top + float64(i)*30
		write(b, left-6, y+14, "end", bar.name)
		fmt.Fprintf(b, `<rect x="%.1f" y="%.1f" width="%.1f" height="20" fill="%s"/>`+"\n", left, y, bar.ratio*scale, colours[0])
		fmt.Fprintf(b, `<rect x="%.1f" y="%.1f" width="2" height="24" fill="black"/>`+"\n", left+bar.aim*scale, y-2)
		write(b, left+math.Max(bar.ratio, bar.aim)*scale+6, y+14, "start", ratio(bar.ratio))
	}
}

func (r *report) plotCurves(b *strings.Builder) {
	write(b, middle, 22, "start", "time of one request by objects in the bucket, over the smallest")
	const left, right = middle + 30.0, width - 170.0
	most, smallest, largest := 2.0, math.Inf(1), 1.0
	for _, c := range r.curves {
		for _, p := range c.points {
			most = math.Max(most, p.ratio)
			smallest, largest = math.Min(smallest, float64(p.size)), math.Max(largest, float64(p.size))
		}
	}
	x := func(size float64) float64 {
		return left + (right-left)*math.Log(size/smallest)/math.Max(1, math.Log(largest/smallest))
	}
	y := func(ratio float64) float64 { return bottom - (bottom-top)*ratio/most }
	for at := 0.0; at <= most; at += math.Ceil(most / 8) {
		fmt.Fprintf(b, `<path d="M%.1f %.1fH%.1f" stroke="#ddd"/>`+"\n", left, y(at), right)
		write(b, left-6, y(at)+4, "end", fmt.Sprintf("%.0f", at))
	}
	for size := smallest; size <= largest; size *= 10 {
		write(b, x(size), bottom+16, "middle", fmt.Sprintf("%.0f", size))
	}
	for i, c := range r.curves {
		colour := colours[i%len(colours)]
		var path strings.Builder
		for _, p := range c.points {
			fmt.Fprintf(&path, " %.1f,%.1f", x(float64(p.size)), y(p.ratio))
		}
		fmt.Fprintf(b, `<polyline points="%s" fill="none" stroke="%s" stroke-width="2"/>`+"\n", strings.TrimSpace(path.String()), colour)
		fmt.Fprintf(b, `<rect x="%.1f" y="%d" width="10" height="10" fill="%s"/>`+"\n", right+14, top+20*i, colour)
		write(b, right+30, float64(top+20*i+9), "start", c.name)
	}
}
