package policy

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// MaxElement is the most bytes of one string in a bucket policy.
// https://help.aliyun.com/zh/oss/user-guide/0030-00000003
const MaxElement = 4095

// ErrLongElement says that a string of a bucket policy is too long.
var ErrLongElement = fmt.Errorf("an element is longer than %d bytes", MaxElement)

// grantee is the kind of the principals in a bucket policy.
const grantee = "OSS"

// ParseBucket reads a bucket policy. Every statement names its principals.
// https://help.aliyun.com/zh/oss/developer-reference/putbucketpolicy
func ParseBucket(text string) (*Document, error) { return parse(text, readBucketStatement) }

// ParseEndpoint reads the policy of a gateway endpoint. Its statements may name principals.
// https://www.alibabacloud.com/help/en/privatelink/security-and-compliance/endpoint-policy
func ParseEndpoint(text string) (*Document, error) { return parse(text, readEndpointStatement) }

func readBucketStatement(members []member) (Statement, error) {
	for _, m := range members {
		if long(m.value) {
			return Statement{}, ErrLongElement
		}
	}
	s, err := readEndpointStatement(members)
	if err == nil && len(s.Principals) == 0 {
		err = errors.New("Principal is missing")
	}
	return s, err
}

func readEndpointStatement(members []member) (Statement, error) {
	s, err := readElements(members, map[string]reader{"Resource": readResources, "Principal": readGrantees})
	if err == nil && len(s.Resources.Patterns) == 0 {
		err = errors.New("Resource is missing")
	}
	return s, err
}

func long(value any) bool {
	switch v := value.(type) {
	case string:
		return len(v) > MaxElement
	case []any:
		return slices.ContainsFunc(v, long)
	case []member:
		return slices.ContainsFunc(v, func(m member) bool { return len(m.name) > MaxElement || long(m.value) })
	}
	return false
}

// readGrantees reads UIDs of accounts and RAM users, sessions of roles as
// arn:sts::UID:assumed-role/ROLE/SESSION, and * for everybody. An empty list means everybody too.
// https://help.aliyun.com/document_detail/85111.htm
func readGrantees(s *Statement, m member) error {
	names := []string{"*"}
	if list, ok := m.value.([]any); !ok || len(list) > 0 {
		var err error
		if names, err = readStrings(m); err != nil {
			return err
		}
	}
	for _, name := range names {
		if name != "*" && !isUID(name) && !strings.HasPrefix(name, sessionPrefix) {
			return fmt.Errorf("the principal %q is neither a UID nor a session of a role nor *", name)
		}
		s.Principals = append(s.Principals, Principal{grantee, name})
	}
	return nil
}

const sessionPrefix = "arn:sts::"

func isUID(name string) bool { return name != "" && strings.Trim(name, "0123456789") == "" }

// SessionName returns the name of a session in a bucket policy.
func SessionName(uid, role, session string) string {
	return sessionPrefix + uid + ":assumed-role/" + role + "/" + session
}

// everyone reports whether the principal is a wildcard, and no certain account, user or role.
func (p Principal) everyone() bool {
	return p.Name == "*" || strings.HasPrefix(p.Name, sessionPrefix+"*:")
}

// Public reports whether a statement lets everybody in: it allows, its principal is a wildcard, and
// no condition limits it to certain networks or AccessKeys.
// https://www.alibabacloud.com/help/en/oss/user-guide/block-public-access
func (s *Statement) Public() bool {
	return s.Effect == Allow && slices.ContainsFunc(s.Principals, Principal.everyone) && !slices.ContainsFunc(s.Conditions, Condition.confines)
}

// confines reports whether only fixed networks or AccessKeys meet the condition.
func (c Condition) confines() bool {
	wild := func(value string) bool { return strings.ContainsAny(value, "*?") }
	switch {
	case c.Key != "acs:SourceVpc" && c.Key != "acs:AccessId":
		return false
	case c.Operator == "StringEquals", c.Operator == "StringEqualsIgnoreCase":
		return true
	}
	return c.Operator == "StringLike" && !slices.ContainsFunc(c.Values, wild)
}

// Public reports whether a document lets everybody in.
func (d *Document) Public() bool {
	return slices.ContainsFunc(d.Statements, func(s Statement) bool { return s.Public() })
}
