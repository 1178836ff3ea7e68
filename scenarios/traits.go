package scenarios

// The kinds of state. State.Key compares states in this order.
const (
	BucketACL TraitKind = iota
	BucketRegion
	Namespace
	Retention
	BlockPublicAccess
	FreeName

	ObjectACL
	ObjectKey
	ObjectKMS
	Image
	StorageClass
	Restore
	ObjectRetention
	LegalHold
	ObjectTags
	Appended
	Symlink
	Upload
	CopySource
	ForeignBucket
	CustomDomain
	LiveChannel
	Replication
	RedundancyTask
	CallbackServer

	AccessPoint
	PointPolicy
	PointBlock

	Versioning
	ObjectWorm
	BucketPolicy
	RefererList
	CORSRules
	TLSVersions
	BucketTags
	DefaultEncryption
	BucketLogging
	Inventory
	Acceleration
	DirectRead
	OverwriteRules
	StorageQuota
	StorageCapacity
	LifecycleRules
	Website
	ImageStyle
	AccessTracking
	LogFields
	TrafficQoS
	ResponseHeaders
	RequesterPays

	UserPolicy
	UserOnlyPolicy
	SessionPolicy
	AccountBlock
	KeyDisabled

	V1Closed
	V1URLsClosed
	S3Closed
	S3V2Closed
	S3V4Closed
	KeySources
	ProtectedOriginals
	CallbackDenies
	InGroup
	GroupPolicy
	RegionNoTokens
	OperationNoTokens
	RegionNoAcceleration
	AccountStatus
	NotActivated
	NoRealName
	Frozen
	Attacked
	VPCPolicy
	CloudBoxes
	IncrementalInventories
	Sealing
	NewBucketsOpen
	PublicEndpointsClosed
	ControlPolicy
	KMSStatus
	KMSKey

	kinds // how many there are
)

