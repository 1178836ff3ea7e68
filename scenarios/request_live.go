package scenarios

// Requests to a live channel, and for a playlist whose addresses are signed.

// ChannelName is the name of the live channel in every scenario.
const ChannelName = "oss403-channel"

// ChannelConfiguration is the document of PutLiveChannel.
const ChannelConfiguration = "<LiveChannelConfiguration><Target><Type>HLS</Type></Target></LiveChannelConfiguration>"

const live = "live"

func aboutChannel(operation, method string) Request {
	return Request{Operation: operation, Method: method, SubResource: live, Names: Object, Key: ChannelName, Caller: Owner}
}

func readsChannel(operation, root string) Request {
	r := aboutChannel(operation, "GET")
	r.Root = root
	return r
}

func writesChannel(operation, method, body string) Request {
	r := aboutChannel(operation, method)
	r.Effect, r.Body = ChannelEffect, body
	return r
}

func PutLiveChannel() Request { return writesChannel("PutLiveChannel", "PUT", ChannelConfiguration) }

// PutLiveChannelStatus closes the channel to streams.
func PutLiveChannelStatus() Request {
	return writesChannel("PutLiveChannelStatus", "PUT", "").WithQuery("status", "disabled")
}

func DeleteLiveChannel() Request { return writesChannel("DeleteLiveChannel", "DELETE", "") }

func GetLiveChannelInfo() Request {
	return readsChannel("GetLiveChannelInfo", "LiveChannelConfiguration")
}

func GetLiveChannelStat() Request {
	return readsChannel("GetLiveChannelStat", "LiveChannelStat").WithQuery("comp", "stat")
}

func GetLiveChannelHistory() Request {
	return readsChannel("GetLiveChannelHistory", "LiveChannelHistory").WithQuery("comp", "history")
}

// GetSignedPlaylist reads a playlist, and has every address in it signed as the request is.
// https://help.aliyun.com/zh/oss/developer-reference/create-hls-streams-based-on-oss
func GetSignedPlaylist() Request {
	return GetObject().WithQuery(process, signsPlaylist)
}
