package main

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"regexp"
	"strings"

	"github.com/oss403/oss403/harness/internal/explain"
	"github.com/oss403/oss403/harness/internal/explain/lang"
	"github.com/oss403/oss403/harness/internal/target"
	"github.com/oss403/oss403/scenarios/catalogue"
	"github.com/oss403/oss403/scenarios/pages"
)

type explainCommand struct {
	What string `arg:"" optional:"" default:"-" help:"${explain_what}" placeholder:"FILE"`
	JSON bool   `name:"json" help:"Print the diagnosis as JSON."`

	Request string `placeholder:"FILE" help:"${explain_request}"`
	Decode  bool   `help:"${explain_decode}"`
	Profile string `placeholder:"FILE" help:"With --decode: YAML file that names other variables (owner) or another RAM (ram, dial, ca)."`
	Web     bool   `help:"Serve a page for pasting, to the browsers of this machine."`
	Lang    string `default:"en" help:"${explain_lang}" placeholder:"LANG"`
	Listen  string `placeholder:"HOST:PORT" help:"Loopback address of the page; a free port if not given."`
}

// acceptedByExplain says what explain takes, for errors.
const acceptedByExplain = "a file or - with an error document, a raw response, or the error of a client; " +
	"or an EC, a Code, or a row such as R48"

// Run reads a refusal and says what it means.
func (c *explainCommand) Run(to output) error {
	in, err := lang.Of(c.Lang)
	if err != nil {
		return target.Usagef("%v; accepted: %s", err, strings.Join(lang.Tags(), ", "))
	}
	known := explain.Knowing(catalogue.All())
	if c.Web {
		return c.serve(to, known, in)
	}
	if c.Listen != "" {
		return target.Usagef("--listen is the address of the page, and there is none; accepted: together with --web")
	}
	for _, ec := range known.ListedAlone() {
		if ec.Number == c.What {
			return c.printListed(to, ec, in)
		}
	}
	answer, err := c.answer(known)
	if err != nil {
		return err
	}
	diagnosis := explain.Diagnose(answer, known, in)
	if diagnosis.Comparison, err = c.comparison(answer, in); err != nil {
		return err
	}
	if diagnosis.Decoded, err = c.decoded(answer, in); err != nil {
		return err
	}
	editions, err := pages.Editions()
	if err != nil {
		return err
	}
	diagnosis.Printed = explain.PrintedIn(editions, diagnosis.Row)
	if c.JSON {
		encoder := json.NewEncoder(to.out)
		encoder.SetIndent("", "  ")
		return encoder.Encode(diagnosis)
	}
	return explain.WriteText(to.out, diagnosis, in)
}

// oneWord is what explain takes in place of a text.
var oneWord = regexp.MustCompile(`^(\d{4}-\d{8}|[A-Za-z]\d{1,3}|[A-Za-z]*)$`)

// acceptedAsRequest says what --request takes, for errors.
const acceptedAsRequest = "a file with a raw HTTP request, a curl command, one entry of a HAR file, or a signed URL"

// comparison holds the request against the answer of SignatureDoesNotMatch; nil without a request and a secret.
func (c *explainCommand) comparison(answer explain.Answer, in lang.Language) (*explain.Comparison, error) {
	secret := os.Getenv("OSS_ACCESS_KEY_SECRET")
	if c.Request == "" && (secret == "" || answer.Code != "SignatureDoesNotMatch") {
		return nil, nil
	}
	var request *explain.Request
	if c.Request != "" {
		text, err := readSome(c.Request)
		if err != nil {
			return nil, target.Usagef("%v; accepted: %s", err, acceptedAsRequest)
		}
		read, err := explain.ReadRequest(text)
		if err != nil {
			return nil, target.Usagef("the request in %s: %v; accepted: %s", c.Request, err, acceptedAsRequest)
		}
		request = &read
	}
	comparison, err := explain.Compare(answer, request, secret, in)
	if err != nil {
		return nil, target.Usagef("the request in %s: %v; accepted: %s", c.Request, err, acceptedAsRequest)
	}
	return comparison, nil
}

// answer reads the text, or makes an answer that tells only the given word.
func (c *explainCommand) answer(known explain.Known) (explain.Answer, error) {
	if _, err := os.Stat(c.What); errors.Is(err, os.ErrNotExist) && c.What != "-" {
		for _, word := range []string{c.What, strings.ToUpper(c.What)} { // r48 is a row too
			if answer, ok := known.Word(word); ok {
				return answer, nil
			}
		}
		if oneWord.MatchString(c.What) {
			return explain.Answer{}, target.Usagef("%q is no EC, Code or row of the catalogue, and no file; accepted: %s", c.What, acceptedByExplain)
		}
	}
	text, err := readSome(c.What)
	if err != nil {
		return explain.Answer{}, target.Usagef("%v; accepted: %s", err, acceptedByExplain)
	}
	answer, err := explain.Read(text, known)
	if err != nil {
		return explain.Answer{}, target.Usagef("nothing to explain in %s: %v; accepted: %s",
			strings.Replace(c.What, "-", "what was pasted", 1), err, acceptedByExplain)
	}
	return answer, nil
}

// readSome reads a file, or what is pasted, up to a little more than is accepted.
func readSome(name string) (string, error) {
	in := io.Reader(os.Stdin)
	if name != "-" {
		file, err := os.Open(name)
		if err != nil {
			return "", err
		}
		defer file.Close()
		in = file
	}
	text, err := io.ReadAll(io.LimitReader(in, explain.MaxText+1))
	return string(text), err
}
