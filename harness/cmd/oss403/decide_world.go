package main

import (
	"io"
	"os"
	"strings"

	"github.com/oss403/oss403/harness/internal/decide"
	"github.com/oss403/oss403/harness/internal/target"
)

// world reads the policies.
func (c *decideCommand) world() (decide.World, error) {
	world := decide.World{BucketACL: c.BucketACL, ObjectACL: c.ObjectACL, Public: c.Public, VPC: c.endpointVPC(),
		Point: c.AccessPoint, PointVPC: c.AccessPointVPC, Names: c.Name, Files: decide.Files{}}
	for _, several := range []struct {
		name  string
		files []string
		into  *[]string
	}{{decide.OfUser, c.Policy, &world.UserPolicies}, {decide.OfRole, c.RolePolicy, &world.RolePolicies}} {
		world.Files[several.name] = several.files
		for _, file := range several.files {
			text, err := fileText(file, acceptedAsPolicy)
			if err != nil {
				return world, err
			}
			*several.into = append(*several.into, text)
		}
	}
	for _, policy := range []struct {
		name, file string
		into       *string
	}{
		{decide.OfSession, c.SessionPolicy, &world.SessionPolicy}, {decide.OfBucket, c.BucketPolicy, &world.BucketPolicy},
		{decide.OfControl, c.ControlPolicy, &world.ControlPolicy}, {decide.OfVPC, c.VPCPolicy, &world.VPCPolicy},
		{decide.OfAccessPoint, c.AccessPointPolicy, &world.PointPolicy},
	} {
		if policy.file == "" {
			continue
		}
		text, err := fileText(policy.file, acceptedAsPolicy)
		if err != nil {
			return world, err
		}
		*policy.into, world.Files[policy.name] = text, []string{policy.file}
	}
	return world, nil
}

// endpointVPC is the VPC that has the endpoint policy; empty: not named.
func (c *decideCommand) endpointVPC() string {
	if c.VPC == decide.Internet {
		return ""
	}
	return c.VPC
}

const (
	maxPolicy        = 1 << 20 // bytes
	acceptedAsPolicy = "a file with a policy in JSON"
)

// fileText reads a file of bounded size, without the mark of the byte order that some editors write first. What is beyond
// the bound is not left out silently: a policy or a test would say less than its file.
func fileText(path, accepted string) (string, error) {
	file, err := os.Open(path)
	if err != nil {
		return "", target.Usagef("%v; accepted: %s", err, accepted)
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, maxPolicy+1))
	if err != nil {
		return "", target.Usagef("%v; accepted: %s", err, accepted)
	}
	if len(text) > maxPolicy {
		return "", target.Usagef("%s has more than %d bytes; accepted: %s", path, maxPolicy, accepted)
	}
	return strings.TrimPrefix(string(text), "\ufeff"), nil
}
