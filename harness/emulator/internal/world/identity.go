package world

import (
	"fmt"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/policy"
)

// A User is a RAM user. It is replaced, never edited.
type User struct {
	ID, Name                                  string
	DisplayName, MobilePhone, Email, Comments string
	Created                                   time.Time
	Keys                                      []string // AccessKey IDs, the oldest first
	Attached                                  []Attachment
}

// A Role is a RAM role. It is replaced, never edited.
type Role struct {
	ID, Name, Description string
	TrustText             string           // as the caller wrote it
	Trust                 *policy.Document `keep:"trust TrustText"`
	MaxSession            time.Duration
	Created               time.Time
	Attached              []Attachment
}

// A RAMPolicy is a custom or system policy. It never changes.
type RAMPolicy struct {
	Name, Type, Description string
	Text                    string           // as the caller wrote it
	Document                *policy.Document `keep:"ram Text Name"`
	Created                 time.Time
}

// The types of policies.
const (
	CustomPolicy = "Custom"
	SystemPolicy = "System"
)

// An Attachment binds a policy to a user or a role.
type Attachment struct {
	Type, Name string
	At         time.Time
}

// A Session is the result of AssumeRole. It stays: the clock tells whether it has expired.
type Session struct {
	AccessKeyID, Secret, Token string
	UID                        string // UID of the account that owns the role
	Role, RoleID               string
	Name                       string
	PolicyText                 string
	Policy                     *policy.Document `keep:"ram PolicyText"` // session policy; nil: none
	Expires                    time.Time
}

var systemPolicies = []*RAMPolicy{
	system("AdministratorAccess", `"*"`),
	system("AliyunOSSFullAccess", `"oss:*"`),
	system("AliyunOSSReadOnlyAccess", `["oss:Get*","oss:List*"]`),
	system("AliyunSTSAssumeRoleAccess", `"sts:AssumeRole"`),
}

func system(name, actions string) *RAMPolicy {
	text := `{"Statement":[{"Action":` + actions + `,"Effect":"Allow","Resource":"*"}],"Version":"1"}`
	document, err := policy.Parse(text)
	if err != nil {
		panic("world: system policy " + name + ": " + err.Error())
	}
	document.Name = name
	return &RAMPolicy{Name: name, Type: SystemPolicy, Text: text, Document: document, Created: time.Date(2015, 4, 28, 0, 0, 0, 0, time.UTC)}
}

// NewPolicy parses a custom policy.
func NewPolicy(name, text string, made time.Time) (*RAMPolicy, error) {
	document, err := policy.Parse(text)
	if err != nil {
		return nil, fmt.Errorf("reading policy %s: %w", name, err)
	}
	document.Name = name
	return &RAMPolicy{Name: name, Type: CustomPolicy, Text: text, Document: document, Created: made}, nil
}

// Policy finds a policy that the account can attach.
func (a *Account) Policy(kind, name string) (*RAMPolicy, bool) {
	return a.policyAt(kind, name, time.Time{})
}

func (a *Account) policyAt(kind, name string, t time.Time) (*RAMPolicy, bool) {
	if kind == CustomPolicy {
		return a.Policies.At(name, t)
	}
	for _, p := range systemPolicies {
		if kind == SystemPolicy && p.Name == name {
			return p, true
		}
	}
	return nil, false
}

// documents returns the attached policies as they were at a moment.
func (a *Account) documents(attached []Attachment, t time.Time) []*policy.Document {
	var documents []*policy.Document
	for _, at := range attached {
		if p, ok := a.policyAt(at.Type, at.Name, t); ok {
			documents = append(documents, p.Document)
		}
	}
	return documents
}

func (d *Draft) dropUserKeys(uid string) {
	a, known := d.Accounts.Get(uid)
	if !known {
		return
	}
	for _, u := range a.Users.From("") {
		for _, id := range u.Keys {
			Remove(d, d.Keys, id)
		}
	}
}

func (d *Draft) dropSessions(uid string) {
	var owned []*Session
	for _, s := range d.Sessions.From("") {
		if s.UID == uid {
			owned = append(owned, s)
		}
	}
	for _, s := range owned {
		Remove(d, d.Sessions, s.AccessKeyID)
		Remove(d, d.Tokens, s.Token)
	}
}

// PutSession stores a session.
func (d *Draft) PutSession(s *Session) {
	Set(d, d.Sessions, s.AccessKeyID, s)
	Set(d, d.Tokens, s.Token, s.AccessKeyID)
}
