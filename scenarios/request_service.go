package scenarios

// Requests to the service itself.

func ListBuckets() Request {
	return Request{Operation: "ListBuckets", Method: "GET", Root: "ListAllMyBucketsResult", Names: Service, Caller: Owner}
}

func ListCloudBoxes() Request {
	return Request{Operation: "ListCloudBoxes", Method: "GET", SubResource: "cloudboxes", Root: "ListCloudBoxResult", Names: Service,
		Caller: Owner}
}

// DescribeRegions lists the regions with their endpoints.
func DescribeRegions() Request {
	return Request{Operation: "DescribeRegions", Method: "GET", SubResource: "regions", Root: "RegionInfoList", Names: Service, Caller: Owner}
}

func GetPublicAccessBlock() Request {
	return Request{Operation: "GetPublicAccessBlock", Method: "GET", SubResource: "publicAccessBlock",
		Root: "PublicAccessBlockConfiguration", Names: Service, Caller: Owner}
}

// PutPublicAccessBlock turns on Block Public Access of the whole account.
func PutPublicAccessBlock() Request {
	return Request{Operation: "PutPublicAccessBlock", Method: "PUT", SubResource: "publicAccessBlock", Names: Service,
		Effect: AccountEffect, Body: blocked, Caller: Owner}
}

func DeletePublicAccessBlock() Request {
	return Request{Operation: "DeletePublicAccessBlock", Method: "DELETE", SubResource: "publicAccessBlock", Names: Service,
		Effect: AccountEffect, Caller: Owner}
}
