package deny

// Reasons of versions.
const (
	VersionEmpty         Reason = "version-id-empty"
	VersionInvalid       Reason = "version-id-invalid"
	NoSuchVersion        Reason = "no-such-version"
	MarkerNamed          Reason = "delete-marker-named"
	VersionMarkerInvalid Reason = "version-marker-invalid"
	VersioningEmpty      Reason = "versioning-status-empty"
	VersioningUnknown    Reason = "versioning-status-unknown"
	VersioningRetained   Reason = "versioning-of-retained-bucket"
	RetentionUnversioned Reason = "retention-of-bucket-with-suspended-versioning"
	AppendVersion        Reason = "append-to-version"
	SourceParameter      Reason = "copy-source-parameter"
	SourceVersionEmpty   Reason = "copy-source-version-empty"
	SourceVersionUnknown Reason = "copy-source-version-unknown"
	SourceMarker         Reason = "copy-source-delete-marker"
	BatchVersionEmpty    Reason = "batch-version-empty"
)

const (
	noVersionText     = "The specified version does not exist."
	unversionedText   = "The versioning of the bucket is suspended."
	versionOfBoth     = "The bucket has a WORM configuration."
	notSupported      = "OperationNotSupported"
	versioningText    = "The versioning status is not valid."
	appendVersionText = "AppendObject takes no version ID."
)

// versions: the pages of these ECs print neither Code nor Message; of
// NoSuchVersion the page of 0026-00000001 has the Code, and that of a marker
// that is named is on the pages of the operations.
func versions() Catalogue {
	return Catalogue{
		VersionEmpty:         onPage(400, "InvalidArgument", "The version ID must not be empty.", "0012-00000201", Assumed),
		VersionInvalid:       onPage(400, "InvalidArgument", "The version ID is not valid.", "0012-00000202", Assumed),
		NoSuchVersion:        onPage(404, "NoSuchVersion", noVersionText, "0026-00000001", Assumed),
		MarkerNamed:          onPage(405, "MethodNotAllowed", methodText, "0017-00000002", Inferred),
		VersionMarkerInvalid: onPage(400, "InvalidArgument", "The version-id-marker is not valid.", "0012-00000105", Assumed),
		VersioningEmpty:      onPage(400, "InvalidArgument", versioningText, "0012-00000003", Assumed),
		VersioningUnknown:    onPage(400, "InvalidArgument", versioningText, "0012-00000004", Assumed),
		VersioningRetained:   onPage(400, notSupported, versionOfBoth, "0012-00000006", Assumed),
		RetentionUnversioned: onPage(400, notSupported, unversionedText, "0027-00000003", Assumed),
		AppendVersion:        onPage(400, "InvalidArgument", appendVersionText, "0016-00000504", Assumed),
		SourceParameter:      onPage(400, "InvalidArgument", copySourceText, "0016-00000304", Assumed),
		SourceVersionEmpty:   onPage(400, "InvalidArgument", copySourceText, "0016-00000305", Assumed),
		SourceVersionUnknown: onPage(404, "NoSuchVersion", noVersionText, "0012-00000203", Assumed),
		SourceMarker:         onPage(404, "NoSuchKey", "The specified key does not exist.", "0016-00000307", Assumed),
		BatchVersionEmpty:    onPage(400, "InvalidArgument", "The version ID must not be empty.", "0016-00000612", Assumed),
	}
}
