package authorization

import s "github.com/oss403/oss403/scenarios"

// The policies of access points. traits.go in package scenarios explains the placeholders.
const (
	pointAllows = `{"Version":"1","Statement":[{"Effect":"Allow","Principal":["{user}"],"Action":["oss:GetObject","oss:PutObject"],` +
		`"Resource":["acs:oss:{region}:{owner}:accesspoint/{point}/object/*"]}]}`
	pointDenies = `{"Version":"1","Statement":[{"Effect":"Allow","Principal":["{user}"],"Action":["oss:*"],` +
		`"Resource":["acs:oss:{region}:{owner}:accesspoint/{point}/object/*"]},` +
		`{"Effect":"Deny","Principal":["{user}"],"Action":["oss:GetObject","oss:PutObject"],` +
		`"Resource":["acs:oss:{region}:{owner}:accesspoint/{point}/object/*"]}]}`
	pointOpen = `{"Version":"1","Statement":[{"Effect":"Allow","Principal":["{user}"],"Action":["oss:*"],` +
		`"Resource":["acs:oss:{region}:{owner}:accesspoint/{point}","acs:oss:{region}:{owner}:accesspoint/{point}/object/*"]}]}`

	pageAccessPoint s.Source = "https://help.aliyun.com/zh/oss/user-guide/access-point/"
)

// accessPointDenies lists refusals at an access point. The caller needs an Allow from its policy,
// and another from RAM or the bucket policy; a Deny in any of them refuses. No page prints the text
// of the refusal.
func accessPointDenies() []s.Scenario {
	header := []s.Carrier{s.V1Header, s.V4Header}
	given := s.AnObject(s.Private).With(s.AccessPoint, s.FromInternet).With(s.PointPolicy, pointAllows)
	get, put := s.GetObject().By(s.RAMUser).ThroughPoint(), s.PutObject().By(s.RAMUser).ThroughPoint()
	scenario := func(variant, title string, when s.Request, carriers []s.Carrier, fault s.Fault) s.Scenario {
		return s.Scenario{ID: "access-denied/access-point/{carrier}/" + variant, Row: "X20", Title: title, Carriers: carriers,
			Given: given, When: when, Fault: fault, Then: pointRefuses()}
	}
	public := func(variant, title string, when s.Request, carriers []s.Carrier, fault s.Fault) s.Scenario {
		open := scenario(variant, title, when, carriers, fault)
		open.Given = s.AnObject(s.PublicRead).With(s.AccessPoint, s.FromInternet).With(s.PointPolicy, pointAllows)
		return open
	}
	return []s.Scenario{
		scenario("policy-denies", "an access point whose policy denies lets no RAM user with full access read",
			get, s.Signed(), s.With(s.PointPolicy, pointDenies, "denies reading and writing")),
		scenario("policy-denies-put", "an access point whose policy denies lets nothing be written",
			put, header, s.With(s.PointPolicy, pointDenies, "denies reading and writing")),
		scenario("no-policy", "an access point without a policy lets no RAM user with full access read",
			get, header, s.Without(s.PointPolicy)),
		scenario("ram-denies", "a RAM policy that denies binds through an access point that allows",
			get, header, s.With(s.UserPolicy, ramDeny, "is denied reading")),
		scenario("bucket-policy-denies", "a bucket policy that denies binds through an access point that allows",
			get, header, s.With(s.BucketPolicy, denyAnyoneReading, "denies everyone to read")),
		scenario("nothing-beside", "an access point that allows does not do without RAM or a bucket policy",
			get, header, s.With(s.UserOnlyPolicy, s.NoPolicy)),
		scenario("anonymous", "nobody passes an access point without credentials", get, unsigned(), s.SentBy(s.Anonymous)),
		public("anonymous-public-object", "nobody passes an access point without credentials, to a public object neither",
			get, unsigned(), s.SentBy(s.Anonymous)),
		{
			ID: "access-denied/access-point/{carrier}/bucket-operation", Row: "X20",
			Title: "an access point does not serve what is about the bucket", Carriers: header,
			Given: s.AnObject(s.Private).With(s.AccessPoint, s.FromInternet).With(s.PointPolicy, pointOpen),
			When:  s.GetBucketACL().By(s.RAMUser), Fault: s.SentThroughPoint(),
			Then: pointRefuses(),
		},
		scenario("other-network", "an access point for a VPC lets nobody in from elsewhere", get, header, s.With(s.AccessPoint, s.FromVPC)),
	}
}

func pointRefuses() s.Expectation {
	page := s.Documented(pageAccessPoint)
	return s.Denied("AccessDenied", page).
		Message(s.Pattern("."), s.Inferred("no text is published")).
		Element(s.FieldEC, s.Pattern(`^0003-\d{8}$`), s.Inferred("the family of access control"))
}
