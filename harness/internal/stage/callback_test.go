package stage

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/oss403/oss403/scenarios"
)

// The callback server answers as the state says, and refuses what is no callback of the run.
func TestCallbackServerBehavesAsArranged(t *testing.T) {
	f := &Fixtures{site: Site{Callback: CallbackAt{Listen: "127.0.0.1:0"}}}
	const good = "bucket=oss403-run-1&object=object.txt&mine=oss403"
	for _, c := range []struct {
		behaves, body string
		status        int
	}{
		{scenarios.CallbackAccepts, good, 200},
		{scenarios.CallbackRefuses, good, 401},
		{scenarios.CallbackNoJSON, good, 200},
		{scenarios.CallbackAccepts, "bucket=&object=&mine=", 400},
		{scenarios.CallbackAccepts, strings.Replace(good, "oss403-", "other-", 1), 400},
		{scenarios.CallbackAccepts, "", 400},
	} {
		var place Place
		if err := f.arrangeCallback(&place, c.behaves); err != nil {
			t.Fatal(err)
		}
		text, err := base64.StdEncoding.DecodeString(place.Callback)
		if err != nil {
			t.Fatal(err)
		}
		var asked struct{ CallbackURL, CallbackBody string }
		if err := json.Unmarshal(text, &asked); err != nil || asked.CallbackBody != callbackBody {
			t.Fatalf("%s: %v", text, err)
		}
		resp, err := http.Post(asked.CallbackURL, "application/x-www-form-urlencoded", strings.NewReader(c.body))
		if err != nil {
			t.Fatal(err)
		}
		var answer any
		isJSON := json.NewDecoder(resp.Body).Decode(&answer) == nil
		resp.Body.Close()
		if resp.StatusCode != c.status || isJSON != (c.behaves != scenarios.CallbackNoJSON) {
			t.Errorf("%s, %q: HTTP %d, JSON %t", c.behaves, c.body, resp.StatusCode, isJSON)
		}
	}
	if err := f.closeCallback(t.Context()); err != nil {
		t.Error(err)
	}
	if err := f.closeCallback(t.Context()); err != nil {
		t.Error(err)
	}
}
