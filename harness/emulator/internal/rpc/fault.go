package rpc

import (
	"fmt"
	"net/http"
)

// A Fault is the look of one refusal.
type Fault struct {
	Status  int
	Code    string
	Message string
	Detail  Object // AccessDeniedDetail; nil: none
}

// Error makes a fault usable where a change of the world is given up.
func (f *Fault) Error() string { return f.Code + ": " + f.Message }

// Faults of every product, from the lists of
// https://help.aliyun.com/document_detail/434846.html and
// https://developer.aliyun.com/ask/278265
var (
	unknownAction   = &Fault{404, "InvalidApi.NotFound", "Specified api is not found, please check your url and method.", nil}
	unknownVersion  = &Fault{400, "InvalidVersion", "Specified parameter Version is not valid.", nil}
	unknownFormat   = &Fault{400, "InvalidParameter.Format", "Specified parameter format is not valid.", nil}
	unknownMethod   = &Fault{403, "UnsupportedHTTPMethod", "This http method not supported.", nil}
	unreadable      = &Fault{400, "InvalidParameter", "The request cannot be parsed.", nil}
	tooLarge        = &Fault{413, "RequestTooLarge", "The request is too large.", nil}
	incomplete      = &Fault{400, "IncompleteSignature", "The request signature does not conform to Aliyun standards.", nil}
	unknownKey      = &Fault{404, "InvalidAccessKeyId.NotFound", "Specified access key is not found.", nil}
	inactiveKey     = &Fault{400, "InvalidAccessKeyId.Inactive", "Specified access key is disabled.", nil}
	badMethod       = &Fault{400, "InvalidSignatureMethod", "Specified signature method is not valid.", nil}
	badTimestamp    = &Fault{400, "InvalidTimeStamp.Format", "Specified time stamp or date value is not well formatted.", nil}
	staleTimestamp  = &Fault{400, "InvalidTimeStamp.Expired", "Specified time stamp or date value is expired.", nil}
	usedNonce       = &Fault{400, "SignatureNonceUsed", "Specified signature nonce was used already.", nil}
	malformedToken  = &Fault{400, "InvalidSecurityToken.Malformed", "Specified SecurityToken is malformed.", nil}
	mismatchedToken = &Fault{400, "InvalidSecurityToken.MismatchWithAccessKey", "Specified SecurityToken mismatch with the AccessKey.", nil}
	expiredToken    = &Fault{400, "InvalidSecurityToken.Expired", "Specified SecurityToken is expired.", nil}
	internal        = &Fault{http.StatusInternalServerError, "InternalError",
		"The request processing has failed due to some unknown error.", nil}
	// as of other products: https://help.aliyun.com/document_detail/149360.htm
	throttled = &Fault{400, "Throttling.User", "Request was denied due to user flow control.", nil}
)

// Internal is the fault of a fault in the emulator.
func Internal() *Fault { return internal }

// missing is the fault of a parameter that is not there.
func missing(name string) *Fault {
	return &Fault{400, "Missing" + name, name + " is mandatory for this action.", nil}
}

// mismatch is the fault of a wrong signature; captured answers name what was
// signed.
func mismatch(text string) *Fault {
	return &Fault{400, "SignatureDoesNotMatch",
		"Specified signature is not matched with our calculation. server string to sign is:" + text, nil}
}

// Faults of STS.
// https://www.alibabacloud.com/help/en/ram/developer-reference/api-sts-2015-04-01-assumerole
var (
	roleArnForm     = &Fault{400, "InvalidParameter.RoleArn", "The parameter RoleArn is wrongly formed.", nil}
	sessionNameForm = &Fault{400, "InvalidParameter.RoleSessionName", "The parameter RoleSessionName is wrongly formed.", nil}
	policyGrammar   = &Fault{400, "InvalidParameter.PolicyGrammar", "The parameter Policy has not passed grammar check.", nil}
	policySize      = &Fault{400, "InvalidParameter.PolicySize",
		fmt.Sprintf("The size of Policy must be smaller than %d bytes.", maxSessionPolicy), nil}
	noRoleToAssume = &Fault{404, "EntityNotExist.Role", "The specified Role not exists.", nil}
	// https://www.alibabacloud.com/help/doc-detail/42775.htm
	rootAssumes = &Fault{403, "NoPermission", "Roles may not be assumed by root accounts.", nil}
)

