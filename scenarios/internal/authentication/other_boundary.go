package authentication

import (
	"slices"
	"strings"

	s "github.com/oss403/oss403/scenarios"
)

// otherBoundary lists requests that are signed as V2 and S3 do, and whose signature cannot be read. The page of each EC
// names what is wrong; but for chunks, none prints a status, a Code or a Message.
func otherBoundary() []s.Scenario {
	return slices.Concat(incompleteURLs(), unreadableURLs(), malformedHeaders(), chunksOfAnotherKind())
}

// The Codes that S3 has for signatures that it cannot read.
const (
	queryOfS3  = "AuthorizationQueryParametersError"
	headerOfS3 = "AuthorizationHeaderMalformed"
)

// unread expects that a signature cannot be read.
func unread(code, ec string) s.Expectation {
	like := s.Inferred("as other signatures that cannot be read; S3 has this Code for its own")
	return s.Refused(400, code, like).
		Message(s.Pattern("."), s.Inferred("no text is published")).
		EC(ec, s.Documented(s.ECPage(ec)))
}

// between expects the EC of which no page was found.
func between(code, ec string) s.Expectation {
	return unread(code, ec).EC(ec, s.Inferred("the number between its neighbours; the page itself was not found"))
}

// unreadable sends a request whose signature cannot be read.
func unreadable(id, row, title string, carrier s.Carrier, fault s.Fault, then s.Expectation) s.Scenario {
	return s.Scenario{ID: "boundary/" + id, Row: row, Title: title, Carriers: []s.Carrier{carrier}, Given: s.AnObject(s.Private),
		When: s.GetObject(), Fault: fault, Then: then}
}

func incompleteURLs() []s.Scenario {
	without := func(carrier s.Carrier, parameter string, then s.Expectation) s.Scenario {
		return unreadable("incomplete-url/{carrier}/"+strings.ToLower(parameter), "B26", "a signed URL without "+parameter+" is HTTP 400",
			carrier, s.QueryRemoved(parameter), then)
	}
	empty := func(parameter string, then s.Expectation) s.Scenario {
		return unreadable("incomplete-url/{carrier}/empty-"+parameter, "B26", "a signed URL with an empty "+parameter+" is HTTP 400",
			s.V2URL, s.QueryEmptied(parameter), then)
	}
	return []s.Scenario{
		without(s.V2URL, "x-oss-expires", unread("InvalidArgument", "0002-00000113")),
		without(s.V2URL, "x-oss-access-key-id", unread("InvalidArgument", "0002-00000115")),
		without(s.V2URL, "x-oss-signature", unread("InvalidArgument", "0002-00000117")),
		empty("x-oss-expires", between("InvalidArgument", "0002-00000114")),
		empty("x-oss-access-key-id", unread("InvalidArgument", "0002-00000116")),
		empty("x-oss-signature", unread("InvalidArgument", "0002-00000118")),
		without(s.S3V4URL, "X-Amz-Algorithm", unread(queryOfS3, "0002-00000410")),
		without(s.S3V4URL, "X-Amz-Credential", unread(queryOfS3, "0002-00000412")),
		without(s.S3V4URL, "X-Amz-Date", unread(queryOfS3, "0002-00000414")),
		without(s.S3V4URL, "X-Amz-Expires", unread(queryOfS3, "0002-00000416")),
		without(s.S3V4URL, "X-Amz-SignedHeaders", unread(queryOfS3, "0002-00000419")),
		without(s.S3V4URL, "X-Amz-Signature", between(queryOfS3, "0002-00000422")),
	}
}

