package features

import s "github.com/oss403/oss403/scenarios"

// signedPlaylist lists the refusals of a playlist whose addresses OSS signs as the URL of the request
// is signed. Without a signature in the URL, there is nothing to sign by.
// https://help.aliyun.com/zh/oss/developer-reference/create-hls-streams-based-on-oss
func signedPlaylist() []s.Scenario {
	urls := []s.Carrier{s.V1URL, s.V4URL}
	private := s.AnObject(s.Private).With(s.ObjectKey, "live/playlist.m3u8").With(s.Image, s.Playlist)
	public := s.AnObject(s.PublicRead).With(s.ObjectKey, "live/playlist.m3u8").With(s.Image, s.Playlist)
	scenario := func(variant, title string, given s.State, when s.Request, fault s.Fault, then s.Expectation) s.Scenario {
		return s.Scenario{ID: "access-denied/signed-playlist/{carrier}/" + variant, Row: "X31", Title: title, Carriers: urls,
			Given: given, When: when, Fault: fault, Then: then}
	}
	return []s.Scenario{
		scenario("in-header", "a signed playlist is refused to whoever signs in the header", private, s.GetSignedPlaylist(),
			s.SignedInHeader(), unsignedURL("0002-00000038", "0002-00000037")),
		scenario("anonymous", "a signed playlist is refused to whoever does not sign, even where everybody may read", public,
			s.GetSignedPlaylist(), s.SentBy(s.Anonymous), unsignedURL("0002-00000037", "0002-00000038")),
		scenario("token-in-header", "a signed playlist is refused to whoever sends the token in the header", private,
			s.GetSignedPlaylist().By(s.RoleSession), s.TokenInHeader(),
			playlistRefused().EC("0002-00000005", s.Documented(s.ECPage("0002-00000005")))),
	}
}

// unsignedURL accepts two ECs: the pages of both name a signature that is absent, and one in the header.
func unsignedURL(ec, other string) s.Expectation {
	return playlistRefused().
		EC(ec, s.Documented(s.ECPage(ec))).
		Or(s.Exactly(other), s.Documented(s.ECPage(other)))
}

func playlistRefused() s.Expectation {
	unpublished := s.Inferred("the pages of the ECs print neither status nor Code nor Message")
	return s.Denied("AccessDenied", unpublished).Message(s.Pattern("."), unpublished)
}
