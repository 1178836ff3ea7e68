// Package authentication holds the scenarios in which OSS refuses the identity of a caller:
// AccessKeys, signatures, clocks, signed URLs. Each Code has a file.
package authentication

import s "github.com/oss403/oss403/scenarios"

// Scenarios lists the scenarios of this package, one for each carrier.
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
		otherSignatures(),
		throughDomain(),
		cloudBox(),
		boundary(),
		precedence(),
	)
}