// traits describes every kind of state. harness/internal/stage arranges each kind, looks at
// it and undoes it.
func traits() []trait {
	on, acls, switched := []string{On}, []string{Private, PublicRead, PublicReadWrite}, []string{True, False}
	administered := map[string][]Capability{Whatever: {ControlPort}} // no customer can bring it about
	provisioned := map[string][]Capability{Whatever: {Provisioning}}
	invited, lasting := map[string][]Capability{Whatever: {Invited}}, map[string][]Capability{Whatever: {Irreversible}}
	return []trait{
		// The bucket.
		{kind: BucketACL, name: "bucket ACL", stands: "the bucket's ACL is {}", values: acls},
		{kind: BucketRegion, name: "region", stands: "the bucket lies in {}", forGood: []string{Whatever},
			needs: map[string][]Capability{Elsewhere: {SecondRegion}, Regionless: {NoRegion}}},
		{kind: Namespace, name: "hierarchical namespace", stands: "the bucket has a hierarchical namespace",
			says: map[string]string{"": "the bucket has no hierarchical namespace"}, values: on, forGood: []string{Whatever},
			needs: map[string][]Capability{Whatever: {Namespaces}}},
		{kind: Retention, name: "retention policy", stands: "the retention policy of the bucket is {}", says: map[string]string{
			InProgress: "the retention policy of the bucket is in progress", Locked: "the retention policy of the bucket is locked",
			"": "the retention policy of the bucket does not exist"},
			values: []string{InProgress, Locked}, forGood: []string{Locked}, needs: map[string][]Capability{Locked: {Irreversible}}},
		{kind: BlockPublicAccess, name: "Block Public Access", stands: "Block Public Access is {}", values: switched,
			says: map[string]string{True: "Block Public Access is on", False: "Block Public Access is off"}},
		{kind: FreeName, name: "free name", stands: "the bucket does not exist", values: on},

		// The object, and what it is used with.
		{kind: ObjectACL, name: "object ACL", stands: "the object's ACL is {}", values: append(acls[:3:3], Default),
			says: map[string]string{Default: "the object exists", "": "the object does not exist"}},
		{kind: ObjectKey, name: "key", stands: "the key is {}"},
		{kind: ObjectKMS, name: "object under KMS", stands: "the object is encrypted with a key of KMS", values: on},
		{kind: Image, name: "image", stands: "the object is {}",
			values: []string{JPEG, JPEGCut, JPEGBrokenHeader, PNG, PNGWrongCRC, PNGCut, GIF, GIFCut, WebP, WebPCut, WebPBrokenHeader, Playlist}},
		{kind: StorageClass, name: "storage class", stands: "the object is of class {}",
			says:   map[string]string{"": "the object is of class Standard"},
			values: []string{Archive, ColdArchive, DeepColdArchive}, needs: map[string][]Capability{Whatever: {Billed}}, cost: EarlyEnd},
		{kind: Restore, name: "restore", stands: "its restore is {}", says: map[string]string{NotRestored: "and was never restored",
			Restoring: "and its restore still runs", Restored: "and is restored", Lapsed: "and its restore has lapsed"},
			values: []string{Restoring, Restored, Lapsed},
			needs:  map[string][]Capability{Restored: {ControlPort}, Lapsed: {ControlPort}}},
		{kind: ObjectRetention, name: "retention of the object", stands: "the object is kept in {} mode",
			says: map[string]string{Governance: "the object is kept in governance mode", Compliance: "the object is kept in compliance mode",
				KeptUntilPast: "the retention of the object has lapsed", "": "the object has no retention"},
			values: []string{Governance, Compliance, KeptUntilPast}, needs: map[string][]Capability{KeptUntilPast: {ControlPort}}},
		{kind: LegalHold, name: "legal hold", stands: "the object is under legal hold", values: on},
		{kind: ObjectTags, name: "object tags", stands: "the object has tags", values: on},
		{kind: Appended, name: "appended object", stands: "the object was made by AppendObject", values: on},
		{kind: Symlink, name: "symbolic link", stands: "the object is a symbolic link to {}",
			values: []string{ToObject, ToPrivate, ToNothing, ToLink}, says: map[string]string{"": "the object is no symbolic link"}},
		{kind: Upload, name: "multipart upload", stands: "a multipart upload of the object is {}", values: []string{Started, WithPart}},
		{kind: CopySource, name: "source of a copy", stands: "the source lies in {}", values: []string{SameRegion, Elsewhere},
			needs: map[string][]Capability{Elsewhere: {SecondRegion}}},
		{kind: ForeignBucket, name: "bucket of the other account", stands: "the other account has a bucket", values: on,
			needs: map[string][]Capability{Whatever: {SecondAccount}}},
		{kind: CustomDomain, name: "custom domain", stands: "the domain is {}", values: []string{Tokened, Proven, Bound, BoundByAnother},
			says: map[string]string{"": "the domain is not proven", BoundByAnother: "the domain is bound by another account",
				Bound: "the domain is bound already"},
			needs: map[string][]Capability{Proven: {ControlPort}, Bound: {ControlPort}, BoundByAnother: {ControlPort, SecondAccount}}},
		{kind: LiveChannel, name: "live channel", stands: "the bucket has a live channel", values: on,
			says: map[string]string{"": "the bucket has no live channel"}},
		{kind: Replication, name: "replication", stands: "the bucket is replicated to another of its region", values: on, needs: lasting},
		{kind: RedundancyTask, name: "change of redundancy", stands: "a change of the bucket's redundancy waits", values: on, needs: lasting},

		{kind: CallbackServer, name: "callback server", stands: "the callback server {}",
			values: []string{CallbackAccepts, CallbackRefuses, CallbackNoJSON}, needs: map[string][]Capability{Whatever: {CallbackReach}}},

		// The access point {point} of the bucket.
		{kind: AccessPoint, name: "access point", stands: "the access point serves {}", values: []string{FromInternet, FromVPC},
			says: map[string]string{FromVPC: "the access point serves a VPC that the caller does not come through"}},
		{kind: PointPolicy, name: "policy of the access point", stands: "the policy of the access point {}",
			names: true, // {region}: the region of the bucket
			says:  map[string]string{"": "the policy of the access point does not exist"}},
		{kind: PointBlock, name: "Block Public Access of the access point", stands: "Block Public Access of the access point is {}",
			values: switched, says: map[string]string{True: "Block Public Access of the access point is on",
				False: "Block Public Access of the access point is off", "": "Block Public Access of the access point is not configured"}},

		// Settings of the bucket: the values are the documents to write. {bucket} stands for the bucket.
		{kind: Versioning, name: "versioning", stands: "versioning of the bucket is {}", values: []string{Enabled, Suspended},
			says: map[string]string{"": "versioning of the bucket was never on"}, forGood: []string{Enabled, Suspended}},
		{kind: ObjectWorm, name: "object-level retention", stands: "object-level retention of the bucket is {}", values: []string{Enabled},
			says: map[string]string{"": "the bucket has no object-level retention"}, forGood: []string{Enabled},
			needs: map[string][]Capability{Whatever: {ObjectWorms, Irreversible}}},
		{kind: BucketPolicy, name: "bucket policy", stands: "the bucket's policy {}", names: true},
		{kind: RefererList, name: "Referer list", stands: "the bucket has {}"},
		{kind: CORSRules, name: "CORS rules", stands: "the bucket has {}", says: map[string]string{"": "the bucket has no CORS rules"}},
		{kind: TLSVersions, name: "versions of TLS", stands: "the bucket accepts the versions of TLS that it lists"},
		{kind: BucketTags, name: "bucket tags", stands: "the bucket has {}"},
		{kind: DefaultEncryption, name: "default encryption", stands: "the bucket {}"},
		{kind: BucketLogging, name: "logging", stands: "accesses to the bucket are logged"},
		{kind: Inventory, name: "inventory", stands: "the bucket has an inventory", names: true, needs: provisioned},
		{kind: Acceleration, name: "transfer acceleration", stands: "transfer acceleration of the bucket is {}", values: switched,
			says: map[string]string{True: "transfer acceleration of the bucket is on", False: "transfer acceleration of the bucket is off",
				"": "transfer acceleration of the bucket is not configured"},
			needs: map[string][]Capability{True: {Billed}}, cost: Traffic},
		{kind: DirectRead, name: "direct read of archived objects", stands: "archived objects are read directly", values: on,
			says: map[string]string{"": "archived objects are not read directly"}},
		{kind: OverwriteRules, name: "rules against overwriting", stands: "the bucket has {}", names: true,
			says: map[string]string{"": "the bucket has no rule against overwriting"}},
		{kind: StorageQuota, name: "storage quota", stands: "the bucket has {}", says: map[string]string{"": "the bucket has no storage quota"}},
		{kind: StorageCapacity, name: "storage capacity", stands: "the bucket has {}",
			says: map[string]string{"": "the bucket has no limit of its capacity"}}, // GB
		{kind: LifecycleRules, name: "lifecycle rules", stands: "the bucket has lifecycle rules"},
		{kind: Website, name: "website", stands: "the bucket serves a site"},
		{kind: ImageStyle, name: "image style", stands: "the bucket has a style"},
		{kind: AccessTracking, name: "access tracking", stands: "tracking of accesses is {}", values: []string{Enabled}},
		{kind: LogFields, name: "fields of logs", stands: "the logs of the bucket have fields of their own"},
		{kind: TrafficQoS, name: "limits of traffic", stands: "the traffic of the bucket is limited", needs: invited},
		{kind: ResponseHeaders, name: "response headers", stands: "the bucket hides headers of its answers", needs: invited},
		{kind: RequesterPays, name: "requester pays", stands: "who asks pays", values: on},

		// The callers.
		{kind: UserPolicy, name: "policy of the RAM user", stands: "the RAM user {}"}, // besides full access to OSS
		{kind: UserOnlyPolicy, name: "only policy of the RAM user", stands: "the RAM user {}", says: map[string]string{
			NoPolicy: "the RAM user has no policy"}},
		{kind: SessionPolicy, name: "session policy", stands: "the session policy {}"},
		{kind: AccountBlock, name: "Block Public Access of the account", stands: "Block Public Access of the account is on", values: on,
			needs: map[string][]Capability{Whatever: {WholeAccount}}},
		{kind: KeyDisabled, name: "disabled AccessKey", stands: "the AccessKey is Inactive", values: on},

		// States that no customer can bring about.
		{kind: V1Closed, name: "V1 closed", stands: "the account may not sign with V1", values: on, needs: administered},
		{kind: V1URLsClosed, name: "V1 URLs closed", stands: "bucket-level operations take no V1 URL", values: on, needs: administered},
		{kind: S3Closed, name: "S3 closed", stands: "the account may not sign as S3 does", values: on, needs: administered},
		{kind: S3V2Closed, name: "S3 V2 closed", stands: "the account may not sign with V2 of S3", values: on, needs: administered},
		{kind: S3V4Closed, name: "S3 V4 closed", stands: "the account may not sign with V4 of S3", values: on, needs: administered},
		{kind: KeySources, name: "network of the AccessKeys", stands: "the AccessKeys of the account may be used from {} alone",
			needs: administered, closesOwner: true},
		{kind: ProtectedOriginals, name: "protected originals", stands: "the originals of .{} images are protected", needs: administered},
		{kind: CallbackDenies, name: "refusing callback server", stands: "the callback server of the bucket's drive service refuses reads: {}",
			needs: administered},
		{kind: InGroup, name: "bucket in a resource group", stands: "the bucket is in the resource group", values: on, needs: administered,
			says: map[string]string{"": "the bucket is in the default resource group"}},
		{kind: GroupPolicy, name: "policy of the resource groups", needs: administered,
			stands: "RAM users may do this in two resource groups of the account: {}"},
		{kind: RegionNoTokens, name: "region without tokens", stands: "the region takes no security tokens", values: on, needs: administered},
		{kind: OperationNoTokens, name: "operation without tokens", stands: "the operation takes no security tokens", values: on,
			needs: administered},
		{kind: RegionNoAcceleration, name: "region without acceleration", stands: "the region does not offer transfer acceleration",
			values: on, needs: administered, closesOwner: true},
		{kind: AccountStatus, name: "status of the account", stands: "the account of the bucket's owner is {}",
			values: []string{"overdue", "disabled", "deleted"}, needs: administered, closesOwner: true},
		{kind: NotActivated, name: "OSS not activated", stands: "OSS was never activated for the account", values: on,
			needs: administered, closesOwner: true},
		{kind: NoRealName, name: "no real name", stands: "the account has not been verified with a real name", values: on, needs: administered},
		{kind: Frozen, name: "disabled bucket", stands: "the bucket is disabled for security reasons", values: on,
			needs: administered, closesOwner: true},
		{kind: Attacked, name: "attacked bucket", stands: "the security system takes the bucket to be under attack", values: on,
			needs: administered, closesOwner: true},
		{kind: VPCPolicy, name: "policy of the VPC endpoint", stands: "the policy of the VPC endpoint {}", // the caller comes through it
			needs: administered, closesOwner: true},
		{kind: CloudBoxes, name: "cloud boxes", stands: "the account has cloud boxes", values: on, needs: administered,
			says: map[string]string{"": "the account has no cloud boxes"}},
		{kind: IncrementalInventories, name: "incremental inventories", stands: "incremental inventories are granted to the account",
			values: on, needs: administered, says: map[string]string{"": "incremental inventories are not granted to the account"}},
		{kind: Sealing, name: "sealing", stands: "SealAppendObject is granted to the account", values: on, needs: administered,
			says: map[string]string{"": "SealAppendObject is not granted to the account"}},
		{kind: NewBucketsOpen, name: "new buckets open", stands: "the account makes its new buckets without Block Public Access",
			values: on, needs: administered, says: map[string]string{"": "the account makes its new buckets with Block Public Access on"}},
		{kind: PublicEndpointsClosed, name: "public endpoints closed", values: on, needs: administered, closesOwner: true,
			stands: "public endpoints of mainland China are closed to the data of the account"},
		{kind: ControlPolicy, name: "control policy", stands: "the control policy of the directory {}", needs: administered},
		{kind: KMSStatus, name: "status of KMS", stands: "KMS of the bucket's owner is {}",
			values: []string{"notActivated", "indebted", "overdue"},
			says: map[string]string{"notActivated": "KMS of the bucket's owner was never activated",
				"indebted": "KMS of the bucket's owner is in arrears"},
			needs: administered, closesOwner: true},
		{kind: KMSKey, name: "KMS key", stands: "the KMS key is {}", needs: administered}, // {kmsKey}: its id
	}
}
