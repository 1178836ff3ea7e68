package deny

// Reasons of lifecycle rules.
const (
	NoLifecycle         Reason = "no-such-lifecycle"
	LifecycleIdle       Reason = "lifecycle-rule-without-action"
	LifecycleAccessDate Reason = "lifecycle-access-time-with-date"
	LifecycleReturn     Reason = "lifecycle-return-to-standard"
	LifecycleUndated    Reason = "lifecycle-action-without-time"
	LifecycleOverlap    Reason = "lifecycle-overlap"
	LifecycleOrder      Reason = "lifecycle-order"
	LifecycleInvalid    Reason = "lifecycle-invalid"
)

const (
	lifecycleAPI   = "https://help.aliyun.com/zh/oss/developer-reference/getbucketlifecycle"
	lifecycleGuide = "https://help.aliyun.com/zh/oss/user-guide/lifecycle-rules-based-on-the-last-modified-time"
)

// lifecycles: the pages of the ECs print no Code and no Message. The guide prints the text of LifecycleOverlap; that of
// LifecycleOrder was told by people who met it.
func lifecycles() Catalogue {
	return Catalogue{
		NoLifecycle:         {404, "NoSuchLifecycle", "No Row found in Lifecycle Table.", "", Documented, lifecycleAPI},
		LifecycleIdle:       onPage(400, "InvalidArgument", "The lifecycle rule has no action.", "0014-00000026", Assumed),
		LifecycleAccessDate: onPage(400, "InvalidArgument", "CreatedBeforeDate is not allowed with IsAccessTime.", "0014-00000047", Assumed),
		LifecycleReturn:     onPage(400, "InvalidArgument", "ReturnToStdWhenVisit goes with IsAccessTime.", "0014-00000052", Assumed),
		LifecycleUndated:    onPage(400, "InvalidArgument", "A lifecycle action has no Days and no CreatedBeforeDate.", "0014-00000060", Assumed),
		LifecycleOverlap:    {400, "InvalidArgument", "Overlap for same action type " + Detail + ".", "", Inferred, lifecycleGuide},
		LifecycleOrder:      onPage(400, "InvalidArgument", "Days in the "+Detail, "0014-00000082", Assumed),
		LifecycleInvalid:    {400, "InvalidArgument", "The lifecycle configuration is not valid.", "", Assumed, lifecycleGuide},
	}
}
