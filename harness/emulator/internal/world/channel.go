package world

import (
	"slices"
	"strings"
	"time"
)

// A Channel is a live channel of a bucket. It never changes. No stream ever comes in: those come by
// RTMP, which is not served.
// https://help.aliyun.com/zh/oss/developer-reference/putlivechannel
type Channel struct {
	Name         string
	Description  string
	Disabled     bool
	FragDuration int // seconds of a segment
	FragCount    int // segments of a playlist
	Playlist     string
	Modified     time.Time
}

// ChannelAt finds the index of a live channel by name, and reports whether it exists. If not, the
// index is its place.
func (b *Bucket) ChannelAt(name string) (at int, known bool) {
	return slices.BinarySearchFunc(b.Channels, name, func(c Channel, name string) int { return strings.Compare(c.Name, name) })
}
