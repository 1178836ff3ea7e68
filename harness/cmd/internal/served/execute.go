// Package served holds the commands that serve the emulator and wait for it, and runs command lines. Both programs have
// it. It links the emulator and the client of its control port, and nothing else of this module.
package served

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/alecthomas/kong"
)

// The exit codes of a command whose error says none, and of bad input.
const (
	exitFailed = 2
	exitUsage  = 64
)

// Output is where commands write to.
type Output struct {
	Out, Err io.Writer
}

// A usageError is bad input.
type usageError struct{ text string }

func (e usageError) Error() string { return e.text }
func (usageError) ExitCode() int   { return exitUsage }

func usagef(format string, args ...any) error { return usageError{fmt.Sprintf(format, args...)} }

// Execute runs one command line and returns its exit code: that of the method ExitCode of its error, if it has one. The
// parser calls exit after --help. The command is given the output and what else is given.
func Execute(args []string, to Output, parserFor func(exit func(int)) (*kong.Kong, error), given ...any) int {
	if err := forgetEmpty(os.Environ()); err != nil {
		fmt.Fprintln(to.Err, "oss403:", err)
		return exitFailed
	}
	exited := -1
	parser, err := parserFor(func(code int) { exited = code })
	if err != nil {
		fmt.Fprintln(to.Err, "oss403:", err)
		return exitFailed
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	parsed, err := parser.Parse(args)
	if exited >= 0 { // --help
		return exited
	}
	if err != nil {
		fmt.Fprintf(to.Err, "oss403: %v; accepted: %s\n", err, accepted(parser.Model.Node, args, err.Error()))
		return exitUsage
	}
	if err = parsed.Run(append(given, to)...); err == nil {
		return 0
	}
	if text := err.Error(); text != "" {
		fmt.Fprintln(to.Err, "oss403:", text)
	}
	var coded interface{ ExitCode() int }
	if errors.As(err, &coded) {
		return coded.ExitCode()
	}
	return exitFailed
}

// forgetEmpty removes OSS403_ variables without a value from the environment. CI jobs
// set such variables; they mean the same as no variable, as in the suite.
func forgetEmpty(environment []string) error {
	for _, variable := range environment {
		name, value, _ := strings.Cut(variable, "=")
		if !strings.HasPrefix(name, "OSS403_") || value != "" {
			continue
		}
		if err := os.Unsetenv(name); err != nil {
			return err
		}
	}
	return nil
}
