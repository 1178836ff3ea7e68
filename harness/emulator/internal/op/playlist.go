package op

import (
	"path"
	"slices"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// SignsPlaylist tells whether a request asks for a playlist whose addresses are signed.
// https://help.aliyun.com/zh/oss/developer-reference/create-hls-streams-based-on-oss
func (o *Operation) SignsPlaylist(r *wire.Request) bool {
	return o.Sub == process && r.Query.Get(process) == "hls/sign"
}

// signPlaylist answers a playlist in which every address is signed in the way in which the request is.
// https://help.aliyun.com/zh/oss/developer-reference/create-hls-streams-based-on-oss
func signPlaylist(c *Context) (*wire.Response, *deny.Denial) {
	resp, denial := describe(c)
	if denial != nil {
		return nil, denial
	}
	o, _ := opened(c)
	lines := strings.Split(string(o.Data.Bytes()), "\n")
	if denial := onePlaylistKind(lines); denial != nil {
		return nil, denial
	}
	for i, line := range lines {
		if isAddress(line) {
			lines[i] = signedAddress(c, strings.TrimSpace(line))
		}
	}
	resp.Header = slices.DeleteFunc(resp.Header, func(h [2]string) bool { return slices.Contains(processed, h[0]) })
	resp.Set("Content-Type", "application/x-mpegURL")
	resp.Body = []byte(strings.Join(lines, "\n"))
	return resp, nil
}

// isAddress tells whether a line of a playlist is neither blank nor a comment.
func isAddress(line string) bool {
	line = strings.TrimSpace(line)
	return line != "" && !strings.HasPrefix(line, "#")
}

// onePlaylistKind: a playlist names segments or other playlists.
// https://help.aliyun.com/zh/oss/user-guide/0044-00000408 and 0409
func onePlaylistKind(lines []string) *deny.Denial {
	names := func(suffix string) bool {
		return slices.ContainsFunc(lines, func(line string) bool {
			return isAddress(line) && strings.HasSuffix(strings.TrimSpace(line), suffix)
		})
	}
	switch segments, playlists := names(".ts"), names(playlistSuffix); {
	case segments && playlists:
		return deny.Because(deny.PlaylistMixed)
	case !segments && !playlists:
		return deny.Because(deny.PlaylistEmpty)
	}
	return nil
}

// signedAddress signs an address that is relative to the playlist.
func signedAddress(c *Context, name string) string {
	glue := "?"
	address := name
	for _, p := range c.SignedFor(path.Join(path.Dir(c.Request.Key), name)) {
		address += glue + wire.Escape(p.Name, "") + "=" + wire.Escape(p.Value, "")
		glue = "&"
	}
	return address
}
