package op

import (
	"cmp"
	"encoding/xml"
	"slices"
	"strconv"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

const (
	channelOn, channelOff = "enabled", "disabled"
	playlistSuffix        = ".m3u8"
	maxDescription        = 128 // bytes
	maxPlaylistName       = 128 // bytes
	maxFrag               = 100 // seconds of a segment, and segments of a playlist
)

var channelRequest = wire.Shape{Name: "LiveChannelConfiguration", Children: []wire.Shape{
	{Name: "Description"}, {Name: "Status"},
	{Name: "Target", Required: true, Children: []wire.Shape{
		{Name: "Type", Required: true}, {Name: "FragDuration"}, {Name: "FragCount"}, {Name: "PlaylistName"},
	}},
	{Name: "Snapshot", Children: []wire.Shape{{Name: "RoleName"}, {Name: "DestBucket"}, {Name: "NotifyTopic"}, {Name: "Interval"}}},
}}

// channelAsked reads the configuration of PutLiveChannel.
// https://help.aliyun.com/zh/oss/developer-reference/putlivechannel
func channelAsked(r *wire.Request) (world.Channel, *deny.Denial) {
	asked := world.Channel{Name: r.Key, Modified: r.Now}
	body, err := wire.ReadXML(r.Body(), channelRequest)
	if err != nil {
		return asked, malformed(err)
	}
	if len(body.All("Snapshot")) > 0 {
		return asked, notImplemented("Snapshot", "no pictures are taken of a stream")
	}
	target, status := body.In("Target"), body.Child("Status")
	asked.Description, asked.Disabled = body.Child("Description"), status == channelOff
	asked.Playlist = cmp.Or(target.Child("PlaylistName"), "playlist"+playlistSuffix)
	var unread *deny.Denial
	asked.FragDuration, asked.FragCount, unread = fragsOf(target)
	switch {
	case unread != nil:
		return asked, unread
	case target.Child("Type") != "HLS":
		return asked, wrong(deny.ChannelArgument, "Type", target.Child("Type"))
	case len(asked.Description) > maxDescription:
		return asked, wrong(deny.ChannelArgument, "Description", asked.Description)
	case !slices.Contains([]string{"", channelOn, channelOff}, status):
		return asked, wrong(deny.ChannelArgument, "Status", status)
	case !validPlaylist(asked.Playlist):
		return asked, wrong(deny.PlaylistName, "PlaylistName", asked.Playlist)
	}
	return asked, nil
}

func validPlaylist(name string) bool {
	return strings.HasSuffix(name, playlistSuffix) && len(name) > len(playlistSuffix) && len(name) <= maxPlaylistName
}

// fragsOf reads the length and the number of segments. Their defaults are for those who give
// neither. https://help.aliyun.com/zh/oss/developer-reference/putlivechannel
func fragsOf(target wire.Element) (duration, count int, denial *deny.Denial) {
	read := func(name string, otherwise int) int {
		text := target.Child(name)
		if text == "" && target.Child("FragDuration")+target.Child("FragCount") == "" {
			return otherwise
		}
		n, err := strconv.Atoi(text)
		if (err != nil || n < 1 || n > maxFrag) && denial == nil {
			denial = wrong(deny.ChannelArgument, name, text)
		}
		return n
	}
	return read("FragDuration", 5), read("FragCount", 3), denial
}

// putLiveChannel makes a channel, or makes it again.
// https://help.aliyun.com/zh/oss/developer-reference/putlivechannel
func putLiveChannel(c *ChangeContext) (*wire.Response, *deny.Denial) {
	if strings.Contains(c.Request.Key, "/") {
		return nil, wrong(deny.ChannelArgument, "ChannelName", c.Request.Key)
	}
	asked, denial := channelAsked(c.Request)
	if denial != nil {
		return nil, denial
	}
	c.keepChannel(asked)
	return wire.XML(200, struct {
		XMLName     xml.Name `xml:"CreateLiveChannelResult"`
		PublishURLs string   `xml:"PublishUrls>Url"`
		PlayURLs    string   `xml:"PlayUrls>Url"`
	}{PublishURLs: publishURL(&c.Context, asked), PlayURLs: playURL(&c.Context, asked)}), nil
}

func (c *ChangeContext) keepChannel(channel world.Channel) {
	at, known := c.Bucket.ChannelAt(channel.Name)
	c.Draft.ChangeBucket(c.Bucket.Name, func(b *world.Bucket) {
		b.Channels = slices.Clone(b.Channels)
		if known {
			b.Channels[at] = channel
			return
		}
		b.Channels = slices.Insert(b.Channels, at, channel)
	})
}

// publishURL is the address to which a stream is pushed, by RTMP.
func publishURL(c *Context, channel world.Channel) string {
	public, _ := endpoints(c.Request, c.Bucket)
	return "rtmp://" + c.Bucket.Name + "." + public + "/live/" + channel.Name
}

// playURL is the address of the playlist, which is an object.
func playURL(c *Context, channel world.Channel) string {
	public, _ := endpoints(c.Request, c.Bucket)
	return "http://" + c.Bucket.Name + "." + public + "/" + channel.Name + "/" + channel.Playlist
}

// channelOf is the channel of that name.
// https://help.aliyun.com/en/oss/user-guide/0026-00000021
func channelOf(c *Context, name string) (world.Channel, *deny.Denial) {
	at, known := c.Bucket.ChannelAt(name)
	if !known {
		return world.Channel{}, deny.Because(deny.NoSuchChannel)
	}
	return c.Bucket.Channels[at], nil
}

// putLiveChannelStatus is
// https://help.aliyun.com/zh/oss/developer-reference/putlivechannelstatus
func putLiveChannelStatus(c *ChangeContext) (*wire.Response, *deny.Denial) {
	status := c.Request.Query.Get("status")
	if status != channelOn && status != channelOff {
		return nil, wrong(deny.ChannelArgument, "status", status)
	}
	channel, denial := channelOf(&c.Context, c.Request.Key)
	if denial != nil {
		return nil, denial
	}
	channel.Disabled = status == channelOff
	c.keepChannel(channel)
	return wire.Empty(200), nil
}

// deleteLiveChannel leaves what a stream has stored.
// https://help.aliyun.com/zh/oss/developer-reference/deletelivechannel
func deleteLiveChannel(c *ChangeContext) (*wire.Response, *deny.Denial) {
	at, known := c.Bucket.ChannelAt(c.Request.Key)
	if !known {
		return nil, deny.Because(deny.NoSuchChannel)
	}
	return c.replaceBucket(204, func(b *world.Bucket) {
		b.Channels = slices.Delete(slices.Clone(b.Channels), at, at+1)
	})
}
