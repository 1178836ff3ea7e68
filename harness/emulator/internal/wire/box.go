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
	labels, ok := strings.CutSuffix(name, BoxEndpoint("", region))
	id := labels[strings.LastIndex(labels, ".")+1:]
	if !ok || !strings.HasPrefix(id, "cb-") {
		return Host{}, false
	}
	h, ok := under(BoxEndpoint(id, region), name)
	h.Box = id
	return h, ok
}
