package check

// A Pair is two checks whose order is known although others stand between
// them, or the place of one is assumed for another's sake.
type Pair struct {
	First, Then string // names
	Certainty   Certainty
}

// Pairs are the known orders of authentication, beside the neighbours in
// Order.
func Pairs() []Pair {
	return []Pair{
		{"endpoint/bucket", "identity/key-known", Seen},          // clients of four languages rely on it
		{"identity/key-known", "identity/signature", Documented}, // only an active AccessKey can mismatch
		{"identity/key-enabled", "identity/signature", Documented},
		{"identity/key-known", "identity/token-intact", Inferred}, // a permanent AccessKey with garbage for a token is unknown
		{"identity/url-expiry", "identity/signature", Documented},
		{"identity/day", "identity/skew", Inferred},
		{"identity/region", "identity/signature", Inferred},
		{"identity/product", "identity/signature", Inferred},
		{"identity/date", "identity/signature", Inferred},
		{"identity/signature", "permission/management", Documented}, // who it is before what he may
		{"identity/signature", "permission/bucket-acl", Documented},
		{"permission/object-acl", "state/archived", Inferred}, // what he may before what the object allows
		{"permission/bucket-acl", "state/archived", Inferred},
		{"permission/object-acl", "state/retention", Inferred},
		{"permission/bucket-acl", "state/retention", Inferred},
	}
}
