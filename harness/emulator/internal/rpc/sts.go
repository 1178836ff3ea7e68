package rpc

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/policy"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// assumeRole creates temporary credentials of a role. The caller's policies must allow it, and the
// role must trust the caller; an account itself may never do it. The caller's right is checked
// before the existence of the role.
// https://www.alibabacloud.com/help/en/ram/developer-reference/api-sts-2015-04-01-assumerole
func assumeRole(c *Call) (Object, *Error) {
	if c.Caller.IsRoot() {
		return nil, rootAssumes
	}
	arn, name := c.param("RoleArn"), c.param("RoleSessionName")
	uid, roleName, ok := splitRoleArn(arn)
	switch {
	case !ok:
		return nil, roleArnForm
	case !validSessionName(name):
		return nil, sessionNameForm
	}
	narrowed, fault := c.sessionPolicy()
	if fault != nil {
		return nil, fault
	}
	if fault := c.allowed("sts:AssumeRole", arn); fault != nil {
		return nil, fault
	}
	role, fault := c.roleOf(uid, roleName)
	if fault != nil {
		return nil, fault
	}
	if d := policy.Decide([]*policy.Document{role.Trust}, c.trustRequest()); d.Effect != policy.Allow {
		return nil, c.noPermission("AssumeRolePolicy", "sts:AssumeRole", d)
	}
	life, fault := c.duration(role)
	if fault != nil {
		return nil, fault
	}
	session := NewSession(c.Make, uid, role, name, c.Request.Now.Add(life))
	session.Policy, session.PolicyText = narrowed, c.param("Policy")
	c.Draft.PutSession(session)
	return Object{
		{"AssumedRoleUser", Object{
			{"Arn", roleArn(uid, roleName) + "/" + name}, {"AssumedRoleId", role.ID + ":" + name},
		}},
		{"Credentials", Object{
			{"AccessKeyId", session.AccessKeyID}, {"AccessKeySecret", session.Secret},
			{"SecurityToken", session.Token}, {"Expiration", date(session.Expires)},
		}},
	}, nil
}

// NewSession makes new credentials of a role.
func NewSession(make Maker, uid string, role *world.Role, name string, expires time.Time) *world.Session {
	s := &world.Session{UID: uid, Role: role.Name, RoleID: role.ID, Name: name, Expires: expires}
	s.AccessKeyID, s.Secret, s.Token = make.TemporaryKey()
	return s
}

func (c *Call) trustRequest() policy.Request {
	return policy.Request{Action: "sts:AssumeRole", Context: c.condition, Caller: c.Caller.TrustNames()}
}

// splitRoleArn reads acs:ram::<uid>:role/<name>.
func splitRoleArn(arn string) (uid, name string, ok bool) {
	rest, ok := strings.CutPrefix(arn, "acs:ram::")
	if !ok {
		return "", "", false
	}
	uid, name, ok = strings.Cut(rest, ":role/")
	return uid, name, ok && uid != "" && strings.Trim(uid, "0123456789") == "" && name != ""
}

// validSessionName accepts 2 to 64 letters, digits and the characters . @ - _
func validSessionName(name string) bool {
	return len(name) >= shortestRoleLabel && len(name) <= longestRoleLabel && strings.Trim(name, letters+"0123456789.@-_") == ""
}

func (c *Call) sessionPolicy() (*policy.Document, *Error) {
	text := c.param("Policy")
	switch {
	case text == "":
		return nil, nil
	case len(text) > maxSessionPolicy:
		return nil, policySize
	}
	document, err := policy.Parse(text)
	if err != nil {
		return nil, policyGrammar
	}
	return document, nil
}

func (c *Call) roleOf(uid, name string) (*world.Role, *Error) {
	if a, ok := c.Draft.Accounts.Get(uid); ok {
		if r, ok := a.Roles.Get(name); ok {
			return r, nil
		}
	}
	return nil, noRoleToAssume
}

// duration reads DurationSeconds, up to the maximum of the role.
func (c *Call) duration(r *world.Role) (time.Duration, *Error) {
	seconds := ordinarySession
	if text := c.param("DurationSeconds"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < shortestSession || time.Duration(n)*time.Second > r.MaxSession || n > longestMaximum {
			return 0, wrongDuration(r)
		}
		seconds = n
	}
	return time.Duration(seconds) * time.Second, nil
}

// wrongDuration makes the fault for a wrong DurationSeconds. It prints the maximum in hours or
// minutes.
func wrongDuration(r *world.Role) *Error {
	most := fmt.Sprintf("%dmin", int(r.MaxSession/time.Minute))
	if r.MaxSession%time.Hour == 0 {
		most = fmt.Sprintf("%dhr", int(r.MaxSession/time.Hour))
	}
	return plain(400, "InvalidParameter.DurationSeconds", "The Min/Max value of DurationSeconds is 15min/"+most+".")
}

// getCallerIdentity describes the caller.
// https://www.alibabacloud.com/help/en/ram/developer-reference/api-sts-2015-04-01-getcalleridentity
func getCallerIdentity(c *Call) (Object, *Error) {
	uid := c.Account.UID
	switch p := c.Caller; {
	case p.User != nil:
		return Object{
			{"IdentityType", "RAMUser"}, {"AccountId", uid}, {"PrincipalId", p.User.ID}, {"UserId", p.User.ID},
			{"Arn", "acs:ram::" + uid + ":user/" + p.User.Name},
		}, nil
	case p.Session != nil:
		id := p.Session.RoleID + ":" + p.Session.Name
		return Object{
			{"IdentityType", "AssumedRoleUser"}, {"AccountId", uid}, {"PrincipalId", id}, {"RoleId", p.Session.RoleID},
			{"Arn", "acs:ram::" + uid + ":assumed-role/" + p.Session.Role + "/" + p.Session.Name},
		}, nil
	}
	return Object{
		{"IdentityType", "Account"}, {"AccountId", uid}, {"PrincipalId", uid}, {"UserId", uid},
		{"Arn", "acs:ram::" + uid + ":root"},
	}, nil
}
