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

func aboutPointPolicy(r Request) Request {
	r.SubResource = "accessPointPolicy"
	if r.Method != "GET" {
		r.Effect = PointPolicyEffect
	}
	return r.With(pointHeader, "{point}")
}

// GetAccessPointPolicy returns JSON.
func GetAccessPointPolicy() Request {
	return aboutPointPolicy(reads("GetAccessPointPolicy", "", "Statement"))
}

// PutAccessPointPolicy sets the policy of {point}.
func PutAccessPointPolicy(policy string) Request {
	return aboutPointPolicy(sets("PutAccessPointPolicy", "", policy))
}

func DeleteAccessPointPolicy() Request {
	return aboutPointPolicy(removes("DeleteAccessPointPolicy", ""))
}

// aboutPointBlock names {point} in the query, as the page does:
// https://help.aliyun.com/zh/oss/developer-reference/putaccesspointpublicaccessblock
func aboutPointBlock(r Request) Request {
	r.SubResource = "publicAccessBlock"
	if r.Method != "GET" {
		r.Effect = PointBlockEffect
	}
	return r.WithQuery(pointHeader, "{point}")
}

func GetAccessPointPublicAccessBlock() Request {
	return aboutPointBlock(reads("GetAccessPointPublicAccessBlock", "", "PublicAccessBlockConfiguration"))
}

// PutAccessPointPublicAccessBlock turns on Block Public Access of {point}.
func PutAccessPointPublicAccessBlock() Request {
	return aboutPointBlock(sets("PutAccessPointPublicAccessBlock", "", blocked))
}

func DeleteAccessPointPublicAccessBlock() Request {
	return aboutPointBlock(removes("DeleteAccessPointPublicAccessBlock", ""))
}
