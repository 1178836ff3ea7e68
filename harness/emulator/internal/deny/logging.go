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
		LogTargetAbsent:  {400, "MalformedXML", malformedText, "0032-00000002", Assumed, page("0032-00000002")},
		LogTargetEmpty:   {400, "MalformedXML", malformedText, "0032-00000003", Assumed, page("0032-00000003")},
		LogTargetName:    {400, logTargetCode, logTargetText, "0032-00000004", Assumed, page("0032-00000004")},
		LogPrefixStart:   {400, "InvalidArgument", logPrefixText, "0032-00000005", Assumed, page("0032-00000005")},
		LogPrefixLong:    {400, "InvalidArgument", logPrefixText, "0032-00000006", Assumed, page("0032-00000006")},
		LogRole:          {400, "InvalidArgument", "LoggingRole is invalid.", "0032-00000014", Documented, page("0032-00000014")},
		LogTargetMissing: {400, logTargetCode, logTargetText, "0032-00000008", Inferred, page("0032-00000008")},
		LogTargetForeign: {400, logTargetCode, logTargetText, "0032-00000009", Documented, page("0032-00000009")},
		LogTargetRegion:  {400, logTargetCode, logTargetText, "0032-00000010", Assumed, page("0032-00000010")},
	}
}
