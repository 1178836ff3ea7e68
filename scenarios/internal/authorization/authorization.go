// Package authorization holds the scenarios in which OSS refuses what the
// caller may do: anonymous callers, ACLs. One file a Code, the many rows of
// AccessDenied by who or what decides.
package authorization

import s "github.com/oss403/oss403/scenarios"

// Scenarios lists them, one for each carrier.
func Scenarios() []s.Scenario {
	return withoutDetail(s.Expand("authorization",
		anonymousDenied(),
		objectACLDenies(),
		bucketACLDenies(),
		policyDenies(),
		folderDenies(),
		secondaryDenied(),
		settingsDeny(),
		publicDenied(),
		accessForbidden(),
		accountState(),
		accessPointDenies(),
		matrix(),
	))
}

func unsigned() []s.Carrier     { return []s.Carrier{s.Unsigned} }
func unsignedRead() []s.Carrier { return []s.Carrier{s.Unsigned, s.UnsignedHead} }
