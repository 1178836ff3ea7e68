package scenarios

// The faults in the state, each as the constructor that a scenario calls.

func inState(sentence string, change func(*State)) Fault {
	return Fault{Kind: FaultState, Sentence: sentence, change: func(s State) State { change(&s); return s }}
}

// BucketPolicyIs gives the bucket a policy; says tells what it does.
func BucketPolicyIs(policy, says string) Fault {
	return inState("the bucket's policy "+says, func(s *State) { s.BucketPolicy = policy })
}

// UserHasOnly leaves the RAM user with one policy; empty: with none.
func UserHasOnly(policy, says string) Fault {
	return inState("the RAM user "+says, func(s *State) { s.UserPolicy, s.UserAlone = policy, true })
}

// UserPolicyIs attaches a policy to the RAM user.
func UserPolicyIs(policy, says string) Fault {
	return inState("the RAM user "+says, func(s *State) { s.UserPolicy = policy })
}

// SessionPolicyIs narrows the role session.
func SessionPolicyIs(policy, says string) Fault {
	return inState("the session policy "+says, func(s *State) { s.SessionPolicy = policy })
}

// ControlPolicyIs makes the account a member of a directory with that control policy.
func ControlPolicyIs(policy, says string) Fault {
	return inState("the control policy of the directory "+says, func(s *State) { s.ControlPolicy = policy })
}

// VPCPolicyIs lets the VPC endpoint have another policy.
func VPCPolicyIs(policy, says string) Fault {
	return inState("the policy of the VPC endpoint "+says, func(s *State) { s.VPCPolicy = policy })
}

// PointPolicyIs gives the access point another policy; empty: none.
func PointPolicyIs(policy, says string) Fault {
	return inState("the policy of the access point "+says, func(s *State) { s.PointPolicy = policy })
}

// PointInVPC lets the access point serve one VPC alone.
func PointInVPC() Fault {
	return inState("the access point serves a VPC that the caller does not come through", func(s *State) { s.PointInVPC = true })
}

// CORSIs gives the bucket other CORS rules; empty: none.
func CORSIs(configuration, says string) Fault {
	return inState(says, func(s *State) { s.CORS = configuration })
}

// EncryptionIs lets the bucket encrypt new objects so.
func EncryptionIs(configuration, says string) Fault {
	return inState("the bucket "+says, func(s *State) { s.Encryption = configuration })
}

// AccelerationIs sets the switch of transfer acceleration.
func AccelerationIs(a Acceleration) Fault {
	says := map[Acceleration]string{Accelerated: "on", Unaccelerated: "off", NeverAccelerated: "not configured"}[a]
	return inState("transfer acceleration of the bucket is "+says, func(s *State) { s.Acceleration = a })
}

// AccountIs brings the account of the bucket's owner into a status.
func AccountIs(status string) Fault {
	return inState("the account of the bucket's owner is "+status, func(s *State) { s.AccountStatus = status })
}

// NeverActivated: the account never activated OSS.
func NeverActivated() Fault {
	return inState("OSS was never activated for the account", func(s *State) { s.NotActivated = true })
}

// NoCloudBoxes: the account has none.
func NoCloudBoxes() Fault {
	return inState("the account has no cloud boxes", func(s *State) { s.CloudBoxes = false })
}

// NoIncrements: the account may not have incremental inventories.
func NoIncrements() Fault {
	return inState("incremental inventories are not granted to the account", func(s *State) { s.Increments = false })
}

// PublicEndpointClosed: the account is one of those whose data are not served at
// public endpoints of mainland China.
func PublicEndpointClosed() Fault {
	return inState("public endpoints of mainland China are closed to the data of the account", func(s *State) { s.PublicClosed = true })
}

// BucketFrozen disables the bucket.
func BucketFrozen() Fault {
	return inState("the bucket is disabled for security reasons", func(s *State) { s.Frozen = true })
}

// BucketAbsent lets the bucket not exist.
func BucketAbsent() Fault {
	return inState("the bucket does not exist", func(s *State) { *s = State{Absent: true, Key: s.Key} })
}

// BucketIsFlat makes the bucket without a hierarchical namespace.
func BucketIsFlat() Fault {
	return inState("the bucket has no hierarchical namespace", func(s *State) { s.Namespace = false })
}

// RetentionIs gives the bucket a retention policy; NoRetention: none.
func RetentionIs(retention Retention) Fault {
	says := map[Retention]string{InProgress: "is in progress", Locked: "is locked", NoRetention: "does not exist"}[retention]
	return inState("the retention policy of the bucket "+says, func(s *State) { s.Retention = retention })
}

// AccessKeyDisabled makes the caller's AccessKey Inactive.
func AccessKeyDisabled() Fault {
	return inState("the AccessKey is Inactive", func(s *State) { s.KeyDisabled = true })
}

