package main

import (
	"cmp"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/oss403/oss403/harness"
	"github.com/oss403/oss403/scenarios"
)

// schemaLine makes editors complete and check a profile in any folder.
// https://github.com/redhat-developer/yaml-language-server#using-inlined-schema
const schemaLine = "# yaml-language-server: $schema=https://github.com/oss403/oss403/raw/main/harness/internal/target/profile.schema.json\n"

// writeProfile writes a draft of a profile to path, which must be new. The draft
// begins with the profile of the plan, or with the region of the target if there is
// none. For each capability that the target lacks, it adds a comment to fill in.
func writeProfile(path string, p harness.Plan, from string) error {
	given := "region: " + p.Region
	if from != "" {
		content, err := os.ReadFile(from)
		if err != nil {
			return fmt.Errorf("reading the profile that the draft goes on from: %w", err)
		}
		given = moved(strings.TrimRight(string(content), "\n"), filepath.Dir(from), filepath.Dir(path))
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return fmt.Errorf("writing the profile: %w", err)
	}
	if _, err := file.WriteString(draft(p, given)); err != nil {
		file.Close()
		return fmt.Errorf("writing the profile: %w", err)
	}
	return file.Close()
}

// caLine matches the line of a profile that names the certificate to trust.
var caLine = regexp.MustCompile(`(?m)^ca:.*$`)

// moved returns a profile that is copied from one folder into another. It rewrites a
// relative path of a certificate, so that the path still names the same file.
func moved(profile, from, to string) string {
	var of struct {
		CA string `yaml:"ca"`
	}
	if err := yaml.Unmarshal([]byte(profile), &of); err != nil || of.CA == "" || filepath.IsAbs(of.CA) {
		return profile
	}
	there, err := filepath.Abs(filepath.Join(from, of.CA))
	if err != nil {
		return profile
	}
	here, err := filepath.Abs(to)
	if err != nil {
		return profile
	}
	if beside, err := filepath.Rel(here, there); err == nil {
		there = beside
	}
	if there == filepath.Clean(of.CA) {
		return profile
	}
	return caLine.ReplaceAllLiteralString(profile, "ca: "+strconv.Quote(there))
}

func draft(p harness.Plan, given string) string {
	text := schemaLine + "# Drafted by oss403 plan for " + p.Target + ". No secret stands here.\n"
	for line := range strings.Lines(given + "\n") {
		if !strings.Contains(line, "yaml-language-server:") { // drop its own schema line: a relative path may be wrong here
			text += line
		}
	}
	for _, h := range hints(p) {
		var why, values []string
		for _, c := range p.Capabilities {
			if value, ok := h.gives[c.Name]; ok && !c.Has {
				why, values = append(why, fmt.Sprintf("# no %s: %s\n", c.Name, c.Why)), append(values, value)
			}
		}
		switch {
		case values == nil:
		case strings.Contains("\n"+given, "\n"+h.key+":"): // YAML allows a key only once
			text += "\n" + strings.Join(why, "") + "# add to " + h.key + ": " + strings.Join(values, ", ") + "\n"
		default:
			text += "\n" + strings.Join(why, "") + "# " + h.key + ": " + fmt.Sprintf(h.form, strings.Join(values, ", ")) + "\n"
		}
	}
	return text
}

// A hint is a line of a profile that gives the target a missing capability.
type hint struct {
	key, form string                          // form is the format of the value; %s stands for the values of gives
	gives     map[scenarios.Capability]string // the value for each capability
}

// hints lists each key of a profile once, so that a user can take all hints together.
func hints(p harness.Plan) []hint {
	account := func(id, secret string) string { return "accessKeyIdEnv: " + id + ", accessKeySecretEnv: " + secret }
	second := []string{"ap-southeast-1", "eu-central-1"}
	second = slices.DeleteFunc(second, func(region string) bool { return region == p.Region })
	at, err := url.Parse(p.Target)
	if err != nil || at.Port() == "" {
		at = &url.URL{Host: "HOST:PORT"}
	}
	return []hint{
		{"dial", "%s", map[scenarios.Capability]string{scenarios.RegionHosts: at.Host}},
		{"secondRegion", "%s", map[scenarios.Capability]string{scenarios.SecondRegion: cmp.Or(second...)}},
		{"otherAccount", "{%s}",
			map[scenarios.Capability]string{scenarios.SecondAccount: account("OSS403_OTHER_ACCESS_KEY_ID", "OSS403_OTHER_ACCESS_KEY_SECRET")}},
		{"provision", "%s", map[scenarios.Capability]string{scenarios.Provisioning: "true"}},
		{"expiredSession", "{%s}",
			map[scenarios.Capability]string{scenarios.ExpiredSession: account("OLD_ID", "OLD_SECRET") + ", securityTokenEnv: OLD_TOKEN"}},
		{"provides", "[%s]", map[scenarios.Capability]string{
			scenarios.NoRegion: string(scenarios.NoRegion), scenarios.WholeAccount: string(scenarios.WholeAccount),
			scenarios.AccountKey: string(scenarios.AccountKey), scenarios.Namespaces: string(scenarios.Namespaces),
			scenarios.ObjectWorms: string(scenarios.ObjectWorms), scenarios.Invited: string(scenarios.Invited)}},
		{"allow", "[%s]", map[scenarios.Capability]string{scenarios.Irreversible: "irreversible", scenarios.Billed: "billed"}},
		{"fixtures", "{%s}", map[scenarios.Capability]string{
			scenarios.FrozenBucket: "frozenBucket: NAME", scenarios.OverdueBucket: "overdueBucket: NAME",
			scenarios.DeletedOwner: "deletedOwnerBucket: NAME",
			scenarios.DeniedInVPC:  "vpcDeniedBucket: NAME", scenarios.PlainRegion: "noAccelerationRegion: REGION"}},
	}
}
