package scenarios

import "slices"

// Operation is one operation of the API reference, with the action that a
// policy must allow and a state in which it succeeds.
type Operation struct {
	Request Request
	Action  string
	Given   State
}

// Operations are those that the matrix of callers is made of. Adding one adds
// its row. https://help.aliyun.com/zh/oss/user-guide/authorization-syntax-and-elements
func Operations() []Operation {
	bucket, object := ABucket(Private), AnObject(Private)
	upload := object.WithUpload()
	return []Operation{
		{ListBuckets(), "oss:ListBuckets", NoState()},
		{DescribeRegions(), "oss:DescribeRegions", NoState()},
		{ListCloudBoxes(), "oss-cloudbox:ListCloudBoxes", NoState().WithCloudBoxes().WithUserPolicy(allowCloudBoxes)},
		{GetPublicAccessBlock(), "oss:GetPublicAccessBlock", NoState()},
		{PutPublicAccessBlock(), "oss:PutPublicAccessBlock", NoState()},
		{DeletePublicAccessBlock(), "oss:DeletePublicAccessBlock", NoState().WithAccountBlocked()},

		{PutBucket(), "oss:PutBucket", AFreeName()},
		{DeleteBucket(), "oss:DeleteBucket", bucket},
		{ListObjects(), "oss:ListObjects", bucket},
		{ListObjectsV2(), "oss:ListObjects", bucket},
		{GetBucketInfo(), "oss:GetBucketInfo", bucket},
		{GetBucketStat(), "oss:GetBucketStat", bucket},
		{ListObjectVersions(), "oss:ListObjectVersions", bucket},
		{ListLiveChannel(), "oss:ListLiveChannel", bucket},
		{GetBucketVersioning(), "oss:GetBucketVersioning", bucket},
		{GetBucketLocation(), "oss:GetBucketLocation", bucket},
		{GetBucketACL(), "oss:GetBucketAcl", bucket},
		{PutBucketACL(PublicRead), "oss:PutBucketAcl", bucket.WithoutBlock()},
		{GetBucketPublicAccessBlock(), "oss:GetBucketPublicAccessBlock", bucket},
		{PutBucketPublicAccessBlock(), "oss:PutBucketPublicAccessBlock", bucket.WithoutBlock()},
		{DeleteBucketPublicAccessBlock(), "oss:DeleteBucketPublicAccessBlock", bucket.WithBlock()},
		{GetBucketPolicy(), "oss:GetBucketPolicy", bucket.WithPolicy(harmlessPolicy)},
		{GetBucketPolicyStatus(), "oss:GetBucketPolicyStatus", bucket},
		{PutBucketPolicy(harmlessPolicy), "oss:PutBucketPolicy", bucket},
		{DeleteBucketPolicy(), "oss:DeleteBucketPolicy", bucket.WithPolicy(harmlessPolicy)},
		{GetBucketReferer(), "oss:GetBucketReferer", bucket},
		{PutBucketReferer(), "oss:PutBucketReferer", bucket},
		{GetBucketCORS(), "oss:GetBucketCors", bucket.WithCORS(anyOrigin)},
		{PutBucketCORS(), "oss:PutBucketCors", bucket},
		{DeleteBucketCORS(), "oss:DeleteBucketCors", bucket.WithCORS(anyOrigin)},
		{GetBucketRequestPayment(), "oss:GetBucketRequestPayment", bucket},
		{PutBucketRequestPayment(), "oss:PutBucketRequestPayment", bucket},
		{GetBucketTags(), "oss:GetBucketTagging", bucket.WithTags(oneTag)},
		{PutBucketTags(), "oss:PutBucketTagging", bucket},
		{DeleteBucketTags(), "oss:DeleteBucketTagging", bucket.WithTags(oneTag)},
		{ListCname(), "oss:ListCname", bucket},
		{CreateCnameToken(), "oss:CreateCnameToken", bucket},
		{GetCnameToken(), "oss:GetCnameToken", bucket.WithDomain(Tokened)},
		{PutCname(), "oss:PutCname", bucket.WithDomain(Proven)},
		{DeleteCname(), "oss:DeleteCname", bucket.WithDomain(Bound)},
		{GetBucketLogging(), "oss:GetBucketLogging", bucket},
		{PutBucketLogging(), "oss:PutBucketLogging", bucket},
		{DeleteBucketLogging(), "oss:DeleteBucketLogging", bucket.WithLogging(logsIntoItself)},
		{GetBucketInventory(), "oss:GetBucketInventory", bucket.WithInventory(dailyInventory)},
		{ListBucketInventory(), "oss:GetBucketInventory", bucket.WithInventory(dailyInventory)},
		{PutBucketInventory(), "oss:PutBucketInventory", bucket},
		{DeleteBucketInventory(), "oss:DeleteBucketInventory", bucket.WithInventory(dailyInventory)},
		{GetBucketEncryption(), "oss:GetBucketEncryption", bucket.WithEncryption(aes256)},
		{PutBucketEncryption(), "oss:PutBucketEncryption", bucket},
		{DeleteBucketEncryption(), "oss:DeleteBucketEncryption", bucket.WithEncryption(aes256)},
		{GetBucketTransferAcceleration(), "oss:GetBucketTransferAcceleration", bucket.WithAcceleration(Unaccelerated)},
		{PutBucketTransferAcceleration(), "oss:PutBucketTransferAcceleration", bucket.WithAcceleration(Unaccelerated)},
		{ListAccessPoints(), "oss:ListAccessPoints", bucket},
		{CreateAccessPoint(), "oss:CreateAccessPoint", bucket},
		{GetAccessPoint(), "oss:GetAccessPoint", bucket.WithPoint("")},
		{DeleteAccessPoint(), "oss:DeleteAccessPoint", bucket.WithPoint("")},
		{GetAccessPointPolicy(), "oss:GetAccessPointPolicy", bucket.WithPoint(harmlessPointPolicy)},
		{PutAccessPointPolicy(harmlessPointPolicy), "oss:PutAccessPointPolicy", bucket.WithPoint("")},
		{DeleteAccessPointPolicy(), "oss:DeleteAccessPointPolicy", bucket.WithPoint(harmlessPointPolicy)},
		{GetBucketWorm(), "oss:GetBucketWorm", bucket.Retained(InProgress)},
		{InitiateBucketWorm(), "oss:InitiateBucketWorm", bucket},
		{AbortBucketWorm(), "oss:AbortBucketWorm", bucket.Retained(InProgress)},
		{CompleteBucketWorm(), "oss:CompleteBucketWorm", bucket.Retained(InProgress)},
		{ExtendBucketWorm(), "oss:ExtendBucketWorm", bucket.Retained(Locked)},
		{GetBucketArchiveDirectRead(), "oss:GetBucketArchiveDirectRead", bucket},
		{PutBucketArchiveDirectRead(), "oss:PutBucketArchiveDirectRead", bucket},
		{ListMultipartUploads(), "oss:ListMultipartUploads", bucket},

		{GetObject(), "oss:GetObject", object},
		{HeadObject(), "oss:GetObject", object},
		{GetObjectMeta(), "oss:GetObject", object},
		{PutObject(), "oss:PutObject", object},
		{AppendObject(), "oss:PutObject", object.WithAppended()},
		{PostObject([]string{`{"key":"object.txt"}`}), "oss:PutObject", object},
		{CopyObject(), "oss:PutObject", object},
		{DeleteObject(), "oss:DeleteObject", object},
		{DeleteMultipleObjects(), "oss:DeleteObject", object},
		{GetObjectACL(), "oss:GetObjectAcl", object},
		{PutObjectACL(Private), "oss:PutObjectAcl", object},
		{GetObjectTagging(), "oss:GetObjectTagging", object.WithObjectTags()},
		{PutObjectTagging(), "oss:PutObjectTagging", object},
		{DeleteObjectTagging(), "oss:DeleteObjectTagging", object.WithObjectTags()},
		{CreateDirectory(), "oss:PutObject", bucket.WithNamespace()},
		{Rename(), "oss:PutObject", object.WithNamespace()},
		{DeleteDirectory(), "oss:DeleteObject", object.WithNamespace().WithKey(inDirectory)},
		{RestoreObject(), "oss:RestoreObject", object.Archived(Archive, NotRestored)},
		{CleanRestoredObject(), "oss:CleanRestoredObject", object.Archived(Archive, Restored)},
		{InitiateMultipartUpload(), "oss:PutObject", object},
		{UploadPart(), "oss:PutObject", upload},
		{UploadPartCopy(), "oss:PutObject", upload},
		{ListParts(), "oss:ListParts", upload},
		{CompleteMultipartUpload(), "oss:PutObject", object.WithPart()},
		{AbortMultipartUpload(), "oss:AbortMultipartUpload", upload},
	}
}

