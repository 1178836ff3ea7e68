package wire

import "strings"

// subResourcesV1 are the parameters that V1 signs; the official signer lists some of them itself.
// https://help.aliyun.com/zh/oss/developer-reference/include-signatures-in-the-authorization-header
// https://github.com/aliyun/aliyun-oss-go-sdk/blob/v3.0.2/oss/conn.go
// https://github.com/aliyun/aliyun-oss-python-sdk/blob/master/oss2/auth.py
func subResourcesV1() []string {
	return strings.Fields(`acl uploads location cors logging website referer lifecycle delete append tagging objectMeta
		uploadId partNumber security-token position img style styleName replication replicationProgress replicationLocation cname
		bucketInfo comp qos live status vod startTime endTime symlink response-content-type response-content-language
		response-expires response-cache-control response-content-disposition response-content-encoding
		stat restore cleanRestoredObject callback callback-var versions versioning versionId sequential continuation-token
		regionList cloudboxes policy encryption requestPayment inventory inventoryId qosInfo asyncFetch worm wormId wormExtend
		withHashContext transferAcceleration metaQuery resourceGroup rtc responseHeader bucketArchiveDirectRead httpsConfig
		redundancyTransition accessPoint accessPointPolicy publicAccessBlock policyStatus requesterQosInfo qosRequester resourcePool
		resourcePoolInfo resourcePoolBuckets group link objectInfo seal udf udfName udfImage udfId objectWorm retention
		legalHold overwriteConfig quota`)
}

// subResourcesS3V2 are the parameters that V2 of S3 signs, as minio-go does.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/RESTAuthentication.html
func subResourcesS3V2() []string {
	return strings.Fields(`acl cors delete encryption legal-hold lifecycle location logging notification partNumber policy
		replication requestPayment response-cache-control response-content-disposition response-content-encoding
		response-content-language response-content-type response-expires retention select select-type tagging torrent
		uploadId uploads versionId versioning versions website`)
}