func unreadableURLs() []s.Scenario {
	wrong := func(variant, title string, fault s.Fault, then s.Expectation) s.Scenario {
		return unreadable("unreadable-url/{carrier}/"+variant, "B70", title, s.S3V4URL, fault, then)
	}
	return []s.Scenario{
		wrong("algorithm", "an S3 URL of another algorithm is HTTP 400",
			s.QueryChanged("X-Amz-Algorithm", "AWS4-HMAC-SHA1"), unread(queryOfS3, "0002-00000411")),
		wrong("credential", "an S3 URL whose credential is cut short is HTTP 400",
			s.QueryChanged("X-Amz-Credential", "LTAI0000/aws4_request"), unread(queryOfS3, "0002-00000425").
				Or(s.Exactly("0002-00000413"), s.Inferred("the number between its neighbours; the page itself was not found"))),
		wrong("expires", "an S3 URL that is good for more than a week is HTTP 400",
			s.QueryChanged("X-Amz-Expires", "604801"), unread(queryOfS3, "0002-00000417")),
		wrong("signature", "an S3 URL whose signature is cut short is HTTP 400",
			s.QueryChanged("X-Amz-Signature", "00ff"), unread(queryOfS3, "0002-00000423")),
		wrong("content-sha256", "an S3 URL that is read with the hash of a body is HTTP 400",
			s.HeaderAdded("X-Amz-Content-Sha256", "ab12"), unread("InvalidArgument", "0002-00000427")),
	}
}

func malformedHeaders() []s.Scenario {
	of := func(carrier s.Carrier, variant, text string, then s.Expectation) s.Scenario {
		return unreadable("authorization/{carrier}/"+variant, "B70", "a malformed Authorization header is HTTP 400: "+variant, carrier,
			s.AuthorizationIs(text), then)
	}
	return []s.Scenario{
		of(s.V2Header, "unknown-item", "OSS2 AccessKeyId:{id},Another:a,Signature:c2ln", unread("InvalidArgument", "0002-00000104")),
		of(s.V2Header, "no-access-key-id", "OSS2 AdditionalHeaders:host,Signature:c2ln", unread("InvalidArgument", "0002-00000105")),
		of(s.V2Header, "empty-access-key-id", "OSS2 AccessKeyId:,Signature:c2ln", unread("InvalidArgument", "0002-00000106")),
		of(s.V2Header, "no-signature", "OSS2 AccessKeyId:{id},AdditionalHeaders:host", unread("InvalidArgument", "0002-00000108")),
		of(s.V2Header, "empty-signature", "OSS2 AccessKeyId:{id},Signature:", unread("InvalidArgument", "0002-00000109")),
		of(s.V2Header, "empty-additional-headers", "OSS2 AccessKeyId:{id},AdditionalHeaders:,Signature:c2ln",
			unread("InvalidArgument", "0002-00000110")),
		of(s.S3V4Header, "algorithm", "AWS4-HMAC-SHA1 Credential={id}/{scope},SignedHeaders=host;x-amz-date,Signature=00",
			unread("InvalidArgument", "0002-00000402")),
		of(s.S3V4Header, "no-credential", "AWS4-HMAC-SHA256 SignedHeaders=host;x-amz-date,Signature=00",
			unread(headerOfS3, "0002-00000403")),
		of(s.S3V4Header, "credential", "AWS4-HMAC-SHA256 Credential={id}/aws4_request,SignedHeaders=host;x-amz-date,Signature=00",
			unread(headerOfS3, "0002-00000404")),
		of(s.S3V4Header, "no-signed-headers", "AWS4-HMAC-SHA256 Credential={id}/{scope},Signature=00", unread(headerOfS3, "0002-00000405")),
	}
}

// chunksOfAnotherKind: the page prints the whole answer, to the header that says chunks beside a hash that is not theirs.
// https://help.aliyun.com/zh/oss/user-guide/0017-00000804
func chunksOfAnotherKind() []s.Scenario {
	seen := s.Captured(s.Issue("usememos/memos#4511"), s.Issue("karakeep-app/karakeep#2191"))
	page := s.Documented(s.ECPage("0017-00000804"))
	return []s.Scenario{{
		ID: "boundary/aws-chunked/{carrier}/put", Row: "B71",
		Title:    "chunks beside the hash of a whole body are HTTP 400, and nothing is written",
		Carriers: []s.Carrier{s.S3V4Header}, Given: s.AnObject(s.Private), When: s.PutObject(),
		Fault: s.HeaderIs("Content-Encoding", "aws-chunked"),
		Then: s.Refused(400, "InvalidArgument", seen).
			Message(s.Exactly("aws-chunked encoding is not supported with the specified x-amz-content-sha256 value."), seen).
			Element("ArgumentName", s.Exactly("Content-Encoding"), page).
			Element("ArgumentValue", s.Exactly("aws-chunked"), page).
			EC("0017-00000804", page),
	}}
}
