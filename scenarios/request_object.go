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

// GetImageInfo reads the properties of an image; the answer is JSON.
func GetImageInfo() Request { return ProcessImage("info", "ImageWidth") }

// ProcessImage reads the image after an action, e.g. "resize,w_10". root is a member
// of the JSON that comes back; empty: an image comes back.
func ProcessImage(action, root string) Request {
	return Request{Operation: "GetObject", Method: "GET", Root: root, Names: Object,
		Query: []Param{{"x-oss-process", "image/" + action}}, Caller: Owner}
}

func PutObject() Request {
	return Request{Operation: "PutObject", Method: "PUT", Names: Object, Effect: ObjectEffect, Body: WroteByProvocation, Caller: Owner}
}

// AppendObject appends to the object of the state; {length} is its length in bytes.
func AppendObject() Request {
	return Request{Operation: "AppendObject", Method: "POST", SubResource: "append", Names: Object, Effect: ObjectEffect,
		Query: []Param{{"position", "{length}"}}, Body: WroteByProvocation, Caller: Owner}
}

// PostObject uploads by form. The Post policy has a condition for the bucket, and these conditions.
func PostObject(conditions []string, fields ...Param) Request {
	return Request{Operation: "PostObject", Method: "POST", Names: Object, Effect: ObjectEffect, Body: WroteByProvocation,
		Conditions: conditions, Fields: fields, Caller: Owner}
}

// CopyObject copies the object onto itself with a new header.
func CopyObject() Request { return copyFrom("{bucket}") }

// CopyVersion copies a version of the object over the object.
func CopyVersion() Request {
	r := copyFrom("{bucket}")
	r.Headers[0].Value += "?versionId={versionId}"
	return r
}

// CopyFromSource copies the object of {source} over the object of the bucket.
func CopyFromSource() Request { return copyFrom("{source}") }

func copyFrom(bucket string) Request {
	return Request{Operation: "CopyObject", Method: "PUT", Names: Object, Effect: ObjectEffect, Caller: Owner, Headers: []Param{
		{"x-oss-copy-source", "/" + bucket + "/{key}"}, {"x-oss-metadata-directive", "REPLACE"}, {"x-oss-meta-copied", "yes"}}}
}

// LinkTarget is the key of the target of every symbolic link.
const LinkTarget = "target-of-link.txt"

// PutSymlink makes the object a symbolic link. Its target need not be there.
func PutSymlink() Request {
	return Request{Operation: "PutSymlink", Method: "PUT", SubResource: "symlink", Names: Object, Effect: ObjectEffect,
		Headers: []Param{{linkTarget, "a-new-target.txt"}}, Caller: Owner}
}

// GetSymlink reads where a symbolic link leads to; no content comes back.
func GetSymlink() Request {
	return Request{Operation: "GetSymlink", Method: "GET", SubResource: "symlink", Names: Object, Caller: Owner}
}

const linkTarget = "x-oss-symlink-target"

func DeleteObject() Request {
	return Request{Operation: "DeleteObject", Method: "DELETE", Names: Object, Effect: ObjectEffect, Caller: Owner}
}

func GetObjectACL() Request {
	return Request{Operation: "GetObjectAcl", Method: "GET", Root: "AccessControlPolicy", SubResource: "acl", Names: Object, Caller: Owner}
}

func PutObjectACL(acl string) Request {
	return Request{Operation: "PutObjectAcl", Method: "PUT", SubResource: "acl", Names: Object, Effect: ObjectEffect,
		Headers: []Param{{"x-oss-object-acl", acl}}, Caller: Owner}
}

func GetObjectTagging() Request {
	return Request{Operation: "GetObjectTagging", Method: "GET", Root: "Tagging", SubResource: "tagging", Names: Object, Caller: Owner}
}

func PutObjectTagging() Request {
	return Request{Operation: "PutObjectTagging", Method: "PUT", SubResource: "tagging", Names: Object, Effect: TagsEffect,
		Caller: Owner, Body: oneTag}
}

