package rpc

import (
	"fmt"
	"net/http"
)

// An Error is one refusal, as it looks.
type Error struct {
	Status  int
	Code    string
	Message string
	Detail  Object // AccessDeniedDetail; nil: none
}

// Error makes a fault an error, so that a change of the world can fail with it.
func (f *Error) Error() string { return f.Code + ": " + f.Message }

// plain makes a fault without a detail.
func plain(status int, code, message string) *Error {
	return &Error{Status: status, Code: code, Message: message}
}

// The faults that every product has.
// https://help.aliyun.com/document_detail/434846.html, https://developer.aliyun.com/ask/278265
var (
	unknownAction   = plain(404, "InvalidApi.NotFound", "Specified api is not found, please check your url and method.")
	unknownVersion  = plain(400, "InvalidVersion", "Specified parameter Version is not valid.")
	unknownFormat   = plain(400, "InvalidParameter.Format", "Specified parameter format is not valid.")
	unknownMethod   = plain(403, "UnsupportedHTTPMethod", "This http method not supported.")
	unreadable      = plain(400, "InvalidParameter", "The request cannot be parsed.")
	tooLarge        = plain(413, "RequestTooLarge", "The request is too large.")
	incomplete      = plain(400, "IncompleteSignature", "The request signature does not conform to Aliyun standards.")
	unknownKey      = plain(404, "InvalidAccessKeyId.NotFound", "Specified access key is not found.")
	inactiveKey     = plain(400, "InvalidAccessKeyId.Inactive", "Specified access key is disabled.")
	badMethod       = plain(400, "InvalidSignatureMethod", "Specified signature method is not valid.")
	badTimestamp    = plain(400, "InvalidTimeStamp.Format", "Specified time stamp or date value is not well formatted.")
	staleTimestamp  = plain(400, "InvalidTimeStamp.Expired", "Specified time stamp or date value is expired.")
	usedNonce       = plain(400, "SignatureNonceUsed", "Specified signature nonce was used already.")
	malformedToken  = plain(400, "InvalidSecurityToken.Malformed", "Specified SecurityToken is malformed.")
	mismatchedToken = plain(400, "InvalidSecurityToken.MismatchWithAccessKey", "Specified SecurityToken mismatch with the AccessKey.")
	expiredToken    = plain(400, "InvalidSecurityToken.Expired", "Specified SecurityToken is expired.")
	internal        = plain(http.StatusInternalServerError, "InternalError", "The request processing has failed due to some unknown error.")
	// As for other products: https://help.aliyun.com/document_detail/149360.htm
	throttled = plain(400, "Throttling.User", "Request was denied due to user flow control.")
)

// Internal returns the fault for a bug in the emulator.
func Internal() *Error { return internal }

// missing makes the fault for a missing parameter.
func missing(name string) *Error {
	return plain(400, "Missing"+name, name+" is mandatory for this action.")
}

// mismatch makes the fault for a wrong signature. Captured answers print the text that was signed.
func mismatch(text string) *Error {
	return plain(400, "SignatureDoesNotMatch", "Specified signature is not matched with our calculation. server string to sign is:"+text)
}

// Faults of STS.
// https://www.alibabacloud.com/help/en/ram/developer-reference/api-sts-2015-04-01-assumerole
var (
	roleArnForm     = plain(400, "InvalidParameter.RoleArn", "The parameter RoleArn is wrongly formed.")
	sessionNameForm = plain(400, "InvalidParameter.RoleSessionName", "The parameter RoleSessionName is wrongly formed.")
	policyGrammar   = plain(400, "InvalidParameter.PolicyGrammar", "The parameter Policy has not passed grammar check.")
	noRoleToAssume  = plain(404, "EntityNotExist.Role", "The specified Role not exists.")
	// https://www.alibabacloud.com/help/doc-detail/42775.htm
	rootAssumes = plain(403, "NoPermission", "Roles may not be assumed by root accounts.")
	policySize  = plain(400, "InvalidParameter.PolicySize",
		fmt.Sprintf("The size of Policy must be smaller than %d bytes.", maxSessionPolicy))
)

