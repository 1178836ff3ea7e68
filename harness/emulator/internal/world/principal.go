package world

import "github.com/oss403/oss403/harness/emulator/internal/policy"

// A Principal is the holder of an AccessKey: an account itself (User and Session are nil), one of
// its RAM users, or a session of one of its roles. The zero value is nobody.
type Principal struct {
	UID     string // UID of the account
	Secret  string
	Blocked bool // the AccessKey is inactive
	User    *User
	Session *Session
}

// Known reports whether there is a caller.
func (p Principal) Known() bool { return p.UID != "" }

// IsRoot reports whether the caller is the account itself.
func (p Principal) IsRoot() bool { return p.Known() && p.User == nil && p.Session == nil }

// Key finds a permanent AccessKey.
func (w *World) Key(id string) (Key, bool) { return w.Keys.At(id, w.rights) }

// Permanent finds the holder of a permanent AccessKey.
func (w *World) Permanent(accessKeyID string) (Principal, bool) {
	key, known := w.Key(accessKeyID)
	if !known {
		return Principal{}, false
	}
	p := Principal{UID: key.UID, Secret: key.Secret, Blocked: key.Inactive}
	if key.User == "" {
		return p, true
	}
	a, known := w.Accounts.Get(key.UID)
	if !known {
		return Principal{}, false
	}
	p.User, known = a.Users.At(key.User, w.rights)
	return p, known && p.User != nil
}

// Temporary finds the session of a temporary AccessKey.
func (w *World) Temporary(accessKeyID string) (Principal, bool) {
	s, known := w.Sessions.Get(accessKeyID)
	if !known {
		return Principal{}, false
	}
	return Principal{UID: s.UID, Secret: s.Secret, Session: s}, true
}

// Role returns the role of a session, or nil. A later role with the same name is another role.
func (w *World) Role(s *Session) *Role {
	a, ok := w.Accounts.Get(s.UID)
	if !ok {
		return nil
	}
	if r, ok := a.Roles.At(s.Role, w.rights); ok && r.ID == s.RoleID {
		return r
	}
	return nil
}

// Grants lists the policies that are attached to a caller. The session policy is not among them,
// because it only narrows them.
func (w *World) Grants(p Principal) []*policy.Document {
	a, ok := w.Accounts.Get(p.UID)
	if !ok {
		return nil
	}
	return a.documents(w.Attached(p), w.rights)
}

// Attached lists what is attached to a caller, or to the role of its session.
func (w *World) Attached(p Principal) []Attachment {
	switch {
	case p.User != nil:
		return p.User.Attached
	case p.Session != nil:
		if r := w.Role(p.Session); r != nil {
			return r.Attached
		}
	}
	return nil
}

// TrustNames lists the ARNs of a caller in trust policies: the whole account, and the user or the
// role.
// https://www.alibabacloud.com/help/en/ram/user-guide/edit-the-trust-policy-of-a-ram-role
func (p Principal) TrustNames() []string {
	account := "acs:ram::" + p.UID + ":"
	names := []string{account + "root"}
	switch {
	case p.User != nil:
		names = append(names, account+"user/"+p.User.Name)
	case p.Session != nil:
		names = append(names, account+"role/"+p.Session.Role)
	}
	return names
}

// PolicyNames lists the names of a caller in bucket policies.
// https://help.aliyun.com/document_detail/85111.htm
func (p Principal) PolicyNames() []string {
	switch {
	case !p.Known():
		return nil
	case p.Session != nil:
		return []string{policy.SessionName(p.UID, p.Session.Role, p.Session.Name)}
	}
	return []string{p.DisplayName()}
}

// Kind describes a caller to whom policies apply, as refusals do: SubUser or AssumedRoleUser.
// https://help.aliyun.com/zh/oss/user-guide/0003-00000201
func (p Principal) Kind() string {
	if p.Session != nil {
		return "AssumedRoleUser"
	}
	return "SubUser"
}

// Type is Kind, extended to every caller.
func (p Principal) Type() string {
	switch {
	case !p.Known():
		return "Anonymous"
	case p.IsRoot():
		return "Account"
	}
	return p.Kind()
}

// DisplayName is the name next to Kind: the id of a user, or role:session.
func (p Principal) DisplayName() string {
	switch {
	case p.Session != nil:
		return p.Session.Role + ":" + p.Session.Name
	case p.User != nil:
		return p.User.ID
	}
	return p.UID
}
