package scenarios

// Row is one documented cause of a 403.
type Row struct {
	ID      string // never changes
	Code    string
	Message string
	Cause   string // in short; empty where the message says everything
}

// OfficialRows lists the rows of the official "HTTP 403 errors" page, in its
// order. The suite promises to cover them all. scenarios/pages has what each edition
// of the page said; the rows are those of 403-ja-2025-12-20, the newest that is known
// as a whole.
func OfficialRows() []Row {
	return []Row{
		{"R01", "AbnormalBucketOwnerStatus", "The status of the bucket owner is abnormal.",
			"the account that owns the bucket is deleted, restricted or suspended"},
		{"R02", "AccessDenied", "Access denied by authorizer's policy.", "the action lies outside the role's policy or the session policy"},
		{"R03", "AccessDenied", "Access denied by bucket policy.", "a bucket policy denies"},
		{"R04", "AccessDenied", "Access denied by VPC endpoint policy.", "the policy of the VPC endpoint forbids this bucket"},
		{"R05", "AccessDenied", "AccessDenied", "wrong AccessKey pair, or a RAM user without the permission"},
		{"R06", "AccessDenied", "Anonymous access is forbidden for this operation.", ""},
		{"R07", "AccessDenied", "Anonymous user has no right to access this bucket.", ""},
		{"R08", "AccessDenied", "Anonymous user has no right to access this object.", ""},
		{"R09", "AccessDenied", "Hierarchical namespace is disabled.", "directory operation on a bucket made without the feature"},
		{"R10", "AccessDenied", "Invalid according to Policy: Policy Condition failed: …",
			"a form field violates a condition of the Post policy"},
		{"R11", "AccessDenied", `Invalid according to Policy: Policy Condition failed: ["eq", "$Content-Type", "image/png"]`,
			"the uploaded file's Content-Type is not the one that the policy allows"},
		{"R12", "AccessDenied", "Invalid according to Policy: Policy expired.", "the Post policy's expiration has passed"},
		{"R13", "AccessDenied", "Invalid date (should be seconds since epoch)", "Expires is not UNIX seconds"},
		{"R14", "AccessDenied", "Query-string authentication requires the Signature, Expires and OSSAccessKeyId parameters",
			"a signed URL lacks one of the three"},
		{"R15", "AccessDenied", "Request has expired.", "Expires has passed"},
		{"R16", "AccessDenied", "Target object does not reside in the same data center as source object.", "cross-region copy"},
		{"R17", "AccessDenied",
			"The bucket you are attempting to access must be addressed using the specified endpoint. " +
				"Please send all future requests to this endpoint.", "wrong endpoint for the bucket"},
		{"R18", "AccessDenied", "This request is forbidden by kms.", "no right to use the CMK"},
		{"R19", "AccessDenied", "You are denied by bucket referer policy.", "hotlink protection"},
		{"R20", "AccessDenied", "You do not have read acl permission on this object.", "no right to read the object's ACL"},
		{"R21", "AccessDenied", "You do not have read permission on this object.", ""},
		{"R22", "AccessDenied", "You do not have write acl permission on this object.", ""},
		{"R23", "AccessDenied", "You do not have write permission on this object.", ""},
		{"R24", "AccessDenied", "You have no right to access this object.", "the RAM user lacks the permission"},
		{"R25", "AccessDenied", "You have no right to access this object because of bucket acl.", ""},
		{"R26", "AccessForbidden", "CORSResponse: This CORS request is not allowed. …", "Origin, method or headers not allowed by a CORS rule"},
		{"R27", "AccessKeyIdAndSecurityTokenNotMatch", "The OSS access key id and security token you provided does not match.", ""},
		{"R28", "BucketDisable", "BucketDisable", "bucket disabled for security reasons"},
		{"R29", "BucketNotBelongTo", "The bucket you access does not belong to you.", "the caller does not own the bucket"},
		{"R30", "CnameDenied", "The cname belongs to another user.", "the domain is bound to another bucket"},
		{"R31", "ImageDamage", "The image file may be damaged.", ""},
		{"R32", "InvalidAccessKeyId", "The OSS Access Key Id contains non-acceptable characters, …", ""},
		{"R33", "InvalidAccessKeyId", "The OSS Access Key Id you provided does not exist in our records.",
			"unknown AccessKey; also a temporary credential past its life"},
		{"R34", "InvalidAccessKeyId", "The OSS Access Key Id you provided is disabled.", ""},
		{"R35", "InvalidObjectState", "The operation is not valid for the object's state",
			"archived object not restored, its restore lapsed or still running"},
		{"R36", "InvalidSecurityToken", "The security token you provided is invalid.", ""},
		{"R37", "KmsInDebt", "Current user is indebted.", ""},
		{"R38", "KmsInDebtOverdue", "Current user is indebted Overdue.", ""},
		{"R39", "KmsUbsmsInvalidBid", "Your account partner does not have KMS Service.", "KMS never activated"},
		{"R40", "NonStandardHostForbidden", "Your host is invalid. Please use Open Storage Service standard host.", ""},
		{"R41", "PermanentRedirect", "as R17", "as R17, an SDK left at its default endpoint"},
		{"R42", "RequestTimeTooSkewed", "The difference between the request time and the current time is too large.",
			"more than 15 minutes either way"},
		{"R43", "SecondLevelDomainForbidden", "Please use virtual hosted style to access.", "path-style request to a public endpoint"},
		{"R44", "SecondLevelDomainForbidden", "The bucket you are attempting to access must be addressed using OSS third level domain.", ""},
		{"R45", "SecurityTokenExpired", "The security token you provided has expired.", ""},
		{"R46", "SecurityTokenNotSupported", "Security token is not supported in this region.", ""},
		{"R47", "SecurityTokenNotSupported", "This interface does not support security token.", ""},
		{"R48", "SignatureDoesNotMatch",
			"The request signature we calculated does not match the signature you provided. Check your key and signing method.", ""},
		{"R49", "TransferAccelerationDisabled", "Transfer acceleration is disabled.", "the region does not offer it"},
		{"R50", "UserDisable", "UserDisable", "account overdue or disabled, or OSS never activated"},
		{"R51", "WORMConfigurationLocked", "The WORM Configuration is locked.", "deleting a locked retention policy"},
	}
}

