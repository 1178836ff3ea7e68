// Package features holds the scenarios in which the state of a feature decides: OSS refuses,
// although the caller has the rights. Each Code has a file.
package features

import s "github.com/oss403/oss403/scenarios"

// Scenarios lists the scenarios of this package, one for each carrier.
func Scenarios() []s.Scenario {
	return s.Expand("features",
		imageDamage(),
		imageProtected(),
		deniedByCallback(),
		callbackFailed(),
		invalidObjectState(),
		wormConfigurationLocked(),
		shortenedRetention(),
		keptVersions(),
		forbiddenOverwrites(),
		fullBuckets(),
		hierarchicalNamespace(),
		kms(),
		bucketLogs(),
		signedPlaylist(),
		boundary(),
		symlinkBoundary(),
	)
}
