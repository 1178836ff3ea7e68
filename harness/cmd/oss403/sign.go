package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"strings"
	"time"
	"unicode"

	"github.com/oss403/oss403/harness/internal/caller"
	"github.com/oss403/oss403/harness/internal/explain"
	"github.com/oss403/oss403/harness/internal/sign"
	"github.com/oss403/oss403/harness/internal/target"
	"github.com/oss403/oss403/scenarios/catalogue"
)

type signCommand struct {
	Method  string `arg:"" optional:"" help:"Method of the request; GET if only a URL is given."`
	Address string `arg:"" optional:"" name:"address" help:"URL of the request, the key in it percent-encoded."`

	Header  []string       `short:"H" help:"Header of the request, NAME:VALUE; may be given again." placeholder:"HEADER" sep:"none"`
	Request string         `help:"${sign_request}" placeholder:"FILE"`
	Form    string         `help:"${sign_form}" placeholder:"FORM"`
	URL     bool           `name:"url" help:"Sign in the URL, in place of the header Authorization."`
	Expires *time.Duration `help:"How long a signed URL is good; 15m if not given." placeholder:"TIME"`
	Region  string         `help:"Region to sign for; else OSS_REGION, else that of the host." placeholder:"REGION"`
	Bucket  string         `help:"Bucket behind a domain of its own." placeholder:"BUCKET"`
	Signed  []string       `name:"additional-header" help:"Header to sign beyond those that must be; may be given again." placeholder:"NAME"`
	Time    string         `help:"${sign_time}" placeholder:"TIME"`
	Compare string         `help:"${sign_compare}" placeholder:"FILE"`
	JSON    bool           `name:"json" help:"Print JSON."`
}

// Run signs one request and shows what was signed. It sends nothing.
func (c *signCommand) Run(to output) error {
	order, err := c.order()
	if err != nil {
		return err
	}
	page, err := sign.Sign(order)
	if err != nil {
		return target.Usagef("%v", err)
	}
	if c.JSON {
		encoder := json.NewEncoder(to.out)
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", "  ")
		return encoder.Encode(page)
	}
	_, err = fmt.Fprint(to.out, page.Text())
	return err
}

// acceptedBySign says what sign takes, for errors.
const acceptedBySign = "METHOD URL with --header, or --request=FILE with a raw HTTP request, a curl command, one entry of a HAR file, " +
	"or a signed URL"

func (c *signCommand) order() (sign.Order, error) {
	order := sign.Order{Form: c.Form, URL: c.URL, Region: c.Region, Bucket: c.Bucket, Additional: c.Signed}
	if c.Expires != nil {
		if *c.Expires < time.Second {
			return order, target.Usagef("--expires=%s; accepted: from 1s, in v4 and s3-v4 to 168h", *c.Expires)
		}
		order.Lifetime = *c.Expires
	}
	var err error
	if order.Credentials, err = keyOfEnvironment(); err != nil {
		return order, err
	}
	if order.Region == "" {
		order.Region = os.Getenv("OSS_REGION")
	}
	if order.Request, err = c.request(); err != nil {
		return order, err
	}
	if order.At, err = readTime(c.Time); err != nil {
		return order, err
	}
	if c.Compare != "" {
		text, err := readSome(c.Compare)
		if err != nil {
			return order, target.Usagef("%v; accepted: %s", err, acceptedByExplain)
		}
		refused, err := explain.Read(text, explain.Knowing(catalogue.All()))
		if err != nil {
			return order, target.Usagef("nothing to compare with in %s: %v; accepted: %s", c.Compare, err, acceptedByExplain)
		}
		order.Refused = &refused
	}
	return order, nil
}

func (c *signCommand) request() (explain.Request, error) {
	if c.Request == "" {
		if strings.Contains(c.Method, "://") && c.Address == "" {
			c.Method, c.Address = http.MethodGet, c.Method
		}
		if c.Address == "" {
			return explain.Request{}, target.Usagef("no request; accepted: %s", acceptedBySign)
		}
		read, err := explain.NewRequest(c.Method, c.Address, c.Header)
		if err != nil {
			return read, target.Usagef("the request: %v; accepted: %s", err, acceptedBySign)
		}
		return read, nil
	}
	if c.Method != "" || len(c.Header) > 0 {
		return explain.Request{}, target.Usagef("a request in %s, and another one; accepted: %s", c.Request, acceptedBySign)
	}
	text, err := readSome(c.Request)
	if err != nil {
		return explain.Request{}, target.Usagef("%v; accepted: %s", err, acceptedBySign)
	}
	read, err := explain.ReadRequest(text)
	if err != nil {
		return read, target.Usagef("the request in %s: %v; accepted: %s", c.Request, err, acceptedBySign)
	}
	return read, nil
}

// keyOfEnvironment is the AccessKey in the environment. A blank in it is never meant.
func keyOfEnvironment() (caller.Credentials, error) {
	who := caller.Credentials{AccessKeyID: os.Getenv("OSS_ACCESS_KEY_ID"), AccessKeySecret: os.Getenv("OSS_ACCESS_KEY_SECRET"),
		SecurityToken: os.Getenv("OSS_SESSION_TOKEN")}
	for name, value := range map[string]string{"OSS_ACCESS_KEY_ID": who.AccessKeyID, "OSS_ACCESS_KEY_SECRET": who.AccessKeySecret,
		"OSS_SESSION_TOKEN": who.SecurityToken} {
		if strings.ContainsFunc(value, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }) {
			return who, target.Usagef("%s has a blank, a line feed or a control character; accepted: the value alone", name)
		}
	}
	if who.AccessKeyID == "" || who.AccessKeySecret == "" {
		return who, target.Usagef("no key to sign with; accepted: OSS_ACCESS_KEY_ID and OSS_ACCESS_KEY_SECRET in the environment, " +
			"for a session OSS_SESSION_TOKEN too")
	}
	return who, nil
}

// readTime reads a time as OSS, its headers, or people write it; zero if none is given.
func readTime(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	for _, layout := range []string{time.RFC3339, "20060102T150405Z", http.TimeFormat} {
		if at, err := time.Parse(layout, text); err == nil {
			return at, nil
		}
	}
	return time.Time{}, target.Usagef("the time %q; accepted: 2024-12-05T02:31:04Z, 20241205T023104Z or Thu, 05 Dec 2024 02:31:04 GMT", text)
}
