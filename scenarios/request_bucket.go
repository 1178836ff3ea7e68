package scenarios

// Requests to a bucket.

// reads is a request for a configuration of the bucket. root is the root element of its document, or a JSON member.
func reads(operation, subResource, root string) Request {
	return Request{Operation: operation, Method: "GET", SubResource: subResource, Root: root, Names: Bucket, Caller: Owner}
}

// sets writes a configuration of the bucket.
func sets(operation, subResource, body string) Request {
	return Request{Operation: operation, Method: "PUT", SubResource: subResource, Names: Bucket, Effect: Effect(subResource), Body: body,
		Caller: Owner}
}

// removes deletes a configuration of the bucket.
func removes(operation, subResource string) Request {
	return Request{Operation: operation, Method: "DELETE", SubResource: subResource, Names: Bucket, Effect: Effect(subResource), Caller: Owner}
}

func PutBucket() Request {
	return Request{Operation: "PutBucket", Method: "PUT", Names: Bucket, Effect: BucketEffect, Caller: Owner}
}

func DeleteBucket() Request {
	return Request{Operation: "DeleteBucket", Method: "DELETE", Names: Bucket, Effect: BucketEffect, Caller: Owner}
}

func ListObjects() Request {
	return Request{Operation: "ListObjects", Method: "GET", Root: "ListBucketResult", Names: Bucket, Caller: Owner}
}

func ListObjectsV2() Request {
	return Request{Operation: "ListObjectsV2", Method: "GET", Root: "ListBucketResult", Names: Bucket,
		Query: []Param{{"list-type", "2"}}, Caller: Owner}
}

func GetBucketInfo() Request { return reads("GetBucketInfo", "bucketInfo", "BucketInfo") }

func GetBucketStat() Request { return reads("GetBucketStat", "stat", "BucketStat") }

func GetBucketVersioning() Request {
	return reads("GetBucketVersioning", "versioning", "VersioningConfiguration")
}

// PutBucketVersioning lets the bucket keep versions.
func PutBucketVersioning() Request {
	return Request{Operation: "PutBucketVersioning", Method: "PUT", SubResource: "versioning", Names: Bucket, Effect: "versioning",
		Body: "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>", Caller: Owner}
}

func ListObjectVersions() Request {
	return reads("ListObjectVersions", "versions", "ListVersionsResult")
}

func ListLiveChannel() Request { return reads("ListLiveChannel", "live", "ListLiveChannelResult") }

func GetBucketLocation() Request {
	return reads("GetBucketLocation", "location", "LocationConstraint")
}

func GetBucketACL() Request { return reads("GetBucketAcl", "acl", "AccessControlPolicy") }

func PutBucketACL(acl string) Request {
	return Request{Operation: "PutBucketAcl", Method: "PUT", SubResource: "acl", Names: Bucket, Effect: BucketEffect,
		Headers: []Param{{"x-oss-acl", acl}}, Caller: Owner}
}

func GetBucketPublicAccessBlock() Request {
	return reads("GetBucketPublicAccessBlock", "publicAccessBlock", "PublicAccessBlockConfiguration")
}

func PutBucketPublicAccessBlock() Request {
	return sets("PutBucketPublicAccessBlock", "publicAccessBlock", blocked)
}

func DeleteBucketPublicAccessBlock() Request {
	return removes("DeleteBucketPublicAccessBlock", "publicAccessBlock")
}

// GetBucketPolicy returns JSON.
func GetBucketPolicy() Request { return reads("GetBucketPolicy", "policy", "Statement") }

func GetBucketPolicyStatus() Request {
	return reads("GetBucketPolicyStatus", "policyStatus", "PolicyStatus")
}

// PutBucketPolicy sets a policy; {bucket} in it stands for the bucket.
func PutBucketPolicy(policy string) Request { return sets("PutBucketPolicy", "policy", policy) }

func DeleteBucketPolicy() Request { return removes("DeleteBucketPolicy", "policy") }

func GetBucketReferer() Request { return reads("GetBucketReferer", "referer", "RefererConfiguration") }

func PutBucketReferer() Request {
	return sets("PutBucketReferer", "referer",
		"<RefererConfiguration><AllowEmptyReferer>true</AllowEmptyReferer>"+
			"<RefererList><Referer>http://*.example.com</Referer></RefererList></RefererConfiguration>")
}

