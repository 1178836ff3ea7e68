package op

import (
	"github.com/oss403/oss403/harness/emulator/wire"
	"github.com/oss403/oss403/harness/emulator/world"
)

// Table lists the operations served. Actions follow
// https://help.aliyun.com/zh/oss/user-guide/ram-policy-overview
// ListParts needs the right to write: the parts are the uploader's.
func Table() []Operation {
	acl := Secondary{Action: "oss:PutObjectAcl", Header: "x-oss-object-acl"}
	tags := Secondary{Action: "oss:PutObjectTagging", Header: "x-oss-tagging"}
	encrypt := Secondary{Action: "kms:GenerateDataKey", Header: "x-oss-server-side-encryption", Value: world.KMS}
	decrypt := Secondary{Action: "kms:Decrypt"}
	return []Operation{
		{Name: "ListBuckets", Method: "GET", Level: Service, Kind: Management, Action: "oss:ListBuckets", Do: listBuckets},
		{Name: "PutPublicAccessBlock", Method: "PUT", Sub: "publicAccessBlock", Level: Service, Kind: Management, Action: "oss:PutPublicAccessBlock", Writes: true, Body: wire.MaxXML, Change: putAccountBlock},
		{Name: "GetPublicAccessBlock", Method: "GET", Sub: "publicAccessBlock", Level: Service, Kind: Management, Action: "oss:GetPublicAccessBlock", Do: getAccountBlock},
		{Name: "DeletePublicAccessBlock", Method: "DELETE", Sub: "publicAccessBlock", Level: Service, Kind: Management, Action: "oss:DeletePublicAccessBlock", Writes: true, Change: deleteAccountBlock},
		{Name: "ListAccessPoints", Method: "GET", Sub: "accessPoint", Level: Service, Kind: Management, Action: "oss:ListAccessPoints", Do: listPointsOfAccount},
		{Name: "ListCloudBoxes", Method: "GET", Sub: "cloudboxes", Level: Service, Kind: Management, Action: "oss-cloudbox:ListCloudBoxes", Do: listCloudBoxes},

		{Name: "PutBucket", Method: "PUT", Level: Bucket, Kind: Management, Family: Claims, Action: "oss:PutBucket", Writes: true, Body: wire.MaxXML, Change: putBucket},
		{Name: "DeleteBucket", Method: "DELETE", Level: Bucket, Kind: Management, Action: "oss:DeleteBucket", Writes: true, Change: deleteBucket},
		{Name: "ListObjects", Method: "GET", Level: Bucket, Kind: Management, Action: "oss:ListObjects", Do: listObjects},
		{Name: "ListObjectsV2", Method: "GET", Sub: "list-type", Level: Bucket, Kind: Management, Action: "oss:ListObjects", Do: listObjectsV2},
		{Name: "PutBucketAcl", Method: "PUT", Sub: "acl", Level: Bucket, Kind: Management, Family: Claims, Action: "oss:PutBucketAcl", Writes: true, Change: putBucketACL},
		{Name: "GetBucketAcl", Method: "GET", Sub: "acl", Level: Bucket, Kind: Management, Action: "oss:GetBucketAcl", Do: getBucketACL},
		{Name: "GetBucketLocation", Method: "GET", Sub: "location", Level: Bucket, Kind: Management, Action: "oss:GetBucketLocation", Do: getBucketLocation},
		{Name: "GetBucketInfo", Method: "GET", Sub: "bucketInfo", Level: Bucket, Kind: Management, Action: "oss:GetBucketInfo", Do: getBucketInfo},
		{Name: "PutBucketPublicAccessBlock", Method: "PUT", Sub: "publicAccessBlock", Level: Bucket, Kind: Management, Action: "oss:PutBucketPublicAccessBlock", Writes: true, Body: wire.MaxXML, Change: putPublicAccessBlock},
		{Name: "GetBucketPublicAccessBlock", Method: "GET", Sub: "publicAccessBlock", Level: Bucket, Kind: Management, Action: "oss:GetBucketPublicAccessBlock", Do: getPublicAccessBlock},
		{Name: "DeleteBucketPublicAccessBlock", Method: "DELETE", Sub: "publicAccessBlock", Level: Bucket, Kind: Management, Action: "oss:DeleteBucketPublicAccessBlock", Writes: true, Change: deletePublicAccessBlock},
		{Name: "PutBucketPolicy", Method: "PUT", Sub: "policy", Level: Bucket, Kind: Management, Action: "oss:PutBucketPolicy", Writes: true, Body: wire.MaxXML, Change: putBucketPolicy},
		{Name: "GetBucketPolicy", Method: "GET", Sub: "policy", Level: Bucket, Kind: Management, Action: "oss:GetBucketPolicy", Do: getBucketPolicy},
		{Name: "DeleteBucketPolicy", Method: "DELETE", Sub: "policy", Level: Bucket, Kind: Management, Action: "oss:DeleteBucketPolicy", Writes: true, Change: deleteBucketPolicy},
		{Name: "GetBucketPolicyStatus", Method: "GET", Sub: "policyStatus", Level: Bucket, Kind: Management, Action: "oss:GetBucketPolicyStatus", Do: getBucketPolicyStatus},
		{Name: "PutBucketReferer", Method: "PUT", Sub: "referer", Level: Bucket, Kind: Management, Action: "oss:PutBucketReferer", Writes: true, Body: wire.MaxXML, Change: putBucketReferer},
		{Name: "GetBucketReferer", Method: "GET", Sub: "referer", Level: Bucket, Kind: Management, Action: "oss:GetBucketReferer", Do: getBucketReferer},
		{Name: "PutBucketRequestPayment", Method: "PUT", Sub: "requestPayment", Level: Bucket, Kind: Management, Action: "oss:PutBucketRequestPayment", Writes: true, Body: wire.MaxXML, Change: putBucketRequestPayment},
		{Name: "GetBucketRequestPayment", Method: "GET", Sub: "requestPayment", Level: Bucket, Kind: Management, Action: "oss:GetBucketRequestPayment", Do: getBucketRequestPayment},
		{Name: "PutBucketCors", Method: "PUT", Sub: "cors", Level: Bucket, Kind: Management, Action: "oss:PutBucketCors", Writes: true, Body: wire.MaxXML, Change: putBucketCors},
		{Name: "GetBucketCors", Method: "GET", Sub: "cors", Level: Bucket, Kind: Management, Action: "oss:GetBucketCors", Do: getBucketCors},
		{Name: "DeleteBucketCors", Method: "DELETE", Sub: "cors", Level: Bucket, Kind: Management, Action: "oss:DeleteBucketCors", Writes: true, Change: deleteBucketCors},
		{Name: "PutBucketTags", Method: "PUT", Sub: "tagging", Level: Bucket, Kind: Management, Action: "oss:PutBucketTagging", Writes: true, Body: wire.MaxXML, Change: putBucketTags},
		{Name: "GetBucketTags", Method: "GET", Sub: "tagging", Level: Bucket, Kind: Management, Action: "oss:GetBucketTagging", Do: getBucketTags},
		{Name: "DeleteBucketTags", Method: "DELETE", Sub: "tagging", Level: Bucket, Kind: Management, Action: "oss:DeleteBucketTagging", Writes: true, Change: deleteBucketTags},
		{Name: "PutCname", Method: "POST", Sub: "cname", Comp: "add", Level: Bucket, Kind: Management, Action: "oss:PutCname", Writes: true, Body: wire.MaxXML, Change: putCname},
		{Name: "CreateCnameToken", Method: "POST", Sub: "cname", Comp: "token", Level: Bucket, Kind: Management, Action: "oss:CreateCnameToken", Writes: true, Body: wire.MaxXML, Change: createCnameToken},
		{Name: "GetCnameToken", Method: "GET", Sub: "cname", Comp: "token", Level: Bucket, Kind: Management, Action: "oss:GetCnameToken", Do: getCnameToken},
		{Name: "ListCname", Method: "GET", Sub: "cname", Level: Bucket, Kind: Management, Action: "oss:ListCname", Do: listCname},
		{Name: "DeleteCname", Method: "POST", Sub: "cname", Comp: "delete", Level: Bucket, Kind: Management, Action: "oss:DeleteCname", Writes: true, Body: wire.MaxXML, Change: deleteCname},
		{Name: "PutBucketTransferAcceleration", Method: "PUT", Sub: "transferAcceleration", Level: Bucket, Kind: Management, Action: "oss:PutBucketTransferAcceleration", Writes: true, Body: wire.MaxXML, Change: putBucketTransferAcceleration},
		{Name: "GetBucketTransferAcceleration", Method: "GET", Sub: "transferAcceleration", Level: Bucket, Kind: Management, Action: "oss:GetBucketTransferAcceleration", Do: getBucketTransferAcceleration},
		{Name: "CreateAccessPoint", Method: "PUT", Sub: "accessPoint", Level: Bucket, Kind: Management, Action: "oss:CreateAccessPoint", Writes: true, Body: wire.MaxXML, Change: createAccessPoint},
		{Name: "GetAccessPoint", Method: "GET", Sub: "accessPoint", Header: pointHeader, Level: Bucket, Kind: Management, Action: "oss:GetAccessPoint", Do: getAccessPoint},
		{Name: "ListAccessPoints", Method: "GET", Sub: "accessPoint", Level: Bucket, Kind: Management, Action: "oss:ListAccessPoints", Do: listPointsOfBucket},
		{Name: "DeleteAccessPoint", Method: "DELETE", Sub: "accessPoint", Level: Bucket, Kind: Management, Action: "oss:DeleteAccessPoint", Writes: true, Change: deleteAccessPoint},
		{Name: "PutAccessPointPolicy", Method: "PUT", Sub: "accessPointPolicy", Level: Bucket, Kind: Management, Action: "oss:PutAccessPointPolicy", Writes: true, Body: wire.MaxXML, Change: putAccessPointPolicy},
		{Name: "GetAccessPointPolicy", Method: "GET", Sub: "accessPointPolicy", Level: Bucket, Kind: Management, Action: "oss:GetAccessPointPolicy", Do: getAccessPointPolicy},
		{Name: "DeleteAccessPointPolicy", Method: "DELETE", Sub: "accessPointPolicy", Level: Bucket, Kind: Management, Action: "oss:DeleteAccessPointPolicy", Writes: true, Change: deleteAccessPointPolicy},
		{Name: "Options", Method: "OPTIONS", Level: Bucket, Kind: Open, Do: preflight},
		{Name: "ListMultipartUploads", Method: "GET", Sub: "uploads", Level: Bucket, Kind: Management, Action: "oss:ListMultipartUploads", Do: listUploads},
		{Name: "DeleteMultipleObjects", Method: "POST", Sub: "delete", Level: Bucket, Kind: Data, Action: "oss:DeleteObject", Writes: true, Body: wire.MaxXML, Reach: batchAccesses, Change: deleteMultipleObjects},
		{Name: "PostObject", Method: "POST", Level: Bucket, Kind: Data, Action: "oss:PutObject", Also: []Secondary{acl, tags, encrypt}, Writes: true, Form: true, Reach: formAccesses, Change: postObject},

		{Name: "PutObject", Method: "PUT", Level: Object, Kind: Data, Action: "oss:PutObject", Also: []Secondary{acl, tags, encrypt}, Writes: true, Body: wire.MaxObject, Change: putObject},
		{Name: "CopyObject", Method: "PUT", Header: copyHeader, Level: Object, Kind: Data, Action: "oss:PutObject", Also: []Secondary{acl, tags, encrypt, decrypt}, Writes: true, Reach: copyAccesses, Change: copyObject},
		{Name: "GetObject", Method: "GET", Level: Object, Kind: Data, Action: "oss:GetObject", Also: []Secondary{decrypt}, Do: getObject},
		{Name: "GetObject", Method: "GET", Sub: "x-oss-process", Level: Object, Kind: Data, Action: "oss:GetObject", Also: []Secondary{decrypt}, Do: processObject},
		{Name: "HeadObject", Method: "HEAD", Level: Object, Kind: Data, Action: "oss:GetObject", Do: headObject},
		{Name: "GetObjectMeta", Method: "HEAD", Sub: "objectMeta", Level: Object, Kind: Data, Action: "oss:GetObject", Do: getObjectMeta},
		{Name: "GetObjectMeta", Method: "GET", Sub: "objectMeta", Level: Object, Kind: Data, Action: "oss:GetObject", Do: getObjectMeta},
		{Name: "DeleteObject", Method: "DELETE", Level: Object, Kind: Data, Action: "oss:DeleteObject", Writes: true, Change: deleteObject},
		{Name: "PutObjectAcl", Method: "PUT", Sub: "acl", Level: Object, Kind: Data, Family: ObjectACL, Action: "oss:PutObjectAcl", Writes: true, Change: putObjectACL},
		{Name: "GetObjectAcl", Method: "GET", Sub: "acl", Level: Object, Kind: Data, Family: ObjectACL, Action: "oss:GetObjectAcl", Do: getObjectACL},
		{Name: "PutObjectTagging", Method: "PUT", Sub: "tagging", Level: Object, Kind: Data, Action: "oss:PutObjectTagging", Writes: true, Body: wire.MaxXML, Reach: taggingAccesses, Change: putObjectTagging},
		{Name: "GetObjectTagging", Method: "GET", Sub: "tagging", Level: Object, Kind: Data, Action: "oss:GetObjectTagging", Do: getObjectTagging},
		{Name: "DeleteObjectTagging", Method: "DELETE", Sub: "tagging", Level: Object, Kind: Data, Action: "oss:DeleteObjectTagging", Writes: true, Change: deleteObjectTagging},
		{Name: "Options", Method: "OPTIONS", Level: Object, Kind: Open, Do: preflight},

		{Name: "InitiateMultipartUpload", Method: "POST", Sub: "uploads", Level: Object, Kind: Data, Family: Multipart, Action: "oss:PutObject", Also: []Secondary{acl, tags, encrypt}, Writes: true, Change: initiateUpload},
		{Name: "UploadPart", Method: "PUT", Sub: "uploadId", Level: Object, Kind: Data, Family: Multipart, Action: "oss:PutObject", Writes: true, Body: wire.MaxObject, Change: uploadPart},
		{Name: "CompleteMultipartUpload", Method: "POST", Sub: "uploadId", Level: Object, Kind: Data, Family: Multipart, Action: "oss:PutObject", Writes: true, Body: wire.MaxXML, Change: completeUpload},
		{Name: "AbortMultipartUpload", Method: "DELETE", Sub: "uploadId", Level: Object, Kind: Data, Family: Multipart, Action: "oss:AbortMultipartUpload", Writes: true, Change: abortUpload},
		{Name: "ListParts", Method: "GET", Sub: "uploadId", Level: Object, Kind: Data, Family: Multipart, Action: "oss:ListParts", Writes: true, Do: listParts},
	}
}
