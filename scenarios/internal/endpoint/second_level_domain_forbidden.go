package endpoint

import (
	"slices"

	s "github.com/oss403/oss403/scenarios"
)

func secondLevelDomainForbidden() []s.Scenario {
	signed := slices.Concat(s.Signed(), s.SignedHead())
	pathStyle := func(variant string, carriers []s.Carrier, given s.State, when s.Request) s.Scenario {
		return s.Scenario{
			ID:       "second-level-domain-forbidden/signed/{carrier}/" + variant,
			Row:      "R43",
			Title:    "a signed request in path style is refused at a public endpoint: " + variant,
			Carriers: carriers,
			Given:    given,
			When:     when,
			Fault:    s.PathStyle(),
			Then:     virtualHostedStyle(),
		}
	}
	anonymous := func(variant string, carriers []s.Carrier, when s.Request) s.Scenario {
		return s.Scenario{
			ID:       "second-level-domain-forbidden/{carrier}/" + variant,
			Row:      "R44",
			Title:    "an anonymous request in path style is refused at a public endpoint: " + variant,
			Carriers: carriers,
			Given:    s.AnObject(s.PublicReadWrite),
			When:     when.By(s.Anonymous),
			Fault:    s.PathStyle(),
			Then:     thirdLevelDomain(),
		}
	}
	return []s.Scenario{
		pathStyle("get-object", signed, s.AnObject(s.Private), s.GetObject()),
		pathStyle("put-object", s.Signed(), s.AnObject(s.Private), s.PutObject()),
		pathStyle("bucket-acl", s.Signed(), s.ABucket(s.Private), s.GetBucketACL()),
		pathStyle("list-objects", s.Signed(), s.ABucket(s.Private), s.ListObjects()),
		anonymous("get-object", []s.Carrier{s.Unsigned, s.UnsignedHead}, s.GetObject()),
		anonymous("put-object", []s.Carrier{s.Unsigned}, s.PutObject()),
	}
}

const virtualHosted = "Please use virtual hosted style to access."

func virtualHostedStyle() s.Expectation {
	seen := s.Captured(s.Issue("vectordotdev/vector#20746"), s.Issue("treeverse/lakeFS#3490"),
		s.SDKTest("aliyun/aliyun-oss-go-sdk", "oss/bucket_test.go TestForcePathStyle"))
	return s.Denied("SecondLevelDomainForbidden", seen).
		Message(s.Exactly(virtualHosted),
			s.Captured(s.Issue("vectordotdev/vector#20746"), s.Issue("treeverse/lakeFS#3490"), s.Issue("fluent/fluent-bit#10390"))).
		Or(s.Exactly(thirdLevel), s.Captured(openDAL)).
		EC("0003-00001401", s.Captured(s.Issue("vectordotdev/vector#20746")))
}

// openDAL prints the answer that a signed caller got.
var openDAL = s.Quoted("https://opendal.apache.org/docs/rust/opendal/services/struct.S3.html").Of("2022")

// thirdLevel is one of two texts that signed callers were seen to get. It is not known when it
// comes.
const thirdLevel = "The bucket you are attempting to access must be addressed using OSS third level domain."

func thirdLevelDomain() s.Expectation {
	browser := s.Captured(s.Issue("xenondevs/Nova#692").Of("2025-09")) // opened in a browser, without credentials
	return s.Denied("SecondLevelDomainForbidden", browser).
		Message(s.Exactly(thirdLevel), browser).
		Or(s.Exactly(virtualHosted), s.Inferred("signed callers are told so")).
		EC("0003-00001401", s.Inferred("named in one official diagnosis; 0003-00001402 was thought of too"))
}