func GetBucketCORS() Request { return reads("GetBucketCors", "cors", "CORSConfiguration") }

func PutBucketCORS() Request { return sets("PutBucketCors", "cors", anyOrigin) }

func DeleteBucketCORS() Request { return removes("DeleteBucketCors", "cors") }

func GetBucketRequestPayment() Request {
	return reads("GetBucketRequestPayment", "requestPayment", "RequestPaymentConfiguration")
}

func PutBucketRequestPayment() Request {
	return sets("PutBucketRequestPayment", "requestPayment",
		"<RequestPaymentConfiguration><Payer>Requester</Payer></RequestPaymentConfiguration>")
}

func GetBucketTags() Request { return reads("GetBucketTags", "tagging", "Tagging") }

func PutBucketTags() Request { return sets("PutBucketTags", "tagging", oneTag) }

func DeleteBucketTags() Request { return removes("DeleteBucketTags", "tagging") }

func ListCname() Request { return reads("ListCname", "cname", "ListCnameResult") }

// aboutDomain changes how the domain {domain} belongs to the bucket.
func aboutDomain(operation, component string, effect Effect) Request {
	return Request{Operation: operation, Method: "POST", SubResource: "cname", Names: Bucket, Effect: effect,
		Query: []Param{{"comp", component}}, Body: domain, Caller: Owner}
}

// PutCname binds {domain} to the bucket.
func PutCname() Request { return aboutDomain("PutCname", "add", DomainEffect) }

func DeleteCname() Request { return aboutDomain("DeleteCname", "delete", DomainEffect) }

func CreateCnameToken() Request { return aboutDomain("CreateCnameToken", "token", TokenEffect) }

func GetCnameToken() Request {
	return Request{Operation: "GetCnameToken", Method: "GET", Root: "CnameToken", Names: Bucket,
		Query: []Param{{"cname", "{domain}"}, {"comp", "token"}}, Caller: Owner}
}

func GetBucketEncryption() Request {
	return reads("GetBucketEncryption", "encryption", "ServerSideEncryptionRule")
}

func PutBucketEncryption() Request { return sets("PutBucketEncryption", "encryption", aes256) }

func DeleteBucketEncryption() Request { return removes("DeleteBucketEncryption", "encryption") }

func GetBucketTransferAcceleration() Request {
	return reads("GetBucketTransferAcceleration", "transferAcceleration", "TransferAccelerationConfiguration")
}

// PutBucketTransferAcceleration turns transfer acceleration on.
func PutBucketTransferAcceleration() Request {
	return sets("PutBucketTransferAcceleration", "transferAcceleration",
		"<TransferAccelerationConfiguration><Enabled>true</Enabled></TransferAccelerationConfiguration>")
}

func GetBucketWorm() Request { return reads("GetBucketWorm", "worm", "WormConfiguration") }

func InitiateBucketWorm() Request {
	return Request{Operation: "InitiateBucketWorm", Method: "POST", SubResource: "worm", Names: Bucket, Effect: RetentionEffect, Caller: Owner,
		Body: "<InitiateWormConfiguration><RetentionPeriodInDays>1</RetentionPeriodInDays></InitiateWormConfiguration>"}
}

func AbortBucketWorm() Request { return removes("AbortBucketWorm", "worm") }

// CompleteBucketWorm locks the retention policy of the state; {wormId} is its id.
func CompleteBucketWorm() Request {
	return Request{Operation: "CompleteBucketWorm", Method: "POST", Names: Bucket, Effect: RetentionEffect,
		Query: []Param{{"wormId", "{wormId}"}}, Caller: Owner}
}

// ExtendBucketWorm extends the period of the locked retention policy to 2 days.
func ExtendBucketWorm() Request {
	return Request{Operation: "ExtendBucketWorm", Method: "POST", SubResource: "wormExtend", Names: Bucket, Effect: RetentionEffect,
		Query: []Param{{"wormId", "{wormId}"}}, Caller: Owner,
		Body: "<ExtendWormConfiguration><RetentionPeriodInDays>2</RetentionPeriodInDays></ExtendWormConfiguration>"}
}

