package bench

import (
	"net/http"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// ChannelBody is a configuration of a live channel. Playlist asks for a signed playlist.
const (
	ChannelBody = "<LiveChannelConfiguration><Target><Type>HLS</Type></Target></LiveChannelConfiguration>"
	period      = "startTime=1772700000&endTime=1772703600"
	Playlist    = "x-oss-process=hls/sign"
	segments    = "#EXTM3U\n#EXTINF:7.120,\n1.ts\n#EXTINF:5.840,\n2.ts\n#EXT-X-ENDLIST"
)

// WithChannel makes a live channel, and playlists of several kinds.
func WithChannel(b *Bench) {
	b.Must(b.Owner(b.Raw("PUT", Private, "/channel?live", ChannelBody)))
	for key, content := range map[string]string{
		"list.m3u8": segments, "none.m3u8": "#EXTM3U", "mixed.m3u8": "1.ts\nlist.m3u8\n",
	} {
		b.Must(b.Owner(b.Raw("PUT", Private, "/channel/"+key, content)))
	}
	b.Must(b.Owner(b.Raw("PUT", Open, "/list.m3u8", segments)))
}

// configured is a configuration of a channel with these elements beside its type.
func configured(status, rest string) string {
	return "<LiveChannelConfiguration>" + status + "<Target><Type>HLS</Type>" + rest + "</Target></LiveChannelConfiguration>"
}

func channelProvocations() []Provocation {
	owner := func(method, target, body string) func(*Bench) *http.Request {
		return byOwner(method, Private, target, body)
	}
	made := func(r func(*Bench) *http.Request) func(*Bench) *http.Request { return given(WithChannel, r) }
	byURL := func(key string) func(*Bench) *http.Request {
		return made(func(b *Bench) *http.Request {
			return b.V1URL(b.Raw("GET", Private, "/channel/"+key+"?"+Playlist, ""), Soon)
		})
	}
	const list = "/channel/list.m3u8?" + Playlist
	return []Provocation{
		{deny.NoSuchChannel, owner("GET", "/channel?live", "")},
		{deny.NoSuchChannel, owner("GET", "/channel?live&comp=stat", "")},
		{deny.NoSuchChannel, owner("GET", "/channel?live&comp=history", "")},
		{deny.NoSuchChannel, owner("DELETE", "/channel?live", "")},
		{deny.NoSuchChannel, owner("PUT", "/channel?live&status=enabled", "")},
		{deny.NoSuchChannel, owner("GET", "/channel?vod&"+period, "")},
		{deny.NoSuchChannel, owner("POST", "/channel/vod.m3u8?vod&"+period, "")},
		{deny.ChannelArgument, owner("PUT", "/a/b?live", ChannelBody)},
		{deny.ChannelArgument, owner("PUT", "/channel?live", strings.Replace(ChannelBody, "HLS", "DASH", 1))},
		{deny.ChannelArgument, owner("PUT", "/channel?live", configured("<Status>on</Status>", ""))},
		{deny.ChannelArgument,
			owner("PUT", "/channel?live", configured("<Description>"+strings.Repeat("a", 129)+"</Description>", ""))},
		{deny.ChannelArgument, owner("PUT", "/channel?live", configured("", "<FragDuration>5</FragDuration>"))},
		{deny.ChannelArgument, owner("PUT", "/channel?live", configured("", "<FragDuration>5</FragDuration><FragCount>101</FragCount>"))},
		{deny.ChannelArgument, made(owner("PUT", "/channel?live&status=on", ""))},
		{deny.MalformedXML, owner("PUT", "/channel?live", "<LiveChannelConfiguration/>")},
		{deny.NotImplemented, owner("PUT", "/channel?live", strings.Replace(ChannelBody, "<Target>", "<Snapshot/><Target>", 1))},
		{deny.PlaylistName, owner("PUT", "/channel?live", configured("", "<PlaylistName>list</PlaylistName>"))},
		{deny.PlaylistName, owner("PUT", "/channel?live", configured("", "<PlaylistName>.m3u8</PlaylistName>"))},
		{deny.PlaylistName, made(owner("POST", "/channel/vod.txt?vod&"+period, ""))},
		{deny.PlaylistName, made(owner("POST", "/channel?vod&"+period, ""))},
		{deny.VodChannelName, made(owner("GET", "/channel/a?vod&"+period, ""))},
		{deny.VodStart, made(owner("GET", "/channel?vod&endTime=1", ""))},
		{deny.VodEnd, made(owner("GET", "/channel?vod&startTime=1&endTime=abc", ""))},
		{deny.VodReversed, made(owner("GET", "/channel?vod&startTime=2&endTime=2", ""))},
		{deny.VodLong, made(owner("GET", "/channel?vod&startTime=1&endTime=86402", ""))},
		{deny.VodEmpty, made(owner("GET", "/channel?vod&startTime=1&endTime=86401", ""))},
		{deny.VodEmpty, made(owner("POST", "/channel/vod.m3u8?vod&"+period, ""))},
		{deny.BucketNotEmpty, func(b *Bench) *http.Request {
			b.Bucket("channel-bucket", "private")
			b.Must(b.Owner(b.Raw("PUT", "channel-bucket."+Hangzhou, "/channel?live", ChannelBody)))
			return b.Owner(b.Raw("DELETE", "channel-bucket."+Hangzhou, "/", ""))
		}},

		{deny.AnonymousBucket, made(ByNobody("GET", Private, "/channel?live"))},
		{deny.AnonymousBucket, made(ByNobody("DELETE", Private, "/channel?live"))},
		{deny.NotYourBucket, ByNobody("DELETE", Open, "/channel?live")},
		{deny.NotYourBucket, made(func(b *Bench) *http.Request { return b.Stranger(b.Raw("GET", Private, "/channel?live", "")) })},

		{deny.PlaylistUnsigned, made(ByNobody("GET", Open, "/list.m3u8?"+Playlist))},
		{deny.PlaylistInHeader, made(owner("GET", list, ""))},
		{deny.PlaylistTokenInHeader, made(func(b *Bench) *http.Request {
			b.Role("reader", "AliyunOSSReadOnlyAccess")
			s := b.Session("reader", "s", "", time.Hour)
			return b.V1URLBy(b.Raw("GET", Private, list, "", "x-oss-security-token: "+s.Token), s, Soon)
		})},
		{deny.PlaylistEmpty, byURL("none.m3u8")},
		{deny.PlaylistMixed, byURL("mixed.m3u8")},
		{deny.NoSuchKey, byURL("absent.m3u8")},
	}
}