// BeyondRows lists two more groups, which are counted separately. X… rows are causes of
// a 403 that other pages document. B… rows are neighbours of a 403 with another status:
// they mark where refusals of another kind begin.
func BeyondRows() []Row {
	return []Row{
		{"X01", "InvalidAccessKeyId",
			"The OSS Access Key Id you provided does not exist in our records. " +
				"The Security Token may be lost to specify that it is a STS Access Id.", "a temporary AccessKey without its token"},
		{"X02", "AccessDenied", "OSS authentication requires a valid Date.", "no Date, or none that can be read"},
		{"X03", "AccessDenied", "Request has expired.", "a V4 URL past its lifetime"},
		{"X04", "AccessDenied", "(not published)", "a V4 URL more than 15 minutes before its x-oss-date"},
		{"X05", "AccessDenied", "(not published)", "signature V1 closed for the account"},
		{"X06", "(the first fault's)", "(the first fault's)", "two faults at once: which answer comes"},
		{"X07", "AccessDenied", "Access denied by bucket policy.", "a RAM policy denies; the words are those of R03"},
		{"X08", "AccessDenied", "(not published)", "a batch touches an object that is denied"},
		{"X09", "AccessDenied", "You are forbidden to list buckets.", "a RAM user without the permission"},
		{"X10", "AccessDenied", "Access denied for requester pay bucket", "a caller who does not say that it pays"},
		{"X11", "AccessDenied", "Put public … is not allowed", "Block Public Access is on"},
		{"X12", "AccessDenied", "(the decider's)", "every operation by every kind of caller"},
		{"X13", "AccessDenied", "Invalid according to Policy: Extra input fields: …",
			"a V4 form whose policy does not name a field of its signature"},
		{"X14", "AccessDenied", "You are forbidden to oss-cloudbox:ListCloudBoxes", "an account without cloud boxes lists them"},
		{"X15", "AccessDenied", "(not published)", "the control policy of a resource directory denies"},
		{"X16", "AccessDenied", "(not published)", "RAM and the bucket policy both deny"},
		{"X32", "AccessDenied", "(not published)", "the retention of an object in compliance mode is shortened"},
		{"X33", "AccessDenied", "AccessDenied", "a retention in governance mode is bypassed without the right to it"},
		{"X31", "AccessDenied", "(not published)", "a signed playlist (hls/sign), and no signature or token in the URL"},
		{"B01", "InvalidArgument", "Authorization header is invalid.", "malformed Authorization header"},
		{"B70", "(not published)", "(not published)", "a signature of V2, or of S3, that cannot be read"},
		{"B71", "InvalidArgument", "aws-chunked encoding is not supported with the specified x-amz-content-sha256 value.",
			"an upload in chunks whose signature is not one of chunks"},
		{"B02", "InvalidArgument", "Invalid signing … in Authorization header.", "V4 credential scope of another day, region or product"},
		{"B03", "InvalidArgument", "Either the Signature query string parameter or the Authorization header should be specified, not both.",
			"a signature in the header and one in the URL"},
		{"B04", "AuthorizationArgumentError", "(not published)", "x-oss-expires outside of 1 to 604800"},
		{"B05", "InvalidPolicyDocument", "Invalid Policy: …", "malformed Post policy"},
		{"B06", "InvalidArgument", "Post request … is empty.", "a PostObject form that lacks a field of its signature"},
		{"B07", "EntityTooLarge", "(not published)", "content-length-range of a Post policy"},
		{"B08", "NoSuchBucket", "The specified bucket does not exist.", "missing bucket, whoever asks"},
		{"B10", "InvalidArgument", "(not published)", "a CORS preflight without Origin or method"},
		{"X17", "NeedVerifyDomainOwnership", "Please verify domain ownership by CreateCnameToken and try again.",
			"binding a domain that nobody has proven"},
		{"X18", "TransferAccelerationDisabled", "(not published)", "an acceleration endpoint while the bucket's switch is off"},
		{"X19", "CnameIsForbidden", "(not published)", "binding a domain that is reserved"},
		{"X20", "AccessDenied", "(not published)", "an access point, or what must allow beside it, does not allow"},
		{"X21", "UserDisable", "(not published)", "in arrears a bucket is made"},
		{"X22", "UserDisable", "(not published)", "the account of the caller no longer exists"},
		{"X23", "AccessDenied", "Incremental Inventory is disabled.", "an incremental inventory, which the account may not have"},
		{"X24", "InvalidTargetBucketForLogging", "put bucket log requester is not target bucket owner.",
			"access logs into the bucket of another account"},
		{"X25", "AccessDenied", "(not published)", "a V1 URL on a bucket-level operation"},
		{"X26", "InvalidAccessKeyId", "The OSS Access Key Id you provided is disabled.",
			"an AccessKey used from where its network policy does not allow"},
		{"X27", "AccessDenied", "The channel can be only accessed using style.", "an image whose original is protected, and no style"},
		{"X28", "AccessDenied", "(not published)", "an S3-compatible signature, where it is not enabled for the account"},
		{"X29", "UserDisable", "(not published)", "an account without a real name makes a bucket in mainland China"},
		{"X70", "AccessDenied", "Cannot visit oss, forbidden by security system.", "a bucket that is under attack, or a request taken for one"},
		{"X30", "RequestDeniedByCallback", "Callback deny this request reason: …",
			"a bucket of a drive service, whose callback server refuses a read"},
		{"X40", "AccessDenied", "You do not have read permission on this object.", "a symbolic link to what the caller may not read"},
		{"X41", "AccessDenied", "Put bucket request is not resource owner.",
			"a bucket outside of the resource group in which the RAM user may make one"},
		{"X42", "AccessDenied", "(not published)", "a bucket of, or moved to, a resource group in which the RAM user has no rights"},
		{"X43", "AccessDenied", "(not published)", "a cloud box, and a signature that is not one of V4 in the header"},
		{"B44", "ResourceGroupIdPreCheckError", "The resource group id precheck error", "a resource group that does not exist"},
		{"B40", "SymlinkTargetNotExist", "The symlink target object does not exist", "a symbolic link that leads to nothing"},
		{"B41", "InvalidTargetType", "The symbolic's target file type is invalid.", "a symbolic link that leads to another"},
		{"B42", "NotSymlink", "The object is not symlink.", "asking where an object leads to that is no symbolic link"},
		{"B43", "(not published)", "(not published)", "making a symbolic link without a target, or copying one into a part"},
		{"B12", "FileImmutable", "The object you specified is immutable.", "a write to an object that a retention policy keeps"},
		{"B13", "NoSuchWORMConfiguration", "The WORM Configuration does not exist.", "a retention policy that does not exist"},
		{"B14", "WORMConfigurationAlreadyExists", "The WORM Configuration already exists.", "a second retention policy"},
		{"B15", "InvalidWORMConfiguration", "Invalid WORM Configuration.", "extending a retention policy that is not locked"},
		{"B16", "NoSuchTransferAccelerationConfiguration", "The bucket you specified does not have transfer acceleration configuration.",
			"transfer acceleration that was never configured"},
		{"B17", "RestoreAlreadyInProgress", "The restore operation is in progress.", "a second restore while the first runs"},
		{"B31", "CallbackFailed", "Error status : …", "the callback of an upload fails, and the object is stored all the same"},
		{"B18", "OperationNotSupported", "The operation is not supported for this resource", "restoring an object that is not archived"},
		{"B19", "KeyDisabled", "The request was rejected because the key state is …", "a key of KMS that is not enabled"},
		{"B20", "InvalidArgument", "(not published)", "a key of KMS that does not exist"},
		{"B21", "CnameAlreadyExists", "The cname has been attatched to your other bucket already.", "binding a domain that is bound already"},
		{"B22", "CnameTokenNotFound", "(not published)", "the token of a domain for which none was made"},
		{"B23", "InvalidHostPutBucket", "Your host is invalid. Please put bucket use Open Storage Service standard host.",
			"making a bucket where no region can be told"},
		{"B24", "FileAlreadyExists", "The object you specified already exists and can not be overwritten.",
			"a directory in the place of an object, or one that is not empty"},
		{"B25", "PublicEndpointForbidden", "Not allowed using the OSS public endpoint, please use CNAME instead.",
			"data at a public endpoint of mainland China, for an account of 2025 or later"},
		{"B27", "FileImmutable", "The object you specified is immutable.",
			"a version with a retention of its own, or under legal hold, is deleted, or its mode changed"},
		{"B28", "InvalidRequest", "(not published)", "the retention of an object in a bucket without object-level retention"},
		{"B29", "FileAlreadyExists", "The object you specified already exists and can not be overwritten.",
			"an object that a rule of its bucket protects is overwritten"},
		{"B30", "(not published)", "Bucket storage exceed max storage capacity.", "a write beyond the storage quota of its bucket"},
		{"B26", "(not published)", "(not published)", "a V2 or S3-compatible URL that lacks a parameter of its signature"},
		{"B11", "NoSuchCORSConfiguration", "(not published)", "reading the CORS rules of a bucket that has none"},
		{"B09", "InvalidArgument", "(not published)", "a security token in the header and in the URL"},
	}
}

// Unpublished stands in a row for a Code or a Message that no page prints.
const Unpublished = "(not published)"

// Seen returns the row with the Code and the Message that answers to its scenarios have shown, where no page prints them.
func (r Row) Seen(all []Scenario) Row {
	for field, printed := range map[string]*string{FieldCode: &r.Code, FieldMessage: &r.Message} {
		if *printed != Unpublished {
			continue
		}
		for _, s := range all {
			if text, ok := s.seen(field); ok && s.Row == r.ID {
				*printed = text
				break
			}
		}
	}
	return r
}

// seen is the first captured text of a field.
func (s Scenario) seen(field string) (string, bool) {
	expected, _ := s.Then.Field(field)
	for _, a := range expected.Answers {
		if a.Evidence.Level == LevelCaptured && a.Match.Kind == MatchExactly {
			return a.Match.Text, true
		}
	}
	return "", false
}

// AllRows lists the official rows, then those of BeyondRows.
func AllRows() []Row { return append(OfficialRows(), BeyondRows()...) }
