package deny

// Reasons of archived objects and their restores.
const (
	ObjectFrozen       Reason = "object-frozen"
	SourceFrozen       Reason = "copy-source-frozen"
	NotArchived        Reason = "restore-of-what-is-not-archived"
	RestoreOngoing     Reason = "restore-ongoing"
	RestoreSlower      Reason = "restore-slower-than-ongoing"
	RestoreTier        Reason = "restore-tier"
	RestoreDays        Reason = "restore-days"
	RestoreStale       Reason = "restore-stale"
	RestoreNotFinished Reason = "restore-not-finished"
)

// NotArchivedDetail is the Detail of NotArchived.
const NotArchivedDetail = "RestoreObject operation does not support this object storage class"

const (
	frozenText  = "The operation is not valid for the object's state"
	restoreTest = github + "aliyun/alibabacloud-oss-csharp-sdk-v2"
	ongoingText = "The restore operation is in progress."

	sourceFrozenIssue = github + "aliyun/aliyun-oss-go-sdk/issues/436"
)

// archives: the pages of 0703, 0704 and 0715 print neither Code nor text.
func archives() Catalogue {
	return Catalogue{
		ObjectFrozen:       onPage(403, "InvalidObjectState", frozenText, "0016-00000404", Documented),
		SourceFrozen:       {403, "InvalidObjectState", frozenText, "0016-00000330", Captured, sourceFrozenIssue},
		NotArchived:        onPage(400, "OperationNotSupported", "The operation is not supported for this resource", "0016-00000702", Inferred),
		RestoreOngoing:     {409, "RestoreAlreadyInProgress", ongoingText, "0016-00000701", Captured, restoreTest},
		RestoreSlower:      onPage(409, "RestoreAlreadyInProgress", ongoingText, "0016-00000715", Assumed),
		RestoreTier:        onPage(400, "InvalidArgument", "The restore tier is not valid.", "0016-00000703", Assumed),
		RestoreDays:        onPage(400, "InvalidArgument", "The restore days are not valid.", "0016-00000704", Assumed),
		RestoreStale:       onPage(409, "ArchiveRestoreFileStale", "The archive file or restore info stale", "0016-00000718", Documented),
		RestoreNotFinished: onPage(409, "ArchiveRestoreNotFinished", "The archive file's restore is not finished.", "0016-00000719", Documented),
	}
}
