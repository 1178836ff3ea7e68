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

// schemaLine lets editors complete and check a profile, wherever it lies.
// https://github.com/redhat-developer/yaml-language-server#using-inlined-schema
const schemaLine = "# yaml-language-server: $schema=https://github.com/oss403/oss403/raw/main/harness/internal/target/profile.schema.json\n"

// writeProfile drafts a profile: what the target said, and what it lacks as comments
// to fill in. A profile that the plan was made with is kept, above the rest.
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

// caLine is where a profile names a certificate to trust.
var caLine = regexp.MustCompile(`(?m)^ca:.*$`)

// moved is a profile that is copied into another folder: a certificate that is named as
// beside it stays the same.
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
		if !strings.Contains(line, "yaml-language-server:") { // a schema beside the given one may not be beside this
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
		case strings.Contains("\n"+given, "\n"+h.key+":"): // a key may stand there once
			text += "\n" + strings.Join(why, "") + "# add to " + h.key + ": " + strings.Join(values, ", ") + "\n"
		default:
			text += "\n" + strings.Join(why, "") + "# " + h.key + ": " + fmt.Sprintf(h.form, strings.Join(values, ", ")) + "\n"
		}
	}
	return text
}

// A hint is a line of a profile that gives a target what it lacks.
type hint struct {
	key, form string // of the value, with %s for all that is given
	gives     map[scenarios.Capability]string
}

// hints has each key of a profile once, so that all of them can be taken.
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
			scenarios.AccountKey: string(scenarios.AccountKey), scenarios.Namespaces: string(scenarios.Namespaces)}},
		{"allow", "[%s]", map[scenarios.Capability]string{scenarios.Irreversible: "irreversible", scenarios.Billed: "billed"}},
		{"fixtures", "{%s}", map[scenarios.Capability]string{
			scenarios.FrozenBucket: "frozenBucket: NAME", scenarios.OverdueBucket: "overdueBucket: NAME",
			scenarios.DeletedOwner: "deletedOwnerBucket: NAME",
			scenarios.DeniedInVPC:  "vpcDeniedBucket: NAME", scenarios.PlainRegion: "noAccelerationRegion: REGION"}},
	}
}
