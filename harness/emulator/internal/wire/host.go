package wire

import (
	"net"
	"net/netip"
	"strings"
)

// A Style is how a request names its bucket.
type Style string

// The styles of https://help.aliyun.com/zh/oss/user-guide/regions-and-endpoints.
const (
	ThirdLevel  Style = "third-level"  // bucket.oss-cn-hangzhou.aliyuncs.com/key
	SecondLevel Style = "second-level" // oss-cn-hangzhou.aliyuncs.com/bucket/key: ListBuckets only
	Local       Style = "local"        // 127.0.0.1/bucket/key: an IP address, a name without a dot, or an endpoint of PrivateLink
	Custom      Style = "custom"       // any other name: a custom domain, if a bucket has it; else the path names the bucket
)

// A Host is what the Host header says.
type Host struct {
	Verbatim string // as received, port included: HostId
	Style    Style
	Region   string // without oss-; empty for Custom, Fast, and Local but for PrivateLink
	Bucket   string // named by the host; empty when the path names it
	Domain   string // of Custom: in lower case, without port
	Legacy   bool   // oss.aliyuncs.com, which stands for cn-hangzhou
	Fast     bool   // an acceleration endpoint, which leads to every region
	Box      string // the id of the cloud box that it belongs to
	Public   bool   // the public endpoint of a region, by its own name, IPv6 or from before there were regions
}

// ParseHost reads a Host header. regions are those that the service has.
func ParseHost(header string, regions []string) Host {
	name := HostName(header)
	if isLocal(name) || !strings.Contains(name, ".") {
		return Host{Verbatim: header, Style: Local}
	}
	if bucket, rest, ok := strings.Cut(name, "."); ok && isLocal(rest) {
		return Host{Verbatim: header, Style: Local, Bucket: bucket}
	}
	for _, region := range regions {
		if _, special := financial[region]; !special && !strings.Contains(name, region) {
			continue
		}
		if isPrivateLink(name, region) {
			return Host{Verbatim: header, Style: Local, Region: region}
		}
		if h, ok := atBox(name, region); ok {
			h.Verbatim, h.Region = header, region
			return h
		}
		for _, endpoint := range endpointsOf(region) {
			if h, ok := under(endpoint, name); ok {
				h.Verbatim, h.Region, h.Public = header, region, endpoint != InternalEndpoint(region)
				return h
			}
		}
	}
	for _, endpoint := range accelerated {
		if h, ok := under(endpoint, name); ok {
			h.Verbatim, h.Fast = header, true
			return h
		}
	}
	for _, endpoint := range legacy {
		if h, ok := under(endpoint, name); ok {
			h.Verbatim, h.Region, h.Legacy, h.Public = header, legacyRegion, true, endpoint == legacy[0]
			return h
		}
	}
	return Host{Verbatim: header, Style: Custom, Bucket: name, Domain: name}
}

// under tells whether name is the endpoint or one label below it. An empty
// label, which ali-oss sends, names no bucket.
func under(endpoint, name string) (Host, bool) {
	if name == endpoint {
		return Host{Style: SecondLevel}, true
	}
	bucket, ok := strings.CutSuffix(name, "."+endpoint)
	if !ok || strings.Contains(bucket, ".") {
		return Host{}, false
	}
	if bucket == "" {
		return Host{Style: SecondLevel}, true
	}
	return Host{Style: ThirdLevel, Bucket: bucket}, true
}

// OfService: the name lies among those of OSS itself, and so is nobody's custom domain.
func (h Host) OfService() bool { return strings.HasSuffix(h.Domain, ".aliyuncs.com") }

// isPrivateLink: an endpoint that a VPC has for OSS by PrivateLink, such as
// ep-1234.oss.cn-hangzhou.privatelink.aliyuncs.com. It takes path style.
// https://help.aliyun.com/zh/oss/user-guide/access-oss-through-privatelink
func isPrivateLink(name, region string) bool {
	endpoint, ok := strings.CutSuffix(name, ".oss."+region+".privatelink.aliyuncs.com")
	return ok && strings.HasPrefix(endpoint, "ep-")
}

func isLocal(name string) bool {
	if name == "localhost" {
		return true
	}
	if last := name[max(0, len(name)-1):]; !strings.Contains(name, ":") && (last < "0" || last > "9") {
		return false // no address, neither of IPv4 nor of IPv6
	}
	_, err := netip.ParseAddr(strings.Trim(name, "[]"))
	return err == nil
}

// HostName is a Host header in lower case, without its port.
func HostName(header string) string {
	if strings.Contains(header, ":") {
		if name, _, err := net.SplitHostPort(header); err == nil {
			header = name
		}
	}
	return strings.ToLower(header)
}
