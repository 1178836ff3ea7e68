package authentication

import (
	"slices"

	s "github.com/oss403/oss403/scenarios"
)

// otherSyntax lists requests whose signature lacks something, or whose AccessKeyId cannot be one, in the forms
// of V2 and of S3. Each page names the cause; status, Code and text are those of V1.
func otherSyntax() []s.Scenario {
	return slices.Concat(incompleteS3URLs(), badCharacters(), otherBoundary())
}

// incompleteS3URLs have the header of the pages' examples, by which a URL without AWSAccessKeyId is told
// from one of OSS.
// https://help.aliyun.com/zh/oss/user-guide/0002-00000301 to 0306
func incompleteS3URLs() []s.Scenario {
	const key = "AWSAccessKeyId"
	like := s.Inferred("as with a V1 URL")
	var all []s.Scenario
	for _, lack := range []struct {
		variant, ec string
		fault       s.Fault
	}{
		{"expires-absent", "0002-00000301", s.QueryRemoved("Expires")},
		{"expires-empty", "0002-00000302", s.QueryEmptied("Expires")},
		{"access-key-id-absent", "0002-00000303", s.QueryRemoved(key)},
		{"access-key-id-empty", "0002-00000304", s.QueryEmptied(key)},
		{"signature-absent", "0002-00000305", s.QueryRemoved("Signature")},
		{"signature-empty", "0002-00000306", s.QueryEmptied("Signature")},
	} {
		all = append(all, s.Scenario{ID: "access-denied/query-string-authentication/{carrier}/" + lack.variant, Row: "R14",
			Title:    "a signed URL that lacks one of its three parameters is refused: " + lack.variant,
			Carriers: []s.Carrier{s.S3V2URL}, Given: s.AnObject(s.Private),
			When: s.GetObject().With("x-oss-s3-compat", "true"), Fault: lack.fault,
			Then: s.Denied("AccessDenied", like).
				Message(s.Pattern("^Query[- ]string authentication requires the Signature, Expires and (AWS|OSS)AccessKeyId parameters\\.?$"), like).
				EC(lack.ec, s.Documented(s.ECPage(lack.ec)))})
	}
	return all
}

// badCharacters: https://help.aliyun.com/zh/oss/user-guide/0002-00000107 is about a V2 header, and
// https://help.aliyun.com/zh/oss/user-guide/0002-00000901 about headers and URLs.
func badCharacters() []s.Scenario {
	general := s.Documented(s.ECPage("0002-00000901"))
	then := s.Denied("InvalidAccessKeyId", s.Documented(s.Page403)).
		Message(s.Pattern("non-acceptable characters"), s.Documented(s.Page403)).
		EC("0002-00000107", s.Documented(s.ECPage("0002-00000107"))).
		Or(s.Exactly("0002-00000901"), general).On(s.V2Header).
		EC("0002-00000901", general).On(slices.Concat(s.S3(), []s.Carrier{s.V2URL})...)
	bad := s.UnderAccessKeyID("LTAI0000!unknown0oss403", "signed under an AccessKeyId with a bad character")
	refused := func(variant, title string, when s.Request) s.Scenario {
		return s.Scenario{ID: "invalid-access-key-id/bad-character/{carrier}/" + variant, Row: "R32", Title: title,
			Carriers: slices.Concat(s.V2(), s.S3()), Given: s.AnObject(s.Private), When: when, Fault: bad, Then: then}
	}
	return []s.Scenario{
		refused("get", "an AccessKeyId with a bad character is refused", s.GetObject()),
		refused("put", "an AccessKeyId with a bad character is refused and writes nothing", s.PutObject()),
	}
}
