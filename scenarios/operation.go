package scenarios

import "slices"

// Operation is one operation of the API reference, with the action that a
// policy must allow and a state in which it succeeds.
type Operation struct {
	Request Request
	Action  string
	Given   State
}

// Operations lists the operations in the matrix of callers. Each has a row there.
// https://help.aliyun.com/zh/oss/user-guide/authorization-syntax-and-elements
func Operations() []Operation {
	bucket, object := ABucket(Private), AnObject(Private)
	upload := object.With(Upload, Started)
	return []Operation{
		{ListBuckets(), "oss:ListBuckets", NoState()},
		{DescribeRegions(), "oss:DescribeRegions", NoState()},
		{ListCloudBoxes(), "oss-cloudbox:ListCloudBoxes", NoState().With(CloudBoxes, On).With(UserPolicy, allowCloudBoxes)},
		{GetPublicAccessBlock(), "oss:GetPublicAccessBlock", NoState()},
		{PutPublicAccessBlock(), "oss:PutPublicAccessBlock", NoState()},
		{DeletePublicAccessBlock(), "oss:DeletePublicAccessBlock", NoState().With(AccountBlock, On)},

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
		{PutBucketACL(PublicRead), "oss:PutBucketAcl", bucket.With(BlockPublicAccess, False)},
		{GetBucketPublicAccessBlock(), "oss:GetBucketPublicAccessBlock", bucket},
		{PutBucketPublicAccessBlock(), "oss:PutBucketPublicAccessBlock", bucket.With(BlockPublicAccess, False)},
		{DeleteBucketPublicAccessBlock(), "oss:DeleteBucketPublicAccessBlock", bucket.With(BlockPublicAccess, True)},
		{GetBucketPolicy(), "oss:GetBucketPolicy", bucket.With(BucketPolicy, harmlessPolicy)},
		{GetBucketPolicyStatus(), "oss:GetBucketPolicyStatus", bucket},
		{PutBucketPolicy(harmlessPolicy), "oss:PutBucketPolicy", bucket},
		{DeleteBucketPolicy(), "oss:DeleteBucketPolicy", bucket.With(BucketPolicy, harmlessPolicy)},
		{GetBucketReferer(), "oss:GetBucketReferer", bucket},
		{PutBucketReferer(), "oss:PutBucketReferer", bucket},
		{GetBucketCORS(), "oss:GetBucketCors", bucket.With(CORSRules, anyOrigin)},
		{PutBucketCORS(), "oss:PutBucketCors", bucket},
		{DeleteBucketCORS(), "oss:DeleteBucketCors", bucket.With(CORSRules, anyOrigin)},
		{GetBucketRequestPayment(), "oss:GetBucketRequestPayment", bucket},
		{PutBucketRequestPayment(), "oss:PutBucketRequestPayment", bucket},
		{GetBucketTags(), "oss:GetBucketTagging", bucket.With(BucketTags, oneTag)},
		{PutBucketTags(), "oss:PutBucketTagging", bucket},
		{DeleteBucketTags(), "oss:DeleteBucketTagging", bucket.With(BucketTags, oneTag)},
		{ListCname(), "oss:ListCname", bucket},
		{CreateCnameToken(), "oss:CreateCnameToken", bucket},
		{GetCnameToken(), "oss:GetCnameToken", bucket.With(CustomDomain, Tokened)},
		{PutCname(), "oss:PutCname", bucket.With(CustomDomain, Proven)},
		{DeleteCname(), "oss:DeleteCname", bucket.With(CustomDomain, Bound)},
		{GetBucketLogging(), "oss:GetBucketLogging", bucket},
		{PutBucketLogging(), "oss:PutBucketLogging", bucket},
		{DeleteBucketLogging(), "oss:DeleteBucketLogging", bucket.With(BucketLogging, logsIntoItself)},
		{GetBucketInventory(), "oss:GetBucketInventory", bucket.With(Inventory, dailyInventory)},
		{ListBucketInventory(), "oss:GetBucketInventory", bucket.With(Inventory, dailyInventory)},
		{PutBucketInventory(), "oss:PutBucketInventory", bucket},
		{DeleteBucketInventory(), "oss:DeleteBucketInventory", bucket.With(Inventory, dailyInventory)},
		{GetBucketEncryption(), "oss:GetBucketEncryption", bucket.With(DefaultEncryption, aes256)},
		{PutBucketEncryption(), "oss:PutBucketEncryption", bucket},
		{DeleteBucketEncryption(), "oss:DeleteBucketEncryption", bucket.With(DefaultEncryption, aes256)},
		{GetBucketTransferAcceleration(), "oss:GetBucketTransferAcceleration", bucket.With(Acceleration, False)},
		{PutBucketTransferAcceleration(), "oss:PutBucketTransferAcceleration", bucket.With(Acceleration, False)},
		{ListAccessPoints(), "oss:ListAccessPoints", bucket},
		{CreateAccessPoint(), "oss:CreateAccessPoint", bucket},
		{GetAccessPoint(), "oss:GetAccessPoint", bucket.With(AccessPoint, FromInternet)},
		{DeleteAccessPoint(), "oss:DeleteAccessPoint", bucket.With(AccessPoint, FromInternet)},
		{GetAccessPointPolicy(), "oss:GetAccessPointPolicy", bucket.With(AccessPoint, FromInternet).With(PointPolicy, harmlessPointPolicy)},
		{PutAccessPointPolicy(harmlessPointPolicy), "oss:PutAccessPointPolicy", bucket.With(AccessPoint, FromInternet)},
		{DeleteAccessPointPolicy(), "oss:DeleteAccessPointPolicy", bucket.With(AccessPoint, FromInternet).With(PointPolicy, harmlessPointPolicy)},
		{GetBucketWorm(), "oss:GetBucketWorm", bucket.With(Retention, InProgress)},
		{InitiateBucketWorm(), "oss:InitiateBucketWorm", bucket},
		{AbortBucketWorm(), "oss:AbortBucketWorm", bucket.With(Retention, InProgress)},
		{CompleteBucketWorm(), "oss:CompleteBucketWorm", bucket.With(Retention, InProgress)},
		{ExtendBucketWorm(), "oss:ExtendBucketWorm", bucket.With(Retention, Locked)},
		{GetBucketArchiveDirectRead(), "oss:GetBucketArchiveDirectRead", bucket},
		{PutBucketArchiveDirectRead(), "oss:PutBucketArchiveDirectRead", bucket},
		{ListMultipartUploads(), "oss:ListMultipartUploads", bucket},

		{GetObject(), "oss:GetObject", object},
		{HeadObject(), "oss:GetObject", object},
		{GetObjectMeta(), "oss:GetObject", object},
		{PutObject(), "oss:PutObject", object},
		{AppendObject(), "oss:PutObject", object.With(Appended, On)},
		{PostObject([]string{`{"key":"object.txt"}`}), "oss:PutObject", object},
		{CopyObject(), "oss:PutObject", object},
		{DeleteObject(), "oss:DeleteObject", object},
		{DeleteMultipleObjects(), "oss:DeleteObject", object},
		{GetObjectACL(), "oss:GetObjectAcl", object},
		{PutObjectACL(Private), "oss:PutObjectAcl", object},
		{GetObjectTagging(), "oss:GetObjectTagging", object.With(ObjectTags, On)},
		{PutObjectTagging(), "oss:PutObjectTagging", object},
		{DeleteObjectTagging(), "oss:DeleteObjectTagging", object.With(ObjectTags, On)},
		{CreateDirectory(), "oss:PutObject", bucket.With(Namespace, On)},
		{Rename(), "oss:PutObject", object.With(Namespace, On)},
		{DeleteDirectory(), "oss:DeleteObject", object.With(Namespace, On).With(ObjectKey, inDirectory)},
		{RestoreObject(), "oss:RestoreObject", object.With(StorageClass, Archive)},
		{CleanRestoredObject(), "oss:CleanRestoredObject", object.With(StorageClass, Archive).With(Restore, Restored)},
		{InitiateMultipartUpload(), "oss:PutObject", object},
		{UploadPart(), "oss:PutObject", upload},
		{UploadPartCopy(), "oss:PutObject", upload},
		{ListParts(), "oss:ListParts", upload},
		{CompleteMultipartUpload(), "oss:PutObject", object.With(Upload, WithPart)},
		{AbortMultipartUpload(), "oss:AbortMultipartUpload", upload},
	}
}

