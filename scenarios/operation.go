package scenarios

import (
	"cmp"
	"slices"
)

// Operation is one operation of the API reference, with the action that a
// policy must allow and a state in which it succeeds.
type Operation struct {
	Request Request
	Action  string
	Given   State
	Name    string   // in the matrix, in place of the request's operation
	Also    []string // actions for what it touches beside
}

// String returns the name of the operation in the matrix.
func (o Operation) String() string { return cmp.Or(o.Name, o.Request.Operation) }

// Operations lists the operations in the matrix of callers. Each has a row there.
// https://help.aliyun.com/zh/oss/user-guide/authorization-syntax-and-elements
func Operations() []Operation {
	bucket, object := ABucket(Private), AnObject(Private)
	versioned := object.With(Versioning, Enabled)
	upload := object.With(Upload, Started)
	replicated := bucket.With(CopySource, SameRegion).With(Replication, On)
	keeping := versioned.With(ObjectWorm, Enabled)
	return []Operation{
		{Request: ListBuckets(), Action: "oss:ListBuckets", Given: NoState()},
		{Request: DescribeRegions(), Action: "oss:DescribeRegions", Given: NoState()},
		{Request: ListCloudBoxes(), Action: "oss-cloudbox:ListCloudBoxes",
			Given: NoState().With(CloudBoxes, On).With(UserPolicy, allowCloudBoxes)},
		{Name: "GetUserQosInfo", Request: GetUserQoSInfo(), Action: "oss:GetUserQoSInfo", Given: NoState()},
		{Request: ListUserDataRedundancyTransition(), Action: "oss:ListUserDataRedundancyTransition", Given: NoState()},
		{Request: GetPublicAccessBlock(), Action: "oss:GetPublicAccessBlock", Given: NoState()},
		{Request: PutPublicAccessBlock(), Action: "oss:PutPublicAccessBlock", Given: NoState()},
		{Request: DeletePublicAccessBlock(), Action: "oss:DeletePublicAccessBlock", Given: NoState().With(AccountBlock, On)},

		{Request: PutBucket(), Action: "oss:PutBucket", Given: AFreeName()},
		{Request: DeleteBucket(), Action: "oss:DeleteBucket", Given: bucket},
		{Request: ListObjects(), Action: "oss:ListObjects", Given: bucket},
		{Request: ListObjectsV2(), Action: "oss:ListObjects", Given: bucket},
		{Request: GetBucketInfo(), Action: "oss:GetBucketInfo", Given: bucket},
		{Request: GetBucketStat(), Action: "oss:GetBucketStat", Given: bucket},
		{Request: ListObjectVersions(), Action: "oss:ListObjectVersions", Given: bucket},
		{Request: ListLiveChannel(), Action: "oss:ListLiveChannel", Given: bucket},
		{Request: PutLiveChannel(), Action: "oss:PutLiveChannel", Given: bucket},
		{Request: GetLiveChannelInfo(), Action: "oss:GetLiveChannel", Given: bucket.With(LiveChannel, On)},
		{Request: GetLiveChannelStat(), Action: "oss:GetLiveChannelStat", Given: bucket.With(LiveChannel, On)},
		{Request: GetLiveChannelHistory(), Action: "oss:GetLiveChannelHistory", Given: bucket.With(LiveChannel, On)},
		{Request: PutLiveChannelStatus(), Action: "oss:PutLiveChannelStatus", Given: bucket.With(LiveChannel, On)},
		{Request: DeleteLiveChannel(), Action: "oss:DeleteLiveChannel", Given: bucket.With(LiveChannel, On)},
		{Request: GetBucketVersioning(), Action: "oss:GetBucketVersioning", Given: bucket},
		{Request: PutBucketVersioning(), Action: "oss:PutBucketVersioning", Given: bucket},
		{Request: GetBucketHTTPSConfig(), Action: "oss:GetBucketHttpsConfig", Given: bucket.With(TLSVersions, modernTLS)},
		{Request: PutBucketHTTPSConfig(), Action: "oss:PutBucketHttpsConfig", Given: bucket},
		{Request: GetBucketResourceGroup(), Action: "oss:GetBucketResourceGroup", Given: bucket},
		{Request: PutBucketResourceGroup(SecondGroupID), Action: "oss:PutBucketResourceGroup", Given: bucket.With(GroupPolicy, harmlessRights)},
		{Request: GetBucketLocation(), Action: "oss:GetBucketLocation", Given: bucket},
		{Request: GetBucketACL(), Action: "oss:GetBucketAcl", Given: bucket},
		{Request: PutBucketACL(PublicRead), Action: "oss:PutBucketAcl", Given: bucket.With(BlockPublicAccess, False)},
		{Request: GetBucketPublicAccessBlock(), Action: "oss:GetBucketPublicAccessBlock", Given: bucket},
		{Request: PutBucketPublicAccessBlock(), Action: "oss:PutBucketPublicAccessBlock", Given: bucket.With(BlockPublicAccess, False)},
		{Request: DeleteBucketPublicAccessBlock(), Action: "oss:DeleteBucketPublicAccessBlock", Given: bucket.With(BlockPublicAccess, True)},
		{Request: GetBucketPolicy(), Action: "oss:GetBucketPolicy", Given: bucket.With(BucketPolicy, harmlessPolicy)},
		{Request: GetBucketPolicyStatus(), Action: "oss:GetBucketPolicyStatus", Given: bucket},
		{Request: PutBucketPolicy(harmlessPolicy), Action: "oss:PutBucketPolicy", Given: bucket},
		{Request: DeleteBucketPolicy(), Action: "oss:DeleteBucketPolicy", Given: bucket.With(BucketPolicy, harmlessPolicy)},
		{Request: GetBucketReferer(), Action: "oss:GetBucketReferer", Given: bucket},
		{Request: PutBucketReferer(), Action: "oss:PutBucketReferer", Given: bucket},
		{Request: GetBucketCORS(), Action: "oss:GetBucketCors", Given: bucket.With(CORSRules, anyOrigin)},
		{Request: PutBucketCORS(), Action: "oss:PutBucketCors", Given: bucket},
		{Request: DeleteBucketCORS(), Action: "oss:DeleteBucketCors", Given: bucket.With(CORSRules, anyOrigin)},
		{Request: GetBucketRequestPayment(), Action: "oss:GetBucketRequestPayment", Given: bucket},
		{Request: PutBucketRequestPayment(), Action: "oss:PutBucketRequestPayment", Given: bucket},
		{Request: GetBucketTags(), Action: "oss:GetBucketTagging", Given: bucket.With(BucketTags, oneTag)},
		{Request: PutBucketTags(), Action: "oss:PutBucketTagging", Given: bucket},
		{Request: DeleteBucketTags(), Action: "oss:DeleteBucketTagging", Given: bucket.With(BucketTags, oneTag)},
		{Request: ListCname(), Action: "oss:ListCname", Given: bucket},
		{Request: CreateCnameToken(), Action: "oss:CreateCnameToken", Given: bucket},
		{Request: GetCnameToken(), Action: "oss:GetCnameToken", Given: bucket.With(CustomDomain, Tokened)},
		{Request: PutCname(), Action: "oss:PutCname", Given: bucket.With(CustomDomain, Proven)},
		{Request: DeleteCname(), Action: "oss:DeleteCname", Given: bucket.With(CustomDomain, Bound)},
		{Request: GetBucketLogging(), Action: "oss:GetBucketLogging", Given: bucket},
		{Request: PutBucketLogging(), Action: "oss:PutBucketLogging", Given: bucket},
		{Request: DeleteBucketLogging(), Action: "oss:DeleteBucketLogging", Given: bucket.With(BucketLogging, logsIntoItself)},
		{Request: GetBucketInventory(), Action: "oss:GetBucketInventory", Given: bucket.With(Inventory, dailyInventory)},
		{Request: ListBucketInventory(), Action: "oss:GetBucketInventory", Given: bucket.With(Inventory, dailyInventory)},
		{Request: PutBucketInventory(), Action: "oss:PutBucketInventory", Given: bucket},
		{Request: DeleteBucketInventory(), Action: "oss:DeleteBucketInventory", Given: bucket.With(Inventory, dailyInventory)},
		{Request: GetBucketEncryption(), Action: "oss:GetBucketEncryption", Given: bucket.With(DefaultEncryption, aes256)},
		{Request: PutBucketEncryption(), Action: "oss:PutBucketEncryption", Given: bucket},
		{Request: DeleteBucketEncryption(), Action: "oss:DeleteBucketEncryption", Given: bucket.With(DefaultEncryption, aes256)},
		{Request: GetBucketTransferAcceleration(), Action: "oss:GetBucketTransferAcceleration", Given: bucket.With(Acceleration, False)},
		{Request: PutBucketTransferAcceleration(), Action: "oss:PutBucketTransferAcceleration", Given: bucket.With(Acceleration, False)},
		{Request: ListAccessPoints(), Action: "oss:ListAccessPoints", Given: bucket},
		{Request: CreateAccessPoint(), Action: "oss:CreateAccessPoint", Given: bucket},
		{Request: GetAccessPoint(), Action: "oss:GetAccessPoint", Given: bucket.With(AccessPoint, FromInternet)},
		{Request: DeleteAccessPoint(), Action: "oss:DeleteAccessPoint", Given: bucket.With(AccessPoint, FromInternet)},
		{Request: GetAccessPointPolicy(), Action: "oss:GetAccessPointPolicy",
			Given: bucket.With(AccessPoint, FromInternet).With(PointPolicy, harmlessPointPolicy)},
		{Request: PutAccessPointPolicy(harmlessPointPolicy), Action: "oss:PutAccessPointPolicy", Given: bucket.With(AccessPoint, FromInternet)},
		{Request: DeleteAccessPointPolicy(), Action: "oss:DeleteAccessPointPolicy",
			Given: bucket.With(AccessPoint, FromInternet).With(PointPolicy, harmlessPointPolicy)},
		{Request: GetAccessPointPublicAccessBlock(), Action: "oss:GetAccessPointPublicAccessBlock",
			Given: bucket.With(AccessPoint, FromInternet).With(PointBlock, True)},
		{Request: PutAccessPointPublicAccessBlock(), Action: "oss:PutAccessPointPublicAccessBlock",
			Given: bucket.With(AccessPoint, FromInternet).With(PointBlock, False)},
		{Request: DeleteAccessPointPublicAccessBlock(), Action: "oss:DeleteAccessPointPublicAccessBlock",
			Given: bucket.With(AccessPoint, FromInternet).With(PointBlock, True)},
		{Request: GetBucketWorm(), Action: "oss:GetBucketWorm", Given: bucket.With(Retention, InProgress)},
		{Request: InitiateBucketWorm(), Action: "oss:InitiateBucketWorm", Given: bucket},
		{Request: AbortBucketWorm(), Action: "oss:AbortBucketWorm", Given: bucket.With(Retention, InProgress)},
		{Request: CompleteBucketWorm(), Action: "oss:CompleteBucketWorm", Given: bucket.With(Retention, InProgress)},
		{Request: ExtendBucketWorm(), Action: "oss:ExtendBucketWorm", Given: bucket.With(Retention, Locked)},
		{Request: GetBucketObjectWormConfiguration(), Action: "oss:GetBucketObjectWormConfiguration",
			Given: bucket.With(Versioning, Enabled).With(ObjectWorm, Enabled)},
		{Request: PutBucketObjectWormConfiguration(), Action: "oss:PutBucketObjectWormConfiguration", Given: bucket.With(Versioning, Enabled)},
		{Request: GetBucketOverwriteConfig(), Action: "oss:GetBucketOverwriteConfig", Given: bucket.With(OverwriteRules, neverOverwrite)},
		{Request: PutBucketOverwriteConfig(), Action: "oss:PutBucketOverwriteConfig", Given: bucket},
		{Request: DeleteBucketOverwriteConfig(), Action: "oss:DeleteBucketOverwriteConfig",
			Given: bucket.With(OverwriteRules, neverOverwrite)},
		{Request: GetBucketStorageQuota(), Action: "oss:GetBucketStorageQuota", Given: bucket.With(StorageQuota, aQuota)},
		{Request: PutBucketStorageQuota(), Action: "oss:PutBucketStorageQuota", Given: bucket},
		{Request: DeleteBucketStorageQuota(), Action: "oss:DeleteBucketStorageQuota", Given: bucket.With(StorageQuota, aQuota)},
		{Request: GetBucketStorageCapacity(), Action: "oss:GetBucketStorageCapacity", Given: bucket},
		{Request: PutBucketStorageCapacity(), Action: "oss:PutBucketStorageCapacity", Given: bucket},
		{Request: GetBucketArchiveDirectRead(), Action: "oss:GetBucketArchiveDirectRead", Given: bucket},
		{Request: PutBucketArchiveDirectRead(), Action: "oss:PutBucketArchiveDirectRead", Given: bucket},
		{Request: GetBucketLifecycle(), Action: "oss:GetBucketLifecycle", Given: bucket.With(LifecycleRules, aLifecycle)},
		{Request: PutBucketLifecycle(), Action: "oss:PutBucketLifecycle", Given: bucket},
		{Request: DeleteBucketLifecycle(), Action: "oss:DeleteBucketLifecycle", Given: bucket.With(LifecycleRules, aLifecycle)},
		{Request: GetBucketWebsite(), Action: "oss:GetBucketWebsite", Given: bucket.With(Website, aWebsite)},
		{Request: PutBucketWebsite(), Action: "oss:PutBucketWebsite", Given: bucket},
		{Request: DeleteBucketWebsite(), Action: "oss:DeleteBucketWebsite", Given: bucket.With(Website, aWebsite)},
		{Request: GetStyle(), Action: "oss:GetStyle", Given: bucket.With(ImageStyle, aStyle)},
		{Request: ListStyle(), Action: "oss:ListStyle", Given: bucket.With(ImageStyle, aStyle)},
		{Request: PutStyle(), Action: "oss:PutStyle", Given: bucket},
		{Request: DeleteStyle(), Action: "oss:DeleteStyle", Given: bucket.With(ImageStyle, aStyle)},
		{Request: GetBucketAccessMonitor(), Action: "oss:GetBucketAccessMonitor", Given: bucket},
		{Request: PutBucketAccessMonitor(), Action: "oss:PutBucketAccessMonitor", Given: bucket},
		{Request: GetUserDefinedLogFieldsConfig(), Action: "oss:GetUserDefinedLogFieldsConfig", Given: bucket.With(LogFields, logField)},
		{Request: PutUserDefinedLogFieldsConfig(), Action: "oss:PutUserDefinedLogFieldsConfig", Given: bucket},
		{Request: DeleteUserDefinedLogFieldsConfig(), Action: "oss:DeleteUserDefinedLogFieldsConfig", Given: bucket.With(LogFields, logField)},
		{Name: "GetBucketQosInfo", Request: GetBucketQoSInfo(), Action: "oss:GetBucketQoSInfo", Given: bucket.With(TrafficQoS, aQoS)},
		{Name: "PutBucketQosInfo", Request: PutBucketQoSInfo(), Action: "oss:PutBucketQoSInfo", Given: bucket},
		{Name: "DeleteBucketQosInfo", Request: DeleteBucketQoSInfo(), Action: "oss:DeleteBucketQoSInfo", Given: bucket.With(TrafficQoS, aQoS)},
		{Request: GetBucketResponseHeader(), Action: "oss:GetBucketResponseHeader", Given: bucket.With(ResponseHeaders, hidden)},
		{Request: PutBucketResponseHeader(), Action: "oss:PutBucketResponseHeader", Given: bucket},
		{Request: DeleteBucketResponseHeader(), Action: "oss:DeleteBucketResponseHeader", Given: bucket.With(ResponseHeaders, hidden)},
		{Request: DeleteBucketTransferAcceleration(), Action: "oss:DeleteBucketTransferAcceleration", Given: bucket.With(Acceleration, False)},
		{Request: GetBucketReplication(), Action: "oss:GetBucketReplication", Given: replicated},
		{Request: GetBucketReplicationLocation(), Action: "oss:GetBucketReplicationLocation", Given: bucket},
		{Request: GetBucketReplicationProgress(), Action: "oss:GetBucketReplicationProgress", Given: replicated},
		{Request: PutBucketReplication(), Action: "oss:PutBucketReplication", Given: bucket.With(CopySource, SameRegion)},
		{Name: "PutBucketRtc", Request: PutBucketRTC(), Action: "oss:PutBucketRTC", Given: replicated},
		{Request: DeleteBucketReplication(), Action: "oss:DeleteBucketReplication", Given: replicated},
		{Request: CreateBucketDataRedundancyTransition(), Action: "oss:CreateBucketDataRedundancyTransition", Given: bucket},
		{Request: GetBucketDataRedundancyTransition(), Action: "oss:GetBucketDataRedundancyTransition", Given: bucket.With(RedundancyTask, On)},
		{Request: ListBucketDataRedundancyTransition(), Action: "oss:ListBucketDataRedundancyTransition", Given: bucket},
		{Request: DeleteBucketDataRedundancyTransition(), Action: "oss:DeleteBucketDataRedundancyTransition",
			Given: bucket.With(RedundancyTask, On)},
		{Request: ListMultipartUploads(), Action: "oss:ListMultipartUploads", Given: bucket},

		{Request: GetObject(), Action: "oss:GetObject", Given: object},
		{Request: HeadObject(), Action: "oss:GetObject", Given: object},
		{Request: GetObjectMeta(), Action: "oss:GetObject", Given: object},
		{Request: PutObject(), Action: "oss:PutObject", Given: object},
		{Request: AppendObject(), Action: "oss:PutObject", Given: object.With(Appended, On)},
		{Request: SealAppendObject(), Action: "oss:SealAppendObject", Given: object.With(Appended, On).With(Sealing, On)},
		{Request: SelectObject(), Action: "oss:GetObject", Given: object},
		{Request: CreateSelectObjectMeta(), Action: "oss:PutObject", Given: object},
		{Request: ProcessObject(), Action: "oss:PostProcessTask", Given: object.With(Image, PNG), Also: []string{"oss:PutObject"}},
		{Request: PostObject([]string{`{"key":"object.txt"}`}), Action: "oss:PutObject", Given: object},
		{Request: CopyObject(), Action: "oss:PutObject", Given: object, Also: []string{"oss:GetObject"}},
		{Request: PutSymlink(), Action: "oss:PutObject", Given: object},
		{Request: GetSymlink(), Action: "oss:GetObject", Given: object.With(Symlink, ToObject)},
		{Request: DeleteObject(), Action: "oss:DeleteObject", Given: object},
		{Request: DeleteMultipleObjects(), Action: "oss:DeleteObject", Given: object},
		{Request: GetObjectACL(), Action: "oss:GetObjectAcl", Given: object},
		{Request: PutObjectACL(Private), Action: "oss:PutObjectAcl", Given: object},
		{Request: GetObjectTagging(), Action: "oss:GetObjectTagging", Given: object.With(ObjectTags, On)},
		{Request: PutObjectTagging(), Action: "oss:PutObjectTagging", Given: object},
		{Request: DeleteObjectTagging(), Action: "oss:DeleteObjectTagging", Given: object.With(ObjectTags, On)},
		{Request: GetObjectRetention(), Action: "oss:GetObjectRetention", Given: keeping},
		{Request: PutObjectRetention(Governance), Action: "oss:PutObjectRetention", Given: keeping},
		{Request: GetObjectLegalHold(), Action: "oss:GetObjectLegalHold", Given: keeping},
		{Request: PutObjectLegalHold(), Action: "oss:PutObjectLegalHold", Given: keeping},
		{Request: CreateDirectory(), Action: "oss:PutObject", Given: bucket.With(Namespace, On)},
		{Request: Rename(), Action: "oss:PutObject", Given: object.With(Namespace, On), Also: []string{"oss:DeleteObject"}},
		{Request: DeleteDirectory(), Action: "oss:DeleteObject", Given: object.With(Namespace, On).With(ObjectKey, inDirectory)},
		{Request: RestoreObject(), Action: "oss:RestoreObject", Given: object.With(StorageClass, Archive)},
		{Request: CleanRestoredObject(), Action: "oss:CleanRestoredObject", Given: object.With(StorageClass, Archive).With(Restore, Restored)},
		{Request: InitiateMultipartUpload(), Action: "oss:PutObject", Given: object},
		{Request: UploadPart(), Action: "oss:PutObject", Given: upload},
		{Request: UploadPartCopy(), Action: "oss:PutObject", Given: upload, Also: []string{"oss:GetObject"}},
		{Request: ListParts(), Action: "oss:ListParts", Given: upload},
		{Request: CompleteMultipartUpload(), Action: "oss:PutObject", Given: object.With(Upload, WithPart)},
		{Request: AbortMultipartUpload(), Action: "oss:AbortMultipartUpload", Given: upload},

		// The same of a version, which takes an action of its own.
		{Name: "GetObjectVersion", Request: GetObject().OfVersion(), Action: "oss:GetObjectVersion", Given: versioned},
		{Name: "HeadObjectVersion", Request: HeadObject().OfVersion(), Action: "oss:GetObjectVersion", Given: versioned},
		{Name: "GetObjectMetaVersion", Request: GetObjectMeta().OfVersion(), Action: "oss:GetObjectVersion", Given: versioned},
		{Name: "GetSymlinkVersion", Request: GetSymlink().OfVersion(), Action: "oss:GetObjectVersion", Given: versioned.With(Symlink, ToObject)},
		{Name: "CopyObjectVersion", Request: CopyVersion(), Action: "oss:PutObject", Given: versioned, Also: []string{"oss:GetObjectVersion"}},
		{Name: "DeleteObjectVersion", Request: DeleteObject().OfVersion(), Action: "oss:DeleteObjectVersion", Given: versioned},
		{Name: "DeleteKeptObjectVersion", Request: DeleteObject().OfVersion().Bypassing(), Action: "oss:DeleteObjectVersion",
			Given: keeping.With(ObjectRetention, Governance), Also: []string{"oss:BypassGovernanceRetention"}},
		{Name: "DeleteMultipleObjectVersions", Request: DeleteMultipleVersions(), Action: "oss:DeleteObjectVersion", Given: versioned},
		{Name: "GetObjectVersionAcl", Request: GetObjectACL().OfVersion(), Action: "oss:GetObjectVersionAcl", Given: versioned},
		{Name: "PutObjectVersionAcl", Request: PutObjectACL(Private).OfVersion(), Action: "oss:PutObjectVersionAcl", Given: versioned},
		{Name: "GetObjectVersionTagging", Request: GetObjectTagging().OfVersion(), Action: "oss:GetObjectVersionTagging",
			Given: versioned.With(ObjectTags, On)},
		{Name: "PutObjectVersionTagging", Request: PutObjectTagging().OfVersion(), Action: "oss:PutObjectVersionTagging", Given: versioned},
		{Name: "DeleteObjectVersionTagging", Request: DeleteObjectTagging().OfVersion(), Action: "oss:DeleteObjectVersionTagging",
			Given: versioned.With(ObjectTags, On)},
		{Name: "RestoreObjectVersion", Request: RestoreObject().OfVersion(), Action: "oss:RestoreObjectVersion",
			Given: versioned.With(StorageClass, Archive)},

		// Of a version by the action of the object.
		{Name: "GetObjectVersionRetention", Request: GetObjectRetention().OfVersion(), Action: "oss:GetObjectRetention", Given: keeping},
		{Name: "PutObjectVersionRetention", Request: PutObjectRetention(Governance).OfVersion(), Action: "oss:PutObjectRetention",
			Given: keeping},
		{Name: "GetObjectVersionLegalHold", Request: GetObjectLegalHold().OfVersion(), Action: "oss:GetObjectLegalHold", Given: keeping},
		{Name: "PutObjectVersionLegalHold", Request: PutObjectLegalHold().OfVersion(), Action: "oss:PutObjectLegalHold", Given: keeping},
	}
}

