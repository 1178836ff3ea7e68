package wire

import "strings"

// BoxEndpoint is where the data in a cloud box are reached.
func BoxEndpoint(id, region string) string { return id + "." + region + ".oss-cloudbox.aliyuncs.com" }

// BoxControlEndpoint is where the buckets of a cloud box are configured. It is listed and not served.
func BoxControlEndpoint(id, region string) string {
	return id + "." + region + ".oss-cloudbox-control.aliyuncs.com"
}

// atBox tells whether name is the endpoint of a cloud box in the region, or one label below it.
func atBox(name, region string) (Host, bool) {
	labels, ok := strings.CutSuffix(name, ".oss-cloudbox.aliyuncs.com")
	if !ok {
		return Host{}, false
	}
	labels, ok = strings.CutSuffix(labels, "."+region)
	bucket, id, below := strings.Cut(labels, ".")
	if !below {
		bucket, id = "", labels
	}
	if !ok || !strings.HasPrefix(id, "cb-") || strings.Contains(id, ".") {
		return Host{}, false
	}
	return Host{Style: SecondLevel, Box: id}.below(bucket), true
}
