package target

import (
	"testing"
	"time"

	"github.com/oss403/oss403/harness/internal/caller"
)

// keptSession returns a session only if it was kept and is past its Expiration.
func TestKeptSession(t *testing.T) {
	const endpoint, owner = "https://oss-ap-southeast-1.aliyuncs.com", "LTAI0000example"
	s := caller.Credentials{AccessKeyID: "STS.id", AccessKeySecret: "secret", SecurityToken: "token"}
	for expires, want := range map[time.Duration]bool{0: false, time.Hour: false, -time.Hour: true} {
		for _, name := range []string{"XDG_CACHE_HOME", "HOME"} {
			t.Setenv(name, t.TempDir())
		}
		if expires != 0 {
			if err := KeepSession(endpoint, owner, s, time.Now().Add(expires)); err != nil {
				t.Fatal(err)
			}
		}
		got, file := keptSession(endpoint, owner)
		if ok := file != ""; ok != want || ok && got != s {
			t.Errorf("kept with %s to go: %v in %q", expires, got, file)
		}
	}
}
