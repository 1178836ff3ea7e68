package main

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"regexp"
	"strings"

	"github.com/oss403/oss403/harness/internal/explain"
	"github.com/oss403/oss403/harness/internal/target"
	"github.com/oss403/oss403/scenarios/catalogue"
)

type explainCommand struct {
	What string `arg:"" optional:"" default:"-" help:"${explain_what}" placeholder:"FILE"`
	JSON bool   `name:"json" help:"Print the diagnosis as JSON."`
}

// acceptedByExplain says what explain takes, for errors.
const acceptedByExplain = "a file or - with an error document, a raw response, or the error of a client; " +
	"or an EC, a Code, or a row such as R48"

// Run reads a refusal and says what it means.
func (c *explainCommand) Run(to output) error {
	known := explain.Knowing(catalogue.All())
	answer, err := c.answer(known)
	if err != nil {
		return err
	}
	diagnosis := explain.Diagnose(answer, known)
	if c.JSON {
		encoder := json.NewEncoder(to.out)
		encoder.SetIndent("", "  ")
		return encoder.Encode(diagnosis)
	}
	return explain.WriteText(to.out, diagnosis)
}

// oneWord is what explain takes in place of a text.
var oneWord = regexp.MustCompile(`^(00\d\d-\d{8}|[RXB]\d\d|[A-Z][A-Za-z]+)$`)

// answer reads the text, or makes an answer that tells only the given word.
func (c *explainCommand) answer(known explain.Known) (explain.Answer, error) {
	if _, err := os.Stat(c.What); errors.Is(err, os.ErrNotExist) && c.What != "-" {
		if answer, ok := known.Word(c.What); ok {
			return answer, nil
		}
		if oneWord.MatchString(c.What) {
			return explain.Answer{}, target.Usagef("%q is no EC, Code or row of the catalogue, and no file; accepted: %s", c.What, acceptedByExplain)
		}
	}
	in := io.Reader(os.Stdin)
	if c.What != "-" {
		file, err := os.Open(c.What)
		if err != nil {
			return explain.Answer{}, target.Usagef("%v; accepted: %s", err, acceptedByExplain)
		}
		defer file.Close()
		in = file
	}
	text, err := io.ReadAll(io.LimitReader(in, explain.MaxText+1))
	if err != nil {
		return explain.Answer{}, target.Usagef("reading %s: %v; accepted: %s", c.What, err, acceptedByExplain)
	}
	answer, err := explain.Read(string(text), known)
	if err != nil {
		return explain.Answer{}, target.Usagef("nothing to explain in %s: %v; accepted: %s",
			strings.Replace(c.What, "-", "what was pasted", 1), err, acceptedByExplain)
	}
	return answer, nil
}
