// Command oss403 provokes every documented HTTP 403 of Alibaba Cloud OSS and
// judges the answers. It also serves the OSS emulator that it carries. This package
// holds only the command line.
package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/alecthomas/kong"

	"github.com/oss403/oss403/harness/cmd/internal/served"
	"github.com/oss403/oss403/harness/internal/decide"
	"github.com/oss403/oss403/harness/internal/sign"
	"github.com/oss403/oss403/harness/internal/target"
)

// The exit codes.
const (
	exitConformant = 0  // or only KNOWN and NOT-SUPPORTED
	exitDeviations = 1  // FAIL, STALE
	exitNoVerdict  = 2  // ERROR, UNTESTABLE, nothing ran
	exitUsage      = 64 // bad input
)

type commandLine struct {
	Version versionFlag `help:"Print the version of the program and the digest of its catalogue."`

	Run      runCommand      `cmd:"" help:"Run the scenarios on a target and report."`
	Plan     planCommand     `cmd:"" help:"Show what a run on a target would do: what can run, what is missing, what it sends and costs."`
	Diff     diffCommand     `cmd:"" help:"Compare two runs or two targets: what is broken, changed, fixed, newly tested or no longer tested."`
	Report   reportCommand   `cmd:"" help:"Render the reports of a run again from its conformance.json."`
	Learn    learnCommand    `cmd:"" help:"Say what runs on the service teach: what is now seen, what disagrees, which ECs are new."`
	Pages    pagesCommand    `cmd:"" help:"List the editions of documentation pages, or compare two: which rows and scenarios it touches."`
	Explain  explainCommand  `cmd:"" help:"Say what a 403 means: paste it, or name an EC, a Code or a row."`
	Sign     signCommand     `cmd:"" help:"Show what the signature of a request is made of, line by line, and sign it; nothing is sent."`
	Decide   decideCommand   `cmd:"" help:"Say what OSS would answer under policies and ACLs, before they are deployed."`
	Sweep    sweepCommand    `cmd:"" help:"Remove what dead runs have left on a target, and nothing else."`
	List     listCommand     `cmd:"" help:"List the scenarios: what each provokes and where that is documented."`
	Emulator served.Emulator `cmd:"" help:"Serve the OSS emulator: real signatures, real access control."`
	Wait     served.Wait     `cmd:"" help:"Wait until an emulator that is starting serves."`

	Completion completionCommand `cmd:"" help:"Print the script that completes command lines of oss403 in a shell."`
	Complete   completeCommand   `cmd:"" name:"__complete" hidden:""`
}

const description = `Knows exactly how Alibaba Cloud OSS says no.

oss403 provokes the HTTP 403 answers that OSS documents, on purpose, and judges each field of what comes back.

  oss403 run                          on the emulator that it carries
  oss403 run --focus R48              only the scenarios of one row
  oss403 run --target https://oss-ap-southeast-1.aliyuncs.com
  oss403 plan --target https://…      what a run there would be, before anything is made
  oss403 sweep --target https://…     remove what a killed run has left there
  oss403 explain < answer.xml         what a 403 means that somebody just got
  oss403 sign GET https://photos.oss-cn-hangzhou.aliyuncs.com/cat.jpg
  oss403 decide --policy user.json oss:GetObject photos/cat.jpg
  oss403 list                         what there is to provoke
  oss403 run --target container:oss403-emulator:dev
  oss403 emulator                     an OSS to test your own error handling against
  source <(oss403 completion bash)    the shell completes commands, flags, rows and Codes

Exit codes of run: 0 conformant, 1 deviations, 2 could not judge, 64 usage.`

func main() {
	if play := partPlayed(os.Args[0]); play != nil {
		os.Exit(play())
	}
	os.Exit(execute(os.Args[1:], os.Stdout, os.Stderr))
}

// execute runs one command line and returns its exit code.
func execute(args []string, stdout, stderr io.Writer) int {
	to := output{stdout, stderr}
	return served.Execute(args, served.Output{Out: stdout, Err: stderr}, func(exit func(int)) (*kong.Kong, error) {
		return parserFor(&commandLine{}, to, exit)
	}, to)
}

// parserFor makes the parser of a command line. It calls exit after --help and --version.
func parserFor(line *commandLine, to output, exit func(code int)) (*kong.Kong, error) {
	parser, err := kong.New(line,
		kong.Name("oss403"), kong.Description(description),
		kong.Vars{"decide_callers": strings.Join(decide.Callers(), ", "), "decide_names": strings.Join(decide.NameWords(), ", ")},
		kong.Vars{"sign_forms": strings.Join(sign.Forms(), ", ")}, kong.ExplicitGroups(helpGroups()),
		kong.Vars{"kinds": target.Kinds, "permissions": target.Permissions()}, flagHelp(), served.Help(),
		kong.Writers(to.out, to.err), kong.Exit(exit))
	if err != nil {
		return nil, fmt.Errorf("reading the commands: %w", err)
	}
	showExamples(parser.Model)
	return parser, nil
}

// versionFlag prints the version and ends the program.
type versionFlag bool

// BeforeReset prints the version and ends the program. kong calls it when it finds
// the flag.
func (versionFlag) BeforeReset(app *kong.Kong) error {
	fmt.Fprintln(app.Stdout, versionText())
	app.Exit(exitConformant)
	return nil
}

// output holds the standard output and standard error of a command.
type output struct {
	out, err io.Writer
}

// exitCode is an error that ends the program with this exit code and prints nothing.
type exitCode int

func (exitCode) Error() string   { return "" }
func (e exitCode) ExitCode() int { return int(e) }