// KeysOnlyFrom gives the AccessKeys of the account a network policy.
func KeysOnlyFrom(block string) Fault {
	return inState("the AccessKeys of the account may be used from "+block+" alone", func(s *State) { s.KeySources = block })
}

// OriginalsProtected protects the originals of the images with that suffix.
func OriginalsProtected(suffix string) Fault {
	return inState("the originals of ."+suffix+" images are protected", func(s *State) { s.Originals = suffix })
}

// V1Closed takes signature V1 from the account.
func V1Closed() Fault {
	return inState("the account may not sign with V1", func(s *State) { s.V1Closed = true })
}

// V1URLsClosed takes signature V1 from the URLs of bucket-level operations.
func V1URLsClosed() Fault {
	return inState("bucket-level operations take no V1 URL", func(s *State) { s.V1URLsClosed = true })
}

// RegionTakesNoTokens: the region has no STS.
func RegionTakesNoTokens() Fault {
	return inState("the region takes no security tokens", func(s *State) { s.RegionNoTokens = true })
}

// OperationTakesNoTokens: the operation is not for temporary credentials.
func OperationTakesNoTokens() Fault {
	return inState("the operation takes no security tokens", func(s *State) { s.CallNoTokens = true })
}

// RegionHasNoAcceleration: the region does not offer transfer acceleration.
func RegionHasNoAcceleration() Fault {
	return inState("the region does not offer transfer acceleration", func(s *State) { s.RegionNoSpeed = true })
}

// ObjectHasACL gives the object another ACL.
func ObjectHasACL(acl ACL) Fault {
	return inState("the object's ACL is "+string(acl), func(s *State) { s.Object = acl })
}

// ObjectExists lets the object exist.
func ObjectExists() Fault {
	return inState("the object exists", func(s *State) { s.Object = Default })
}

// BucketHasACL gives the bucket another ACL.
func BucketHasACL(acl ACL) Fault {
	return inState("the bucket's ACL is "+string(acl), func(s *State) {
		s.Unblocked = s.public() && !s.BlockPublic
		s.Bucket = acl
	})
}

// PublicAccessBlocked turns on Block Public Access.
func PublicAccessBlocked() Fault {
	return inState("Block Public Access is on", func(s *State) { s.BlockPublic = true })
}

// AccountPublicAccessBlocked turns on Block Public Access of the whole account.
func AccountPublicAccessBlocked() Fault {
	return inState("Block Public Access of the account is on", func(s *State) { s.AccountBlocked = true })
}

// ObjectAbsent lets the object not exist.
func ObjectAbsent() Fault {
	return inState("the object does not exist", func(s *State) { s.Object = "" })
}

// ImageIs lets the object be another image.
func ImageIs(image Image) Fault {
	return inState("the object is "+string(image), func(s *State) { s.Image = image })
}

// ObjectArchived puts the object into a storage class, its restore so far.
func ObjectArchived(class StorageClass, restore Restore) Fault {
	says := map[Restore]string{NotRestored: "and was never restored", Restoring: "and its restore still runs",
		Restored: "and is restored", Lapsed: "and its restore has lapsed"}[restore]
	return inState("the object is of class "+string(class)+" "+says, func(s *State) { s.Class, s.Restore = class, restore })
}

// ObjectNotArchived leaves the object in class Standard.
func ObjectNotArchived() Fault {
	return inState("the object is of class Standard", func(s *State) { s.Class, s.Restore = "", NotRestored })
}

// DirectReadOff: archived objects are read once they are restored.
func DirectReadOff() Fault {
	return inState("archived objects are not read directly", func(s *State) { s.DirectRead = false })
}

// ObjectEncrypted encrypts the object with the KMS key of OSS.
func ObjectEncrypted() Fault {
	return inState("the object is encrypted with a key of KMS", func(s *State) { s.Encrypted = true })
}

// SourceElsewhere lets the source of a copy lie in another region.
func SourceElsewhere() Fault {
	return inState("the source lies in another region", func(s *State) { s.Source = Elsewhere })
}

// DomainIs brings the custom domain into a standing.
func DomainIs(domain Domain) Fault {
	says := map[Domain]string{Unproven: "not proven", BoundByAnother: "bound by another account", Bound: "bound already"}[domain]
	return inState("the domain is "+says, func(s *State) { s.Domain = domain })
}

// KMSIs brings the key management service of the bucket's owner into a status.
func KMSIs(status string) Fault {
	says := map[string]string{"notActivated": "was never activated", "indebted": "is in arrears", "overdue": "is overdue"}[status]
	return inState("KMS of the bucket's owner "+says, func(s *State) { s.KMS = status })
}

// KMSKeyIs brings the owner's key into a state.
func KMSKeyIs(state string) Fault {
	return inState("the KMS key is "+state, func(s *State) { s.KMSKey = state })
}
