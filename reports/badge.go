package reports

import (
	"encoding/json"
	"fmt"
	"io"
)

// badge is the document that https://shields.io/badges/endpoint-badge reads.
type badge struct {
	SchemaVersion int    `json:"schemaVersion"`
	Label         string `json:"label"`
	Message       string `json:"message"`
	Color         string `json:"color"`
}

// WriteBadge writes the score as a badge. It is green only if the run has exit code 0, and each row
// of the page is tested and passes.
func WriteBadge(w io.Writer, s Summary, p Gate) error {
	b := badge{1, "OSS 403", fmt.Sprintf("%d of %d rows", s.Score.RowsPassed, s.Score.RowsDocumented), "yellow"}
	switch {
	case s.ExitCode(p) != ExitConformant:
		b.Color = "red"
	case s.Score.RowsPassed == s.Score.RowsDocumented && s.Score.RowsPassed > 0:
		b.Color = "brightgreen"
	}
	if err := json.NewEncoder(w).Encode(b); err != nil {
		return fmt.Errorf("write badge.json: %w", err)
	}
	return nil
}
