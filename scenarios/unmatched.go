package scenarios

// withoutStream is why an operation has no row in the matrix: its control would fail.
const withoutStream = "it needs a stream that was pushed by RTMP, and the harness speaks HTTP alone"

// Unmatched lists the operations that have no row in the matrix, each with the reason.
func Unmatched() map[string]string {
	return map[string]string{
		"Options": "a preflight is not authenticated and needs no right",

		"GetVodPlaylist":  withoutStream,
		"PostVodPlaylist": withoutStream,
	}
}
