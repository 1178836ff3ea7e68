package main

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/alecthomas/kong"
)

// The scripts ask the program itself what may come next, so that they never grow old.
var (
	//go:embed completion/oss403.bash
	bashScript string
	//go:embed completion/oss403.zsh
	zshScript string
	//go:embed completion/oss403.fish
	fishScript string
)

type completionCommand struct {
	Shell string `arg:"" enum:"bash,zsh,fish" help:"The shell: bash, zsh, fish."`
}

// Help says how to use a script.
func (completionCommand) Help() string {
	return `For a shell that is open, or in its start file for all later ones:

  bash   source <(oss403 completion bash)
  zsh    source <(oss403 completion zsh), after compinit
  fish   oss403 completion fish | source`
}

// Run prints the script of a shell.
func (c *completionCommand) Run(to output) error {
	_, err := fmt.Fprint(to.out, map[string]string{"bash": bashScript, "zsh": zshScript, "fish": fishScript}[c.Shell])
	return err
}

// completeCommand tells a script what may come next.
type completeCommand struct {
	Words []string `arg:"" optional:"" help:"The words of the command line, up to the one to complete."`
}

// filesWanted is the line that asks a script for the names of files.
const filesWanted = ":files"

// Run prints a word in each line, with a tab and its help if it has one; or filesWanted.
func (c *completeCommand) Run(to output, parsed *kong.Context) error {
	found := complete(parsed.Model.Node, c.Words)
	if found.files {
		fmt.Fprintln(to.out, filesWanted)
	}
	for _, w := range found.words {
		line := w.text
		if w.help != "" {
			line += "\t" + strings.Join(strings.Fields(w.help), " ")
		}
		fmt.Fprintln(to.out, line)
	}
	return nil
}
