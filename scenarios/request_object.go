package scenarios

// Requests to an object.

func GetObject() Request {
	return Request{Operation: "GetObject", Method: "GET", Names: Object, Caller: Owner}
}

func HeadObject() Request {
	return Request{Operation: "HeadObject", Method: "HEAD", Names: Object, Caller: Owner}
}

func GetObjectMeta() Request {
	return Request{Operation: "GetObjectMeta", Method: "HEAD", SubResource: "objectMeta", Names: Object, Caller: Owner}
}

// GetImageInfo reads what an image is; the answer is JSON.
func GetImageInfo() Request { return ProcessImage("info", "ImageWidth") }

// ProcessImage works on an image, e.g. "resize,w_10"; root is a member of the
// JSON that comes back, empty for an image.
func ProcessImage(action, root string) Request {
	return Request{Operation: "GetObject", Method: "GET", Root: root, Names: Object, Query: []Param{{"x-oss-process", "image/" + action}}, Caller: Owner}
}

func PutObject() Request {
	return Request{Operation: "PutObject", Method: "PUT", Names: Object, Effect: ObjectEffect, Body: WroteByProvocation, Caller: Owner}
}

// PostObject uploads by form. Its policy holds the bucket and the conditions.
func PostObject(conditions []string, fields ...Param) Request {
	return Request{Operation: "PostObject", Method: "POST", Names: Object, Effect: ObjectEffect, Body: WroteByProvocation,
		Conditions: conditions, Fields: fields, Caller: Owner}
}

// CopyObject copies the object onto itself with a header that was not there.
func CopyObject() Request { return copyFrom("{bucket}") }

// CopyFromSource copies the object of {source} onto that of the bucket.
func CopyFromSource() Request { return copyFrom("{source}") }

func copyFrom(bucket string) Request {
	return Request{Operation: "CopyObject", Method: "PUT", Names: Object, Effect: ObjectEffect, Caller: Owner, Headers: []Param{
		{"x-oss-copy-source", "/" + bucket + "/{key}"}, {"x-oss-metadata-directive", "REPLACE"}, {"x-oss-meta-copied", "yes"}}}
}

func DeleteObject() Request {
	return Request{Operation: "DeleteObject", Method: "DELETE", Names: Object, Effect: ObjectEffect, Caller: Owner}
}

func GetObjectACL() Request {
	return Request{Operation: "GetObjectAcl", Method: "GET", Root: "AccessControlPolicy", SubResource: "acl", Names: Object, Caller: Owner}
}

func PutObjectACL(acl ACL) Request {
	return Request{Operation: "PutObjectAcl", Method: "PUT", SubResource: "acl", Names: Object, Effect: ObjectEffect,
		Headers: []Param{{"x-oss-object-acl", string(acl)}}, Caller: Owner}
}

func GetObjectTagging() Request {
	return Request{Operation: "GetObjectTagging", Method: "GET", Root: "Tagging", SubResource: "tagging", Names: Object, Caller: Owner}
}

func PutObjectTagging() Request {
	return Request{Operation: "PutObjectTagging", Method: "PUT", SubResource: "tagging", Names: Object, Effect: TagsEffect, Caller: Owner, Body: oneTag}
}

func DeleteObjectTagging() Request {
	return Request{Operation: "DeleteObjectTagging", Method: "DELETE", SubResource: "tagging", Names: Object, Effect: TagsEffect, Caller: Owner}
}

// RestoreObject asks for an archived object for a day.
func RestoreObject() Request {
	return Request{Operation: "RestoreObject", Method: "POST", SubResource: "restore", Names: Object, Effect: RestoreEffect, Caller: Owner,
		Body: "<RestoreRequest><Days>1</Days></RestoreRequest>"}
}

// CleanRestoredObject drops the restored copy.
func CleanRestoredObject() Request {
	return Request{Operation: "CleanRestoredObject", Method: "POST", SubResource: "cleanRestoredObject", Names: Object, Effect: RestoreEffect, Caller: Owner}
}

func InitiateMultipartUpload() Request {
	return Request{Operation: "InitiateMultipartUpload", Method: "POST", SubResource: "uploads", Names: Object, Effect: UploadsEffect, Caller: Owner}
}

// UploadPart uploads part 1 of the multipart upload that the state holds; the
// harness adds its uploadId.
func UploadPart() Request {
	return Request{Operation: "UploadPart", Method: "PUT", Names: Object, Upload: true, Effect: PartsEffect, Body: WroteByProvocation,
		Query: []Param{{"partNumber", "1"}}, Caller: Owner}
}

func ListParts() Request {
	return Request{Operation: "ListParts", Method: "GET", Root: "ListPartsResult", Names: Object, Upload: true, Caller: Owner}
}

// CompleteMultipartUpload makes an object of part 1, whose ETag {etag} stands for.
func CompleteMultipartUpload() Request {
	return Request{Operation: "CompleteMultipartUpload", Method: "POST", Names: Object, Upload: true, Effect: ObjectEffect, Caller: Owner,
		Body: `<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>"{etag}"</ETag></Part></CompleteMultipartUpload>`}
}

func AbortMultipartUpload() Request {
	return Request{Operation: "AbortMultipartUpload", Method: "DELETE", Names: Object, Upload: true, Effect: UploadsEffect, Caller: Owner}
}

// Preflight is what a browser asks before it sends method with headers of its own.
func Preflight(origin, method string) Request {
	return Request{Operation: "OptionObject", Method: "OPTIONS", Names: Object, Caller: Anonymous,
		Headers: []Param{{"Origin", origin}, {"Access-Control-Request-Method", method}}}
}
