package scenarios

// FaultKinds lists every kind of fault. Tests compare it with the constants and with the
// faults that the harness applies.
func FaultKinds() []FaultKind {
	return []FaultKind{
		FaultCaller, FaultAccessKeyID, FaultSecret, FaultSignature, FaultSignatureEnd,
		FaultHeaderAdded, FaultQueryAdded, FaultMethod, FaultClock, FaultExpired,
		FaultExpiresText, FaultQueryRemoved, FaultQueryEmptied, FaultOtherRegion, FaultPathStyle,
		FaultDate, FaultLifetime, FaultScope, FaultAuthorization, FaultTwoCarriers,
		FaultTokenAbsent, FaultTokenAdded, FaultTokenAltered, FaultTokenOfOther, FaultTokenExpired,
		FaultTokenTwice, FaultField, FaultFieldRemoved, FaultPolicyText, FaultCondition,
		FaultConditionOut, FaultPolicyExpired, FaultFileSize, FaultHeaderLeftOut, FaultHeaderOther,
		FaultHeaderDropped, FaultSignedFor, FaultSignedHost, FaultSignedText, FaultSentPath, FaultSentSignature,
		FaultQueryOther, FaultQueryLeftOut, FaultBody, FaultPoint, FaultHost, FaultState,
	}
}
