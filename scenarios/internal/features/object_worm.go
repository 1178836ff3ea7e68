package features

import s "github.com/oss403/oss403/scenarios"

// The pages of object-level retention. The edition in Portuguese is newer, and names two Codes.
const (
	pageKeep      s.Source = "https://help.aliyun.com/zh/oss/developer-reference/putobjectretention"
	pageKeepNewer s.Source = "https://www.alibabacloud.com/help/pt-br/oss/developer-reference/putobjectretention"
	pageWorm      s.Source = "https://help.aliyun.com/en/oss/user-guide/object-level-retention-policy-object-worm"
)

// keeping has an object with versions in a bucket with object-level retention.
func keeping() s.State {
	return s.AnObject(s.Private).With(s.Versioning, s.Enabled).With(s.ObjectWorm, s.Enabled)
}

// shortenedRetention lists attempts to shorten a retention in compliance mode, which can only be extended.
func shortenedRetention() []s.Scenario {
	shorten := func(variant, title string, when s.Request) s.Scenario {
		return s.Scenario{ID: "access-denied/object-retention/{carrier}/" + variant, Row: "X32", Title: title,
			Carriers: []s.Carrier{s.V4Header, s.V4URL}, Given: keeping(), When: when, Fault: s.With(s.ObjectRetention, s.Compliance),
			Then: onlyExtended()}
	}
	sooner := s.PutObjectRetention(s.Compliance)
	return []s.Scenario{
		shorten("shortened", "a retention in compliance mode is not shortened", sooner),
		shorten("shortened-of-version", "the retention of a version in compliance mode is not shortened", sooner.OfVersion()),
		shorten("shortened-bypassing", "a retention in compliance mode is not shortened by who bypasses governance", sooner.Bypassing()),
	}
}

func onlyExtended() s.Expectation {
	page := s.Documented(pageKeepNewer.Of("2026-07-03"))
	return s.Denied("AccessDenied", page).
		Element(s.FieldStatus, s.Exactly("403"), s.Inferred("the status of every AccessDenied")).
		Message(s.Pattern("."), s.Inferred("no text is published")).
		Element(s.FieldEC, s.Pattern(`^00(03|26|27)-\d{8}$`), s.Inferred("the family of access control, of objects, or of retention"))
}

// keptVersions lists the neighbours with another status: what deletes a kept version is no 403.
func keptVersions() []s.Scenario {
	header := []s.Carrier{s.V4Header}
	boundary := func(id, row, title string, given s.State, when s.Request, fault s.Fault, then s.Expectation) s.Scenario {
		return s.Scenario{ID: "boundary/object-worm/{carrier}/" + id, Row: row, Title: title, Carriers: header, Given: given, When: when,
			Fault: fault, Then: then}
	}
	deletes, batch := s.DeleteObject().OfVersion(), s.DeleteMultipleVersions()
	governed, fixed, held := s.With(s.ObjectRetention, s.Governance), s.With(s.ObjectRetention, s.Compliance), s.With(s.LegalHold, s.On)
	return []s.Scenario{
		boundary("delete-governance", "B27", "a version that is kept in governance mode is not deleted: HTTP 409",
			keeping(), deletes, governed, immutableVersion()),
		boundary("delete-compliance", "B27", "a version that is kept in compliance mode is not deleted: HTTP 409",
			keeping(), deletes, fixed, immutableVersion()),
		boundary("delete-held", "B27", "a version under legal hold is not deleted: HTTP 409", keeping(), deletes, held, immutableVersion()),
		boundary("delete-held-after-retention", "B27", "a legal hold outlasts the retention of a version: HTTP 409",
			keeping().With(s.ObjectRetention, s.KeptUntilPast), deletes, held, immutableVersion()),
		boundary("delete-before-lapse", "B27", "a version is not deleted before its retention lapses: HTTP 409",
			keeping().With(s.ObjectRetention, s.KeptUntilPast), deletes, governed, immutableVersion()),
		boundary("delete-bypassing-nothing", "B27", "to say that nothing is bypassed bypasses nothing: HTTP 409",
			keeping().With(s.ObjectRetention, s.Governance), deletes.Bypassing(),
			s.HeaderIs("x-oss-bypass-governance-retention", "false"), immutableVersion()),
		boundary("delete-compliance-bypassing", "B27", "who bypasses governance does not bypass compliance: HTTP 409",
			keeping().With(s.ObjectRetention, s.Governance), deletes.Bypassing(), fixed, immutableVersion()),
		boundary("delete-held-bypassing", "B27", "who bypasses governance does not bypass a legal hold: HTTP 409",
			keeping().With(s.ObjectRetention, s.Governance), deletes.Bypassing(), held, immutableVersion()),
		boundary("batch-governance", "B27", "a batch with a version that is kept is refused: HTTP 409",
			keeping(), batch, governed, immutableVersion()),
		boundary("mode-changed", "B27", "the mode of a retention that runs does not change: HTTP 409",
			keeping(), s.PutObjectRetention(s.Compliance).Bypassing(), governed, modeFixed()),
		boundary("retention-not-enabled", "B28", "an object has no retention where object-level retention is not enabled: HTTP 400",
			keeping(), s.PutObjectRetention(s.Governance), s.Without(s.ObjectWorm), notEnabled()),
		boundary("legal-hold-not-enabled", "B28", "an object has no legal hold where object-level retention is not enabled: HTTP 400",
			keeping(), s.PutObjectLegalHold(), s.Without(s.ObjectWorm), notEnabled()),
	}
}

// immutableVersion: the pages of ObjectWorm say what is refused; FileImmutable is the Code of protected
// objects, and was seen where a mode was to be changed.
func immutableVersion() s.Expectation {
	page := s.Documented(s.ECPage("0026-00000005"), pageWorm)
	return s.Refused(409, "FileImmutable", page).
		Message(s.Exactly("The object you specified is immutable."), page).
		Element(s.FieldEC, s.Pattern(`^00(26|27)-\d{8}$`), s.Inferred("the page of 0026-00000005 is about retention policies of buckets"))
}

func modeFixed() s.Expectation {
	seen := s.Captured(s.Issue("salesforce/multicloudj#471").Of("2026-06-05"))
	return immutableVersion().
		Element(s.FieldStatus, s.Exactly("409"), seen).
		Element(s.FieldCode, s.Exactly("FileImmutable"), seen)
}

func notEnabled() s.Expectation {
	page := s.Documented(pageKeepNewer.Of("2026-07-03"), pageKeep)
	return s.Refused(400, "InvalidRequest", page).
		Element(s.FieldStatus, s.Exactly("400"), s.Inferred("the status of every InvalidRequest")).
		Message(s.Pattern("."), s.Inferred("no text is published")).
		Element(s.FieldEC, s.Pattern(`^00(16|26|27)-\d{8}$`), s.Inferred("the family of objects, or of retention"))
}
