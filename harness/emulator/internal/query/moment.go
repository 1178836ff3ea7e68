package query

import (
	"strings"
	"time"
)

// layouts are the formats of timestamps that are read without being named, as the page lists them.
// Those of a time without separators (HHMM, HHMMSSmss) are not among them: they are dates too.
var layouts = []string{
	"20060102", "2006/01/02", "02/01/2006/", "02/01/2006", "2006-01-02", "02-01-06", "02.01.06",
	"15:04:05.000", "15:04:05", "15 04 05 000", "15.04.05.000",
	"20060102 15:04:05.000", "2006/01/02 15:04:05.000", "02/01/2006 15:04:05.000",
	"20060102 15:04:05", "2006/01/02 15:04:05", "02/01/2006 15:04:05",
	"2006-01-02 15:04:05.000", "02-01-2006 15:04:05.000", "2006-01-02 15:04:05",
	"20060102T15:04:05", "20060102T15:04:05.000", "02-01-2006T15:04:05.000", "02-01-2006T15:04:05",
	"20060102T1504", "20060102T150405",
	"2006-01-02T15:04-07:00", "2006-01-02T15:04:05Z07:00", "2006-01-02T15:04:05",
	"02/Jan/2006:15:04:05 -0700", time.RFC1123,
	"2/1/06", "2/1/06 15:4", "2/1/06 15:4:5",
}

// askedLayouts are the formats that a statement must name.
var askedLayouts = map[string]string{
	"YYYYDDMM": "20060201", "YYYY/DD/MM": "2006/02/01", "MM/DD/YYYY": "01/02/2006",
	"YYYY-DD-MM": "2006-02-01", "MM-DD-YYYY": "01-02-2006", "MM.DD.YYYY": "01.02.2006",
}

// momentOf reads a timestamp in a layout; empty: in any of layouts.
func momentOf(s, layout string) (time.Time, bool) {
	s = strings.TrimSpace(s)
	tried := layouts
	if layout != "" {
		tried = []string{layout}
	}
	for _, l := range tried {
		if t, err := time.Parse(l, s); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}
