package authentication

import (
	"time"

	s "github.com/oss403/oss403/scenarios"
)

// accessDenied lists V1 URLs that are late or incomplete.
func accessDenied() []s.Scenario {
	get, put := []s.Carrier{s.V1URL, s.V1URLHead}, []s.Carrier{s.V1URL}
	return []s.Scenario{
		{
			ID:       "access-denied/request-expired/{carrier}/get",
			Row:      "R15",
			Title:    "a URL whose Expires has passed is refused",
			Carriers: get,
			Given:    s.AnObject(s.Private),
			When:     s.GetObject(),
			Fault:    s.Expired(time.Minute),
			Then:     expired(),
		},
		{
			ID:       "access-denied/request-expired/{carrier}/edge",
			Row:      "R15",
			Title:    "a URL whose Expires passed seconds ago is refused",
			Carriers: put,
			Given:    s.AnObject(s.Private),
			When:     s.GetObject(),
			Fault:    s.Expired(3 * time.Second),
			Then:     expired(),
		},
		{
			ID:       "access-denied/request-expired/{carrier}/put",
			Row:      "R15",
			Title:    "an upload URL whose Expires has passed is refused and writes nothing",
			Carriers: put,
			Given:    s.AnObject(s.Private),
			When:     s.PutObject(),
			Fault:    s.Expired(time.Minute),
			Then:     expired(),
		},
		{
			ID:       "access-denied/request-expired/{carrier}/a-year-ago",
			Row:      "R15",
			Title:    "a URL that expired long ago is refused in the same way",
			Carriers: put,
			Given:    s.AnObject(s.Private),
			When:     s.GetObject(),
			Fault:    s.Expired(365 * 24 * time.Hour),
			Then:     expired(),
		},
		{
			ID:       "access-denied/invalid-date/{carrier}/get",
			Row:      "R13",
			Title:    "a URL whose Expires is no number is refused",
			Carriers: get,
			Given:    s.AnObject(s.Private),
			When:     s.GetObject(),
			Fault:    s.ExpiresText("abc"),
			Then:     invalidDate(),
		},
		{
			ID:       "access-denied/invalid-date/{carrier}/put",
			Row:      "R13",
			Title:    "an upload URL whose Expires is a date in words is refused and writes nothing",
			Carriers: put,
			Given:    s.AnObject(s.Private),
			When:     s.PutObject(),
			Fault:    s.ExpiresText("Thu, 17 Nov 2005 18:49:58 GMT"),
			Then:     invalidDate(),
		},
		incompleteURL("signature-absent-put", put, s.PutObject(),
			s.QueryRemoved("Signature"), "0002-00000074", s.Documented(s.ECPage("0002-00000074"))),
		incompleteURL("expires-absent", get, s.GetObject(), s.QueryRemoved("Expires"), "0002-00000067", s.Documented(s.ECPage("0002-00000067"))),
		incompleteURL("expires-empty", get, s.GetObject(), s.QueryEmptied("Expires"), "0002-00000068", s.Documented(s.ECPage("0002-00000068"))),
		incompleteURL("access-key-id-absent", get, s.GetObject(),
			s.QueryRemoved("OSSAccessKeyId"), "0002-00000071", s.Documented(s.ECPage("0002-00000071"))),
		incompleteURL("access-key-id-empty", get, s.GetObject(),
			s.QueryEmptied("OSSAccessKeyId"), "0002-00000072", s.Inferred("the number between the pages 0002-00000071 and 0002-00000073")),
		incompleteURL("signature-absent", get, s.GetObject(),
			s.QueryRemoved("Signature"), "0002-00000074", s.Documented(s.ECPage("0002-00000074"))),
		incompleteURL("signature-empty", get, s.GetObject(),
			s.QueryEmptied("Signature"), "0002-00000075", s.Documented(s.ECPage("0002-00000075"))),
	}
}

func expired() s.Expectation {
	seen := s.Captured(s.Issue("johnlui/AliyunOSS#20"),
		s.SDKTest("aliyun/alibabacloud-oss-php-sdk-v2", "tests/IntegrationTests/ClientPresignerTest.php:200"))
	elements := s.Captured(s.Issue("johnlui/AliyunOSS#20"))
	return s.Denied("AccessDenied", seen).
		Message(s.Exactly("Request has expired."), seen).
		EC("0002-00000069", s.Documented(s.ECPage("0002-00000069"))).
		Element("Expires", s.Echo(s.MatchExpiresSent), elements).
		Element("ServerTime", s.Echo(s.MatchServerTime), elements)
}

func invalidDate() s.Expectation {
	page := s.Documented(s.Page403, s.PageV1URL)
	return s.Denied("AccessDenied", page).
		Message(s.Exactly("Invalid date (should be seconds since epoch)"), page).
		Or(s.Pattern(`^Invalid date \(should be seconds since epoch\): .+$`),
			s.Inferred("services that are like S3 append the value; not seen of OSS")).
		EC("0002-00000070", s.Documented(s.ECPage("0002-00000070")))
}

func incompleteURL(variant string, carriers []s.Carrier, when s.Request, fault s.Fault, ec string, evidence s.Evidence) s.Scenario {
	page := s.Documented(s.Page403, s.PageV1URL)
	// The page of 2021 has the spelling with a space and the final period.
	message := s.Pattern(`^Query[- ]string authentication requires the Signature, Expires and OSSAccessKeyId parameters\.?$`)
	return s.Scenario{
		ID:       "access-denied/query-string-authentication/{carrier}/" + variant,
		Row:      "R14",
		Title:    "a signed URL that lacks one of its three parameters is refused: " + variant,
		Carriers: carriers,
		Given:    s.AnObject(s.Private),
		When:     when,
		Fault:    fault,
		Then: s.Denied("AccessDenied", page).
			Message(message, s.Captured(s.Page403, s.Issue("coderhaoxin/aliyun-oss#31"))).
			EC(ec, evidence),
	}
}
