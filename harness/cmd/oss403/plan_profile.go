package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/oss403/oss403/harness"
	"github.com/oss403/oss403/scenarios"
)

// writeProfile drafts a profile: what the target said, and what it lacks as comments
// to fill in. A profile that the plan was made with is kept, above the rest.
func writeProfile(path string, p harness.Plan, from string) error {
	text := "# Drafted by oss403 plan for " + p.Target + ". No secret stands here.\n"
	if from != "" {
		given, err := os.ReadFile(from)
		if err != nil {
			return fmt.Errorf("reading the profile that the draft goes on from: %w", err)
		}
		text += strings.TrimRight(string(given), "\n") + "\n"
	} else {
		text += "region: " + p.Region + "\n"
	}
	for _, c := range p.Capabilities {
		if line, ok := suggestions()[c.Name]; ok && !c.Has {
			text += fmt.Sprintf("\n# %s: %s\n# %s\n", c.Name, c.Why, line)
		}
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return fmt.Errorf("writing the profile: %w", err)
	}
	if _, err := file.WriteString(text); err != nil {
		file.Close()
		return fmt.Errorf("writing the profile: %w", err)
	}
	return file.Close()
}

// suggestions are the lines of a profile that give a target what it lacks.
func suggestions() map[scenarios.Capability]string {
	return map[scenarios.Capability]string{
		scenarios.SecondRegion:   "secondRegion: eu-central-1",
		scenarios.SecondAccount:  "otherAccount: {accessKeyIdEnv: OSS403_OTHER_ACCESS_KEY_ID, accessKeySecretEnv: OSS403_OTHER_ACCESS_KEY_SECRET}",
		scenarios.Provisioning:   "provision: true",
		scenarios.ExpiredSession: "expiredSession: {accessKeyIdEnv: OLD_ID, accessKeySecretEnv: OLD_SECRET, securityTokenEnv: OLD_TOKEN}",
		scenarios.NoRegion:       "provides: [" + string(scenarios.NoRegion) + "]",
		scenarios.WholeAccount:   "provides: [" + string(scenarios.WholeAccount) + "]",
		scenarios.AccountKey:     "provides: [" + string(scenarios.AccountKey) + "]",
		scenarios.Namespaces:     "provides: [" + string(scenarios.Namespaces) + "]",
		scenarios.Irreversible:   "allow: [" + string(scenarios.Irreversible) + "]",
		scenarios.Billed:         "allow: [" + string(scenarios.Billed) + "]",
		scenarios.FrozenBucket:   "fixtures: {frozenBucket: NAME}",
		scenarios.OverdueBucket:  "fixtures: {overdueBucket: NAME}",
		scenarios.DeletedOwner:   "fixtures: {deletedOwnerBucket: NAME}",
		scenarios.DeniedInVPC:    "fixtures: {vpcDeniedBucket: NAME}",
		scenarios.PlainRegion:    "fixtures: {noAccelerationRegion: REGION}",
	}
}