// Actions lists every action that a policy must allow: the operation's own, and one for what else it reads or deletes.
func (o Operation) Actions() []string {
	return append([]string{o.Action}, o.Also...)
}

// Management reports whether the operation acts on the service, a bucket or a live channel, so that
// no ACL can grant it. Listing objects counts, deleting a batch of objects does not.
func (o Operation) Management() bool {
	return o.Request.SubResource == live || o.Request.Names != Object && o.Request.Effect != ObjectEffect
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
	neverOverwrite = "<OverwriteConfiguration><Rule><ID>all</ID><Action>forbid</Action></Rule></OverwriteConfiguration>"

	aQuota = "<QuotaConfiguration><StorageQuota>1000000000</StorageQuota><Mode>Strict</Mode></QuotaConfiguration>"

	oneTag = "<Tagging><TagSet><Tag><Key>a</Key><Value>1</Value></Tag></TagSet></Tagging>"
	domain = "<BucketCnameConfiguration><Cname><Domain>{domain}</Domain></Cname></BucketCnameConfiguration>"
	aes256 = "<ServerSideEncryptionRule><ApplyServerSideEncryptionByDefault>" +
		"<SSEAlgorithm>AES256</SSEAlgorithm></ApplyServerSideEncryptionByDefault></ServerSideEncryptionRule>"
	blocked = "<PublicAccessBlockConfiguration><BlockPublicAccess>true</BlockPublicAccess></PublicAccessBlockConfiguration>"
)
