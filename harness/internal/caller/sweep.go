package caller

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/internal/journal"
)

// Made is a RAM user, a RAM role or a custom policy that exists.
type Made struct {
	Kind    journal.Kind
	Name    string
	Run     string // the run in its mark; empty: it has no mark
	Created time.Time
}

// markPrefix begins the mark of every entity that a run makes. The mark is a comment: the lists of RAM show no tags.
const markPrefix = "oss403-run "

// entity holds the words of RAM for one kind of entity.
type entity struct {
	kind         journal.Kind
	list, plural string
	single, name string
	comment      string
	params       map[string]string
}

func entities() []entity {
	return []entity{
		{journal.User, "ListUsers", "Users", "User", "UserName", "Comments", nil},
		{journal.Role, "ListRoles", "Roles", "Role", "RoleName", "Description", nil},
		{journal.Policy, "ListPolicies", "Policies", "Policy", "PolicyName", "Description", map[string]string{"PolicyType": "Custom"}},
	}
}

// Standing lists the entities of the account whose names begin with prefix. Users come first,
// then roles, then policies, so that they can be removed in this order.
func (c Cloud) Standing(ctx context.Context, who Credentials, prefix string) ([]Made, error) {
	var all []Made
	for _, e := range entities() {
		for marker, more := "", true; more; {
			params := map[string]string{"MaxItems": "100"}
			if marker != "" {
				params["Marker"] = marker
			}
			for name, value := range e.params {
				params[name] = value
			}
			answer, err := c.ram(ctx, who, e.list, params)
			if err != nil {
				return nil, err
			}
			page, err := e.read(answer, prefix)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", e.list, err)
			}
			all = append(all, page...)
			marker, _ = answer["Marker"].(string)
			more, _ = answer["IsTruncated"].(bool)
			more = more && marker != ""
		}
	}
	return all, nil
}

func (e entity) read(answer map[string]any, prefix string) ([]Made, error) {
	list, _ := answer[e.plural].(map[string]any)
	items, _ := list[e.single].([]any)
	var page []Made
	for _, item := range items {
		object, _ := item.(map[string]any)
		name, err := text(object, e.name)
		if err != nil {
			return nil, err
		}
		if !strings.HasPrefix(name, prefix) {
			continue
		}
		date, err := text(object, "CreateDate")
		if err != nil {
			return nil, err
		}
		created, err := time.Parse(time.RFC3339, date)
		if err != nil {
			return nil, fmt.Errorf("CreateDate of %s: %w", name, err)
		}
		comment, _ := object[e.comment].(string)
		run, marked := strings.CutPrefix(comment, markPrefix)
		if !marked {
			run = ""
		}
		page = append(page, Made{e.kind, name, run, created})
	}
	return page, nil
}

// Remove removes an entity. It deletes the AccessKeys of a user and detaches policies first.
func (c Cloud) Remove(ctx context.Context, who Credentials, kind journal.Kind, name string) error {
	err := c.remove(ctx, who, kind, name)
	if doesNotExist(err) { // somebody else has removed it
		return nil
	}
	return err
}

func (c Cloud) remove(ctx context.Context, who Credentials, kind journal.Kind, name string) error {
	switch kind {
	case journal.User:
		if err := c.deleteKeys(ctx, who, name, ""); err != nil {
			return err
		}
		return c.removeDetached(ctx, who, "User", name)
	case journal.Role:
		return c.removeDetached(ctx, who, "Role", name)
	}
	_, err := c.ram(ctx, who, "DeletePolicy", map[string]string{"PolicyName": name})
	return err
}

// removeDetached detaches every policy from a user or a role, then removes it.
func (c Cloud) removeDetached(ctx context.Context, who Credentials, entity, name string) error {
	named := map[string]string{entity + "Name": name}
	answer, err := c.ram(ctx, who, "ListPoliciesFor"+entity, named)
	if err != nil {
		return err
	}
	list, _ := answer["Policies"].(map[string]any)
	policies, _ := list["Policy"].([]any)
	for _, policy := range policies {
		object, _ := policy.(map[string]any)
		params := map[string]string{entity + "Name": name}
		for _, key := range []string{"PolicyName", "PolicyType"} {
			if params[key], err = text(object, key); err != nil {
				return fmt.Errorf("ListPoliciesFor%s: %w", entity, err)
			}
		}
		if _, err := c.ram(ctx, who, "DetachPolicyFrom"+entity, params); err != nil && !doesNotExist(err) {
			return err
		}
	}
	_, err = c.ram(ctx, who, "Delete"+entity, named)
	return err
}

// deleteKeys deletes every AccessKey of a RAM user except keep, also keys that the run does not know.
func (c Cloud) deleteKeys(ctx context.Context, who Credentials, user, keep string) error {
	answer, err := c.ram(ctx, who, "ListAccessKeys", map[string]string{"UserName": user})
	if doesNotExist(err) {
		return nil
	}
	if err != nil {
		return err
	}
	list, _ := answer["AccessKeys"].(map[string]any)
	keys, _ := list["AccessKey"].([]any)
	for _, key := range keys {
		entry, _ := key.(map[string]any)
		id, err := text(entry, "AccessKeyId")
		if err != nil {
			return fmt.Errorf("ListAccessKeys: %w", err)
		}
		if id == keep {
			continue
		}
		if _, err := c.ram(ctx, who, "DeleteAccessKey", map[string]string{"UserName": user, "UserAccessKeyId": id}); err != nil &&
			!doesNotExist(err) {
			return err
		}
	}
	return nil
}
