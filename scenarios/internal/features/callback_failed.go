package features

import s "github.com/oss403/oss403/scenarios"

// callbackFailed lists uploads whose own callback fails: HTTP 203, and the object is stored all the
// same. It is the neighbour of RequestDeniedByCallback, which refuses.
// https://help.aliyun.com/zh/oss/developer-reference/callback
func callbackFailed() []s.Scenario {
	const page203 s.Source = "https://www.alibabacloud.com/help/en/oss/user-guide/http-status-code-203"
	seen := s.Captured(s.Issue("cloudreve/cloudreve#3038").Of("2025-11-14"))
	page205 := s.Documented(s.ECPage("0007-00000205"), page203)
	upload := s.PutObject().With("x-oss-callback", "{callback}").With("x-oss-callback-var", "{callbackVars}")
	form := s.PostObject(nil, s.Param{Name: "callback", Value: "{callback}"}, s.Param{Name: "x:mine", Value: "oss403"})
	failed := func(variant, title string, carriers []s.Carrier, when s.Request, how string, then s.Expectation) s.Scenario {
		return s.Scenario{ID: "boundary/callback/{carrier}/" + variant, Row: "B31", Title: title, Carriers: carriers,
			Given: s.AnObject(s.Private).With(s.CallbackServer, s.CallbackAccepts), When: when, Fault: s.With(s.CallbackServer, how), Then: then}
	}
	refused := s.Refused(203, "CallbackFailed", seen).Message(s.Exactly("Error status : 401."), seen).EC("0007-00000203", seen)
	noJSON := s.Refused(203, "CallbackFailed", page205).Message(s.Exactly("Response body is not valid json format."), page205).
		EC("0007-00000205", page205)
	header := []s.Carrier{s.V1Header, s.V4Header, s.V4URL}
	return []s.Scenario{
		failed("refused", "an upload whose callback server refuses is stored all the same: HTTP 203, not 403", header, upload, s.CallbackRefuses,
			refused),
		failed("refused-form", "a form whose callback server refuses is stored all the same: HTTP 203, not 403", []s.Carrier{s.PostV4}, form,
			s.CallbackRefuses, refused),
		failed("no-json", "an upload whose callback server answers no JSON is stored all the same: HTTP 203", []s.Carrier{s.V4Header}, upload,
			s.CallbackNoJSON, noJSON),
	}
}
