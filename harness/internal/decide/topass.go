package decide

import (
	"cmp"
	"fmt"
	"strings"
)

// toPass says what would let a refused request pass: the denial that must go, or the statement that is missing.
func (c *Court) toPass(d Decision) string {
	for _, line := range d.Says {
		if strings.Contains(line, "says ExplicitDeny") {
			return "take the denial away: " + line
		}
	}
	bucket, key := resource(d.Resource)
	place := "acs:oss:*:*:" + cmp.Or(bucket, "*")
	if key != "" {
		place += "/" + key
	}
	allow := func(more, place string) string {
		return fmt.Sprintf(`{"Effect": "Allow", "Action": %q, %s"Resource": %q}`, d.Action, more, place)
	}
	const anybody = `"Principal": ["*"], `
	for _, must := range []struct{ layer, where, statement string }{
		{"control policy", "the control policy of the resource directory", allow("", place)},
		{"session policy", "the session policy", allow("", place)},
		{"VPC endpoint policy", "the policy of the VPC's endpoint", allow(anybody, place)},
		{"access point policy", "the policy of the access point", allow(anybody, c.pointResource(key))},
	} {
		for _, line := range d.Says {
			if strings.HasPrefix(line, must.layer+" says ImplicitDeny") {
				return "allow it in " + must.where + " too: " + must.statement
			}
		}
	}
	switch d.Caller {
	case user, colleague:
		return "allow it in a RAM policy of the user: " + allow("", place)
	case session:
		return "allow it in the policy of the role, and in the session policy if there is one: " + allow("", place)
	}
	return "allow it in the bucket policy: " + allow(anybody, place)
}

// pointResource is the name of a key behind the access point in its policy.
func (c *Court) pointResource(key string) string {
	place := "acs:oss:*:*:accesspoint/" + c.world.point()
	if key != "" {
		place += "/object/" + key
	}
	return place
}
