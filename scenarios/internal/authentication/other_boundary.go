package authentication

import (
	"strings"

	s "github.com/oss403/oss403/scenarios"
)

// otherBoundary lists URLs that lack a parameter of their V2 or S3-compatible signature. The page of each EC
// names the parameter, and prints neither status nor Code nor Message.
func otherBoundary() []s.Scenario {
	incomplete := func(carrier s.Carrier, parameter, code, ec string) s.Scenario {
		like := s.Inferred("as other signatures that cannot be read; S3 has this Code for its own")
		return s.Scenario{ID: "boundary/incomplete-url/{carrier}/" + strings.ToLower(parameter), Row: "B26",
			Title:    "a signed URL without " + parameter + " is HTTP 400",
			Carriers: []s.Carrier{carrier}, Given: s.AnObject(s.Private), When: s.GetObject(), Fault: s.QueryRemoved(parameter),
			Then: s.Refused(400, code, like).
				Message(s.Pattern("."), s.Inferred("no text is published")).
				EC(ec, s.Documented(s.ECPage(ec)))}
	}
	const ofS3 = "AuthorizationQueryParametersError"
	return []s.Scenario{
		incomplete(s.V2URL, "x-oss-expires", "InvalidArgument", "0002-00000113"),
		incomplete(s.V2URL, "x-oss-access-key-id", "InvalidArgument", "0002-00000115"),
		incomplete(s.V2URL, "x-oss-signature", "InvalidArgument", "0002-00000117"),
		incomplete(s.S3V4URL, "X-Amz-Algorithm", ofS3, "0002-00000410"),
		incomplete(s.S3V4URL, "X-Amz-Credential", ofS3, "0002-00000412"),
		incomplete(s.S3V4URL, "X-Amz-Date", ofS3, "0002-00000414"),
		incomplete(s.S3V4URL, "X-Amz-Expires", ofS3, "0002-00000416"),
		incomplete(s.S3V4URL, "X-Amz-SignedHeaders", ofS3, "0002-00000419"),
	}
}
