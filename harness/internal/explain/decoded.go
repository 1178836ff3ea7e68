package explain

import (
	"cmp"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"

	"github.com/oss403/oss403/harness/internal/explain/lang"
)

// Decoded is what RAM tells of an EncodedDiagnosticMessage.
// https://www.alibabacloud.com/help/en/ram/developer-reference/api-ram-2015-05-01-decodediagnosticmessage (documented)
type Decoded struct {
	Explicit   bool               `json:"explicit"` // a statement denies; otherwise no statement allows
	PolicyType string             `json:"policyType"`
	Action     string             `json:"action"`
	Resource   string             `json:"resource"`
	Principal  DecodedPrincipal   `json:"principal"`
	Conditions []DecodedCondition `json:"conditions"` // what policies may ask about the request
	Policies   []DecodedPolicy    `json:"policies"`   // those with the statement that denied
	Says       string             `json:"says"`       // all of it in one sentence
	Statement  string             `json:"statement"`  // the statement that is missing, or what to look for in the policies
}

// DecodedPrincipal is who asked.
type DecodedPrincipal struct {
	Type    string `json:"type"`
	OwnerID string `json:"ownerId"`
	Name    string `json:"name"`
}

// DecodedCondition is a condition key with the values that the request had for it.
type DecodedCondition struct {
	Key    string   `json:"key"`
	Values []string `json:"values"`
}

// DecodedPolicy is a policy, with what it is attached to. Its fields have the words of RAM.
type DecodedPolicy struct {
	Effect     string `json:"effect"`
	Identifier string `json:"identifier"`
	Type       string `json:"type"`
	Version    string `json:"version,omitempty"`
	AttachedTo string `json:"attachedTo"`
	Scope      string `json:"scope"`
	Says       string `json:"says"`
}

// mostEncoded is the length of the longest EncodedDiagnosticMessage that is sent to RAM, mostDecoded the number of policies,
// conditions and values that are read of its answer.
const (
	mostEncoded = 16 << 10
	mostDecoded = 50
)

var base64Text = regexp.MustCompile(`^[A-Za-z0-9+/]+={0,2}$`)

// EncodedDiagnosticMessage returns the message of the answer for RAM. It returns an error if there is none to decode.
func (a Answer) EncodedDiagnosticMessage() (string, error) {
	switch message := a.diagnostic; {
	case message == "":
		return "", problemf("the answer has no EncodedDiagnosticMessage: OSS sends one for some refusals by RAM policies alone")
	case len(message) > mostEncoded:
		return "", problemf("its EncodedDiagnosticMessage has more than %d characters", mostEncoded)
	case !base64Text.MatchString(message):
		return "", problemf("its EncodedDiagnosticMessage is no Base64: it may have been cut or masked")
	default:
		return message, nil
	}
}

// ReadDecoded reads a DecodedDiagnosticMessage, and says it in a language.
func ReadDecoded(text []byte, in lang.Language) (*Decoded, error) {
	var told struct {
		ExplicitDeny                                     bool
		NoPermissionPolicyType, AuthAction, AuthResource string
		AuthPrincipal                                    struct{ AuthPrincipalType, AuthPrincipalOwnerId, AuthPrincipalDisplayName string }
		AuthConditions                                   []struct {
			ConditionKey    string
			ConditionValues []string
		}
		MatchedPolicies []struct{ Effect, PolicyIdentifier, PolicyType, PolicyVersion, AttachedEntityType, AttachedScope string }
	}
	if err := json.Unmarshal(text, &told); err != nil {
		return nil, problemf("the DecodedDiagnosticMessage can't be read: %v", err)
	}
	d := &Decoded{
		Explicit: told.ExplicitDeny, PolicyType: Shown(told.NoPermissionPolicyType), Action: Shown(told.AuthAction),
		Resource: Shown(told.AuthResource), Conditions: []DecodedCondition{}, Policies: []DecodedPolicy{},
		Principal: DecodedPrincipal{Type: Shown(told.AuthPrincipal.AuthPrincipalType), OwnerID: Shown(told.AuthPrincipal.AuthPrincipalOwnerId),
			Name: Shown(told.AuthPrincipal.AuthPrincipalDisplayName)},
	}
	for _, c := range told.AuthConditions[:min(mostDecoded, len(told.AuthConditions))] {
		condition := DecodedCondition{Key: Shown(c.ConditionKey), Values: []string{}}
		for _, value := range c.ConditionValues[:min(mostDecoded, len(c.ConditionValues))] {
			condition.Values = append(condition.Values, Shown(value))
		}
		d.Conditions = append(d.Conditions, condition)
	}
	for _, p := range told.MatchedPolicies[:min(mostDecoded, len(told.MatchedPolicies))] {
		policy := DecodedPolicy{Effect: Shown(p.Effect), Identifier: Shown(p.PolicyIdentifier), Type: Shown(p.PolicyType),
			Version: Shown(p.PolicyVersion), AttachedTo: Shown(p.AttachedEntityType), Scope: Shown(p.AttachedScope)}
		policy.Says = policy.says(in)
		d.Policies = append(d.Policies, policy)
	}
	d.Says, d.Statement = d.says(in)
	return d, nil
}

func (d *Decoded) says(in lang.Language) (says, statement string) {
	who := principalOf(d.Principal.Type, cmp.Or(d.Principal.Name, d.Principal.OwnerID), in)
	kind := policyOf(d.PolicyType, in)
	if d.Explicit {
		return in.Say("The %s asked for %s on %s, and a statement of %s denies it.", who, d.Action, d.Resource, kind),
			in.Say(`look in %s for "Effect": "Deny" whose Action covers %s and whose Resource covers %s`, kind, d.Action, d.Resource)
	}
	return in.Say("The %s asked for %s on %s, and no statement of %s allows it.", who, d.Action, d.Resource, kind),
		fmt.Sprintf(`{"Effect": "Allow", "Action": %q, "Resource": %q}`, d.Action, d.Resource)
}

func (p DecodedPolicy) says(in lang.Language) string {
	name := strings.Join(strings.Fields(p.Identifier+" "+p.Version), " ")
	return in.Say("policy %s: Effect %s, PolicyType %s, attached to %s in the scope %s",
		cmp.Or(name, in.Say("without a name")), p.Effect, p.Type, p.AttachedTo, p.Scope)
}

// lines writes what was decoded for a person.
func (d *Decoded) lines(in lang.Language) []string {
	all := []string{d.Says, d.Statement}
	for _, p := range d.Policies {
		all = append(all, p.Says)
	}
	for _, c := range d.Conditions {
		all = append(all, in.Say("the request had %s %s", c.Key, strings.Join(c.Values, ", ")))
	}
	return all
}