func GetBucketArchiveDirectRead() Request {
	return reads("GetBucketArchiveDirectRead", "bucketArchiveDirectRead", "ArchiveDirectReadConfiguration")
}

func PutBucketArchiveDirectRead() Request {
	return sets("PutBucketArchiveDirectRead", "bucketArchiveDirectRead",
		"<ArchiveDirectReadConfiguration><Enabled>true</Enabled></ArchiveDirectReadConfiguration>")
}

func GetBucketOverwriteConfig() Request {
	return reads("GetBucketOverwriteConfig", "overwriteConfig", "OverwriteConfiguration")
}

// PutBucketOverwriteConfig forbids to overwrite any object.
func PutBucketOverwriteConfig() Request {
	return sets("PutBucketOverwriteConfig", "overwriteConfig", neverOverwrite)
}

func DeleteBucketOverwriteConfig() Request {
	return removes("DeleteBucketOverwriteConfig", "overwriteConfig")
}

func GetBucketStorageQuota() Request {
	return reads("GetBucketStorageQuota", "quota", "QuotaConfiguration")
}

// PutBucketStorageQuota lets the bucket store a GB and no more.
func PutBucketStorageQuota() Request { return sets("PutBucketStorageQuota", "quota", aQuota) }

func DeleteBucketStorageQuota() Request { return removes("DeleteBucketStorageQuota", "quota") }

func GetBucketStorageCapacity() Request {
	return reads("GetBucketStorageCapacity", "qos", "BucketUserQos")
}

// PutBucketStorageCapacity lets the bucket store 10 GB and no more.
func PutBucketStorageCapacity() Request {
	return sets("PutBucketStorageCapacity", "qos", "<BucketUserQos><StorageCapacity>10</StorageCapacity></BucketUserQos>")
}

func ListMultipartUploads() Request {
	return reads("ListMultipartUploads", "uploads", "ListMultipartUploadsResult")
}

// DeleteMultipleObjects deletes a batch of objects: first the other keys, which need
// not exist, then the object of the state.
func DeleteMultipleObjects(others ...string) Request {
	first := ""
	for _, key := range others {
		first += "<Object><Key>" + key + "</Key></Object>"
	}
	return Request{Operation: "DeleteMultipleObjects", Method: "POST", SubResource: "delete", Names: Bucket, Effect: ObjectEffect,
		Body: "<Delete><Quiet>true</Quiet>" + first + "<Object><Key>{key}</Key></Object></Delete>", Caller: Owner}
}

// DeleteMultipleVersions deletes the version of the object that the state holds, by a batch.
func DeleteMultipleVersions() Request {
	r := DeleteMultipleObjects()
	r.Body = "<Delete><Quiet>true</Quiet><Object><Key>{key}</Key><VersionId>{versionId}</VersionId></Object></Delete>"
	return r
}

func GetBucketHTTPSConfig() Request {
	return reads("GetBucketHttpsConfig", "httpsConfig", "HttpsConfiguration")
}

// PutBucketHTTPSConfig lets the bucket accept the versions of TLS that every client speaks, and no older ones.
func PutBucketHTTPSConfig() Request {
	return sets("PutBucketHttpsConfig", "httpsConfig", modernTLS)
}

func GetBucketResourceGroup() Request {
	return reads("GetBucketResourceGroup", "resourceGroup", "BucketResourceGroupConfiguration")
}

// PutBucketResourceGroup moves the bucket to that resource group.
func PutBucketResourceGroup(id string) Request {
	return sets("PutBucketResourceGroup", "resourceGroup", MoveTo(id))
}

// MoveTo is the body of PutBucketResourceGroup.
func MoveTo(id string) string {
	return "<BucketResourceGroupConfiguration><ResourceGroupId>" + id + "</ResourceGroupId></BucketResourceGroupConfiguration>"
}

// What the bucket accepts, and what a resource group allows, in the matrix.
const (
	// harmlessRights allows nothing that an operation here needs.
	harmlessRights = `{"Version":"1","Statement":[{"Effect":"Allow","Action":"oss:PublishRtmpStream","Resource":"*"}]}`

	modernTLS = "<HttpsConfiguration><TLS><Enable>true</Enable><TLSVersion>TLSv1.2</TLSVersion><TLSVersion>TLSv1.3</TLSVersion></TLS>" +
		"</HttpsConfiguration>"
)
