package check

import (
	"slices"

	"github.com/oss403/oss403/harness/emulator/internal/op"
	"github.com/oss403/oss403/harness/emulator/internal/sign"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// Order is the whole precedence: where does this go, who is it, with what
// right, to what effect. A place is Assumed when the order against any check
// above it is unknown; skew against an unknown AccessKey is such a pair.
func Order() []Check {
	return []Check{
		{"endpoint/rate", always, Assumed, rateKept},                            // TotalQpsLimitExceeded, at the door: there is no effect
		{"endpoint/bucket-name", namesBucket, Assumed, bucketNameValid},         // InvalidBucketName
		{"endpoint/host", namesBucket, Assumed, standardHost},                   // NonStandardHostForbidden, InvalidHostPutBucket
		{"endpoint/bucket", namesBucket, Seen, bucketExists},                    // NoSuchBucket before any credential
		{"endpoint/region", namesBucket, Seen, rightRegion},                     // must be addressed using the specified endpoint
		{"endpoint/third-level", bySecondLevel, Seen, thirdLevelDomain},         // SecondLevelDomainForbidden
		{"endpoint/public", atMainlandEndpoint, Assumed, publicEndpointOpen},    // PublicEndpointForbidden
		{"endpoint/acceleration", fast, Assumed, accelerationOn},                // TransferAccelerationDisabled
		{"endpoint/attack", namesBucket, Assumed, unattacked},                   // 0061-00000001
		{"cors/origin", preflight, Assumed, originNamed},                        // 0034-00000101
		{"cors/method", preflight, Assumed, methodNamed},                        // 0034-00000102
		{"cors/rules", preflight, Documented, corsAllows},                       // AccessForbidden: 601, 602
		{"identity/one-carrier", outsideForm, Assumed, oneCarrier},              // 0039
		{"identity/one-token", outsideForm, Assumed, oneToken},                  // 0010
		{"identity/s3-token", byS3, Assumed, tokenNamedByS3},                    // 0009
		{"identity/well-formed", signed, Assumed, wellFormed},                   // 0061 to 0078, 01xx to 04xx
		{"identity/playlist", signsPlaylist, Assumed, playlistSignedInURL},      // 0005, 0037, 0038
		{"identity/box", signedAtBox, Assumed, signedForBox},                    // 0034
		{"identity/region", byV4, Inferred, scopeRegion},                        // 0226, 0228
		{"identity/product", byV4, Assumed, scopeProduct},                       // 0227, 0229
		{"identity/date", byHeader, Assumed, dateReadable},                      // 0503
		{"identity/day", byScope, Inferred, scopeDay},                           // 0212, 0223, 0409, 0421
		{"identity/url-expiry", byURL, Documented, urlAlive},                    // 0069, 0070, 0232, 0235, 0236, 0417, 0418
		{"identity/skew", timed, Inferred, clockClose},                          // RequestTimeTooSkewed: 0501, 0504
		{"identity/key-known", signed, Assumed, keyKnown},                       // InvalidAccessKeyId: 0002, 0003, 0902
		{"identity/key-enabled", signed, Assumed, keyEnabled},                   // 0903
		{"identity/key-network", byPermanent, Assumed, keyReached},              // 0904
		{"identity/version", byV1, Assumed, versionOpen},                        // 0080
		{"identity/version-in-url", byV1URLOfBucket, Assumed, versionOpenInURL}, // 0079
		{"identity/s3-open", byS3, Assumed, s3Open},                             // 0031, 0032, 0033, 0714
		{"identity/token-accepted", byToken, Assumed, tokenAccepted},            // SecurityTokenNotSupported
		{"identity/token-owner", byToken, Assumed, tokenOfKey},                  // AccessKeyIdAndSecurityTokenNotMatch
		{"identity/token-intact", byToken, Assumed, tokenIntact},                // InvalidSecurityToken
		{"identity/token-alive", byToken, Assumed, tokenAlive},                  // SecurityTokenExpired
		// NotImplemented, MethodNotAllowed: what is not served may be signed
		{"request/served", always, Assumed, operationServed},
		{"request/box", atBox, Assumed, servedAtBox},
		{"request/proxy", byURL, Assumed, proxyUntold},                     // NotImplemented
		{"identity/s3-headers", byS3V4, Assumed, headersSigned},            // 0431
		{"identity/signature", signed, Assumed, signatureMatches},          // SignatureDoesNotMatch
		{"request/s3-chunking", byS3, Assumed, chunkingServed},             // 0017-00000804
		{"identity/s3-payload", s3Read, Assumed, payloadMatches},           // 0427
		{"identity/s3-chunks", chunksRead, Assumed, chunksMatch},           // 0430
		{"request/s3-trailer", chunksRead, Assumed, trailerHolds},          // BadDigest
		{"identity/form-policy-readable", byForm, Assumed, policyReadable}, // InvalidPolicyDocument
		{"identity/form-policy-alive", byForm, Assumed, policyAlive},       // Policy expired
		{"identity/form-fields", byForm, Assumed, fieldsNamed},             // Extra input fields
		{"identity/form-conditions", byForm, Assumed, conditionsHold},      // Policy Condition failed
		{"identity/form-size", byForm, Assumed, sizeHolds},                 // EntityTooLarge, EntityTooSmall
		{"request/resources", always, Assumed, resourcesNamed},
		{"account/requester", signed, Assumed, requesterInOrder},                  // UserDisable: 801, 803, 806
		{"account/owner", actual, Assumed, ownersInOrder},                         // AbnormalBucketOwnerStatus
		{"account/bucket", actual, Assumed, bucketsThawed},                        // BucketDisable
		{"permission/anonymous", anonymous, Documented, anonymousAllowed},         // 1201
		{"permission/point-operation", throughPoint, Assumed, pointServes},        // not an object, nor a listing
		{"permission/point-network", toNetPoint, Assumed, pointReached},           // not its VPC
		{"permission/referer", linkable, Assumed, refererAllowed},                 // 501, 502, 503
		{"permission/requester-pays", asksForObjects, Assumed, payerNamed},        // 701, 702, 703
		{"permission/control-policy", byMember, Documented, controlPolicyAllows},  // 0201
		{"permission/session-policy", narrowed, Documented, sessionPolicyAllows},  // 0301
		{"permission/endpoint-policy", throughVPC, Assumed, endpointPolicyAllows}, // 0401
		{"permission/explicit-deny", actual, Documented, noExplicitDeny},          // 0101, 0201, 0203, 0204
		{"permission/access-point", throughPoint, Assumed, pointGrants},           // any deny wins: which of two is told is unknown
		{"permission/service", asksService, Documented, serviceGranted},           // forbidden to list buckets
		{"permission/name", claimsName, Documented, nameFree},                     // BucketAlreadyExists
		{"permission/management", manages, Documented, managementGranted},         // 002, 202, 905
		{"permission/copy-source", reachesOut, Assumed, sourceExists},             // NoSuchBucket of the source, or of where to save
		{"permission/acl-of-object", usesObjectACL, Documented, ownsObjectACL},
		{"permission/multipart", uploadsParts, Documented, mayUploadParts},
		{"permission/object-acl", touchesObjects, Documented, objectACL},
		{"permission/bucket-acl", touchesObjects, Documented, bucketACL},
		{"permission/log-target", logs, Assumed, logTargetOwned},           // InvalidTargetBucketForLogging
		{"permission/secondary", furtherRights, Assumed, secondaryGranted}, // 905, plain
		{"permission/kms", usesKeys, Assumed, kmsAllows},                   // forbidden by kms
		{"permission/public-access-block", makesPublic, Documented, blockPublicAccess},
		{"state/quota", makesBucket, Assumed, quotaLeft},           // TooManyBuckets
		{"state/namespace", asksNamespace, Assumed, fitsNamespace}, // Hierarchical namespace is disabled
		{"state/kms", needsKMS, Assumed, keysUsable},               // KmsUbsmsInvalidBid, KmsInDebt, KmsInDebtOverdue; KeyDisabled
		{"state/copy-region", copies, Assumed, sameDataCenter},
		{"request/callback", callsBack, Assumed, callbackReadable},
		{"state/acceleration", accelerates, Assumed, accelerationOffered}, // TransferAccelerationDisabled
		{"state/inventory", increments, Assumed, incrementsGranted},       // Incremental Inventory is disabled
		{"state/original", readsUnsigned, Assumed, styleUsed},             // 0040-00000031
		{"state/callback", readsContent, Assumed, callbackAllows},         // RequestDeniedByCallback
		{"state/archived", readsContent, Assumed, restored},               // InvalidObjectState
		{"state/app", appsAtEndpoint, Inferred, appsByOwnDomain},          // ApkDownloadForbidden
		{"state/retention", alters, Assumed, retentionOver},               // FileImmutable
		{"state/space", fills, Assumed, spaceLeft},                        // QuotaExceeded
		{"state/overwrite", overwrites, Assumed, overwriteAllowed},        // FileAlreadyExists
	}
}

var (
	always        = When{"always", func(*Case) bool { return true }}
	namesBucket   = When{"names a bucket", func(c *Case) bool { return c.Request.Bucket != "" }}
	bySecondLevel = When{"names a bucket in the path of a public endpoint, or comes to a bare acceleration endpoint", func(c *Case) bool {
		return c.Request.Host.Style == wire.SecondLevel && (c.Request.Bucket != "" || c.Request.Host.Fast)
	}}
	atMainlandEndpoint = When{"uses data at a public endpoint of mainland China", func(c *Case) bool {
		h := c.Request.Host
		return h.Public && wire.Mainland(h.Region) && c.Bucket() != nil && c.usesData()
	}}
	fast        = When{"comes to an acceleration endpoint", func(c *Case) bool { return c.Request.Host.Fast }}
	atBox       = When{"comes to a cloud box", func(c *Case) bool { return c.Request.Host.Box != "" }}
	signedAtBox = When{"comes to a cloud box with credentials", func(c *Case) bool { return atBox.Of(c) && c.Claim.Carrier.IsSigned() }}
	anonymous   = When{"carries no credentials", func(c *Case) bool { return c.Claim.Carrier == sign.Anonymous }}
	signed      = When{"carries credentials", func(c *Case) bool { return c.Claim.Carrier.IsSigned() }}
	outsideForm = When{"is neither a form nor a preflight", func(c *Case) bool { return !c.isForm() && !c.isPreflight() }}
	preflight   = When{"is a preflight", (*Case).isPreflight}
	actual      = When{"is not a preflight", func(c *Case) bool { return !c.isPreflight() }}
	linkable    = When{"asks for an object anonymously or by a signed URL", func(c *Case) bool {
		return c.Operation.Level == op.Object && c.Operation.Kind == op.Data && (anonymous.Of(c) || byURL.Of(c))
	}}
	appsAtEndpoint = When{"reads an object by a link at a name of OSS", func(c *Case) bool {
		h := c.Request.Host
		return c.Operation.Reads && linkable.Of(c) && (h.Public || h.Fast)
	}}
	asksForObjects = When{"asks for a bucket without claiming its name", func(c *Case) bool {
		return c.Request.Bucket != "" && c.Operation.Family != op.Claims && (signed.Of(c) || anonymous.Of(c))
	}}
	byMember = When{"is a RAM user or a session of a member of a directory", func(c *Case) bool {
		p := c.Principal()
		return p.Known() && !p.IsRoot() && c.standing(p.UID).Control != nil
	}}
	throughVPC = When{"comes through a network whose endpoint has a policy", func(c *Case) bool {
		n := c.network()
		return n != nil && n.Policy != nil
	}}
	furtherRights = When{"asks for more than its operation", func(c *Case) bool {
		return slices.ContainsFunc(c.Accesses, func(a op.Access) bool { return a.Secondary })
	}}
	logs          = When{"wants logs written", func(c *Case) bool { return c.logTarget() != "" }}
	usesKeys      = When{"uses keys of KMS", func(c *Case) bool { return len(c.keyUses()) > 0 }}
	asksNamespace = When{"is for buckets of one namespace", func(c *Case) bool {
		return c.Bucket() != nil && c.Operation.AsksNamespace(c.Request)
	}}
	needsKMS = When{"uses keys of KMS, or wants a bucket to", func(c *Case) bool { return c.choosesKMS() || len(c.keyUses()) > 0 }}
	byForm   = When{"signed in a form", func(c *Case) bool { return c.Claim.Carrier.InForm() }}
	byHeader = When{"signed in the header", func(c *Case) bool { return c.Claim.Carrier.InHeader() }}
	byURL    = When{"signed in the URL", func(c *Case) bool { return c.Claim.Carrier.InURL() }}
	byV4     = When{"signed with V4", func(c *Case) bool { return c.Claim.Carrier.Rules() == sign.V4 }}
	byScope  = When{"signed with a version 4", func(c *Case) bool {
		return slices.Contains([]sign.Rules{sign.V4, sign.S3V4}, c.Claim.Carrier.Rules())
	}}
	byS3   = When{"signed as S3 does", func(c *Case) bool { return c.Claim.Carrier.IsS3() }}
	byS3V4 = When{"signed with V4 of S3 outside of a form", func(c *Case) bool {
		return c.Claim.Carrier == sign.S3V4Header || c.Claim.Carrier == sign.S3V4URL
	}}
	timed = When{"signed in the header, or in the URL as S3 does", func(c *Case) bool {
		return byHeader.Of(c) || byURL.Of(c) && byS3.Of(c)
	}}
	s3Read = When{"signed with V4 of S3, and its body has been read", func(c *Case) bool {
		return byS3V4.Of(c) && c.Request.Body() != nil
	}}
	chunksRead = When{"came in chunks, which have been read", func(c *Case) bool {
		_, chunked := c.Claim.Chunked()
		return chunked && c.Request.Body() != nil
	}}
	byV1            = When{"signed with V1", func(c *Case) bool { return c.Claim.Carrier.Rules() == sign.V1 }}
	byV1URLOfBucket = When{"is a bucket-level operation signed in the URL with V1", func(c *Case) bool {
		return c.Claim.Carrier == sign.V1URL && c.Operation != nil && c.Operation.Level == op.Bucket
	}}
	byPermanent   = When{"carries credentials without a token", func(c *Case) bool { return signed.Of(c) && !c.Claim.HasToken }}
	readsUnsigned = When{"reads an object without credentials", func(c *Case) bool {
		return anonymous.Of(c) && c.Operation.Name == "GetObject"
	}}
	byToken  = When{"carries a token with its credentials", func(c *Case) bool { return signed.Of(c) && c.Claim.HasToken }}
	narrowed = When{"is a session with a policy of its own", func(c *Case) bool {
		s := c.Principal().Session
		return s != nil && s.Policy != nil
	}}
	asksService = When{"addresses the service", func(c *Case) bool { return c.Operation.Level == op.Service }}
	makesBucket = When{"makes a bucket", func(c *Case) bool { return c.Operation.Name == "PutBucket" && c.Bucket() == nil }}
	claimsName  = When{"claims a bucket name", isFamily(op.Claims)}
	manages     = When{"is a management operation on a bucket or a live channel", func(c *Case) bool {
		return c.Operation.Kind == op.Management && c.Operation.Level != op.Service
	}}
	usesObjectACL  = When{"is about the ACL of an object", isFamily(op.ObjectACL)}
	uploadsParts   = When{"belongs to multipart upload", isFamily(op.Multipart)}
	touchesObjects = When{"touches the content of objects", func(c *Case) bool { return c.Operation.Kind == op.Data && isFamily(op.Plain)(c) }}
	throughPoint   = When{"comes through an access point", func(c *Case) bool { return c.point() != nil && !c.isPreflight() }}
	toNetPoint     = When{"comes signed to an access point for one network", func(c *Case) bool {
		return signed.Of(c) && throughPoint.Of(c) && c.point().VPC != ""
	}}
	accelerates   = When{"is about transfer acceleration", func(c *Case) bool { return c.Operation.Sub == "transferAcceleration" }}
	increments    = When{"wants incremental inventories", (*Case).asksIncrements}
	reachesOut    = When{"copies or saves", func(c *Case) bool { return copies.Of(c) || c.Operation.Make != nil }}
	copies        = When{"copies", func(c *Case) bool { return c.Operation.Header == "x-oss-copy-source" }}
	signsPlaylist = When{"asks for a signed playlist", func(c *Case) bool {
		return c.Operation != nil && c.Operation.SignsPlaylist(c.Request)
	}}
	readsContent = When{"reads the content of objects", func(c *Case) bool { return c.Operation.Reads }}
	alters       = When{"replaces or deletes the content of objects", func(c *Case) bool { return c.Operation.Alters }}
	overwrites   = When{"puts content in the place of an object", func(c *Case) bool { return c.Operation.Overwrites() }}
	fills        = When{"brings content", func(c *Case) bool { return c.Operation.Fills() }}
	makesPublic  = When{"makes something public", func(c *Case) bool { return publicBucket(c) || publicObject(c) || putsPublicPolicy(c) }}
)

func isFamily(f op.Family) func(*Case) bool {
	return func(c *Case) bool { return c.Operation.Family == f }
}
