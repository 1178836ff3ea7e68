package rpc

import "github.com/oss403/oss403/harness/emulator/internal/diagnosis"

// decodeDiagnosticMessage opens an EncodedDiagnosticMessage of the caller's own account. That a message of another account,
// or one that the service has not made, cannot be found is inferred from the list of errors on the page. A message
// never expires here: the page names EncodedMessageExpire, and no time.
// https://www.alibabacloud.com/help/en/ram/developer-reference/api-ram-2015-05-01-decodediagnosticmessage (documented)
func decodeDiagnosticMessage(c *Call) (Object, *Error) {
	d, made := c.Seal.Open(c.param("EncodedDiagnosticMessage"))
	if !made || d.Principal.OwnerID != c.Account.UID {
		return nil, noDiagnosis
	}
	return Object{{"DecodedDiagnosticMessage", Object{
		{"ExplicitDeny", d.ExplicitDeny},
		{"NoPermissionPolicyType", d.PolicyType},
		{"AuthAction", d.Action},
		{"AuthResource", d.Resource},
		{"AuthPrincipal", Object{
			{"AuthPrincipalType", d.Principal.Kind}, {"AuthPrincipalOwnerId", d.Principal.OwnerID},
			{"AuthPrincipalDisplayName", d.Principal.DisplayName},
		}},
		{"AuthConditions", conditionsOf(d)},
		{"MatchedPolicies", matchedBy(d)},
	}}}, nil
}

func conditionsOf(d diagnosis.Diagnosis) []Object {
	all := []Object{}
	for _, condition := range d.Conditions {
		all = append(all, Object{{"ConditionKey", condition.Key}, {"ConditionValues", []string{condition.Value}}})
	}
	return all
}

func matchedBy(d diagnosis.Diagnosis) []Object {
	all := []Object{}
	for _, p := range d.Matched {
		policy := Object{{"Effect", p.Effect}}
		for _, f := range []Field{{"PolicyIdentifier", p.Identifier}, {"PolicyType", p.Type}, {"PolicyVersion", p.Version},
			{"AttachedEntityType", p.Entity}, {"AttachedScope", p.Scope}} {
			if f.Value != "" {
				policy = append(policy, f)
			}
		}
		all = append(all, policy)
	}
	return all
}
