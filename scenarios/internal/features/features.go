// Package features holds the scenarios in which the state of a feature makes OSS
// refuse what the caller may do. One file a Code.
package features

import s "github.com/oss403/oss403/scenarios"

// Scenarios lists them, one for each carrier.
func Scenarios() []s.Scenario {
	return s.Expand("features",
		imageDamage(),
		imageProtected(),
		invalidObjectState(),
		wormConfigurationLocked(),
		hierarchicalNamespace(),
		kms(),
		bucketLogs(),
		boundary(),
	)
}
