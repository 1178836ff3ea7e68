package deny

// Reasons of standing: the account or the bucket is out of order, whatever
// the caller may do.
const (
	InArrears      Reason = "account-in-arrears"
	InArrearsMake  Reason = "account-in-arrears-put-bucket"
	NeverActivated Reason = "oss-never-activated"
	NameUnverified Reason = "real-name-not-verified"
	AccountBanned  Reason = "account-disabled"
	AccountDeleted Reason = "account-deleted"
	OwnerAbnormal  Reason = "bucket-owner-abnormal"
	BucketFrozen   Reason = "bucket-frozen"
	BucketAttacked Reason = "bucket-attacked"
)

const (
	arrearsPage       = "https://www.alibabacloud.com/help/en/oss/support/0003-00000806"
	attackedPage      = "https://help.aliyun.com/zh/oss/support/0061-00000001"
	attackedText      = "Cannot visit oss, forbidden by security system."
	ownerAbnormalText = "The status of the bucket owner is abnormal."
)

func standings() Catalogue {
	return Catalogue{
		InArrears:      onPage(403, "UserDisable", "UserDisable", "0003-00000801", Documented),
		InArrearsMake:  {403, "UserDisable", "UserDisable", "0003-00000806", Assumed, arrearsPage},
		NeverActivated: onPage(403, "UserDisable", "UserDisable", "0003-00000801", Documented),
		NameUnverified: onPage(403, "UserDisable", "UserDisable", "0003-00000804", Assumed),
		AccountBanned:  onPage(403, "UserDisable", "UserDisable", "0003-00000801", Documented),
		AccountDeleted: onPage(403, "UserDisable", "UserDisable", "0003-00000803", Assumed),
		OwnerAbnormal:  {403, "AbnormalBucketOwnerStatus", ownerAbnormalText, "0003-00000805", Assumed, forbiddenPage},
		BucketFrozen:   onPage(403, "BucketDisable", "BucketDisable", "0003-00000908", Documented),
		BucketAttacked: {403, "AccessDenied", attackedText, "0061-00000001", Documented, attackedPage},
	}
}
