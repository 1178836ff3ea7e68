package features

import s "github.com/oss403/oss403/scenarios"

// boundary lists the neighbours of these 403s that are no 403.
func boundary() []s.Scenario {
	header := []s.Carrier{s.V4Header}
	object, bucket := s.AnObject(s.Private), s.ABucket(s.Private)
	encryptedByKey := s.PutObject().With(encryption, "KMS").With(encryption+"-key-id", "{kmsKey}")
	directoryOver := s.CreateDirectory()
	directoryOver.Key = "object.txt"
	scenario := func(id, row, title string, given s.State, when s.Request, fault s.Fault, then s.Expectation) s.Scenario {
		return s.Scenario{ID: "boundary/" + id, Row: row, Title: title, Carriers: header, Given: given, When: when, Fault: fault, Then: then}
	}
	return []s.Scenario{
		scenario("worm/{carrier}/delete", "B12", "an object that a retention policy keeps is not deleted: HTTP 409",
			object, s.DeleteObject(), s.With(s.Retention, s.InProgress), immutable()),
		scenario("worm/{carrier}/overwrite", "B12", "an object that a retention policy keeps is not overwritten: HTTP 409",
			object, s.PutObject(), s.With(s.Retention, s.InProgress), immutable()),
		scenario("worm/{carrier}/copy-onto", "B12", "an object that a retention policy keeps is not copied onto: HTTP 409",
			object, s.CopyObject(), s.With(s.Retention, s.InProgress), immutable()),
		scenario("worm/{carrier}/append", "B12", "an object that a retention policy keeps is not appended to: HTTP 409",
			object.With(s.Appended, s.On).With(s.ObjectKey, "appended.txt"), s.AppendObject(), s.With(s.Retention, s.InProgress), immutable()),
		scenario("worm/{carrier}/complete", "B12", "an object that a retention policy keeps is not overwritten by multipart upload: HTTP 409",
			object.With(s.Upload, s.WithPart), s.CompleteMultipartUpload(), s.With(s.Retention, s.InProgress), immutable()),
		{ID: "boundary/worm/{carrier}/post-object", Row: "B12",
			Title: "an object that a retention policy keeps is not overwritten by form: HTTP 409", Carriers: s.Post(),
			Given: object, When: s.PostObject(nil), Fault: s.With(s.Retention, s.InProgress), Then: immutable()},
		scenario("worm/{carrier}/get-none", "B13", "a retention policy that does not exist is not read: HTTP 404",
			bucket.With(s.Retention, s.InProgress), s.GetBucketWorm(), s.Without(s.Retention), noRetention()),
		scenario("worm/{carrier}/initiate-twice", "B14", "a bucket has one retention policy: HTTP 409",
			bucket, s.InitiateBucketWorm(), s.With(s.Retention, s.InProgress), secondRetention()),
		scenario("worm/{carrier}/extend-in-progress", "B15", "a retention policy is extended once it is locked: HTTP 400 before",
			bucket.With(s.Retention, s.Locked), s.ExtendBucketWorm(), s.With(s.Retention, s.InProgress), notExtended()),
		scenario("transfer-acceleration/{carrier}/never-configured", "B16",
			"transfer acceleration that was never configured is not read: HTTP 404",
			bucket.With(s.Acceleration, s.False), s.GetBucketTransferAcceleration(),
			s.Without(s.Acceleration), neverAccelerated()),
		scenario("kms-key/{carrier}/disabled", "B19", "a key that is disabled encrypts nothing: HTTP 409",
			object.With(s.KMSKey, "Enabled"), encryptedByKey, s.With(s.KMSKey, "Disabled"), keyState("KeyDisabled", "Disabled", "0005-00000214")),
		scenario("kms-key/{carrier}/pending-deletion", "B19", "a key that is to be deleted encrypts nothing: HTTP 409",
			object.With(s.KMSKey, "Enabled"), encryptedByKey,
			s.With(s.KMSKey, "PendingDeletion"), keyState("KeyPendingDeletion", "PendingDeletion", "0005-00000215")),
		scenario("kms-key/{carrier}/unknown", "B20", "a key that does not exist encrypts nothing",
			object.With(s.KMSKey, "Enabled"), encryptedByKey,
			s.HeaderIs(encryption+"-key-id", "9468da86-3509-4f8d-a61e-6eab1eac0000"), keyUnknown()),
		scenario("directory/{carrier}/object-exists", "B24", "no directory is made where an object is: HTTP 409",
			bucket.With(s.Namespace, s.On), directoryOver, s.With(s.ObjectACL, s.Default), existsAlready()),
		scenario("directory/{carrier}/not-empty", "B24", "a directory that is not empty is deleted only with all that is in it: HTTP 409",
			object.With(s.Namespace, s.On).With(s.ObjectKey, "directory/object.txt"), s.DeleteDirectory(),
			s.HeaderLeftOut("x-oss-delete-recursive"), existsAlready()),
		scenario("restore/{carrier}/twice", "B17", "a restore that runs is not started again: HTTP 409",
			object.With(s.StorageClass, s.ColdArchive), s.RestoreObject(), s.ObjectArchived(s.ColdArchive, s.Restoring), restoring()),
		scenario("restore/{carrier}/standard", "B18", "an object that is not archived is not restored: HTTP 400",
			object.With(s.StorageClass, s.Archive), s.RestoreObject(), s.Without(s.StorageClass), notRestorable()),
	}
}