// The faults of RAM, from the list "Error messages" of its API reference. The page spells
// EntityAlreadyExists with an s.
// https://www.alibabacloud.com/help/en/ram/developer-reference/api-ram-2015-05-01-errorcodes
var (
	noUser           = plain(404, "EntityNotExist.User", "The user does not exist.")
	noUserKey        = plain(404, "EntityNotExist.User.AccessKey", "The user access key does not exist.")
	noRole           = plain(404, "EntityNotExist.Role", "The role does not exist.")
	noPolicy         = plain(404, "EntityNotExist.Policy", "The policy does not exist.")
	userExists       = plain(409, "EntityAlreadyExists.User", "The user does already EXIST.")
	roleExists       = plain(409, "EntityAlreadyExists.Role", "The role does already EXIST.")
	policyExists     = plain(409, "EntityAlreadyExists.Policy", "The policy does already EXIST.")
	userHasKeys      = plain(409, "DeleteConflict.User.AccessKey", "The user CAN NOT has any access key while deleting the user.")
	userHasPolicies  = plain(409, "DeleteConflict.User.Policy", "The user CAN NOT has any attached policy while deleting the user.")
	roleHasPolicies  = plain(409, "DeleteConflict.Role.Policy", "The role CAN NOT has any attached policy while deleting the role.")
	policyHasUsers   = plain(409, "DeleteConflict.Policy.User", "The policy CAN NOT been attached to any user while deleting the policy.")
	policyHasRoles   = plain(409, "DeleteConflict.Policy.Role", "The policy CAN NOT been attached to any role while deleting the policy.")
	tooManyUsers     = plain(409, "LimitExceeded.User", "The count of users beyond the current limits.")
	tooManyKeys      = plain(409, "LimitExceeded.User.AccessKey", "The access key count of the user access keys beyond the current limits.")
	tooManyRoles     = plain(409, "LimitExceeded.Role", "The count of roles beyond the current limits.")
	tooManyPolicies  = plain(409, "LimitExceeded.Policy", "The count of policy beyond the current limits.")
	userPolicyLimit  = plain(409, "LimitExceeded.User.Policy", "The policy count of the user attached policies beyond the current limits.")
	rolePolicyLimit  = plain(409, "LimitExceeded.Role.Policy", "The count of policies attached to the role beyond the current limits.")
	policyTypeWrong  = plain(400, "InvalidParameter.PolicyType", `The parameter - "PolicyType" is incorrect.`)
	keyStatusWrong   = plain(400, "InvalidParameter.Status", `The parameter - "Status" is incorrect.`)
	noDiagnosis      = plain(404, "EntityNotExist", "The specific DecodedDiagnosticMessage cannot be found.")
	attachedToUser   = plain(409, "EntityAlreadyExists.User.Policy", "The user has already been attached this policy.")
	attachedToRole   = plain(409, "EntityAlreadyExists.Role.Policy", "The role has already been attached this policy.")
	detachedFromUser = plain(404, "EntityNotExist.User.Policy", "The indicate policy of the user does not exist.")
	detachedFromRole = plain(404, "EntityNotExist.Role.Policy", "The indicate policy of the role does not exist.")
)

func invalidCharacters(name string) *Error {
	return plain(400, "InvalidParameter."+name+".InvalidChars", fmt.Sprintf(`The parameter - "%s" contains invalid chars.`, name))
}

func beyondLength(name string) *Error {
	return plain(400, "InvalidParameter."+name+".Length", fmt.Sprintf(`The parameter - "%s" beyond the length limit.`, name))
}

func outOfRange(name string) *Error {
	return plain(400, "InvalidParameter."+name, fmt.Sprintf(`The parameter - "%s" is out of range.`, name))
}

// malformedPolicy makes the fault for a policy with a mistake. It carries the words of the parser.
func malformedPolicy(err error) *Error {
	return plain(400, "MalformedPolicyDocument", err.Error())
}
