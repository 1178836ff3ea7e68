// Package authorization holds the scenarios in which OSS refuses the action of a caller: anonymous
// callers, policies, ACLs. Each Code has a file; AccessDenied has one for each thing that decides.
package authorization

import s "github.com/oss403/oss403/scenarios"

// Scenarios lists the scenarios of this package, one for each carrier.
func Scenarios() []s.Scenario {
	return withoutDetail(s.Expand("authorization",
		anonymousDenied(),
		objectACLDenies(),
		bucketACLDenies(),
		policyDenies(),
		folderDenies(),
		symlinkDenies(),
		groupDenies(),
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
