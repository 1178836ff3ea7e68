package check

import (
	"slices"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/diagnosis"
	"github.com/oss403/oss403/harness/emulator/internal/op"
	"github.com/oss403/oss403/harness/emulator/internal/policy"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// diagnosed is a deniedDetail with EncodedDiagnosticMessage, which a captured refusal by a session policy does not
// have. DecodeDiagnosticMessage of RAM opens it.
func (c *Case) diagnosed(kind string, layer Layer, a op.Access, d policy.Decision) deny.Field {
	detail, p := c.deniedDetail(kind, a, d), c.Principal()
	message := c.Seal.Close(diagnosis.Diagnosis{
		ExplicitDeny: d.Effect == policy.Deny, PolicyType: kind, Action: a.Action, Resource: c.Resource(a).String(),
		Principal:  diagnosis.Principal{Kind: p.Kind(), OwnerID: p.UID, DisplayName: p.DisplayName()},
		Conditions: c.asConditions(a), Matched: c.matched(layer, d),
	})
	detail.Fields = append(detail.Fields, deny.Field{Name: "EncodedDiagnosticMessage", Value: message})
	return detail
}

// asConditions lists the common condition keys that the request has a value for. The page of DecodeDiagnosticMessage shows
// acs:SourceIp; which others the service lists is not known.
func (c *Case) asConditions(a op.Access) []diagnosis.Condition {
	var all []diagnosis.Condition
	for _, key := range []string{"acs:SourceIp", "acs:SourceVpc", "acs:SecureTransport"} {
		if value, known := c.condition(a, key); known && value != "" {
			all = append(all, diagnosis.Condition{Key: key, Value: value})
		}
	}
	return all
}

// matched describes the policy whose statement denied. Control policies and those of resource groups have no name here.
func (c *Case) matched(layer Layer, d policy.Decision) []diagnosis.Policy {
	if d.Statement == 0 {
		return nil
	}
	p := diagnosis.Policy{Effect: "Deny", Identifier: d.Document, Type: world.CustomPolicy, Version: "v1", Scope: "Account"}
	attached := c.World.Attached(c.Principal())
	at := slices.IndexFunc(attached, func(at world.Attachment) bool { return at.Name == d.Document })
	switch {
	case layer == ControlPolicy:
		p.Entity = "ResourceDirectoryTarget"
		return []diagnosis.Policy{p}
	case at < 0:
		p.Scope = "ResourceGroup"
	case attached[at].Type == world.SystemPolicy: // which has no version
		p.Type, p.Version = world.SystemPolicy, ""
	}
	p.Entity = "RamUser"
	if c.Principal().Session != nil {
		p.Entity = "RamRole"
	}
	return []diagnosis.Policy{p}
}
