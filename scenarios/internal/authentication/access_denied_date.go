package authentication

import (
	"time"

	s "github.com/oss403/oss403/scenarios"
)

// accessDeniedDate lists requests without a readable date, V4 URLs outside their window, and
// signature V1 where it is closed.
func accessDeniedDate() []s.Scenario {
	object := s.AnObject(s.Private)
	v1, v4 := []s.Carrier{s.V1Header, s.V1HeaderHead}, []s.Carrier{s.V4Header, s.V4HeaderHead}
	v4URL := []s.Carrier{s.V4URL, s.V4URLHead}
	dated := func(variant string, carriers []s.Carrier, text string, then s.Expectation) s.Scenario {
		return s.Scenario{
			ID: "access-denied/valid-date/{carrier}/" + variant, Row: "X02", Title: "a request without a readable date is refused: " + variant,
			Carriers: carriers, Given: object, When: s.GetObject(), Fault: s.DateIs(text), Then: then,
		}
	}
	inferred := noValidDate().Since(s.Inferred("captured for a V1 header"))
	return []s.Scenario{
		dated("absent", v1, "", noValidDate()),
		dated("one-digit-day", v1, "Wed, 1 Jan 2025 10:00:00 GMT", noValidDate()),
		dated("other-zone", v1, "Wed, 01 Jan 2025 10:00:00 UTC", noValidDate()),
		dated("garbage", v1, "yesterday", noValidDate()),
		dated("absent", v4, "", inferred),
		dated("garbage", v4, "yesterday", inferred),
		{
			ID: "access-denied/request-expired/{carrier}/get", Row: "X03", Title: "a V4 URL past its lifetime is refused",
			Carriers: v4URL, Given: object, When: s.GetObject(), Fault: s.Expired(time.Minute), Then: expiredV4(),
		},
		{
			ID: "access-denied/request-expired/{carrier}/put", Row: "X03", Title: "a V4 upload URL past its lifetime is refused and writes nothing",
			Carriers: []s.Carrier{s.V4URL}, Given: object, When: s.PutObject(), Fault: s.Expired(time.Minute), Then: expiredV4(),
		},
		{
			ID: "access-denied/request-expired/{carrier}/edge", Row: "X03", Title: "a V4 URL that expired seconds ago is refused",
			Carriers: []s.Carrier{s.V4URL}, Given: object, When: s.GetObject(), Fault: s.Expired(3 * time.Second), Then: expiredV4(),
		},
		{
			ID: "access-denied/not-yet-valid/{carrier}/get", Row: "X04", Title: "a V4 URL more than 15 minutes before its date is refused",
			Carriers: v4URL, Given: object, When: s.GetObject().At(14 * time.Minute), Fault: s.ClockShifted(2 * time.Minute), Then: notYetValid(),
		},
		{
			ID: "access-denied/v1-closed/{carrier}/get", Row: "X05", Title: "signature V1 is refused where it is closed for the account",
			Carriers: s.V1(), Given: object, When: s.GetObject(), Fault: s.With(s.V1Closed, s.On), Then: v1Closed("0002-00000080"),
		},
		ofBucketByV1URL("put-bucket-acl", s.PutBucketACL(s.PublicRead)),
		ofBucketByV1URL("put-bucket-tags", s.PutBucketTags()),
		ofBucketByV1URL("put-bucket-cors", s.PutBucketCORS()),
		ofBucketByV1URL("get-bucket-info", s.GetBucketInfo()),
		ofBucketByV1URL("list-objects", s.ListObjectsV2()),
	}
}

// ofBucketByV1URL expects the refusal of every bucket-level operation, as the page says. Its
// example is a write.
func ofBucketByV1URL(variant string, when s.Request) s.Scenario {
	return s.Scenario{
		ID: "access-denied/v1-bucket-url/{carrier}/" + variant, Row: "X25", Title: "a V1 URL on a bucket-level operation is refused",
		Carriers: []s.Carrier{s.V1URL},
		Given:    s.ABucket(s.Private).With(s.BlockPublicAccess, s.False), When: when, Fault: s.With(s.V1URLsClosed, s.On),
		Then: v1Closed("0002-00000079"),
	}
}

func noValidDate() s.Expectation {
	seen := s.Captured(s.Issue("terwer/siyuan-plugin-picgo#681"), s.Issue("aliyun/aliyun-oss-ruby-sdk#85"), s.ECPage("0002-00000503"))
	return s.Denied("AccessDenied", seen).
		Message(s.Exactly("OSS authentication requires a valid Date."), seen).
		EC("0002-00000503", seen)
}

func expiredV4() s.Expectation {
	alike := s.Inferred("as for a V1 URL")
	return s.Denied("AccessDenied", alike).
		Message(s.Exactly("Request has expired."), alike).
		EC("0002-00000236", s.Documented(s.ECPage("0002-00000236"))).
		Element("Expires", s.Echo(s.MatchExpiresSent), alike).
		Element("ServerTime", s.Echo(s.MatchServerTime), alike)
}

func notYetValid() s.Expectation {
	unknown := s.Inferred("the page says when, not with what; S3 says AccessDenied")
	return s.Denied("AccessDenied", unknown).
		Message(s.Pattern("."), unknown).
		EC("0002-00000235", s.Documented(s.ECPage("0002-00000235")))
}

func v1Closed(ec string) s.Expectation {
	unknown := s.Inferred("the page names the status and no Code")
	return s.Denied("AccessDenied", unknown).
		Message(s.Pattern("."), unknown).
		EC(ec, s.Documented(s.ECPage(ec))).
		Element(s.FieldStatus, s.Exactly("403"), s.Documented(s.ECPage(ec)))
}
