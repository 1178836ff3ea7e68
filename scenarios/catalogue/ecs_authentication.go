package catalogue

// ofAuthentication lists the family 0002 up to the signatures of OSS's own.
func ofAuthentication() []EC {
	return []EC{
		onPage("0002-00000001", "the operation or the region takes no token of STS", zh, "2026-11"),
		onPage("0002-00000002", "the AccessKeyId of STS does not exist; a token beside a permanent AccessKeyId", zh, "2026-11"),
		onPage("0002-00000003", "an AccessKeyId of STS without its token", zh, "2026-11"),
		onPage("0002-00000004", "the token belongs to another AccessKeyId", zh, "2026-11"),
		onPage("0002-00000005", "the operation takes the token in the URL only", zh, "2026-11"),
		onPage("0002-00000006", "the token is invalid", zh, "2026-11"),
		onPage("0002-00000007", "the token has expired", zh, "2026-11"),
		onPage("0002-00000008", "the token is invalid, in the words of 0002-00000006", zh, "2026-11"),
		onPage("0002-00000031", "S3-compatible signatures are not enabled", zh, "2026-11"),
		onPage("0002-00000032", "S3-compatible V2 signatures are not enabled", zh, "2026-11"),
		onPage("0002-00000033", "S3-compatible V4 signatures are not enabled", en, "2026-11-29"),
		onPage("0002-00000034", "a CloudBox takes a V4 signature in the header only", en, "2026-11-29"),
		onPage("0002-00000037", "the operation takes a signature in the URL only", zh, "2026-11"),
		onPage("0002-00000038", "the operation takes a signature in the header only", zh, "2026-11"),
		onPage("0002-00000040", "a V1 signature does not match", zh, "2026-11"),
		onPage("0002-00000064", "a bad character in the AccessKeyId of a V1 header", zh, "2026-11"),
		onPage("0002-00000067", "a V1 URL without Expires", zh, "2026-11"),
		onPage("0002-00000068", "a V1 URL with an empty Expires", zh, "2026-11"),
		onPage("0002-00000069", "a V1 or V2 URL has expired", zh, "2026-11"),
		onPage("0002-00000070", "the Expires of a URL is no integer", zh, "2026-11"),
		onPage("0002-00000071", "a V1 URL without OSSAccessKeyId", zh, "2026-11"),
		onPage("0002-00000072", "listed between 0002-00000071 and -73: a V1 URL with an empty OSSAccessKeyId", zh, "2026-11"),
		onPage("0002-00000073", "a bad character in the OSSAccessKeyId of a V1 URL", zh, "2026-11"),
		onPage("0002-00000074", "a V1 URL without Signature", zh, "2026-11"),
		onPage("0002-00000075", "a V1 URL with an empty Signature", zh, "2026-11"),
		onPage("0002-00000079", "operations on buckets take no V1 URL", zh, "2026-11"),
		onPage("0002-00000080", "V1 signatures are closed", zh, "2026-11"),
		onPage("0002-00000101", "a V2 signature does not match", zh, "2026-11"),
		onPage("0002-00000107", "a bad character in the AccessKeyId of a V2 header", zh, "2026-11"),
		onPage("0002-00000119", "an additional header of a V2 URL is missing", zh, "2026-11"),
		onPage("0002-00000201", "a V4 signature does not match", zh, "2026-11"),
		onPage("0002-00000206", "a bad character in the AccessKeyId of a V4 header", zh, "2026-11"),
		onPage("0002-00000225", "an additional header of a V4 URL is missing", zh, "2026-11"),
		onPage("0002-00000235", "a V4 URL is dated in the future", zh, "2026-11"),
		onPage("0002-00000236", "a V4 URL has expired", zh, "2026-11"),
	}
}

// ofS3AndOthers lists the rest of the family 0002: signatures of S3, the clock, limited URLs, forms, live channels and
// AccessKeys.
func ofS3AndOthers() []EC {
	return []EC{
		onPage("0002-00000301", "an S3 V2 URL without Expires", zh, "2026-11"),
		onPage("0002-00000302", "an S3 V2 URL with an empty Expires", zh, "2026-11"),
		onPage("0002-00000303", "an S3 V2 URL without AWSAccessKeyId", zh, "2026-11"),
		onPage("0002-00000304", "an S3 V2 URL with an empty AWSAccessKeyId", en, "2026-11-29"),
		onPage("0002-00000305", "an S3 V2 URL without Signature", zh, "2026-11"),
		onPage("0002-00000306", "an S3 V2 URL with an empty Signature", zh, "2026-11"),
		onPage("0002-00000307", "an S3 V2 signature does not match", zh, "2026-11"),
		onPage("0002-00000418", "an S3 V4 URL has expired", zh, "2026-11"),
		onPage("0002-00000429", "an S3 V4 signature does not match", zh, "2026-11"),
		onPage("0002-00000430", "the signature of a chunk does not match", zh, "2026-11"),
		onPage("0002-00000431", "the signature of a last chunk does not match", zh, "2026-11"),
		onPage("0002-00000501", "the clock of a request that S3 signs is wrong", zh, "2026-11"),
		onPage("0002-00000503", "a request without a valid Date", zh, "2026-11"),
		onPage("0002-00000504", "the clock of the request is wrong", zh, "2026-11"),
		onPage("0002-00000602", "a URL limited to an address, used from another", zh, "2026-11"),
		onPage("0002-00000603", "a URL limited to a VPC, used from another", zh, "2026-11"),
		onPage("0002-00000604", "a limited URL that allows proxies, used from another address", zh, "2026-11"),
		onPage("0002-00000705", "the signature of a form does not match", zh, "2026-11"),
		onPage("0002-00000708", "a bad character in the AccessKeyId of a form", zh, "2026-11"),
		onPage("0002-00000714", "forms take no S3 V2 signature", zh, "2026-11"),
		// No HTTP request carries the signature of an RTMP address, and RTMP knows no status 403.
		onPage("0002-00000802", "a bad character in the OSSAccessKeyId of an RTMP address", zh, "2026-11-29").because(OutOfReach),
		onPage("0002-00000804", "the Expires of an RTMP address is no integer", zh, "2026-11-29").because(OutOfReach),
		onPage("0002-00000805", "an RTMP address has expired", en, "2026-11-29").because(OutOfReach),
		onPage("0002-00000807", "the signature of an RTMP address does not match", intS, "2023-07-21").because(OutOfReach),
		onPage("0002-00000901", "a bad character in an AccessKeyId", zh, "2026-11"),
		onPage("0002-00000902", "the AccessKeyId does not exist", zh, "2026-11"),
		onPage("0002-00000903", "the AccessKeyId is disabled", zh, "2026-11"),
		onPage("0002-00000904", "the AccessKeyId is disabled, or limited to other addresses", en, "2026-11-29"),
	}
}
