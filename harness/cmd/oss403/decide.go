package main

import (
	"bufio"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/oss403/oss403/harness/internal/decide"
	"github.com/oss403/oss403/harness/internal/target"
)

type decideCommand struct {
	Action   string `arg:"" optional:"" help:"Action that a policy must allow, such as oss:GetObject."`
	Resource string `arg:"" optional:"" help:"BUCKET, BUCKET/KEY or acs:oss:*:*:BUCKET/KEY; none for the service."`

	As            string   `help:"Who asks: ${decide_callers}." default:"user" placeholder:"CALLER"`
	Policy        []string `help:"Policy of the RAM user, a file in JSON; may be given again." placeholder:"FILE" sep:"none"`
	RolePolicy    []string `help:"Policy of the role of a session; may be given again." placeholder:"FILE" sep:"none"`
	SessionPolicy string   `help:"Session policy, which narrows the role." placeholder:"FILE"`
	BucketPolicy  string   `help:"Policy of the bucket." placeholder:"FILE"`
	ControlPolicy string   `help:"Control policy of the resource directory." placeholder:"FILE"`
	VPCPolicy     string   `name:"vpc-policy" help:"Policy of the VPC's gateway endpoint that the callers come through." placeholder:"FILE"`
	BucketACL     string   `name:"bucket-acl" help:"ACL of the bucket." placeholder:"ACL"`
	ObjectACL     string   `name:"object-acl" help:"ACL of the object." placeholder:"ACL"`
	Public        bool     `help:"Block Public Access is off."`
	Expect        string   `help:"CSV with caller,action,resource,allowed or refused in each line: a test for policies." placeholder:"FILE"`
	JSON          bool     `name:"json" help:"Print the decisions as JSON."`
}

// expected is a line of the file of --expect.
type expected struct {
	decide.Question
	allowed bool
	line    int
}

// Run decides one question, or each line of --expect. The exit code is 1 if a decision is not as expected, and
// for one question if it is refused.
func (c *decideCommand) Run(to output) error {
	world, err := c.world()
	if err != nil {
		return err
	}
	cases := []expected{{Question: decide.Question{Caller: c.As, Action: c.Action, Resource: c.Resource}, allowed: true}}
	if c.Expect != "" {
		if c.Action != "" {
			return target.Usagef("an action and --expect; accepted: one of them")
		}
		if cases, err = readExpected(c.Expect); err != nil {
			return err
		}
	}
	if c.Expect == "" && c.Action == "" {
		return target.Usagef("no action; accepted: an action such as oss:GetObject with a resource, or --expect=FILE")
	}
	var questions []decide.Question
	for _, e := range cases {
		questions = append(questions, e.Question)
	}
	ctx := context.Background()
	court, err := decide.Open(ctx, world, questions)
	if err != nil {
		return err
	}
	return errors.Join(c.decide(ctx, to, court, cases), court.Close(ctx))
}

func (c *decideCommand) decide(ctx context.Context, to output, court *decide.Court, cases []expected) error {
	decisions, wrong := []decide.Decision{}, 0
	for _, e := range cases {
		d, err := court.Decide(ctx, e.Question)
		if err != nil {
			return err
		}
		decisions = append(decisions, d)
		as := d.Allowed == e.allowed
		if !as {
			wrong++
		}
		switch {
		case c.JSON:
		case c.Expect == "":
			printDecision(to.out, d)
		case !as:
			fmt.Fprintf(to.out, "%s:%d: expected %s\n", c.Expect, e.line, outcomeWord(e.allowed))
			printDecision(to.out, d)
		}
	}
	if c.JSON {
		encoder := json.NewEncoder(to.out)
		encoder.SetIndent("", "  ")
		if err := encoder.Encode(decisions); err != nil {
			return err
		}
	} else if c.Expect != "" {
		fmt.Fprintf(to.out, "%d of %d as expected\n", len(cases)-wrong, len(cases))
	}
	if wrong > 0 {
		return exitCode(exitDeviations)
	}
	return nil
}

func outcomeWord(allowed bool) string {
	if allowed {
		return "allowed"
	}
	return "refused"
}

func printDecision(w io.Writer, d decide.Decision) {
	fmt.Fprintf(w, "%s: %s by %s on %s (%s)\n", strings.ToUpper(outcomeWord(d.Allowed)), d.Action, d.Caller, d.Resource, d.Operation)
	if !d.Allowed {
		fmt.Fprintf(w, "  a client sees  %d %s %s: %s\n", d.Status, d.Code, d.EC, d.Message)
	}
	for _, line := range d.Says {
		fmt.Fprintf(w, "  %s\n", line)
	}
	if d.ToPass != "" {
		fmt.Fprintf(w, "  to pass        %s\n", d.ToPass)
	}
}

// world reads the policies.
func (c *decideCommand) world() (decide.World, error) {
	world := decide.World{BucketACL: c.BucketACL, ObjectACL: c.ObjectACL, Public: c.Public}
	for _, several := range []struct {
		files []string
		into  *[]string
	}{{c.Policy, &world.UserPolicies}, {c.RolePolicy, &world.RolePolicies}} {
		for _, file := range several.files {
			text, err := policyIn(file)
			if err != nil {
				return world, err
			}
			*several.into = append(*several.into, text)
		}
	}
	for _, policy := range []struct {
		file string
		into *string
	}{
		{c.SessionPolicy, &world.SessionPolicy}, {c.BucketPolicy, &world.BucketPolicy},
		{c.ControlPolicy, &world.ControlPolicy}, {c.VPCPolicy, &world.VPCPolicy},
	} {
		if policy.file == "" {
			continue
		}
		text, err := policyIn(policy.file)
		if err != nil {
			return world, err
		}
		*policy.into = text
	}
	return world, nil
}

const maxPolicy = 1 << 20 // bytes

func policyIn(path string) (string, error) {
	file, err := os.Open(path)
	if err != nil {
		return "", target.Usagef("%v; accepted: a file with a policy in JSON", err)
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, maxPolicy))
	if err != nil {
		return "", fmt.Errorf("reading %s: %w", path, err)
	}
	return string(text), nil
}

// readExpected reads the lines of --expect. Lines that are empty or begin with # are left out.
func readExpected(path string) ([]expected, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, target.Usagef("%v; accepted: a CSV file", err)
	}
	defer file.Close()
	lines := csv.NewReader(bufio.NewReader(io.LimitReader(file, maxPolicy)))
	lines.Comment, lines.FieldsPerRecord, lines.TrimLeadingSpace = '#', 4, true
	var all []expected
	for {
		fields, err := lines.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, target.Usagef("%s: %v; accepted: caller,action,resource,allowed or refused", path, err)
		}
		line, _ := lines.FieldPos(0)
		if fields[3] != "allowed" && fields[3] != "refused" {
			return nil, target.Usagef("%s:%d: %q; accepted: allowed, refused", path, line, fields[3])
		}
		question := decide.Question{Caller: fields[0], Action: fields[1], Resource: fields[2]}
		all = append(all, expected{Question: question, allowed: fields[3] == "allowed", line: line})
	}
	if len(all) == 0 {
		return nil, target.Usagef("%s has no line; accepted: caller,action,resource,allowed or refused", path)
	}
	return all, nil
}
