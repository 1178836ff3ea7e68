package main

import (
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// lines are command lines up to the cursor, with words that a shell must offer there, and one that it must not. A word
// that ends with "=", ":" or "," is not finished.
var lines = []struct {
	line    string
	offers  []string
	without string
}{
	{"oss403 ", []string{"run", "decide", "completion"}, "__complete"},
	{"oss403 ex", []string{"explain"}, "emulator"},
	{"oss403 run --fo", []string{"--focus="}, "--procs="},
	{"oss403 run --", []string{"--focus=", "--strict", "--help"}, "--like-service"},
	{"oss403 run --focus=R4", []string{"--focus=R48", "--focus=R40"}, "--focus=R14"},
	{"oss403 run --focus R48,Sig", []string{"R48,SignatureDoesNotMatch"}, "R48,AccessDenied"},
	{"oss403 run --strict --dialect=", []string{"--dialect=observed", "--dialect=documented"}, "--dialect=R48"},
	{"oss403 run --target=em", []string{"--target=emulator:"}, "--target=https://"},
	{"oss403 explain R4", []string{"R48"}, "R14"},
	{"oss403 explain 0003-0000000", []string{"0003-00000001"}, "0002-00000040"},
	{"oss403 pages 403-ja", []string{"403-ja-2025-12-20"}, "403-en-2025-12-19"},
	{"oss403 pages 403-ja-2025-12-20 403-en-2026", []string{"403-en-2026-05-07"}, "403-ja-2025-12-20"},
	{"oss403 explain Inv", []string{"InvalidAccessKeyId"}, "R48"},
	{"oss403 list --level=", []string{"--level=captured"}, "--level=R48"},
	{"oss403 list --area=", []string{"--area=endpoint"}, "--area=R48"},
	{"oss403 decide oss:GetObj", []string{"oss:GetObject", "oss:GetObjectAcl"}, "oss:PutObject"},
	{"oss403 decide --as=col", []string{"--as=colleague"}, "--as=user"},
	{"oss403 decide --as owner oss:ListB", []string{"oss:ListBuckets"}, "oss:GetObject"},
	{"oss403 explain --lang=", []string{"--lang=ja", "--lang=zh"}, "--lang=R48"},
	{"oss403 sign --form=s3", []string{"--form=s3-v2", "--form=s3-v4"}, "--form=v4"},
	{"oss403 completion ", []string{"bash", "zsh", "fish"}, "run"},
	{"oss403 emulator --region=cn-hangzhou,ap-southeast-", []string{"--region=cn-hangzhou,ap-southeast-1"}, "--region=cn-hangzhou"},
}

// someLines are enough where a shell takes the words as they are.
const someLines = 7

// What the program offers is what follows from its commands, flags and values.
func TestComplete(t *testing.T) {
	for _, c := range lines {
		code, out, complaint := run(t, append([]string{"__complete", "--"}, strings.Split(c.line, " ")[1:]...)...)
		var got []string
		for line := range strings.Lines(out) {
			text, _, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
			got = append(got, text)
		}
		if code != exitConformant {
			t.Errorf("%s: %d %s", c.line, code, complaint)
		}
		offered(t, c.line, got, c.offers, c.without)
	}
	for line, want := range map[string]string{
		"run --profile=": ":files\n", "decide --policy x": ":files\n", "explain somefile": ":files\n", "wait x": "",
	} {
		if _, out, _ := run(t, append([]string{"__complete", "--"}, strings.Fields(line)...)...); out != want {
			t.Errorf("%s: %q", line, out)
		}
	}
}

func offered(t *testing.T, line string, got, want []string, without string) {
	t.Helper()
	for _, w := range want {
		if !slices.Contains(got, w) {
			t.Errorf("%q does not offer %q: %q", line, w, got)
		}
	}
	if slices.Contains(got, without) {
		t.Errorf("%q offers %q", line, without)
	}
}

// bash offers what may stand behind the last of its separators, and leaves a blank behind a finished word.
func TestCompletionInBash(t *testing.T) {
	script := scriptOf(t, "bash")
	for _, c := range lines {
		out := saidBy(t, "bash", "--norc", "-c", `source "$1"; COMP_WORDBREAKS=$' \t\n"'"'"'><=;|&(:'
COMP_LINE=$2 COMP_POINT=${#2}; _oss403 "$3"; printf '%s\n' "${COMPREPLY[@]}"`, "bash", script, c.line, program(t))
		current := c.line[strings.LastIndexByte(c.line, ' ')+1:]
		kept := current[:strings.LastIndexAny(current, "=:")+1]
		var want []string
		for _, w := range c.offers {
			if w = strings.TrimPrefix(w, kept); !strings.HasSuffix(w, "=") && !strings.HasSuffix(w, ":") {
				w += " "
			}
			want = append(want, w)
		}
		offered(t, "bash: "+c.line, strings.Split(strings.TrimSuffix(out, "\n"), "\n"), want, strings.TrimPrefix(c.without, kept)+" ")
	}
}

// zsh can read its script, and passes the words of the program on.
func TestCompletionInZsh(t *testing.T) {
	script := scriptOf(t, "zsh")
	const stub = `compdef() { } ; compset() { } ; _files() { print :files }
compadd() { while [[ $1 != -- ]]; do shift; done; shift; print -l -- $@ }
source $1; words=(${(s: :)2}) ; [[ $2 == *' ' ]] && words+=(''); words[1]=$3; CURRENT=$#words; _oss403`
	for _, c := range lines[:someLines] {
		out := saidBy(t, "zsh", "-f", "-c", stub, "zsh", script, c.line, program(t))
		offered(t, "zsh: "+c.line, strings.Split(out, "\n"), c.offers, c.without)
	}
}

// fish offers the words with their help.
func TestCompletionInFish(t *testing.T) {
	script := scriptOf(t, "fish")
	folder := filepath.Dir(program(t))
	for _, c := range lines[:someLines] {
		out := saidBy(t, "fish", "--no-config", "-c", `set -gx PATH $argv[3] $PATH; source $argv[1]; complete -C $argv[2]`,
			script, c.line, folder)
		var got []string
		for line := range strings.Lines(out) {
			text, _, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
			got = append(got, text)
		}
		offered(t, "fish: "+c.line, got, c.offers, c.without)
	}
}

// scriptOf writes the script of a shell, which must be there, into a file.
func scriptOf(t *testing.T, shell string) string {
	t.Helper()
	if _, err := exec.LookPath(shell); err != nil {
		t.Skip(err)
	}
	code, out, complaint := run(t, "completion", shell)
	if code != exitConformant {
		t.Fatal(complaint)
	}
	return written(t, "script", out)
}

func saidBy(t *testing.T, name string, args ...string) string {
	t.Helper()
	command := exec.Command(name, args...)
	out, err := command.Output()
	if err != nil {
		t.Fatalf("%s %q: %v", name, args, err)
	}
	return string(out)
}
