package check_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// Each address of a signed playlist can be read, for as long as the playlist and no longer.
func TestSignedPlaylist(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	bench.WithChannel(b)
	b.Must(b.Owner(b.Raw("PUT", bench.Private, "/channel/1.ts", "first")))
	b.Must(b.Owner(b.Raw("PUT", bench.Private, "/channel/2.ts", "second")))
	b.Role("reader", "AliyunOSSReadOnlyAccess")
	s := b.Session("reader", "s", "", time.Hour)
	target := "/channel/list.m3u8?" + bench.Playlist
	for name, r := range map[string]*http.Request{
		"V1":              b.V1URL(b.Raw("GET", bench.Private, target, ""), bench.Soon),
		"V1 with a token": b.V1URLBy(b.Raw("GET", bench.Private, target+"&security-token="+wire.Escape(s.Token, ""), ""), s, bench.Soon),
		"V4":              b.V4URL(b.Raw("GET", bench.Private, target, ""), b.Now, "60", b.Scope()),
	} {
		w := b.Must(r)
		lines := strings.Split(w.Body.String(), "\n")
		if len(lines) != 6 || lines[0] != "#EXTM3U" || w.Header().Get("Content-Type") != "application/x-mpegURL" {
			t.Errorf("%s: %q", name, lines)
			continue
		}
		if got := b.Must(b.Raw("GET", bench.Private, "/channel/"+lines[4], "")).Body.String(); got != "second" {
			t.Errorf("%s: %q", name, got)
		}
		b.Later(2 * time.Minute)
		if _, why := b.Send(b.Raw("GET", bench.Private, "/channel/"+lines[2], "")); !strings.HasPrefix(why, "expired-") {
			t.Errorf("%s: %q after its end", name, why)
		}
		b.Later(-2 * time.Minute)
	}
}
