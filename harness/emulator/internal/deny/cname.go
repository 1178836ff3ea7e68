package deny

// Reasons of custom domains.
const (
	CnameUnproven Reason = "cname-ownership-unproven"
	CnameOfOther  Reason = "cname-of-another-account"
	CnameReserved Reason = "cname-reserved"
	CnameBound    Reason = "cname-already-bound"
	CnameTooMany  Reason = "cname-too-many"
	CnameShort    Reason = "cname-too-short"
	NoCnameToken  Reason = "no-such-cname-token"
)

const (
	putCname          = "https://help.aliyun.com/zh/oss/developer-reference/putcname"
	cnameUnprovenText = "Please verify domain ownership by CreateCnameToken and try again."
	cnameIssue        = github + "usual2970/certimate/issues/1042"
	cnameBoundText    = "The cname has been attatched to your other bucket already."
	getCnameToken     = "https://help.aliyun.com/zh/oss/developer-reference/getcnametoken"
)

func cnames() Catalogue {
	return Catalogue{
		CnameUnproven: {403, "NeedVerifyDomainOwnership", cnameUnprovenText, "0018-00000115", Captured, cnameIssue},
		CnameOfOther:  {403, "CnameDenied", "The cname belongs to another user.", "0018-00000101", Assumed, forbiddenPage},
		CnameReserved: {403, "CnameIsForbidden", "The cname is forbidden.", "0018-00000102", Assumed, putCname},
		CnameBound:    {409, "CnameAlreadyExists", cnameBoundText, "0018-00000103", Assumed, conflictPage},
		CnameTooMany:  {400, "TooManyCname", "You have attempted to create more cname than allowed.", "", Documented, putCname},
		CnameShort:    onPage(400, "InvalidArgument", "Entire hostname must be longer than 3 ASCII characters.", "0017-00000249", Documented),
		NoCnameToken:  {404, "CnameTokenNotFound", "The cname token does not exist.", "0018-00000116", Assumed, getCnameToken},
	}
}
