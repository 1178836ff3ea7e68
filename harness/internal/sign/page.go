package sign

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/internal/wire"
)

// Page is what is shown of a signature. It holds the signature and the token, as the request does, and no secret.
type Page struct {
	Form             string      `json:"form"`
	Signer           string      `json:"signer"`
	At               time.Time   `json:"at"`
	Until            *time.Time  `json:"until,omitempty"` // of a URL
	AccessKeyID      string      `json:"accessKeyId"`
	Bucket           string      `json:"bucket"`
	Key              string      `json:"key"`
	Scope            string      `json:"scope,omitempty"` // of V4
	CanonicalRequest []Line      `json:"canonicalRequest,omitempty"`
	StringToSign     []Line      `json:"stringToSign"`
	Signature        string      `json:"signature"`
	URL              string      `json:"url,omitempty"` // if the signature stands in it
	Curl             string      `json:"curl"`
	Compared         *Difference `json:"compared,omitempty"`

	hasBody bool // the method takes one
}

// Sign signs as ordered. The error is one sentence for whoever ordered it.
func Sign(o Order) (Page, error) {
	u, k, err := o.unsigned()
	if err != nil {
		return Page{}, err
	}
	signed, err := u.Sign()
	if err != nil {
		return Page{}, err
	}
	page := Page{
		Form: string(u.Form), Signer: k.signer, At: u.At, AccessKeyID: u.Credentials.AccessKeyID, Bucket: u.Bucket, Key: u.Key,
		Scope: signed.Scope, CanonicalRequest: canonicalLines(u, signed), StringToSign: stringLines(u, signed),
		Signature: signed.Signature, Curl: curl(signed.Request),
		hasBody: u.Method == http.MethodPut || u.Method == http.MethodPost,
	}
	if u.Form == k.url {
		page.URL, page.Until = signed.Request.URL.String(), &u.Until
	}
	if o.Refused != nil {
		page.Compared, err = compare(*o.Refused, signed, page)
	}
	return page, err
}

// curl is the command that sends a request.
func curl(q *http.Request) string {
	command := "curl"
	switch q.Method {
	case http.MethodGet:
	case http.MethodHead:
		command += " --head"
	default:
		command += " --request " + quoted(q.Method)
	}
	if path := q.URL.EscapedPath() + "/"; strings.Contains(path, "/./") || strings.Contains(path, "/../") {
		command += " --path-as-is"
	}
	command += " " + quoted(q.URL.String())
	for _, name := range sortedNames(q.Header) {
		header := name + ": " + q.Header.Get(name)
		if q.Header.Get(name) == "" {
			header = name + ";" // which curl sends without a value
		}
		command += " --header " + quoted(header)
	}
	return command
}

func sortedNames(header http.Header) []string {
	var names []string
	for name := range header {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// quoted is a word of a shell.
func quoted(word string) string {
	if strings.Trim(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" && word != "" {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

// Text is the page for a person.
func (p Page) Text() string {
	text := &strings.Builder{}
	line := func(format string, args ...any) { fmt.Fprintf(text, format+"\n", args...) }
	line("%s by %s, at %s, with the AccessKey %s", p.Form, p.Signer, p.At.Format(time.RFC3339), visible(p.AccessKeyID))
	if p.Until != nil {
		line("good until %s", p.Until.Format(time.RFC3339))
	}
	for _, part := range []struct {
		name  string
		lines []Line
	}{{"CanonicalRequest", p.CanonicalRequest}, {"StringToSign", p.StringToSign}} {
		if len(part.lines) == 0 {
			continue
		}
		line("\n%s (· is a blank, ↵ a line feed)", part.name)
		for i, l := range part.lines {
			end := "↵"
			if i == len(part.lines)-1 {
				end = ""
			}
			line("%3d  %-*s  %s", i+1, widest(part.lines), l.Of, visible(l.Text)+end)
		}
	}
	line("\nSignature    %s", p.Signature)
	if p.URL != "" {
		line("URL          %s", p.URL)
	}
	line("Send it      %s", p.Curl)
	if p.hasBody {
		line("             with its body: --upload-file FILE, which adds no Content-Type")
	}
	if p.Compared != nil {
		line("\n%s", strings.Join(p.Compared.lines(), "\n"))
	}
	return text.String()
}

func widest(lines []Line) int {
	most := 0
	for _, l := range lines {
		most = max(most, len([]rune(l.Of)))
	}
	return most
}

func isS3(u wire.Unsigned) bool { return strings.HasPrefix(string(u.Form), "S3") }
