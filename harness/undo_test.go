package harness_test

import (
	"fmt"
	"io"
	"net/http"
	"sync"
	"testing"

	"github.com/oss403/oss403/harness/verdict"
)

// A step that fails for one scenario and is repeated for the next is undone once, and no name
// is used twice.
func TestWhatWasTriedTwiceIsUndoneOnce(t *testing.T) {
	var mu sync.Mutex
	refused, asked := false, map[string]int{}
	session := openBehind(t, func(w http.ResponseWriter, q *http.Request) bool {
		action := q.Header.Get("x-acs-action")
		mu.Lock()
		defer mu.Unlock()
		if action == "CreatePolicy" && !refused {
			refused = true
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(http.StatusForbidden)
			io.WriteString(w, `{"Code":"NoPermission","Message":"not now","RequestId":"1"}`)
			return true
		}
		if action == "CreateUser" || action == "DeletePolicy" || action == "DeleteUser" {
			asked[fmt.Sprint(action, " ", q.URL.Query().Get("UserName"), q.URL.Query().Get("PolicyName"))]++
		}
		return false
	})
	const id = "access-denied/ram-policy/v4-header/explicit-get"
	for _, want := range []verdict.Verdict{verdict.Untestable, verdict.Pass} {
		if r := session.Run(t.Context(), one(t, id)); r.Verdict != want {
			t.Errorf("%s %s; want %s", r.Verdict, r.Reason, want)
		}
	}
	done(t, session.Close(t.Context()))
	if len(asked) < 4 {
		t.Errorf("asked for %v; that proves nothing", asked)
	}
	for call, times := range asked {
		if times != 1 {
			t.Errorf("%s: %d times", call, times)
		}
	}
}
