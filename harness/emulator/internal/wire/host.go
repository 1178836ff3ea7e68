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

// Hosts knows the host names of a service. It never changes.
type Hosts struct {
	regions   []string
	endpoints map[string]Host // what a bare endpoint says, by its name
}

// NewHosts returns the host names of a service with these regions. Of a name that stands for several things the first counts.
func NewHosts(regions []string) *Hosts {
	h := &Hosts{regions, map[string]Host{}}
	for _, region := range regions {
		for _, endpoint := range endpointsOf(region) {
			h.add(endpoint, Host{Region: region, Public: endpoint != InternalEndpoint(region)})
		}
	}
	for _, endpoint := range accelerated {
		h.add(endpoint, Host{Fast: true})
	}
	for _, endpoint := range legacy {
		h.add(endpoint, Host{Region: legacyRegion, Legacy: true, Public: endpoint == legacy[0]})
	}
	return h
}

func (h *Hosts) add(endpoint string, host Host) {
	if _, taken := h.endpoints[endpoint]; !taken {
		host.Style = SecondLevel
		h.endpoints[endpoint] = host
	}
}

// Parse reads a Host header.
func (h *Hosts) Parse(header string) Host {
	host := h.of(HostName(header))
	host.Verbatim = header
	return host
}

func (h *Hosts) of(name string) Host {
	label, rest, dotted := strings.Cut(name, ".")
	if isLocal(name) || !dotted {
		return Host{Style: Local}
	}
	if isLocal(rest) {
		return Host{Style: Local, Bucket: label}
	}
	if host, known := h.endpoints[name]; known {
		return host
	}
	if host, known := h.endpoints[rest]; known {
		return host.below(label)
	}
	for _, region := range h.regions {
		if isPrivateLink(name, region) {
			return Host{Style: Local, Region: region}
		}
		if host, ok := atBox(name, region); ok {
			host.Region = region
			return host
		}
	}
	return Host{Style: Custom, Bucket: name, Domain: name}
}

// below is the host one label below an endpoint. An empty label, which ali-oss sends, names no bucket.
func (h Host) below(label string) Host {
	if label != "" {
		h.Style, h.Bucket = ThirdLevel, label
	}
	return h
}

// OfService: the name lies among those of OSS itself, and so is nobody's custom domain.
func (h Host) OfService() bool { return strings.HasSuffix(h.Domain, ".aliyuncs.com") }

// isPrivateLink: an endpoint that a VPC has for OSS by PrivateLink, such as
// ep-1234.oss.cn-hangzhou.privatelink.aliyuncs.com. It takes path style.
// https://help.aliyun.com/zh/oss/user-guide/access-oss-through-privatelink
func isPrivateLink(name, region string) bool {
	return strings.HasPrefix(name, "ep-") && strings.HasSuffix(name, ".oss."+region+".privatelink.aliyuncs.com")
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
