package authorization

import (
	"slices"

	s "github.com/oss403/oss403/scenarios"
)

// base64OfDiagnosis: whole groups of four characters, the first bytes as captured.
const base64OfDiagnosis = `^AQIBI[A-Za-z0-9+/]{3}([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{2}==)?$`

// detailChildren are the children of AccessDeniedDetail that every captured one
// has, in order: https://help.aliyun.com/zh/oss/user-guide/0003-00000201
func detailChildren() []string {
	return []string{"PolicyType", "AuthPrincipalOwnerId", "AuthPrincipalType", "AuthPrincipalDisplayName", "NoPermissionType", "AuthAction"}
}

// toRAMUser: where no policy allows, a RAM user is told which action none allowed.
// RAM asks the account level first and the resource group level last; answers
// that name either were captured.
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

// capturedDetail: bodies of refused data operations of RAM users.
func capturedDetail() s.Evidence {
	return s.Documented(s.ECPage("0003-00000001"))
}

// likelyDetail: the element follows from who is refused, and no answer was captured.
func likelyDetail() s.Evidence {
	return s.Inferred("a RAM user is refused as with other data operations, of which answers were captured")
}

// withoutDetail: anonymous callers and accounts, on whom RAM decides nothing, get
// no AccessDeniedDetail.
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