func DeleteObjectTagging() Request {
	return Request{Operation: "DeleteObjectTagging", Method: "DELETE", SubResource: "tagging", Names: Object, Effect: TagsEffect,
		Caller: Owner}
}

// CreateDirectory makes a directory in a bucket with a hierarchical namespace.
func CreateDirectory() Request {
	return Request{Operation: "CreateDirectory", Method: "POST", SubResource: "x-oss-dir", Names: Object, Key: "new-directory",
		Effect: ObjectEffect, Caller: Owner}
}

// Rename gives the object the key "renamed.txt".
func Rename() Request {
	return Request{Operation: "Rename", Method: "POST", SubResource: "x-oss-rename", Names: Object, Key: "renamed.txt",
		Effect: ObjectEffect, Caller: Owner, Headers: []Param{{"x-oss-rename-source", "{key}"}}}
}

// DeleteDirectory deletes a directory and everything in it.
func DeleteDirectory() Request {
	return Request{Operation: "DeleteDirectory", Method: "POST", SubResource: "x-oss-delete", Names: Object, Key: "directory",
		Effect: ObjectEffect, Caller: Owner, Headers: []Param{{"x-oss-delete-recursive", "true"}}}
}

// RestoreObject asks that an archived object be readable for one day.
func RestoreObject() Request {
	return Request{Operation: "RestoreObject", Method: "POST", SubResource: "restore", Names: Object, Effect: RestoreEffect, Caller: Owner,
		Body: "<RestoreRequest><Days>1</Days></RestoreRequest>"}
}

// CleanRestoredObject removes the restored copy.
func CleanRestoredObject() Request {
	return Request{Operation: "CleanRestoredObject", Method: "POST", SubResource: "cleanRestoredObject", Names: Object,
		Effect: RestoreEffect, Caller: Owner}
}

func InitiateMultipartUpload() Request {
	return Request{Operation: "InitiateMultipartUpload", Method: "POST", SubResource: "uploads", Names: Object, Effect: UploadsEffect,
		Caller: Owner}
}

// UploadPart uploads part 1 of the multipart upload that the state holds; the
// harness adds its uploadId.
func UploadPart() Request {
	return Request{Operation: "UploadPart", Method: "PUT", Names: Object, Upload: true, Effect: PartsEffect, Body: WroteByProvocation,
		Query: []Param{{"partNumber", "1"}}, Caller: Owner}
}

// UploadPartCopy copies the object into part 1 of the multipart upload.
func UploadPartCopy() Request { return partFrom("{bucket}") }

// UploadPartFromSource copies the object of {source} into part 1.
func UploadPartFromSource() Request { return partFrom("{source}") }

func partFrom(bucket string) Request {
	return Request{Operation: "UploadPartCopy", Method: "PUT", Names: Object, Upload: true, Effect: PartsEffect,
		Query: []Param{{"partNumber", "1"}}, Headers: []Param{{"x-oss-copy-source", "/" + bucket + "/{key}"}}, Caller: Owner}
}

func ListParts() Request {
	return Request{Operation: "ListParts", Method: "GET", Root: "ListPartsResult", Names: Object, Upload: true, Caller: Owner}
}

// CompleteMultipartUpload makes an object from part 1; {etag} stands for the ETag of the part.
func CompleteMultipartUpload() Request {
	return Request{Operation: "CompleteMultipartUpload", Method: "POST", Names: Object, Upload: true, Effect: ObjectEffect, Caller: Owner,
		Body: `<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>"{etag}"</ETag></Part></CompleteMultipartUpload>`}
}

func AbortMultipartUpload() Request {
	return Request{Operation: "AbortMultipartUpload", Method: "DELETE", Names: Object, Upload: true, Effect: UploadsEffect, Caller: Owner}
}

// Preflight is the CORS request that a browser sends before a request with that method.
func Preflight(origin, method string) Request {
	return Request{Operation: "OptionObject", Method: "OPTIONS", Names: Object, Caller: Anonymous,
		Headers: []Param{{"Origin", origin}, {"Access-Control-Request-Method", method}}}
}
