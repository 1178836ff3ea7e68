package authentication

import s "github.com/oss403/oss403/scenarios"

// cloudBox lists requests to a cloud box that are signed in the URL. A box takes a V4 signature in the
// header, and no other.
// https://help.aliyun.com/zh/oss/user-guide/0002-00000034
func cloudBox() []s.Scenario {
	object := s.AnObject(s.Private).With(s.CloudBoxes, s.On)
	scenario := func(variant, title string, when s.Request) s.Scenario {
		return s.Scenario{ID: "access-denied/cloud-box/{carrier}/" + variant, Row: "X43", Title: title, Carriers: []s.Carrier{s.V4Header},
			Given: object, When: when.AtBox(), Fault: s.SignedInURL(), Then: boxRefuses()}
	}
	return []s.Scenario{
		scenario("get-in-url", "a cloud box refuses a read that is signed in the URL", s.GetObject()),
		scenario("put-in-url", "a cloud box refuses an upload that is signed in the URL, and nothing is written", s.PutObject()),
	}
}

func boxRefuses() s.Expectation {
	unpublished := s.Inferred("the page of the EC prints neither status nor Code nor Message")
	return s.Denied("AccessDenied", unpublished).
		Message(s.Pattern("."), unpublished).
		EC("0002-00000034", s.Documented(s.ECPage("0002-00000034")))
}
