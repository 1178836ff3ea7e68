package recording

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Moved is the time that stands for t: near the recording, it is moved by whole weeks, so that the order of times, their
// distances, the days of the week and the times of the day stay. Times far off are constants of a scenario, and stay.
func (s *Sanitiser) Moved(t time.Time) time.Time {
	if t.Before(s.times[0]) || t.After(s.times[1]) {
		return t
	}
	return t.Add(-s.shift)
}

// layouts are the forms in which requests and answers write times. Each has a fixed length.
func layouts() []string {
	return []string{http.TimeFormat, "2006-01-02T15:04:05.000Z", "2006-01-02T15:04:05Z", "20060102T150405Z", "2006-01-02", "20060102"}
}

// date moves a time in one of the layouts.
func (s *Sanitiser) date(text string) string {
	for _, layout := range layouts() {
		if t, err := time.Parse(layout, text); err == nil {
			return s.Moved(t).Format(layout)
		}
	}
	return text
}

// seconds moves a time in UNIX seconds; milliseconds have three digits more.
func (s *Sanitiser) seconds(text string) string {
	const digits = 10
	n, err := strconv.ParseInt(text[:digits], 10, 64)
	if err != nil {
		return text
	}
	return fmt.Sprintf("%0*d", digits, s.Moved(time.Unix(n, 0)).Unix()) + text[digits:]
}

// requestID replaces the id of a request. It begins with the time of the answer, which is moved as the others.
func (s *Sanitiser) requestID(id string) string {
	by := s.standIn(id, upperHex)
	n, err := strconv.ParseInt(id[:8], 16, 64)
	if err != nil {
		return by
	}
	t := time.Unix(n, 0)
	if moved := s.Moved(t); !moved.Equal(t) && !strings.HasPrefix(by, fmt.Sprintf("%08X", moved.Unix())) {
		by = fmt.Sprintf("%08X", moved.Unix()) + by[8:]
		s.bind(id, by)
	}
	return by
}
