package deny

// Reasons of live channels and of their playlists.
const (
	NoSuchChannel   Reason = "no-such-live-channel"
	ChannelArgument Reason = "live-channel-argument"
	PlaylistName    Reason = "playlist-name"
	VodChannelName  Reason = "vod-channel-name"
	VodStart        Reason = "vod-start"
	VodEnd          Reason = "vod-end"
	VodReversed     Reason = "vod-end-before-start"
	VodLong         Reason = "vod-too-long"
	VodEmpty        Reason = "vod-without-segments"

	PlaylistTokenInHeader Reason = "playlist-token-in-header"
	PlaylistUnsigned      Reason = "playlist-unsigned"
	PlaylistInHeader      Reason = "playlist-signed-in-header"
	PlaylistEmpty         Reason = "playlist-without-segments"
	PlaylistMixed         Reason = "playlist-of-both-kinds"
)

const (
	tokenNotInURLText  = "The security token must be in the URL."
	unsignedURLText    = "The signature must be in the URL."
	otherSigningText   = "The request must be signed in the URL."
	playlistMixedText  = "The playlist contains both m3u8 and ts files."
	playlistEmptyText  = "The playlist contains neither m3u8 nor ts files."
	vodEmptyText       = "There is no ts file in the period."
	vodTimeText        = "The time is not valid."
	putLiveChannelPage = "https://help.aliyun.com/zh/oss/developer-reference/putlivechannel"
)

// channels: the pages print neither Code nor Message.
func channels() Catalogue {
	return Catalogue{
		NoSuchChannel:   onPage(404, "NoSuchLiveChannel", "The specified live channel does not exist.", "0026-00000021", Assumed),
		ChannelArgument: {400, "InvalidArgument", "The value of the argument is not valid.", "", Assumed, putLiveChannelPage},
		PlaylistName:    onPage(400, "InvalidArgument", "The playlist name is not valid.", "0044-00000403", Assumed),
		VodChannelName:  onPage(400, "InvalidArgument", "The channel name is not valid.", "0044-00000302", Assumed),
		VodStart:        onPage(400, "InvalidArgument", vodTimeText, "0044-00000304", Assumed),
		VodEnd:          onPage(400, "InvalidArgument", vodTimeText, "0044-00000305", Assumed),
		VodReversed:     onPage(400, "InvalidArgument", vodTimeText, "0044-00000306", Assumed),
		VodLong:         onPage(400, "InvalidArgument", vodTimeText, "0044-00000307", Assumed),
		VodEmpty:        onPage(400, "InvalidArgument", vodEmptyText, "0044-00000308", Assumed),

		PlaylistTokenInHeader: onPage(403, "AccessDenied", tokenNotInURLText, "0002-00000005", Assumed),
		PlaylistUnsigned:      onPage(403, "AccessDenied", unsignedURLText, "0002-00000037", Assumed),
		PlaylistInHeader:      onPage(403, "AccessDenied", otherSigningText, "0002-00000038", Assumed),
		PlaylistEmpty:         onPage(400, "InvalidArgument", playlistEmptyText, "0044-00000408", Assumed),
		PlaylistMixed:         onPage(400, "InvalidArgument", playlistMixedText, "0044-00000409", Assumed),
	}
}
