package bench

import (
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// LifecycleRule is an enabled rule of a lifecycle configuration.
func LifecycleRule(prefix, actions string) string {
	return "<Rule><Prefix>" + prefix + "</Prefix><Status>Enabled</Status>" + actions + "</Rule>"
}

// LifecycleBody is a configuration of these rules.
func LifecycleBody(rules ...string) string {
	return "<LifecycleConfiguration>" + strings.Join(rules, "") + "</LifecycleConfiguration>"
}

// Actions of lifecycle rules.
const (
	ExpireIn1  = "<Expiration><Days>1</Days></Expiration>"
	ExpireIn3  = "<Expiration><Days>3</Days></Expiration>"
	ColderIn1  = "<Transition><Days>1</Days><StorageClass>IA</StorageClass></Transition>"
	ArchiveIn2 = "<Transition><Days>2</Days><StorageClass>Archive</StorageClass></Transition>"
	AbortIn1   = "<AbortMultipartUpload><Days>1</Days></AbortMultipartUpload>"
	ByAccess   = "<Transition><Days>1</Days><StorageClass>IA</StorageClass><IsAccessTime>true</IsAccessTime>" +
		"<ReturnToStdWhenVisit>false</ReturnToStdWhenVisit></Transition>"
)

func lifecycleProvocations() []Provocation {
	var out []Provocation
	for _, c := range []struct {
		why   deny.Reason
		rules []string
	}{
		{deny.LifecycleIdle, []string{LifecycleRule("a", "")}},
		{deny.LifecycleAccessDate, []string{LifecycleRule("a",
			strings.Replace(ByAccess, "<Days>1</Days>", "<CreatedBeforeDate>2021-12-30T00:00:00.000Z</CreatedBeforeDate>", 1))}},
		{deny.LifecycleReturn, []string{LifecycleRule("a", strings.Replace(ByAccess, "true", "false", 1))}},
		{deny.LifecycleUndated, []string{LifecycleRule("a", "<Expiration/>")}},
		{deny.LifecycleUndated, []string{LifecycleRule("a",
			"<Expiration><ExpiredObjectDeleteMarker>false</ExpiredObjectDeleteMarker></Expiration>")}},
		{deny.LifecycleOverlap, []string{LifecycleRule("a", ExpireIn1), LifecycleRule("ab", ExpireIn3)}},
		{deny.LifecycleOverlap, []string{LifecycleRule("", AbortIn1), LifecycleRule("ab", AbortIn1)}},
		{deny.LifecycleOverlap, []string{LifecycleRule("a", ColderIn1), LifecycleRule("a", ColderIn1)}},
		{deny.LifecycleOrder, []string{LifecycleRule("a", ColderIn1+ExpireIn1)}},
		{deny.LifecycleOrder, []string{LifecycleRule("a", ArchiveIn2), LifecycleRule("ab", ExpireIn1)}},
		{deny.LifecycleInvalid, []string{LifecycleRule("a", "<Expiration><Days>0</Days></Expiration>")}},
		{deny.LifecycleInvalid, []string{LifecycleRule("a",
			"<Expiration><CreatedBeforeDate>2021-12-30T08:00:00.000Z</CreatedBeforeDate></Expiration>")}},
		{deny.LifecycleInvalid, []string{LifecycleRule("a", "<Expiration><Days>1</Days><Date>2021-12-30T00:00:00.000Z</Date></Expiration>")}},
		{deny.LifecycleInvalid, []string{strings.Replace(LifecycleRule("a", ExpireIn1), "Enabled", "on", 1)}},
		{deny.LifecycleInvalid, []string{"<Rule><ID>x</ID><Prefix>a</Prefix><Status>Enabled</Status>" + ExpireIn1 + "</Rule>",
			"<Rule><ID>x</ID><Prefix>b</Prefix><Status>Enabled</Status>" + ExpireIn1 + "</Rule>"}},
	} {
		out = append(out, Provocation{c.why, byOwner("PUT", Private, "/?lifecycle", LifecycleBody(c.rules...))})
	}
	return append(out, Provocation{deny.NoLifecycle, byOwner("GET", Private, "/?lifecycle", "")})
}
