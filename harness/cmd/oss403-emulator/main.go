// Command oss403-emulator has the commands of oss403 that serve the emulator, and nothing of the suite: it is the program
// of the image of the emulator, under the name oss403.
package main

import (
	"io"
	"os"

	"github.com/alecthomas/kong"

	"github.com/oss403/oss403/harness/cmd/internal/served"
)

type commandLine struct {
	Emulator served.Emulator `cmd:"" help:"Serve the OSS emulator: real signatures, real access control."`
	Wait     served.Wait     `cmd:"" help:"Wait until an emulator that is starting serves."`
}

const description = "An Alibaba Cloud OSS in one process. The program oss403 also judges an OSS, and explains what it refuses."

func main() { os.Exit(execute(os.Args[1:], os.Stdout, os.Stderr)) }

func execute(args []string, stdout, stderr io.Writer) int {
	to := served.Output{Out: stdout, Err: stderr}
	return served.Execute(args, to, func(exit func(int)) (*kong.Kong, error) {
		return kong.New(&commandLine{}, kong.Name("oss403"), kong.Description(description), served.Help(),
			kong.Writers(to.Out, to.Err), kong.Exit(exit))
	})
}
