package deny

// Reasons of retention policies.
const (
	ObjectRetained   Reason = "object-retained"
	RetentionLocked  Reason = "retention-locked"
	NoRetention      Reason = "no-such-retention"
	RetentionUnknown Reason = "retention-id-unknown"
	RetentionExists  Reason = "retention-exists"
	RetentionInvalid Reason = "retention-invalid"
	RetentionRange   Reason = "retention-days-out-of-range"
	RetentionDays    Reason = "retention-days-no-number"
)

const (
	invalidRetention     = "InvalidWORMConfiguration"
	invalidRetentionText = "Invalid WORM Configuration."
	retentionExistsText  = "The WORM Configuration already exists."
)

// retentions: the ECs of days are printed without a Code; that of a locked
// policy is printed nowhere.
func retentions() Catalogue {
	return Catalogue{
		ObjectRetained:   onPage(409, "FileImmutable", "The object you specified is immutable.", "0026-00000005", Documented),
		RetentionLocked:  {403, "WORMConfigurationLocked", "The WORM Configuration is locked.", "0027-00000008", Assumed, forbiddenPage},
		NoRetention:      onPage(404, "NoSuchWORMConfiguration", "The WORM Configuration does not exist.", "0027-00000009", Documented),
		RetentionUnknown: {404, "NoSuchWORMConfiguration", "The specified WORM ID does not exist.", "", Documented, notFoundPage},
		RetentionExists:  {409, "WORMConfigurationAlreadyExists", retentionExistsText, "0027-00000006", Assumed, conflictPage},
		RetentionInvalid: {400, invalidRetention, invalidRetentionText, "0027-00000007", Assumed, invalidPage},
		RetentionRange:   onPage(400, invalidRetention, invalidRetentionText, "0027-00000002", Assumed),
		RetentionDays:    onPage(400, invalidRetention, invalidRetentionText, "0027-00000005", Assumed),
	}
}
