package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/oss403/oss403/harness/internal/decide"
	"github.com/oss403/oss403/harness/internal/target"
)

type decideCommand struct {
	Action   string `arg:"" optional:"" help:"Action that a policy must allow, such as oss:GetObject."`
	Resource string `arg:"" optional:"" help:"BUCKET, BUCKET/KEY or acs:oss:*:*:BUCKET/KEY; none for the service."`

	As      string `help:"Who asks: ${decide_callers}." default:"user" placeholder:"CALLER"`
	Request string `help:"${decide_request}" placeholder:"FILE"`
	Expect  string `help:"${decide_expect}" placeholder:"FILE"`
	JUnit   string `name:"junit" help:"Write what --expect finds as JUnit XML too." placeholder:"FILE"`
	JSON    bool   `name:"json" help:"Print the decisions as JSON."`

	Policy            []string `help:"Policy of the RAM user, a file in JSON; may be given again." placeholder:"FILE" sep:"none" group:"world"`
	RolePolicy        []string `help:"Policy of the role of a session; may be given again." placeholder:"FILE" sep:"none" group:"world"`
	SessionPolicy     string   `help:"Session policy, which narrows the role." placeholder:"FILE" group:"world"`
	BucketPolicy      string   `help:"Policy of the bucket." placeholder:"FILE" group:"world"`
	ControlPolicy     string   `help:"Control policy of the resource directory." placeholder:"FILE" group:"world"`
	VPCPolicy         string   `name:"vpc-policy" help:"${decide_vpc_policy}" placeholder:"FILE" group:"world"`
	AccessPointPolicy string   `help:"${decide_point_policy}" placeholder:"FILE" group:"world"`
	AccessPoint       string   `help:"Name of the access point." default:"ap-01" group:"world"`
	AccessPointVPC    string   `name:"access-point-vpc" help:"The only VPC that the access point serves." placeholder:"VPC" group:"world"`
	BucketACL         string   `name:"bucket-acl" help:"ACL of the bucket." placeholder:"ACL" group:"world"`
	ObjectACL         string   `name:"object-acl" help:"ACL of the object." placeholder:"ACL" group:"world"`
	Public            bool     `help:"Block Public Access is off." group:"world"`

	Name map[string]string `help:"${decide_name}" placeholder:"WORD=NAME" mapsep:";" group:"world"`

	From       string `help:"Source address of the request; 127.0.0.1 if not given." placeholder:"IP" group:"circumstances"`
	VPC        string `name:"vpc" help:"${decide_vpc}" placeholder:"VPC" group:"circumstances"`
	TLS        string `name:"tls" help:"Over TLS: yes, no." default:"yes" group:"circumstances"`
	Time       string `help:"${decide_time}" placeholder:"TIME" group:"circumstances"`
	Via        string `help:"${decide_via}" placeholder:"WAY" group:"circumstances"`
	UserAgent  string `help:"Header User-Agent." placeholder:"TEXT" group:"circumstances"`
	Header     string `help:"Further headers, NAME: VALUE, several parted by |." placeholder:"HEADERS" group:"circumstances"`
	Query      string `help:"Parameters of the request, such as prefix=a/&delimiter=/." placeholder:"QUERY" group:"circumstances"`
	BucketTags string `help:"Tags of the bucket, KEY=VALUE&KEY=VALUE." placeholder:"TAGS" group:"circumstances"`
	ObjectTags string `help:"Tags of the object, likewise." placeholder:"TAGS" group:"circumstances"`
}

// Run decides one question, or each line of --expect. The exit code is 1 if a decision is not as expected, and
// for one question if it is refused.
func (c *decideCommand) Run(to output) error {
	world, err := c.world()
	if err != nil {
		return err
	}
	cases, err := c.cases()
	if err != nil {
		return err
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

// cases are the lines of --expect, or the one question, which is expected to be allowed.
func (c *decideCommand) cases() ([]decide.Expected, error) {
	q, err := c.question()
	if err != nil {
		return nil, err
	}
	given := 0
	for _, one := range []string{c.Action, c.Request, c.Expect} {
		if one != "" {
			given++
		}
	}
	switch {
	case given > 1:
		return nil, target.Usagef("more than one of an action, --request and --expect; accepted: one of them")
	case given == 0:
		return nil, target.Usagef("no action; accepted: an action such as oss:GetObject with a resource, --request=FILE, or --expect=FILE")
	case c.JUnit != "" && c.Expect == "":
		return nil, target.Usagef("--junit without --expect; accepted: both")
	case c.Request != "":
		text, err := fileText(c.Request, decide.AcceptedAsRequest)
		if err != nil {
			return nil, err
		}
		if q.Raw, err = decide.ReadRaw(c.Request, text); err != nil {
			return nil, err
		}
	case c.Expect != "":
		text, err := fileText(c.Expect, "a CSV file")
		if err != nil {
			return nil, err
		}
		beside := func(name string) (string, error) {
			if !filepath.IsAbs(name) {
				name = filepath.Join(filepath.Dir(c.Expect), name)
			}
			return fileText(name, decide.AcceptedAsRequest)
		}
		return decide.ReadExpected(strings.NewReader(text), c.Expect, q, beside)
	}
	return []decide.Expected{{Question: q, Allowed: true}}, nil
}

// question is what the command line says of the request. A line of --expect may say otherwise.
func (c *decideCommand) question() (decide.Question, error) {
	q := decide.Question{Caller: c.As, Action: c.Action, Resource: c.Resource}
	for _, said := range []struct{ name, text string }{
		{"from", c.From}, {"vpc", c.VPC}, {"tls", c.TLS}, {"time", c.Time}, {"via", c.Via}, {"user-agent", c.UserAgent},
		{"header", c.Header}, {"query", c.Query}, {"bucket-tags", c.BucketTags}, {"object-tags", c.ObjectTags},
	} {
		if err := q.Set(said.name, said.text); err != nil {
			return q, err
		}
	}
	return q, nil
}

func (c *decideCommand) decide(ctx context.Context, to output, court *decide.Court, cases []decide.Expected) error {
	decisions, wrong := []decide.Decision{}, 0
	for _, e := range cases {
		d, err := court.Decide(ctx, e.Question)
		if err != nil {
			return err
		}
		decisions = append(decisions, d)
		as := d.Allowed == e.Allowed
		if !as {
			wrong++
		}
		switch {
		case c.JSON:
		case c.Expect == "":
			printDecision(to.out, d)
		case !as:
			fmt.Fprintf(to.out, "%s:%d: expected %s\n", c.Expect, e.Line, decide.Outcome(e.Allowed))
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
	if c.JUnit != "" {
		if err := c.writeJUnit(cases, decisions); err != nil {
			return err
		}
	}
	if wrong > 0 {
		return exitCode(exitDeviations)
	}
	return nil
}

func printDecision(w io.Writer, d decide.Decision) {
	fmt.Fprintf(w, "%s: %s (%s)\n", strings.ToUpper(decide.Outcome(d.Allowed)), asked(d), d.Operation)
	if d.Code != "" {
		fmt.Fprintf(w, "  a client sees  %d %s: %s\n", d.Status, strings.TrimSpace(d.Code+" "+d.EC), d.Message)
	}
	for _, line := range d.Says {
		fmt.Fprintf(w, "  %s\n", line)
	}
	if d.ToPass != "" {
		fmt.Fprintf(w, "  to pass        %s\n", d.ToPass)
	}
}

// asked says who asked for what.
func asked(d decide.Decision) string {
	text := d.Action + " by " + d.Caller
	if d.Resource != "" {
		text += " on " + d.Resource
	}
	return text
}
