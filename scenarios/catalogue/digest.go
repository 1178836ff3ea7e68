package catalogue

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"github.com/oss403/oss403/scenarios"
)

// Digest is a fingerprint of the catalogue, 12 hex digits. Programs with the same digest provoke
// the same scenarios and expect the same answers.
func Digest() string {
	h := sha256.New()
	entries := json.NewEncoder(h)
	for _, s := range All() {
		entry := struct {
			Scenario scenarios.Scenario
			Faulty   scenarios.State // the state after a fault in it
		}{s, s.Faulty()}
		if err := entries.Encode(entry); err != nil { // a hash accepts every write, and a scenario is plain data
			panic(fmt.Sprintf("scenario %s is no plain data: %v", s.ID, err))
		}
	}
	return hex.EncodeToString(h.Sum(nil))[:12]
}
