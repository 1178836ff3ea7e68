// Package authentication holds the scenarios in which OSS refuses who the
// caller is: AccessKeys, signatures, clocks, signed URLs. One file a Code.
package authentication

import s "github.com/oss403/oss403/scenarios"

// Scenarios lists them, one for each carrier.
func Scenarios() []s.Scenario {
	return s.Expand("authentication",
		accessDenied(),
		accessDeniedDate(),
		accessDeniedPost(),
		postIdentity(),
		invalidAccessKeyID(),
		accessKeyNetwork(),
		requestTimeTooSkewed(),
		securityToken(),
		signatureDoesNotMatch(),
		signedOtherwise(),
		throughDomain(),
		boundary(),
		precedence(),
	)
}
