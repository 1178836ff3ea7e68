package osstest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/policy"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// SetPolicy sets the policy of a bucket, as JSON. An empty text removes it. SetPolicy
// needs no right and works in every state of the bucket and account.
func (s *Server) SetPolicy(bucket, text string) {
	s.tb.Helper()
	s.change("setting the policy of "+bucket, func(d *world.Draft, _ *world.Account) error {
		if _, known := d.Bucket(bucket); !known {
			return fmt.Errorf("there is no bucket %q", bucket)
		}
		var document *policy.Document
		if text != "" {
			var err error
			if document, err = policy.ParseBucket(text); err != nil {
				return err
			}
		}
		d.ChangeBucket(bucket, func(b *world.Bucket) { b.Policy, b.PolicyText = document, text })
		return nil
	})
}

// MoveClock sets the clock of this OSS ahead of the machine's clock. A negative duration
// sets it behind. A second call replaces the first one. With a clock far enough ahead,
// signatures made now are too old, and presigned URLs and sessions have expired.
func (s *Server) MoveClock(ahead time.Duration) {
	s.tb.Helper()
	s.control("PUT", "/v1/clock", map[string]string{"offset": ahead.String()}, nil)
	s.ahead = ahead
}

// InArrears makes the owner's account overdue, or normal again.
func (s *Server) InArrears(overdue bool) {
	s.tb.Helper()
	status := "normal"
	if overdue {
		status = "overdue"
	}
	s.control("PATCH", "/v1/accounts/"+s.OwnerUID, map[string]string{"status": status}, nil)
}

// NewUser creates a RAM user of the owner's account and returns its AccessKey. The user
// has these policies, as JSON. Without a policy the user may do nothing.
func (s *Server) NewUser(policies ...string) Credentials {
	s.tb.Helper()
	var who Credentials
	s.change("making a RAM user", func(d *world.Draft, account *world.Account) error {
		n := account.Users.Len() + 1
		name := fmt.Sprintf("user-%d", n)
		who = Credentials{AccessKeyID: fmt.Sprintf("LTAI5tUserOfTheTest%d", n), AccessKeySecret: "secret-of-" + name}
		attached, err := attach(d, account, name, policies)
		if err != nil {
			return err
		}
		user := &world.User{
			ID: fmt.Sprintf("2%017d", n), Name: name, DisplayName: name, Created: d.At, Keys: []string{who.AccessKeyID}, Attached: attached,
		}
		world.Set(d, account.Users, name, user)
		key := world.Key{ID: who.AccessKeyID, Secret: who.AccessKeySecret, UID: account.UID, User: name, Created: d.At}
		world.Set(d, d.Keys, key.ID, key)
		return nil
	})
	return who
}

// NewSession creates a session of a new role with these policies, as JSON, and returns
// its credentials. The session expires after life, by the clock of this OSS. With a
// negative life it has expired already.
func (s *Server) NewSession(life time.Duration, policies ...string) Credentials {
	s.tb.Helper()
	var role string
	s.change("making a role", func(d *world.Draft, account *world.Account) error {
		n := account.Roles.Len() + 1
		role = fmt.Sprintf("role-%d", n)
		attached, err := attach(d, account, role, policies)
		if err != nil {
			return err
		}
		world.Set(d, account.Roles, role, &world.Role{
			ID: fmt.Sprintf("3%017d", n), Name: role, Created: d.At, MaxSession: time.Hour, Attached: attached,
		})
		return nil
	})
	var got struct {
		AccessKeyID     string `json:"accessKeyId"`
		AccessKeySecret string `json:"accessKeySecret"`
		SecurityToken   string `json:"securityToken"`
	}
	asked := map[string]string{"role": role, "session": "test", "expires": time.Now().Add(s.ahead + life).UTC().Format(time.RFC3339)}
	s.control("POST", "/v1/accounts/"+s.OwnerUID+"/sessions", asked, &got)
	return Credentials(got)
}

// Why returns sentences that explain the answer to the request with that id: who asked
// for what, the result of each policy, and the check that refused.
func (s *Server) Why(requestID string) string {
	s.tb.Helper()
	var record struct {
		Says []string `json:"says"`
	}
	s.control("GET", "/v1/requests/"+url.PathEscape(requestID), nil, &record)
	return strings.Join(record.Says, "\n")
}

// Object returns the content of an object, and whether the object exists. It needs no
// right.
func (s *Server) Object(bucket, key string) (content string, there bool) {
	s.oss.View(func(w *world.World) {
		b, known := w.Bucket(bucket)
		if !known {
			return
		}
		if o, known := b.Objects.Get(key); known {
			content, there = string(o.Data.Bytes()), true
		}
	})
	return content, there
}

// attach creates custom policies and returns their attachments for the user or role of
// that name.
func attach(d *world.Draft, account *world.Account, name string, policies []string) ([]world.Attachment, error) {
	var attached []world.Attachment
	for i, text := range policies {
		p, err := world.NewPolicy(fmt.Sprintf("%s-%d", name, i+1), text, d.At)
		if err != nil {
			return nil, err
		}
		world.Set(d, account.Policies, p.Name, p)
		attached = append(attached, world.Attachment{Type: p.Type, Name: p.Name, At: d.At})
	}
	return attached, nil
}

func (s *Server) change(what string, change func(*world.Draft, *world.Account) error) {
	s.tb.Helper()
	err := s.oss.Change(func(d *world.Draft) error {
		account, known := d.Accounts.Get(s.OwnerUID)
		if !known {
			return fmt.Errorf("there is no account %s", s.OwnerUID)
		}
		return change(d, account)
	})
	if err != nil {
		s.tb.Fatalf("osstest: %s: %v", what, err)
	}
}

// control calls the control API in process: it has no port.
func (s *Server) control(method, path string, body, into any) {
	s.tb.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		s.tb.Fatalf("osstest: %s %s: %v", method, path, err)
	}
	w := httptest.NewRecorder()
	s.oss.Control().ServeHTTP(w, httptest.NewRequest(method, path, bytes.NewReader(text)))
	if w.Code >= http.StatusMultipleChoices {
		s.tb.Fatalf("osstest: %s %s: HTTP %d %s", method, path, w.Code, w.Body)
	}
	if into == nil {
		return
	}
	if err := json.Unmarshal(w.Body.Bytes(), into); err != nil {
		s.tb.Fatalf("osstest: %s %s: %v", method, path, err)
	}
}
