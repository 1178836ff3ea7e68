package op_test

import (
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

// Each operation on a channel has an action of its own.
func TestActionsOfChannels(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	bench.WithChannel(b)
	for action, request := range map[string][2]string{
		"PutLiveChannel": {"PUT", "/channel?live"}, "GetLiveChannel": {"GET", "/channel?live"},
		"GetLiveChannelStat": {"GET", "/channel?live&comp=stat"}, "GetLiveChannelHistory": {"GET", "/channel?live&comp=history"},
		"PutLiveChannelStatus": {"PUT", "/channel?live&status=disabled"}, "DeleteLiveChannel": {"DELETE", "/channel?live"},
	} {
		body := ""
		if action == "PutLiveChannel" {
			body = bench.ChannelBody
		}
		without := b.User("no"+action,
			bench.Statement("Allow", "oss:*", bench.Everything), bench.Statement("Deny", "oss:"+action, bench.Everything))
		if _, why := b.Send(b.By(without, b.Raw(request[0], bench.Private, request[1], body))); why == "" {
			t.Errorf("%s by who may all but that", action)
		}
		alone := b.User("only"+action, bench.Statement("Allow", "oss:"+action, bench.Everything))
		b.Must(b.By(alone, b.Raw(request[0], bench.Private, request[1], body)))
		b.Must(b.Owner(b.Raw("PUT", bench.Private, "/channel?live", bench.ChannelBody)))
	}
}