// Unmatched lists the operations that have no row in the matrix, each with the reason.
func Unmatched() map[string]string {
	return map[string]string{
		"Options":             "a preflight is not authenticated and needs no right",
		"PutBucketVersioning": "no request brings a bucket back to where it had no versions, and the next scenario finds it so",
	}
}

// Actions lists every action that a policy must allow: the operation's own, and one for what else it reads or deletes.
func (o Operation) Actions() []string {
	beside := map[string]string{"CopyObject": "oss:GetObject", "UploadPartCopy": "oss:GetObject", "Rename": "oss:DeleteObject"}
	if more := beside[o.Request.Operation]; more != "" {
		return []string{o.Action, more}
	}
	return []string{o.Action}
}

// Management reports whether the operation acts on the service or a bucket, so that
// no ACL can grant it. Listing objects counts, deleting a batch of objects does not.
func (o Operation) Management() bool {
	return o.Request.Names != Object && o.Request.Effect != ObjectEffect
}

// Multipart reports whether the operation belongs to multipart upload, which has messages
// of its own. UploadPartCopy is not one: OSS refuses it at its source object.
func (o Operation) Multipart() bool {
	return o.Request.Operation != "UploadPartCopy" && o.Request.Names == Object && (o.Request.SubResource == "uploads" || o.Request.Upload)
}

// Claims reports whether the operation claims a bucket name. OSS answers HTTP 409 where
// another account has that name.
func (o Operation) Claims() bool {
	return slices.Contains([]string{"PutBucket", "PutBucketAcl"}, o.Request.Operation)
}

// Documents that the operations write, or find in the state.
const (
	allowCloudBoxes = `{"Version":"1","Statement":[{"Effect":"Allow","Action":"oss-cloudbox:*","Resource":"*"}]}`

	harmlessPointPolicy = `{"Version":"1","Statement":[{"Effect":"Deny","Principal":["1"],"Action":["oss:GetObject"],` +
		`"Resource":["acs:oss:*:*:accesspoint/{point}/object/*"]}]}`

	// inDirectory is the key of an object in the directory that DeleteDirectory deletes.
	inDirectory = "directory/object.txt"

	// harmlessPolicy applies to no caller.
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