// Unmatched are the operations that no row of the matrix can be made of, each with the reason.
func Unmatched() map[string]string {
	return map[string]string{
		"Options": "a preflight is not authenticated and needs no right",
	}
}

// Actions are all that the operation takes: its own, and those for what it touches beside.
func (o Operation) Actions() []string {
	beside := map[string]string{"CopyObject": "oss:GetObject", "UploadPartCopy": "oss:GetObject", "Rename": "oss:DeleteObject"}
	if more := beside[o.Request.Operation]; more != "" {
		return []string{o.Action, more}
	}
	return []string{o.Action}
}

// Management says that the operation is about the service or a bucket, so that
// no ACL can grant it; listing counts among them, a batch of objects does not.
func (o Operation) Management() bool {
	return o.Request.Names != Object && o.Request.Effect != ObjectEffect
}

// Multipart says that the operation belongs to multipart upload, which has texts of
// its own; a part that is copied is refused at its source.
func (o Operation) Multipart() bool {
	return o.Request.Operation != "UploadPartCopy" && o.Request.Names == Object && (o.Request.SubResource == "uploads" || o.Request.Upload)
}

// Claims says that the operation claims a bucket name: who asks for one that
// another account has gets HTTP 409.
func (o Operation) Claims() bool {
	return slices.Contains([]string{"PutBucket", "PutBucketAcl"}, o.Request.Operation)
}

