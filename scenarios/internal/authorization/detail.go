package authorization

import (
	"slices"

	s "github.com/oss403/oss403/scenarios"
)

// base64OfDiagnosis matches whole groups of four characters. The first bytes are as captured.
const base64OfDiagnosis = `^AQIBI[A-Za-z0-9+/]{3}([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{2}==)?$`

// detailChildren lists the children of AccessDeniedDetail, in order. Every captured answer has
// them.
// https://help.aliyun.com/zh/oss/user-guide/0003-00000201
func detailChildren() []string {
	return []string{"PolicyType", "AuthPrincipalOwnerId", "AuthPrincipalType", "AuthPrincipalDisplayName", "NoPermissionType", "AuthAction"}
}

// toRAMUser adds the detail for a RAM user whom no policy allows: it names the action without an
// Allow. RAM asks the account level first and the resource group level last; answers of both levels
// were captured.
func toRAMUser(e s.Expectation, action string, evidence s.Evidence) s.Expectation {
	return e.
		Element(s.FieldDetail, s.Children(detailChildren(), "EncodedDiagnosticMessage"), evidence).
		Element("AccessDeniedDetail/PolicyType", s.Exactly("ResourceGroupLevelIdentityBasedPolicy"), evidence).
		Or(s.Exactly("AccountLevelIdentityBasedPolicy"), evidence).
		Element("AccessDeniedDetail/AuthPrincipalOwnerId", s.Echo(s.MatchOwnerUID), evidence).
		Element("AccessDeniedDetail/AuthPrincipalType", s.Exactly("SubUser"), evidence).
		Element("AccessDeniedDetail/AuthPrincipalDisplayName", s.Echo(s.MatchUserID), evidence).
		Element("AccessDeniedDetail/NoPermissionType", s.Exactly("ImplicitDeny"), evidence).
		Element("AccessDeniedDetail/AuthAction", s.Exactly(action), evidence)
}

// capturedDetail is the page with an answer to a refused data operation of a RAM user.
func capturedDetail() s.Evidence {
	return s.Documented(s.ECPage("0003-00000001"))
}

// likelyDetail is for refusals without a captured answer: the caller decides whether the element
// comes.
func likelyDetail() s.Evidence {
	return s.Inferred("a RAM user is refused as with other data operations, of which answers were captured")
}

// withoutDetail expects no AccessDeniedDetail where RAM decides nothing: for anonymous callers and
// for accounts.
func withoutDetail(all []s.Scenario) []s.Scenario {
	none := s.Inferred("every captured answer to an anonymous caller or an account, which cannot be followed")
	all = slices.Clone(all)
	for i, scenario := range all {
		sender := scenario.When.Caller
		if scenario.Fault.Kind == s.FaultCaller {
			sender = scenario.Fault.Caller
		}
		if sender != s.RAMUser && sender != s.RoleSession && scenario.Code() == "AccessDenied" {
			all[i].Then = scenario.Then.Element(s.FieldDetail, s.Absent(), none)
		}
	}
	return all
}
