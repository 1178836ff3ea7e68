package scenarios

// Requests for access points of a bucket: https://help.aliyun.com/zh/oss/developer-reference/createaccesspoint

const pointHeader = "x-oss-access-point-name"

func ListAccessPoints() Request {
	return reads("ListAccessPoints", "accessPoint", "ListAccessPointsResult")
}

// CreateAccessPoint makes the access point {point}, which serves the internet.
func CreateAccessPoint() Request {
	return sets("CreateAccessPoint", "accessPoint",
		"<CreateAccessPointConfiguration><AccessPointName>{point}</AccessPointName>"+
			"<NetworkOrigin>internet</NetworkOrigin></CreateAccessPointConfiguration>")
}

func GetAccessPoint() Request {
	return reads("GetAccessPoint", "accessPoint", "GetAccessPointResult").With(pointHeader, "{point}")
}

func DeleteAccessPoint() Request {
	return removes("DeleteAccessPoint", "accessPoint").With(pointHeader, "{point}")
}

// onPoint gives a request that writes its effect on the access point, and not on the bucket.
func onPoint(r Request, effect Effect) Request {
	if r.Method != "GET" {
		r.Effect = effect
	}
	return r
}

func aboutPointPolicy(r Request) Request {
	return onPoint(r, PointPolicyEffect).With(pointHeader, "{point}")
}

// GetAccessPointPolicy returns JSON.
func GetAccessPointPolicy() Request {
	return aboutPointPolicy(reads("GetAccessPointPolicy", "accessPointPolicy", "Statement"))
}

// PutAccessPointPolicy sets the policy of {point}.
func PutAccessPointPolicy(policy string) Request {
	return aboutPointPolicy(sets("PutAccessPointPolicy", "accessPointPolicy", policy))
}

func DeleteAccessPointPolicy() Request {
	return aboutPointPolicy(removes("DeleteAccessPointPolicy", "accessPointPolicy"))
}

// aboutPointBlock names {point} in the query, as the page does:
// https://help.aliyun.com/zh/oss/developer-reference/putaccesspointpublicaccessblock
func aboutPointBlock(r Request) Request {
	return onPoint(r, PointBlockEffect).WithQuery(pointHeader, "{point}")
}

func GetAccessPointPublicAccessBlock() Request {
	return aboutPointBlock(reads("GetAccessPointPublicAccessBlock", "publicAccessBlock", "PublicAccessBlockConfiguration"))
}

// PutAccessPointPublicAccessBlock turns on Block Public Access of {point}.
func PutAccessPointPublicAccessBlock() Request {
	return aboutPointBlock(sets("PutAccessPointPublicAccessBlock", "publicAccessBlock", blocked))
}

func DeleteAccessPointPublicAccessBlock() Request {
	return aboutPointBlock(removes("DeleteAccessPointPublicAccessBlock", "publicAccessBlock"))
}
