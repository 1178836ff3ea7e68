package features

import s "github.com/oss403/oss403/scenarios"

// symlinkBoundary lists the refusals of symbolic links that are no 403.
// https://help.aliyun.com/zh/oss/developer-reference/getobject
func symlinkBoundary() []s.Scenario {
	link := s.AnObject(s.Private).With(s.Symlink, s.ToObject)
	scenario := func(variant, row, title string, given s.State, when s.Request, fault s.Fault, then s.Expectation) s.Scenario {
		return s.Scenario{ID: "boundary/symlink/{carrier}/" + variant, Row: row, Title: title, Carriers: []s.Carrier{s.V4Header},
			Given: given, When: when, Fault: fault, Then: then}
	}
	return []s.Scenario{
		scenario("to-nothing", "B40", "a symbolic link that leads to nothing is not read: HTTP 404",
			link, s.GetObject(), s.With(s.Symlink, s.ToNothing), leadsNowhere()),
		scenario("to-symlink", "B41", "a symbolic link that leads to another is not read: HTTP 400",
			link, s.GetObject(), s.With(s.Symlink, s.ToLink), leadsToLink()),
		scenario("of-object", "B42", "an object that is no symbolic link leads nowhere: HTTP 400",
			link, s.GetSymlink(), s.Without(s.Symlink), noLink()),
		scenario("without-target", "B43", "no symbolic link is made without a target: HTTP 400",
			s.AnObject(s.Private), s.PutSymlink(), s.HeaderLeftOut("x-oss-symlink-target"), unpublished("0043-00000001")),
		scenario("into-part", "B43", "a symbolic link is not copied into a part: HTTP 400",
			s.AnObject(s.Private).With(s.Upload, s.Started), s.UploadPartCopy(), s.With(s.Symlink, s.ToObject), unpublished("0042-00000308")),
	}
}

func leadsNowhere() s.Expectation {
	page := s.Documented("https://help.aliyun.com/zh/oss/developer-reference/getobject",
		"https://www.alibabacloud.com/help/en/oss/user-guide/http-status-code-404")
	return s.Refused(404, "SymlinkTargetNotExist", page).
		Message(s.Exactly("The symlink target object does not exist"),
			s.Captured(s.SDKTest("aliyun/aliyun-oss-php-sdk", "tests/OSS/Tests/SymlinkTest.php testPutNullSymlink"))).
		EC("0026-00000012", s.Documented(s.ECPage("0026-00000012")))
}

func leadsToLink() s.Expectation {
	page := s.Documented("https://help.aliyun.com/zh/oss/developer-reference/getobject")
	return s.Refused(400, "InvalidTargetType", page).
		Message(s.Exactly("The symbolic's target file type is invalid."), s.Documented(badRequests)).
		EC("0026-00000011", s.Inferred("the page of its neighbour 0026-00000012 was found alone"))
}

func noLink() s.Expectation {
	return s.Refused(400, "NotSymlink", s.Documented(badRequests)).
		Message(s.Exactly("The object is not symlink."), s.Documented(badRequests)).
		EC("0043-00000101", s.Documented(s.ECPage("0043-00000101")))
}

// unpublished: the page of the EC names the cause, and prints neither status nor Code nor Message.
func unpublished(ec string) s.Expectation {
	why := s.Inferred("the page of the EC prints neither status nor Code nor Message")
	return s.Refused(400, "InvalidArgument", why).
		Element(s.FieldCode, s.Pattern("^(InvalidArgument|MissingArgument)$"), why).
		Message(s.Pattern("."), why).
		EC(ec, s.Documented(s.ECPage(ec)))
}

const badRequests = "https://github.com/AlibabaCloudDocs/oss/blob/master/intl.en-US/Developer%20Guide/Troubleshooting/" +
	"HTTP%20status%20code%20400.md"
