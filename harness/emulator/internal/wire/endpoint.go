package wire

import (
	"slices"
	"strings"
)

// Regionless is the region whose buckets lie in no one place; it has a public
// endpoint only.
const Regionless = "rg-china-mainland"

// A label is what stands for a region in the names of its endpoints.
type label struct{ public, internal string }

// financial are the regions whose endpoints are not called as they are.
// https://help.aliyun.com/zh/oss/user-guide/regions-and-endpoints
var financial = map[string]label{
	"cn-hangzhou-finance":   {"oss-cn-hzfinance", "oss-cn-hzjbp-a-internal"},
	"cn-shenzhen-finance-1": {"oss-cn-szfinance", "oss-cn-szfinance-internal"},
	"cn-shanghai-finance-1": {"oss-cn-shanghai-finance-1-pub", "oss-cn-shanghai-finance-1-internal"},
	"cn-beijing-finance-1":  {"oss-cn-beijing-finance-1-pub", "oss-cn-beijing-finance-1-internal"},
}

// dualStack are the regions that are reached by IPv6 too.
// https://help.aliyun.com/zh/oss/user-guide/regions-and-endpoints
var dualStack = []string{
	"cn-hangzhou", "cn-shanghai", "cn-qingdao", "cn-beijing", "cn-zhangjiakou", "cn-huhehaote", "cn-wulanchabu", "cn-shenzhen",
	"cn-heyuan", "cn-guangzhou", "cn-chengdu", "cn-hongkong", "eu-central-1",
	"cn-hangzhou-finance", "cn-shenzhen-finance-1", "cn-shanghai-finance-1", "cn-beijing-finance-1", "cn-north-2-gov-1",
}

// AccelerationEndpoint is that of the whole world.
const AccelerationEndpoint = "oss-accelerate.aliyuncs.com"

// accelerated are the acceleration endpoints: of the whole world, and of all
// of it but mainland China.
var accelerated = []string{AccelerationEndpoint, "oss-accelerate-overseas.aliyuncs.com"}

// legacy are the endpoints from before there were regions, the public one
// first.
var legacy = []string{"oss.aliyuncs.com", "oss-internal.aliyuncs.com"}

const legacyRegion = "cn-hangzhou"

// Accelerates: the region offers transfer acceleration. Those of the financial
// and public sectors do not, nor do buckets that lie in no one place.
// https://help.aliyun.com/zh/oss/user-guide/0028-00000001
func Accelerates(region string) bool {
	return region != Regionless && !strings.Contains(region, "-finance") && !strings.Contains(region, "-gov")
}

// Mainland: the region lies in mainland China.
// https://help.aliyun.com/zh/oss/user-guide/regions-and-endpoints
func Mainland(region string) bool {
	return region == Regionless || strings.HasPrefix(region, "cn-") && region != "cn-hongkong"
}

// endpointsOf lists the public, internal and dual-stack endpoint of a region,
// as far as it has them.
func endpointsOf(region string) []string {
	list := []string{PublicEndpoint(region)}
	if region != Regionless {
		list = append(list, InternalEndpoint(region))
	}
	if slices.Contains(dualStack, region) {
		list = append(list, region+".oss.aliyuncs.com")
	}
	return list
}

// PublicEndpoint is the endpoint of a region for everybody.
func PublicEndpoint(region string) string {
	if l, ok := financial[region]; ok {
		return l.public + ".aliyuncs.com"
	}
	return "oss-" + region + ".aliyuncs.com"
}

// InternalEndpoint is the endpoint of a region for its own network.
func InternalEndpoint(region string) string {
	if l, ok := financial[region]; ok {
		return l.internal + ".aliyuncs.com"
	}
	return "oss-" + region + "-internal.aliyuncs.com"
}
