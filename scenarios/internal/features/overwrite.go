package features

import s "github.com/oss403/oss403/scenarios"

const (
	pageOverwrite      s.Source = "https://www.alibabacloud.com/help/en/oss/developer-reference/putbucketoverwriteconfig"
	pageOverwriteGuide s.Source = "https://www.alibabacloud.com/help/tc/oss/user-guide/prevent-file-overwrite"

	toUser = "<Principals><Principal>{user}</Principal></Principals>"
	toNone = "<Principals><Principal>1</Principal></Principals>"
)

// ruled is the configuration of one rule against overwriting, with these filters.
func ruled(filters string) string {
	return "<OverwriteConfiguration><Rule><ID>one</ID><Action>forbid</Action>" + filters + "</Rule></OverwriteConfiguration>"
}

// forbiddenOverwrites lists writes over objects that a rule of the bucket protects: a neighbour, for the
// answer is HTTP 409. In each control another rule stands, whose filters do not hold.
func forbiddenOverwrites() []s.Scenario {
	object := s.AnObject(s.Private)
	elsewhere := ruled("<Prefix>other/</Prefix>")
	boundary := func(id, title string, given s.State, when s.Request, fault s.Fault) s.Scenario {
		return s.Scenario{ID: "boundary/overwrite/{carrier}/" + id, Row: "B29", Title: title + ": HTTP 409", Carriers: []s.Carrier{s.V4Header},
			Given: given, When: when, Fault: fault, Then: notOverwritten()}
	}
	forbid := s.With(s.OverwriteRules, ruled("<Prefix>obj</Prefix>"), "a rule against overwriting objects")
	ruledElsewhere := object.With(s.OverwriteRules, elsewhere)
	put, byUser := s.PutObject(), s.PutObject().By(s.RAMUser)
	post := boundary("post-object", "an object that a rule protects is not overwritten by form", ruledElsewhere, s.PostObject(nil), forbid)
	post.Carriers = s.Post()
	return []s.Scenario{
		boundary("put", "an object that a rule protects is not overwritten", ruledElsewhere, put, forbid),
		boundary("copy-onto", "an object that a rule protects is not copied onto", ruledElsewhere, s.CopyObject(), forbid),
		boundary("append", "an object that a rule protects is not appended to",
			ruledElsewhere.With(s.Appended, s.On).With(s.ObjectKey, "obj-appended.txt"), s.AppendObject(), forbid),
		boundary("complete", "an object that a rule protects is not overwritten by multipart upload",
			ruledElsewhere.With(s.Upload, s.WithPart), s.CompleteMultipartUpload(), forbid),
		post,
		boundary("suffix", "an object whose suffix a rule names is not overwritten",
			object.With(s.OverwriteRules, ruled("<Suffix>.log</Suffix>")), put,
			s.With(s.OverwriteRules, ruled("<Suffix>.txt</Suffix>"), "a rule against overwriting .txt")),
		boundary("star-is-no-wildcard", "a prefix is no pattern, and a rule without one is for every object",
			object.With(s.OverwriteRules, ruled("<Prefix>*</Prefix>")), put,
			s.With(s.OverwriteRules, ruled(""), "a rule against overwriting")),
		boundary("principal", "who is named by a rule does not overwrite",
			object.With(s.OverwriteRules, ruled(toNone)), byUser,
			s.With(s.OverwriteRules, ruled(toUser), "a rule against overwriting by the RAM user")),
		boundary("without-versions", "a rule has an effect where versions were never kept",
			object.With(s.Versioning, s.Enabled).With(s.OverwriteRules, ruled("")), put, s.Without(s.Versioning)),
	}
}

// notOverwritten: the guide has the Code. Status, text and EC are those of x-oss-forbid-overwrite.
func notOverwritten() s.Expectation {
	page := s.Documented(pageOverwriteGuide.Of("2025-12-05"), pageOverwrite)
	header := s.Inferred("the pages of x-oss-forbid-overwrite, which forbids the same in a request")
	return s.Refused(409, "FileAlreadyExists", page).
		Element(s.FieldStatus, s.Exactly("409"), header).
		Message(s.Exactly("The object you specified already exists and can not be overwritten."), header).
		Element(s.FieldEC, s.Pattern(`^0026-\d{8}$`), header)
}
