package scenarios

// Reasons why an operation has no row in the matrix.
const (
	// withoutStream: its control would fail.
	withoutStream = "it needs a stream that was pushed by RTMP, and the harness speaks HTTP alone"
	// untold: nobody has yet written down the state in which its control succeeds, and what a refused write must leave.
	untold = "no trait arranges this configuration yet"
	// ofContent: its control needs a content that no trait gives an object.
	ofContent = "no trait gives an object the content that it reads yet"
)

// Unmatched lists the operations that have no row in the matrix, each with the reason.
func Unmatched() map[string]string {
	return map[string]string{
		"Options": "a preflight is not authenticated and needs no right",

		"GetVodPlaylist":  withoutStream,
		"PostVodPlaylist": withoutStream,

		"CreateBucketDataRedundancyTransition": untold,
		"DeleteBucketDataRedundancyTransition": untold,
		"DeleteBucketLifecycle":                untold,
		"DeleteBucketQoSInfo":                  untold,
		"DeleteBucketReplication":              untold,
		"DeleteBucketResponseHeader":           untold,
		"DeleteBucketTransferAcceleration":     untold,
		"DeleteBucketWebsite":                  untold,
		"DeleteStyle":                          untold,
		"DeleteUserDefinedLogFieldsConfig":     untold,
		"GetBucketAccessMonitor":               untold,
		"GetBucketDataRedundancyTransition":    untold,
		"GetBucketLifecycle":                   untold,
		"GetBucketQoSInfo":                     untold,
		"GetBucketReplication":                 untold,
		"GetBucketReplicationLocation":         untold,
		"GetBucketReplicationProgress":         untold,
		"GetBucketResponseHeader":              untold,
		"GetBucketWebsite":                     untold,
		"GetStyle":                             untold,
		"GetUserDefinedLogFieldsConfig":        untold,
		"GetUserQoSInfo":                       untold,
		"ListBucketDataRedundancyTransition":   untold,
		"ListStyle":                            untold,
		"ListUserDataRedundancyTransition":     untold,
		"PutBucketAccessMonitor":               untold,
		"PutBucketLifecycle":                   untold,
		"PutBucketQoSInfo":                     untold,
		"PutBucketRTC":                         untold,
		"PutBucketReplication":                 untold,
		"PutBucketResponseHeader":              untold,
		"PutBucketWebsite":                     untold,
		"PutStyle":                             untold,
		"PutUserDefinedLogFieldsConfig":        untold,

		"SealAppendObject":       untold,
		"SelectObject":           ofContent,
		"CreateSelectObjectMeta": ofContent,
		"ProcessObject":          ofContent,
	}
}
