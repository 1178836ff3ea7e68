package features

import s "github.com/oss403/oss403/scenarios"

// deniedByCallback lists reads of a bucket that belongs to a drive service, which OSS asks before each read.
// No customer has such a bucket, and no page tells of it.
func deniedByCallback() []s.Scenario {
	const busy, stranger = "ExceedMaxConcurrency", "require login [auth not found]"
	seen := s.Captured(s.Issue("AlistGo/alist#7258").Of("2024-09-24"))
	denied := func(variant, title, reason string, carriers []s.Carrier, text s.Evidence) s.Scenario {
		return s.Scenario{ID: "request-denied-by-callback/{carrier}/" + variant, Row: "X30", Title: title, Carriers: carriers,
			Given: s.AnObject(s.Private), When: s.GetObject(), Fault: s.With(s.CallbackDenies, reason),
			Then: s.Denied("RequestDeniedByCallback", seen).
				Message(s.Exactly("Callback deny this request reason: "+reason), text).
				EC("0007-00000209", seen)}
	}
	return []s.Scenario{
		denied("concurrency", "a read is refused where the drive service of the bucket counts too many at once", busy, s.Signed(), seen),
		denied("no-login", "a read is refused with the reason that the drive service of the bucket gives", stranger,
			[]s.Carrier{s.V4URL}, s.Inferred("as with the reason that was seen")),
	}
}
