package endpoint

import (
	"slices"

	s "github.com/oss403/oss403/scenarios"
)

const anyOrigin = "<CORSConfiguration>" +
	"<CORSRule><AllowedOrigin>*</AllowedOrigin><AllowedMethod>GET</AllowedMethod></CORSRule></CORSConfiguration>"

// accessDenied lists requests at the endpoint of another region. OSS decides this before
// authentication, so an anonymous request gets the same answer.
func accessDenied() []s.Scenario {
	signed := slices.Concat(s.Signed(), s.SignedHead())
	anonymous := []s.Carrier{s.Unsigned, s.UnsignedHead}
	wrong := func(variant, title string, carriers []s.Carrier, given s.State, when s.Request) s.Scenario {
		return s.Scenario{
			ID:       "access-denied/wrong-endpoint/{carrier}/" + variant,
			Row:      "R17",
			Title:    title,
			Carriers: carriers,
			Given:    given,
			When:     when,
			Fault:    s.SentToOtherRegion(),
			Then:     wrongEndpoint(),
		}
	}
	return []s.Scenario{
		wrong("get-object", "a read at the endpoint of another region is refused and told the right one",
			signed, s.AnObject(s.Private), s.GetObject()),
		wrong("get-object", "an anonymous read at the endpoint of another region gets the same answer",
			anonymous, s.AnObject(s.PublicRead), s.GetObject().By(s.Anonymous)),
		wrong("put-object", "an upload to the endpoint of another region is refused and writes nothing",
			s.Signed(), s.AnObject(s.Private), s.PutObject()),
		wrong("list-objects", "a listing at the endpoint of another region is refused", s.Signed(), s.ABucket(s.Private), s.ListObjectsV2()),
		wrong("preflight", "a preflight at the endpoint of another region gets the same answer",
			[]s.Carrier{s.Unsigned}, s.ABucket(s.Private).With(s.CORSRules, anyOrigin), s.Preflight("http://www.example.com", "GET")),
		wrong("bucket-info", "a bucket request at the endpoint of another region is refused",
			s.Signed(), s.ABucket(s.Private), s.GetBucketInfo()),
	}
}

// wrongEndpoint expects AccessDenied. The page prints PermanentRedirect for the same cause; no
// native request was seen to get it.
func wrongEndpoint() s.Expectation {
	seen := s.Captured(s.Issue("aliyun/aliyun-oss-go-sdk#81"), s.Issue("CQHui/oss_upload#2"),
		s.Issue("aliyun/terraform-provider-alicloud#9735"))
	return s.Denied("AccessDenied", seen).
		Element(s.FieldCode, s.Exactly("AccessDenied"), seen).
		Or(s.Exactly("PermanentRedirect"), s.Documented(s.Page403)).
		Message(s.Exactly("The bucket you are attempting to access must be addressed using the specified endpoint. "+
			"Please send all future requests to this endpoint."), seen).
		EC("0003-00001403", s.Captured(s.ECPage("0003-00001403"), s.Issue("aliyun/terraform-provider-alicloud#9735"))).
		Element("Bucket", s.Echo(s.MatchBucketName), seen).
		Element("Endpoint", s.Echo(s.MatchBucketEndpoint), seen)
}
