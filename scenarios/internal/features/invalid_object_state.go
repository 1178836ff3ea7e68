package features

import s "github.com/oss403/oss403/scenarios"

// invalidObjectState lists reads of archived objects. They succeed only while the object is
// restored.
func invalidObjectState() []s.Scenario {
	object := s.AnObject(s.Private)
	scenario := func(variant, title string, carriers []s.Carrier,
		given s.State, when s.Request, fault s.Fault, then s.Expectation) s.Scenario {
		return s.Scenario{ID: "invalid-object-state/{carrier}/" + variant, Row: "R35", Title: title, Carriers: carriers,
			Given: given, When: when, Fault: fault, Then: then}
	}
	header := []s.Carrier{s.V1Header, s.V4Header}
	all := []s.Scenario{
		scenario("get", "an archived object that was never restored is not read", s.Signed(), object, s.GetObject(),
			s.ObjectArchived(s.Archive, s.NotRestored), notReadable()),
		scenario("anonymous-get", "a public object that is archived is not read anonymously either",
			[]s.Carrier{s.Unsigned}, s.AnObject(s.PublicRead), s.GetObject().By(s.Anonymous),
			s.ObjectArchived(s.Archive, s.NotRestored), notReadable()),
		scenario("copy", "an archived object is not copied", header, object, s.CopyObject(),
			s.ObjectArchived(s.Archive, s.NotRestored), notCopied()),
		scenario("process", "an archived image is not processed", []s.Carrier{s.V4Header, s.V4URL}, object.With(s.Image, s.JPEG),
			s.GetImageInfo(),
			s.ObjectArchived(s.Archive, s.NotRestored), notReadable()),
	}
	all = append(all,
		scenario("part-copy", "no part is copied from an archived object", header, object.With(s.Upload, s.Started), s.UploadPartCopy(),
			s.ObjectArchived(s.Archive, s.NotRestored), notCopied()),
		scenario("direct-read-of-cold-archive", "direct reading is for class Archive alone",
			header, object.With(s.StorageClass, s.Archive).With(s.DirectRead, s.On), s.GetObject(),
			s.ObjectArchived(s.ColdArchive, s.NotRestored), notReadable()),
		scenario("no-direct-read", "an archived object is not read once direct reading is off",
			header, object.With(s.StorageClass, s.Archive).With(s.DirectRead, s.On), s.GetObject(), s.Without(s.DirectRead), notReadable()),
	)
	atPoint := object.With(s.AccessPoint, s.FromInternet).With(s.PointPolicy, pointReads)
	all = append(all,
		scenario("access-point", "an archived object is not read through an access point either",
			s.Signed(), atPoint, s.GetObject().By(s.RAMUser).ThroughPoint(),
			s.ObjectArchived(s.Archive, s.NotRestored), notReadable()),
		scenario("access-point-restore-running",
			"through an access point an object is not read while its restore runs",
			header, atPoint.With(s.StorageClass, s.Archive).With(s.Restore, s.Restored), s.GetObject().By(s.RAMUser).ThroughPoint(),
			s.ObjectArchived(s.Archive, s.Restoring), notReadable()),
	)
	for _, class := range []struct {
		name  string
		class string
	}{{"archive", s.Archive}, {"cold-archive", s.ColdArchive}, {"deep-cold-archive", s.DeepColdArchive}} {
		restored := object.With(s.StorageClass, class.class).With(s.Restore, s.Restored)
		all = append(all,
			scenario(class.name+"-never-restored", "an object of class "+class.class+" that was never restored is not read",
				header, restored, s.GetObject(), s.ObjectArchived(class.class, s.NotRestored), notReadable()),
			scenario(class.name+"-restore-running", "an object of class "+class.class+" is not read while its restore runs",
				header, restored, s.GetObject(), s.ObjectArchived(class.class, s.Restoring), notReadable()),
			scenario(class.name+"-restore-lapsed", "an object of class "+class.class+" is not read once its restore has lapsed",
				header, restored, s.GetObject(), s.ObjectArchived(class.class, s.Lapsed), notReadable()),
		)
	}
	return all
}

// pointReads lets the RAM user read through the access point.
const pointReads = `{"Version":"1","Statement":[{"Effect":"Allow","Principal":["{user}"],"Action":["oss:GetObject"],` +
	`"Resource":["acs:oss:{region}:{owner}:accesspoint/{point}/object/*"]}]}`

const notValid = "The operation is not valid for the object's state"

func invalidState() s.Expectation {
	seen := s.Captured(s.SDKTest("aliyun/aliyun-oss-php-sdk", "OssClientRestoreObjectTest"),
		s.SDKTest("aliyun/aliyun-oss-java-sdk", "AccessPointTest"))
	return s.Denied("InvalidObjectState", seen).
		Message(s.Exactly(notValid), seen).
		Or(s.Exactly(notValid+"."), s.Documented(s.Page403))
}

func notReadable() s.Expectation {
	return invalidState().
		EC("0016-00000404", s.Documented(s.ECPage("0016-00000404"))).
		Element("ObjectName", s.Echo(s.MatchKey), s.Inferred("error body in a log of JindoData, which cannot be followed"))
}

// notCopied has its own EC: the one for the source of a copy.
func notCopied() s.Expectation {
	return invalidState().
		EC("0016-00000330", s.Inferred("error body of CopyObject from an archived source, which cannot be followed"))
}