// What the operations write, and find.
const (
	allowCloudBoxes = `{"Version":"1","Statement":[{"Effect":"Allow","Action":"oss-cloudbox:*","Resource":"*"}]}`

	harmlessPointPolicy = `{"Version":"1","Statement":[{"Effect":"Deny","Principal":["1"],"Action":["oss:GetObject"],` +
		`"Resource":["acs:oss:*:*:accesspoint/{point}/object/*"]}]}`

	// inDirectory is the key of an object in the directory that DeleteDirectory deletes.
	inDirectory = "directory/object.txt"

	// harmlessPolicy concerns nobody.
	harmlessPolicy = `{"Version":"1","Statement":[{"Effect":"Deny","Principal":["1"],"Action":["oss:GetObject"],` +
		`"Resource":["acs:oss:*:*:{bucket}/*"]}]}`

	anyOrigin = "<CORSConfiguration>" +
		"<CORSRule><AllowedOrigin>*</AllowedOrigin><AllowedMethod>GET</AllowedMethod></CORSRule></CORSConfiguration>"
	oneTag = "<Tagging><TagSet><Tag><Key>a</Key><Value>1</Value></Tag></TagSet></Tagging>"
	domain = "<BucketCnameConfiguration><Cname><Domain>{domain}</Domain></Cname></BucketCnameConfiguration>"
	aes256 = "<ServerSideEncryptionRule><ApplyServerSideEncryptionByDefault>" +
		"<SSEAlgorithm>AES256</SSEAlgorithm></ApplyServerSideEncryptionByDefault></ServerSideEncryptionRule>"
	blocked = "<PublicAccessBlockConfiguration><BlockPublicAccess>true</BlockPublicAccess></PublicAccessBlockConfiguration>"
)
