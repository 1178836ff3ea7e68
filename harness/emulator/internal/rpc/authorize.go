package rpc

import (
	"strconv"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/policy"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// mayDo checks the right to an action. The account itself may do everything; a user or a session
// needs a right to every resource of the action.
func (c *Call) mayDo(a *Action) *Error {
	if a.RAMAction == "" || a.Resources == nil {
		return nil
	}
	for _, relative := range a.Resources(c) {
		resource := relative
		if relative != everything {
			resource = "acs:ram::" + c.Account.UID + ":" + relative
		}
		if fault := c.allowed(a.RAMAction, resource); fault != nil {
			return fault
		}
	}
	return nil
}

// allowed asks the session policy and the attached policies.
// https://www.alibabacloud.com/help/en/ram/user-guide/policy-evaluation-process
func (c *Call) allowed(action, resource string) *Error {
	if c.Caller.IsRoot() {
		return nil
	}
	request := policy.Request{Action: action, Resource: resource, Context: c.condition}
	if s := c.Caller.Session; s != nil && s.Policy != nil {
		if d := policy.Decide([]*policy.Document{s.Policy}, request); d.Effect != policy.Allow {
			return c.noPermission("SessionPolicy", action, d)
		}
	}
	if d := policy.Decide(c.Draft.Grants(c.Caller), request); d.Effect != policy.Allow {
		return c.noPermission("AccountLevelIdentityBasedPolicy", action, d)
	}
	return nil
}

// condition returns the value of a condition key for this request.
func (c *Call) condition(key string) (string, bool) {
	switch key {
	case "acs:SourceIp":
		return c.Request.Source, c.Request.Source != ""
	case "acs:CurrentTime":
		return c.Request.Now.Format(time.RFC3339), true
	case "acs:SecureTransport":
		return strconv.FormatBool(c.Request.Secure), true
	case "acs:MFAPresent":
		return "false", true
	case "sts:ExternalId":
		return c.Request.Params.Lookup("ExternalId")
	}
	return "", false
}

// noPermission adds the detail of the page.
// https://www.alibabacloud.com/help/en/ram/support/how-to-troubleshoot-an-access-denied-error
func (c *Call) noPermission(kind, action string, d policy.Decision) *Error {
	message := "You are not authorized to do this action."
	if c.Request.Product == STS {
		message += " You should be authorized by RAM."
	}
	return &Error{403, "NoPermission", message, deniedDetail(c.Caller, kind, action, d)}
}

func deniedDetail(p world.Principal, kind, action string, d policy.Decision) Object {
	return Object{
		{"PolicyType", kind},
		{"AuthPrincipalOwnerId", p.UID},
		{"AuthPrincipalType", p.Kind()},
		{"AuthPrincipalDisplayName", p.DisplayName()},
		{"NoPermissionType", string(d.Effect)},
		{"AuthAction", action},
	}
}
