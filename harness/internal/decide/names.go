package decide

import (
	"context"
	"slices"
	"strings"

	"github.com/oss403/oss403/harness/internal/target"
	"github.com/oss403/oss403/scenarios"
)

// Names are the names by which the policies call what the court names otherwise: the UIDs of the callers, the role and
// the name of the session, the region.
type Names map[string]string

// NameWords lists what can be named.
func NameWords() []string { return []string{owner, other, user, colleague, role, session, region} }

// Words for what is no caller.
const (
	role   = "role"
	region = "region"
)

// shortestUID keeps a name from being found in the middle of something else.
const shortestUID = 8

// Valid checks the names.
func (n Names) Valid() error {
	for word, name := range n {
		switch {
		case !slices.Contains(NameWords(), word):
			return target.Usagef("name %q; accepted: %s", word, strings.Join(NameWords(), ", "))
		case word == role || word == session || word == region:
			if name == "" || strings.ContainsAny(name, `:/*"\ `) {
				return target.Usagef("name of the %s %q; accepted: a name without colons, slashes and wildcards", word, name)
			}
		case len(name) < shortestUID || strings.Trim(name, "0123456789") != "":
			return target.Usagef("name of the %s %q; accepted: a UID of %d digits or more", word, name, shortestUID)
		}
	}
	return nil
}

// A translation puts the names of the court into policies, and back into what the court says.
type translation struct{ forth, back []string }

func (t *translation) add(theirs, ours string) {
	t.forth, t.back = append(t.forth, theirs, ours), append(t.back, ours, theirs)
}

func (t *translation) toCourt(policy string) string {
	return strings.NewReplacer(t.forth...).Replace(policy)
}

func (t *translation) fromCourt(text string) string {
	return strings.NewReplacer(t.back...).Replace(text)
}

// learn asks what the court calls the accounts, the role and the region. What the policies of RAM users say must not
// depend on the UIDs of these, so that those come later.
func (c *Court) learn(ctx context.Context) error {
	for _, account := range []struct {
		word string
		who  scenarios.Caller
	}{{owner, scenarios.Owner}, {other, scenarios.OtherAccount}} {
		if name := c.world.Names[account.word]; name != "" {
			uid, err := c.on.Identities.ID(ctx, account.who, c.state)
			if err != nil {
				return err
			}
			c.names.add(name, uid)
		}
	}
	if name := c.world.Names[role]; name != "" {
		c.names.add(":assumed-role/"+name+"/", ":assumed-role/"+c.on.Identities.RoleName()+"/")
	}
	if name := c.world.Names[region]; name != "" {
		c.names.add(":oss-"+name+":", ":oss-"+c.on.Target.Endpoint.Region+":")
		c.names.add(":"+name+":", ":"+c.on.Target.Endpoint.Region+":")
	}
	return nil
}

// learnUsers asks what the court calls the RAM users.
func (c *Court) learnUsers(ctx context.Context) error {
	for _, word := range []string{user, colleague} {
		if name := c.world.Names[word]; name != "" {
			id, err := c.on.Identities.ID(ctx, scenarios.RAMUser, c.stateOf(word))
			if err != nil {
				return target.Usagef("the caller %s can't be made with %s: %v", word, c.world.Files.these(OfUser), err)
			}
			c.names.add(name, id)
		}
	}
	return nil
}
