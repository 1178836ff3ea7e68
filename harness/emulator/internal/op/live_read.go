package op

import (
	"encoding/xml"
	"strconv"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

const (
	defaultChannels = 100 // of one listing
	maxVod          = 24 * time.Hour
)

// A listedChannel as it stands in a listing.
type listedChannel struct {
	XMLName      xml.Name `xml:"LiveChannel"`
	Name         string
	Description  string
	Status       string
	LastModified string
	PublishURLs  string `xml:"PublishUrls>Url"`
	PlayURLs     string `xml:"PlayUrls>Url"`
}

func statusOf(channel world.Channel) string {
	if channel.Disabled {
		return channelOff
	}
	return channelOn
}

// listLiveChannels is
// https://help.aliyun.com/zh/oss/developer-reference/listlivechannel
func listLiveChannels(c *Context) (*wire.Response, *deny.Denial) {
	limit, denial := number(c.Request, "max-keys", 1, maxKeys, defaultChannels)
	if denial != nil {
		return nil, denial
	}
	doc := struct {
		XMLName     xml.Name `xml:"ListLiveChannelResult"`
		Prefix      string
		Marker      string
		MaxKeys     int
		IsTruncated bool
		NextMarker  string `xml:",omitempty"`
		Channels    []listedChannel
	}{Prefix: c.Request.Query.Get("prefix"), Marker: c.Request.Query.Get("marker"), MaxKeys: limit}
	for _, channel := range c.Bucket.Channels {
		if channel.Name <= doc.Marker || !strings.HasPrefix(channel.Name, doc.Prefix) {
			continue
		}
		if doc.IsTruncated = len(doc.Channels) == limit; doc.IsTruncated {
			doc.NextMarker = doc.Channels[limit-1].Name
			break
		}
		doc.Channels = append(doc.Channels, listedChannel{
			Name: channel.Name, Description: channel.Description, Status: statusOf(channel), LastModified: wire.ISOTime(channel.Modified),
			PublishURLs: publishURL(c, channel), PlayURLs: playURL(c, channel),
		})
	}
	return wire.XML(200, doc), nil
}

// getLiveChannelInfo is
// https://help.aliyun.com/zh/oss/developer-reference/getlivechannelinfo
func getLiveChannelInfo(c *Context) (*wire.Response, *deny.Denial) {
	channel, denial := channelOf(c, c.Request.Key)
	if denial != nil {
		return nil, denial
	}
	return wire.XML(200, struct {
		XMLName      xml.Name `xml:"LiveChannelConfiguration"`
		Description  string
		Status       string
		Type         string `xml:"Target>Type"`
		FragDuration int    `xml:"Target>FragDuration"`
		FragCount    int    `xml:"Target>FragCount"`
		PlaylistName string `xml:"Target>PlaylistName"`
	}{
		Description: channel.Description, Status: statusOf(channel), Type: "HLS", FragDuration: channel.FragDuration,
		FragCount: channel.FragCount, PlaylistName: channel.Playlist,
	}), nil
}

// getLiveChannelStat tells of no stream: none comes in.
// https://help.aliyun.com/zh/oss/developer-reference/getlivechannelstat
func getLiveChannelStat(c *Context) (*wire.Response, *deny.Denial) {
	channel, denial := channelOf(c, c.Request.Key)
	if denial != nil {
		return nil, denial
	}
	status := "Idle"
	if channel.Disabled {
		status = "Disabled"
	}
	return wire.XML(200, struct {
		XMLName xml.Name `xml:"LiveChannelStat"`
		Status  string
	}{Status: status}), nil
}

// getLiveChannelHistory tells of no stream: none has come in.
// https://help.aliyun.com/zh/oss/developer-reference/getlivechannelhistory
func getLiveChannelHistory(c *Context) (*wire.Response, *deny.Denial) {
	if _, denial := channelOf(c, c.Request.Key); denial != nil {
		return nil, denial
	}
	return wire.XML(200, struct {
		XMLName xml.Name `xml:"LiveChannelHistory"`
	}{}), nil
}

// getVodPlaylist finds no segment: no stream has come in.
// https://help.aliyun.com/zh/oss/developer-reference/getvodplaylist
func getVodPlaylist(c *Context) (*wire.Response, *deny.Denial) {
	if strings.Contains(c.Request.Key, "/") {
		return nil, wrong(deny.VodChannelName, "ChannelName", c.Request.Key)
	}
	return noSegments(c, c.Request.Key)
}

// postVodPlaylist has the name of the playlist behind that of the channel.
// https://help.aliyun.com/zh/oss/developer-reference/postvodplaylist
func postVodPlaylist(c *ChangeContext) (*wire.Response, *deny.Denial) {
	name, playlist, _ := strings.Cut(c.Request.Key, "/")
	if !validPlaylist(playlist) {
		return nil, wrong(deny.PlaylistName, "PlaylistName", playlist)
	}
	return noSegments(&c.Context, name)
}

// noSegments is the refusal of a playlist of a period.
// https://help.aliyun.com/zh/oss/user-guide/0044-00000304 to 0308
func noSegments(c *Context, name string) (*wire.Response, *deny.Denial) {
	start, denial := moment(c.Request, "startTime", deny.VodStart)
	if denial != nil {
		return nil, denial
	}
	end, denial := moment(c.Request, "endTime", deny.VodEnd)
	if denial != nil {
		return nil, denial
	}
	switch {
	case !end.After(start):
		return nil, wrong(deny.VodReversed, "endTime", c.Request.Query.Get("endTime"))
	case end.Sub(start) > maxVod:
		return nil, wrong(deny.VodLong, "endTime", c.Request.Query.Get("endTime"))
	}
	if _, denial := channelOf(c, name); denial != nil {
		return nil, denial
	}
	return nil, deny.Because(deny.VodEmpty)
}

func moment(r *wire.Request, name string, why deny.Reason) (time.Time, *deny.Denial) {
	text := r.Query.Get(name)
	seconds, err := strconv.ParseInt(text, 10, 40)
	if err != nil || seconds < 0 {
		return time.Time{}, wrong(why, name, text)
	}
	return time.Unix(seconds, 0), nil
}