// Faults of RAM, from the list "Error messages" of its API reference; the
// documentation writes EntityAlreadyExists, with an s.
// https://www.alibabacloud.com/help/en/ram/developer-reference/api-ram-2015-05-01-errorcodes
var (
	noUser          = &Fault{404, "EntityNotExist.User", "The user does not exist.", nil}
	noUserKey       = &Fault{404, "EntityNotExist.User.AccessKey", "The user access key does not exist.", nil}
	noRole          = &Fault{404, "EntityNotExist.Role", "The role does not exist.", nil}
	noPolicy        = &Fault{404, "EntityNotExist.Policy", "The policy does not exist.", nil}
	userExists      = &Fault{409, "EntityAlreadyExists.User", "The user does already EXIST.", nil}
	roleExists      = &Fault{409, "EntityAlreadyExists.Role", "The role does already EXIST.", nil}
	policyExists    = &Fault{409, "EntityAlreadyExists.Policy", "The policy does already EXIST.", nil}
	userHasKeys     = &Fault{409, "DeleteConflict.User.AccessKey", "The user CAN NOT has any access key while deleting the user.", nil}
	userHasPolicies = &Fault{409, "DeleteConflict.User.Policy", "The user CAN NOT has any attached policy while deleting the user.", nil}
	roleHasPolicies = &Fault{409, "DeleteConflict.Role.Policy", "The role CAN NOT has any attached policy while deleting the role.", nil}
	policyHasUsers  = &Fault{409, "DeleteConflict.Policy.User",
		"The policy CAN NOT been attached to any user while deleting the policy.", nil}
	policyHasRoles = &Fault{409, "DeleteConflict.Policy.Role",
		"The policy CAN NOT been attached to any role while deleting the policy.", nil}
	tooManyUsers = &Fault{409, "LimitExceeded.User", "The count of users beyond the current limits.", nil}
	tooManyKeys  = &Fault{409, "LimitExceeded.User.AccessKey",
		"The access key count of the user access keys beyond the current limits.", nil}
	tooManyRoles    = &Fault{409, "LimitExceeded.Role", "The count of roles beyond the current limits.", nil}
	tooManyPolicies = &Fault{409, "LimitExceeded.Policy", "The count of policy beyond the current limits.", nil}
	userPolicyLimit = &Fault{409, "LimitExceeded.User.Policy",
		"The policy count of the user attached policies beyond the current limits.", nil}
	rolePolicyLimit  = &Fault{409, "LimitExceeded.Role.Policy", "The count of policies attached to the role beyond the current limits.", nil}
	policyTypeWrong  = &Fault{400, "InvalidParameter.PolicyType", `The parameter - "PolicyType" is incorrect.`, nil}
	keyStatusWrong   = &Fault{400, "InvalidParameter.Status", `The parameter - "Status" is incorrect.`, nil}
	attachedToUser   = &Fault{409, "EntityAlreadyExists.User.Policy", "The user has already been attached this policy.", nil}
	attachedToRole   = &Fault{409, "EntityAlreadyExists.Role.Policy", "The role has already been attached this policy.", nil}
	detachedFromUser = &Fault{404, "EntityNotExist.User.Policy", "The indicate policy of the user does not exist.", nil}
	detachedFromRole = &Fault{404, "EntityNotExist.Role.Policy", "The indicate policy of the role does not exist.", nil}
)

func invalidCharacters(name string) *Fault {
	return &Fault{400, "InvalidParameter." + name + ".InvalidChars", fmt.Sprintf(`The parameter - "%s" contains invalid chars.`, name), nil}
}

func beyondLength(name string) *Fault {
	return &Fault{400, "InvalidParameter." + name + ".Length", fmt.Sprintf(`The parameter - "%s" beyond the length limit.`, name), nil}
}

func outOfRange(name string) *Fault {
	return &Fault{400, "InvalidParameter." + name, fmt.Sprintf(`The parameter - "%s" is out of range.`, name), nil}
}

// malformedPolicy carries what the parser says.
func malformedPolicy(err error) *Fault {
	return &Fault{400, "MalformedPolicyDocument", err.Error(), nil}
}
