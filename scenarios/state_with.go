package scenarios

// Each is the state with one more thing about it.

// In puts the bucket into another region.
func (s State) In(region Region) State { s.Region = region; return s }

// WithNamespace makes the bucket with a hierarchical namespace.
func (s State) WithNamespace() State { s.Namespace = true; return s }

// Retained gives the bucket a retention policy.
func (s State) Retained(retention Retention) State { s.Retention = retention; return s }

// WithoutBlock turns Block Public Access off in a private bucket.
func (s State) WithoutBlock() State { s.Unblocked = true; return s }

// WithBlock turns Block Public Access on.
func (s State) WithBlock() State { s.BlockPublic = true; return s }

// WithACL gives the object an ACL of its own.
func (s State) WithACL(acl ACL) State { s.Object = acl; return s }

// WithKey gives the object another key.
func (s State) WithKey(key string) State { s.Key = key; return s }

// WithKMS encrypts the object.
func (s State) WithKMS() State { s.Encrypted = true; return s }

// WithImage lets the object be an image.
func (s State) WithImage(image Image) State { s.Image = image; return s }

// Archived puts the object into a storage class, its restore so far.
func (s State) Archived(class StorageClass, restore Restore) State {
	s.Class, s.Restore = class, restore
	return s
}

// WithObjectTags gives the object tags.
func (s State) WithObjectTags() State { s.Tagged = true; return s }

// WithAppended makes the object by AppendObject.
func (s State) WithAppended() State { s.Appended = true; return s }

// WithUpload starts a multipart upload of the object.
func (s State) WithUpload() State { s.Upload = true; return s }

// WithPart starts a multipart upload of the object, and uploads its part 1.
func (s State) WithPart() State { s.Upload, s.Part = true, true; return s }

// WithSource puts the object into the bucket {source} too.
func (s State) WithSource() State { s.Sourced = true; return s }

// WithPoint gives the bucket an access point with a policy; empty: without one.
func (s State) WithPoint(policy string) State { s.Point, s.PointPolicy = true, policy; return s }

// WithForeign lets {theirs} be a bucket of the other account.
func (s State) WithForeign() State { s.Foreign = true; return s }

// WithDomain lets {domain} stand so.
func (s State) WithDomain(domain Domain) State { s.Domain = domain; return s }

// WithPolicy gives the bucket a policy.
func (s State) WithPolicy(policy string) State { s.BucketPolicy = policy; return s }

// WithUserPolicy attaches a policy to the RAM user.
func (s State) WithUserPolicy(policy string) State { s.UserPolicy = policy; return s }

// WithUserAlone leaves the RAM user with one policy; empty: with none.
func (s State) WithUserAlone(policy string) State {
	s.UserPolicy, s.UserAlone = policy, true
	return s
}

// WithSessionPolicy narrows the role session.
func (s State) WithSessionPolicy(policy string) State { s.SessionPolicy = policy; return s }

// WithReferer gives the bucket hotlink protection.
func (s State) WithReferer(configuration string) State { s.Referer = configuration; return s }

// WithCORS gives the bucket CORS rules.
func (s State) WithCORS(configuration string) State { s.CORS = configuration; return s }

// WithTags gives the bucket tags.
func (s State) WithTags(configuration string) State { s.Tags = configuration; return s }

// WithEncryption lets the bucket encrypt new objects.
func (s State) WithEncryption(configuration string) State { s.Encryption = configuration; return s }

// WithLogging lets the accesses to the bucket be logged.
func (s State) WithLogging(configuration string) State { s.Logging = configuration; return s }

// WithInventory gives the bucket an inventory.
func (s State) WithInventory(configuration string) State { s.Inventory = configuration; return s }

// WithIncrements lets the account have incremental inventories.
func (s State) WithIncrements() State { s.Increments = true; return s }

// WithAcceleration sets the switch of transfer acceleration.
func (s State) WithAcceleration(a Acceleration) State { s.Acceleration = a; return s }

// ReadDirectly lets archived objects be read without a restore.
func (s State) ReadDirectly() State { s.DirectRead = true; return s }

// PaidByRequester lets who asks pay.
func (s State) PaidByRequester() State { s.RequesterPays = true; return s }

// WithAccountBlocked turns Block Public Access of the whole account on.
func (s State) WithAccountBlocked() State { s.AccountBlocked = true; return s }

// ThroughVPC lets the caller come through a VPC endpoint with that policy.
func (s State) ThroughVPC(policy string) State { s.VPCPolicy = policy; return s }

// InArrears lets the account of the bucket's owner be overdue.
func (s State) InArrears() State { s.AccountStatus = "overdue"; return s }

// WithKeySources lets the AccessKeys of the account be used from a block of addresses alone.
func (s State) WithKeySources(block string) State { s.KeySources = block; return s }

// WithOriginals protects the originals of the images with that suffix.
func (s State) WithOriginals(suffix string) State { s.Originals = suffix; return s }

// WithCloudBoxes lets the account have cloud boxes.
func (s State) WithCloudBoxes() State { s.CloudBoxes = true; return s }

// WithKMSKey gives the owner a key {kmsKey} in that state.
func (s State) WithKMSKey(state string) State { s.KMSKey = state; return s }
