package deny

// Reasons of standing: the account or the bucket is out of order, whatever
// the caller may do.
const (
	InArrears      Reason = "account-in-arrears"
	InArrearsMake  Reason = "account-in-arrears-put-bucket"
	NeverActivated Reason = "oss-never-activated"
	AccountBanned  Reason = "account-disabled"
	AccountDeleted Reason = "account-deleted"
	OwnerAbnormal  Reason = "bucket-owner-abnormal"
	BucketFrozen   Reason = "bucket-frozen"
)

func standings() Catalogue {
	return Catalogue{
		InArrears:      {403, "UserDisable", "UserDisable", "0003-00000801", Documented, page("0003-00000801")},
		InArrearsMake:  {403, "UserDisable", "UserDisable", "0003-00000806", Assumed, "https://www.alibabacloud.com/help/en/oss/support/0003-00000806"},
		NeverActivated: {403, "UserDisable", "UserDisable", "0003-00000801", Documented, page("0003-00000801")},
		AccountBanned:  {403, "UserDisable", "UserDisable", "0003-00000801", Documented, page("0003-00000801")},
		AccountDeleted: {403, "UserDisable", "UserDisable", "0003-00000803", Assumed, page("0003-00000803")},
		OwnerAbnormal:  {403, "AbnormalBucketOwnerStatus", "The status of the bucket owner is abnormal.", "0003-00000805", Assumed, forbiddenPage},
		BucketFrozen:   {403, "BucketDisable", "BucketDisable", "0003-00000908", Documented, page("0003-00000908")},
	}
}
