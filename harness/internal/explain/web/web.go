// Package web serves explain as one page for pasting, to the browsers of this machine. It sends, keeps and logs nothing. It
// reads no secret of the environment: any program or user of the machine can reach the page, and could try with it
// which signatures the secret makes.
package web

import (
	"bytes"
	"context"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"errors"
	"fmt"
	"html/template"
	"io"
	"log"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/internal/explain"
	"github.com/oss403/oss403/harness/internal/explain/lang"
)

//go:embed page.html page.css
var files embed.FS

// mostBody is the most bytes of a form: two texts, each byte of which may be escaped as three.
const mostBody = 2*3*explain.MaxText + 1<<10

// Listen listens on an address of the loopback interface. Port 0 is a free port.
func Listen(address string) (net.Listener, error) {
	at, err := net.ResolveTCPAddr("tcp", address)
	if err != nil {
		return nil, fmt.Errorf("%q is no address: %w", address, err)
	}
	if !at.IP.IsLoopback() { // no host is every address
		return nil, fmt.Errorf("%q is not on the loopback interface alone, so other machines could reach the page", address)
	}
	return net.ListenTCP("tcp", at)
}

// Serve serves the page until the context ends. The style of the report goes before that of the page.
func Serve(ctx context.Context, listener net.Listener, known explain.Known, style string, in lang.Language) error {
	handler, err := Handler(listener.Addr(), known, style, in)
	if err != nil {
		return err
	}
	const patience = 10 * time.Second
	server := &http.Server{Handler: handler, ReadTimeout: patience, WriteTimeout: patience, IdleTimeout: time.Minute,
		MaxHeaderBytes: 16 << 10, ErrorLog: log.New(io.Discard, "", 0)} // an entry of the log could quote what was pasted
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	select {
	case err := <-ended:
		return fmt.Errorf("serving the page: %w", err)
	case <-ctx.Done():
	}
	if err := server.Close(); err != nil {
		return fmt.Errorf("ending the page: %w", err)
	}
	if err := <-ended; !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serving the page: %w", err)
	}
	return nil
}

// server answers requests for the page.
type server struct {
	known    explain.Known
	in       lang.Language
	template *template.Template
	style    template.CSS
	policy   string // Content-Security-Policy
	port     string
}

// Handler returns the handler of the page that is served at the address.
func Handler(at net.Addr, known explain.Known, style string, in lang.Language) (http.Handler, error) {
	_, port, err := net.SplitHostPort(at.String())
	if err != nil {
		return nil, fmt.Errorf("the address of the page: %w", err)
	}
	own, err := files.ReadFile("page.css")
	if err != nil {
		return nil, fmt.Errorf("the style of the page: %w", err)
	}
	style += string(own)
	sum := sha256.Sum256([]byte(style))
	s := &server{known: known, in: in, style: template.CSS(style), port: port,
		policy: "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) +
			"'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"}
	if s.template, err = template.New("page.html").Funcs(template.FuncMap{"say": in.Say}).ParseFS(files, "page.html"); err != nil {
		return nil, fmt.Errorf("the template of the page: %w", err)
	}
	pages := http.NewServeMux()
	pages.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) { s.write(w, http.StatusOK, page{}) })
	pages.HandleFunc("POST /{$}", s.explain)
	pages.HandleFunc("GET /favicon.ico", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })
	// A page of another site can't post here: its browser says so in Sec-Fetch-Site or Origin.
	return s.guarded(http.NewCrossOriginProtection().Handler(pages)), nil
}

// guarded refuses a Host that is not of this machine: a foreign name that leads here would make the page one of
// its own site (DNS rebinding).
func (s *server) guarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		for name, value := range map[string]string{
			"Cache-Control": "no-store", "Content-Security-Policy": s.policy, "X-Content-Type-Options": "nosniff",
			"X-Frame-Options": "DENY", "Referrer-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin",
			"Cross-Origin-Resource-Policy": "same-origin",
		} {
			w.Header().Set(name, value)
		}
		host, port, err := net.SplitHostPort(q.Host)
		if ip := net.ParseIP(host); err != nil || port != s.port || host != "localhost" && (ip == nil || !ip.IsLoopback()) {
			http.Error(w, "this page is served to localhost and loopback addresses only", http.StatusMisdirectedRequest)
			return
		}
		next.ServeHTTP(w, q)
	})
}

// explain explains what is pasted. What can't be read is said on the page.
func (s *server) explain(w http.ResponseWriter, q *http.Request) {
	q.Body = http.MaxBytesReader(w, q.Body, mostBody)
	err := q.ParseForm()
	switch {
	case errors.As(err, new(*http.MaxBytesError)):
		s.write(w, http.StatusRequestEntityTooLarge, page{Problem: s.in.Say("Too much was pasted"),
			Why: s.in.Say("each text may have %d bytes at most", explain.MaxText)})
		return
	case err != nil:
		s.write(w, http.StatusBadRequest, page{Problem: s.in.Say("Nothing can be read"), Why: s.in.Say("this is not the form of the page")})
		return
	}
	s.write(w, http.StatusOK, s.read(pastedInto(q, "answer"), pastedInto(q, "request")))
}

// pastedInto is the text in a field of the form. Browsers send each line end as CR LF, whatever was pasted.
// https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#constructing-entry-list
func pastedInto(q *http.Request, field string) string {
	return strings.ReplaceAll(q.PostForm.Get(field), "\r\n", "\n")
}

func (s *server) read(text, request string) page {
	answer, err := explain.Read(text, s.known)
	if err != nil {
		return page{Problem: s.in.Say("The answer can't be read"), Why: explain.SayError(err, s.in)}
	}
	d := explain.Diagnose(answer, s.known, s.in)
	p := page{Diagnosis: &d}
	if strings.TrimSpace(request) == "" {
		return p
	}
	read, err := explain.ReadRequest(request)
	if err == nil {
		d.Comparison, err = explain.Compare(answer, &read, "", s.in)
	}
	if err != nil {
		p.Problem, p.Why = s.in.Say("The request can't be read"), explain.SayError(err, s.in)
	}
	return p
}

func (s *server) write(w http.ResponseWriter, status int, p page) {
	p.Style, p.In = s.style, s.in
	var text bytes.Buffer
	if err := s.template.Execute(&text, p); err != nil {
		http.Error(w, "the page can't be written", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	w.Write(text.Bytes()) // an error here means that the browser has left
}

// page is what the template shows.
type page struct {
	Style     template.CSS
	In        lang.Language
	Problem   string // what can't be read; empty: nothing
	Why       string
	Diagnosis *explain.Diagnosis // nil: nothing was pasted
}