func immutable() s.Expectation {
	page := s.Documented(s.ECPage("0026-00000005"))
	return s.Refused(409, "FileImmutable", page).
		Message(s.Exactly("The object you specified is immutable."), page).
		EC("0026-00000005", page)
}

func noRetention() s.Expectation {
	seen := s.Captured(s.SDKTest("aliyun/alibabacloud-oss-go-sdk-v2", "oss/client_integration_test.go TestBucketWorm"))
	page := s.Documented(
		"https://github.com/AlibabaCloudDocs/oss/blob/master/intl.en-US/Developer%20Guide/Troubleshooting/HTTP%20404%20status%20code.md")
	return s.Refused(404, "NoSuchWORMConfiguration", seen).
		Message(s.Exactly("The WORM Configuration does not exist."), page).
		EC("0027-00000009", s.Documented(s.ECPage("0027-00000009")))
}

func secondRetention() s.Expectation {
	page := s.Documented("https://help.aliyun.com/zh/oss/developer-reference/initiatebucketworm")
	return s.Refused(409, "WORMConfigurationAlreadyExists", page).
		Message(s.Exactly("The WORM Configuration already exists."), page).
		Element(s.FieldEC, s.Pattern(`^0027-\d{8}$`), s.Inferred("only the family is known"))
}

func notExtended() s.Expectation {
	seen := s.Captured(s.SDKTest("aliyun/aliyun-oss-python-sdk", "tests/test_bucket_worm.py"))
	return s.Refused(400, "InvalidWORMConfiguration", seen).
		Message(s.Exactly("Invalid WORM Configuration."), s.Documented("https://help.aliyun.com/zh/oss/developer-reference/extendbucketworm")).
		Element(s.FieldEC, s.Pattern(`^0027-\d{8}$`), s.Inferred("only the family is known"))
}

func restoring() s.Expectation {
	seen := s.Captured(s.SDKTest("aliyun/alibabacloud-oss-csharp-sdk-v2", "ClientObjectRestoreTest"), s.ECPage("0016-00000701"))
	return s.Refused(409, "RestoreAlreadyInProgress", seen).
		Message(s.Exactly("The restore operation is in progress."), seen).
		EC("0016-00000701", seen)
}

func notRestorable() s.Expectation {
	page := s.Documented(s.ECPage("0016-00000702"))
	return s.Refused(400, "OperationNotSupported", page).
		Message(s.Exactly("The operation is not supported for this resource"), page).
		EC("0016-00000702", page).
		Element("Detail", s.Exactly("RestoreObject operation does not support this object storage class"), page)
}

func neverAccelerated() s.Expectation {
	page := s.Documented(s.ECPage("0028-00000004"))
	return s.Refused(404, "NoSuchTransferAccelerationConfiguration", page).
		Message(s.Exactly("The bucket you specified does not have transfer acceleration configuration."), page).
		EC("0028-00000004", page)
}

func keyState(code, state, ec string) s.Expectation {
	page := s.Documented(s.ECPage(ec), "https://www.alibabacloud.com/help/en/oss/user-guide/http-status-code-409")
	return s.Refused(409, code, page).
		Message(s.Exactly("The request was rejected because the key state is "+state+"."), page).
		EC(ec, page)
}

// keyUnknown accepts two answers: the page of HTTP 404 errors has KeyNotFound, other pages have
// HTTP 400.
func keyUnknown() s.Expectation {
	page := s.Documented("https://www.alibabacloud.com/help/en/oss/user-guide/http-status-code-404")
	return s.Refused(404, "KeyNotFound", page).
		Element(s.FieldStatus, s.Exactly("404"), page).
		Or(s.Exactly("400"), s.Inferred("the pages of the ECs beside it")).
		Message(s.Pattern("."), s.Inferred("the texts of the pages differ")).
		Element(s.FieldEC, s.Pattern(`^0005-\d{8}$`), s.Inferred("only the family is known"))
}

func existsAlready() s.Expectation {
	page := s.Documented("https://help.aliyun.com/zh/oss/developer-reference/createdirectory")
	return s.Refused(409, "FileAlreadyExists", page).
		Message(s.Pattern("."), s.Inferred("no text is published for directories")).
		Element(s.FieldEC, s.Pattern(`^00(16|26)-\d{8}$`), s.Inferred("the family of objects, or that of file systems"))
}
