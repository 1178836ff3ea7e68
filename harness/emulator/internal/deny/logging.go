package deny

// Reasons of the logs of a bucket.
const (
	LogTargetAbsent  Reason = "log-target-absent"
	LogTargetEmpty   Reason = "log-target-empty"
	LogTargetName    Reason = "log-target-name"
	LogPrefixStart   Reason = "log-prefix-start"
	LogPrefixLong    Reason = "log-prefix-too-long"
	LogRole          Reason = "log-role"
	LogTargetMissing Reason = "log-target-missing"
	LogTargetForeign Reason = "log-target-of-another-account"
	LogTargetRegion  Reason = "log-target-in-other-region"
)

const (
	logTargetCode = "InvalidTargetBucketForLogging"
	logTargetText = "put bucket log requester is not target bucket owner."
	logPrefixText = "The target prefix is not valid."
	loggingAPI    = "https://help.aliyun.com/zh/oss/developer-reference/putbucketlogging"
)

// logs: the text was seen in answers to a missing target, without their
// status. The page of errors 400 prints it, and the page of the operation the
// Code as 403: see Printed.
func logs() Catalogue {
	return Catalogue{
		LogTargetAbsent:  onPage(400, "MalformedXML", malformedText, "0032-00000002", Assumed),
		LogTargetEmpty:   onPage(400, "MalformedXML", malformedText, "0032-00000003", Assumed),
		LogTargetName:    onPage(400, logTargetCode, logTargetText, "0032-00000004", Assumed),
		LogPrefixStart:   onPage(400, "InvalidArgument", logPrefixText, "0032-00000005", Assumed),
		LogPrefixLong:    onPage(400, "InvalidArgument", logPrefixText, "0032-00000006", Assumed),
		LogRole:          onPage(400, "InvalidArgument", "LoggingRole is invalid.", "0032-00000014", Documented),
		LogTargetMissing: onPage(400, logTargetCode, logTargetText, "0032-00000008", Inferred),
		LogTargetForeign: onPage(400, logTargetCode, logTargetText, "0032-00000009", Documented),
		LogTargetRegion:  onPage(400, logTargetCode, logTargetText, "0032-00000010", Assumed),
	}
}
