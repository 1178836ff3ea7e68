package waiting_test

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/oss403/oss403/harness/internal/waiting"
)

// A wait is told once it has taken a second, and its end too. A wait inside of another one covers it while it lasts.
func TestWaitsAreTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var told []string
		ctx := waiting.Listen(t.Context(), func(what string, since time.Time) {
			if what != "" {
				what += " " + time.Since(since).String()
			}
			told = append(told, what)
		})
		brief := waiting.For(ctx, "brief")
		time.Sleep(900 * time.Millisecond)
		brief()
		outer := waiting.For(ctx, "outer")
		time.Sleep(1500 * time.Millisecond)
		inner := waiting.For(ctx, "inner")
		time.Sleep(2 * time.Second)
		inner()
		time.Sleep(time.Second)
		outer()
		time.Sleep(time.Second)
		if want := []string{"outer 1s", "inner 1s", "outer 3.5s", ""}; !slices.Equal(told, want) {
			t.Errorf("%q, want %q", told, want)
		}
	})
}

// Without a listener, a wait tells nobody.
func TestNobodyListens(t *testing.T) {
	waiting.For(context.Background(), "nothing")()
}
