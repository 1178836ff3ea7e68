package authentication

import s "github.com/oss403/oss403/scenarios"

// accessKeyNetwork lists AccessKeys that may only be used from listed addresses: one AccessKey, or
// all of an account. Temporary credentials are not bound by the list.
// https://help.aliyun.com/en/ram/developer-reference/api-ims-2019-08-15-setaccesskeypolicy
func accessKeyNetwork() []s.Scenario {
	const elsewhere = "198.51.100.0/24" // a block for documentation: no request comes from it
	header := []s.Carrier{s.V1Header, s.V4Header}
	object := s.AnObject(s.Private)
	scenario := func(variant, title string, carriers []s.Carrier, given s.State, when s.Request, fault s.Fault) s.Scenario {
		return s.Scenario{ID: "invalid-access-key-id/network/{carrier}/" + variant, Row: "X26", Title: title, Carriers: carriers,
			Given: given, When: when, Fault: fault, Then: outsideNetwork()}
	}
	closed := s.With(s.KeySources, elsewhere)
	return []s.Scenario{
		scenario("get", "an AccessKey that may be used from elsewhere alone reads nothing", s.Signed(), object, s.GetObject(), closed),
		scenario("put", "an AccessKey that may be used from elsewhere alone writes nothing", header, object, s.PutObject(), closed),
		scenario("list-buckets", "an AccessKey that may be used from elsewhere alone lists no buckets",
			header, s.NoState(), s.ListBuckets(), closed),
		scenario("ram-user-get", "the network policy of an account binds the AccessKeys of its RAM users",
			header, object, s.GetObject().By(s.RAMUser), closed),
		scenario("not-a-session", "it binds AccessKeys, and no temporary credentials",
			header, object.With(s.KeySources, elsewhere), s.GetObject().By(s.RoleSession), s.SentBy(s.RAMUser)),
	}
}

// outsideNetwork expects the answer to a disabled AccessKey. The page of that EC names the network
// as a cause.
func outsideNetwork() s.Expectation {
	page := s.Documented(s.ECPage("0002-00000904"), s.Page403)
	return s.Denied("InvalidAccessKeyId", page).
		Message(s.Exactly("The OSS Access Key Id you provided is disabled."), page).
		EC("0002-00000904", page).
		Element("OSSAccessKeyId", s.Echo(s.MatchAccessKeyIDSent), s.Inferred("as for an unknown AccessKey"))
}
