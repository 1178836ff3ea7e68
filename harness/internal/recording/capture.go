package recording

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net"
	"net/http"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/aliyun/aliyun-oss-go-sdk/oss"

	"github.com/oss403/oss403/harness/internal/run"
	"github.com/oss403/oss403/harness/internal/stage"
	"github.com/oss403/oss403/harness/internal/wire"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
)

// provocation is the step whose answer is judged.
const provocation = "provocation"

// control is the step that shows that the request is refused for its fault alone.
const control = "control"

// mostBody is the largest body that is kept, in bytes; an error document has some hundred.
const mostBody = 64 << 10

// Capture makes the entry of a scenario. It is sanitised: nothing of what it leaves out can be had back. left counts the
// private values that the sanitiser has missed; of a scenario with any, only the verdict is kept.
func Capture(told run.Told) (e Entry, left int, err error) {
	s := NewSanitiser(told.Scenario.ID, timeOf(told))
	s.own = ownTexts(told.Scenario)
	for _, secret := range told.Secrets {
		s.Hide(secret)
	}
	for _, a := range told.Answers {
		s.hideSent(a.Sent)
	}
	s.entry(told) // finds what is private by its place, so that it is replaced elsewhere too
	s.bindHashes(told.Answers)
	return s.checked(s.entry(told))
}

// Unprovoked makes the entry of a scenario that was not provoked: why not, sanitised.
func Unprovoked(r verdict.Result) Entry {
	s := NewSanitiser(r.ID, time.Now())
	return Entry{Scenario: r.ID, Verdict: r.Verdict, Reason: s.Text(r.Reason), Exchanges: none()}
}

func none() []Exchange { return []Exchange{} }

// timeOf is when the scenario ran, by the clock of the target.
func timeOf(told run.Told) time.Time {
	for _, a := range told.Answers {
		if date, err := http.ParseTime(a.Header.Get("Date")); err == nil {
			return date
		}
	}
	return time.Now()
}

// hideSent hides what the request says of its sender.
func (s *Sanitiser) hideSent(sent wire.Sent) {
	if key := sent.Credentials.AccessKeyID; !accessKeys.MatchString(key) {
		s.Hide(key)
	}
	for _, value := range []string{sent.Credentials.AccessKeySecret, sent.Credentials.SecurityToken, sent.TrueSecret, sent.TrueSignature,
		sent.Signature, sent.OwnerUID, sent.UserID} {
		s.Hide(value)
	}
	s.hideHost(sent)
	if !runNames.MatchString(sent.Bucket) || strings.HasSuffix(sent.Bucket, "-ossalias") {
		s.Hide(sent.Bucket)
	}
}

// hideHost hides the host of an endpoint that is not the service's, under whatever domain, without the bucket before it.
func (s *Sanitiser) hideHost(sent wire.Sent) {
	host, _, err := net.SplitHostPort(sent.Host)
	if err != nil {
		host = sent.Host
	}
	host = strings.TrimPrefix(host, sent.Bucket+".")
	if net.ParseIP(host) == nil && s.host(host) != host {
		s.Hide(host)
	}
}

// bindHashes lets the hash of a CanonicalRequest stand for the hash of the sanitised one, so that a StringToSign still
// ends with it.
func (s *Sanitiser) bindHashes(answers []wire.Answer) {
	for _, a := range answers {
		texts := []string{a.Sent.CanonicalRequest}
		if document, err := a.Document(); err == nil {
			text, _ := document.Text("CanonicalRequest")
			texts = append(texts, text)
		}
		for _, text := range texts {
			if text != "" {
				s.bind(hashOf(text), hashOf(s.Text(text)))
			}
		}
	}
}

func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

func (s *Sanitiser) entry(told run.Told) Entry {
	e := Entry{Scenario: told.Scenario.ID, Verdict: told.Result.Verdict, Reason: s.Text(told.Result.Reason),
		Findings: s.findings(told.Result.Findings), Exchanges: none(), ControlOf: told.Result.ControlOf}
	for i, exchange := range told.Result.Exchanges {
		answer := told.Answers[i]
		e.Exchanges = append(e.Exchanges, s.exchange(exchange, answer))
		if exchange.Step != provocation {
			continue
		}
		e.Sent, e.Client = s.sent(answer.Sent), s.client(answer.SDKError)
		if !kept(answer) {
			e.Carried = "the body of the answer is not kept: it is too long, or no text"
		}
	}
	return e
}

// ownTexts lists the texts that the suite itself brings, which say nothing of anybody.
func ownTexts(s scenarios.Scenario) []string {
	const selected = stage.Content + "\n" // as SelectObject returns it
	return slices.DeleteFunc([]string{stage.Content, selected, scenarios.WroteByProvocation, s.When.Body, s.When.Root},
		func(text string) bool { return text == "" })
}

// kept reports whether the body of a refusal is kept as it came.
func kept(a wire.Answer) bool {
	return a.Succeeded() || len(a.Body) <= mostBody && utf8.Valid(a.Body)
}

func (s *Sanitiser) exchange(e verdict.Exchange, a wire.Answer) Exchange {
	body := ""
	switch {
	case a.Succeeded():
		body = s.body(a.Body, int64(len(a.Body)), a.Header.Get("Content-Type"))
	case !kept(a):
	case strings.Contains(string(a.Body), "<Error>"):
		body = s.document(string(a.Body))
	default: // a page of a proxy, or so
		body = like(string(a.Body), mixed, seeded(s.seed))
	}
	return Exchange{verdict.Exchange{Step: e.Step, Method: e.Method, URL: s.url(e.URL), RequestHeaders: s.headers(e.RequestHeaders),
		Status: e.Status, ResponseHeaders: s.headers(headersOf(a.Header)), ResponseBody: body, Error: s.Text(e.Error)},
		s.body(a.Brought.Text, a.Brought.Length, a.Brought.Type)}
}

func (s *Sanitiser) sent(sent wire.Sent) *Sent {
	return &Sent{
		Method: sent.Method, Host: s.Text(sent.Host), Bucket: s.whole(sent.Bucket), Key: s.Text(sent.Key), Region: sent.Region,
		AccessKeyID: s.Text(sent.Credentials.AccessKeyID), SecurityToken: s.whole(sent.Credentials.SecurityToken),
		Authorization: s.Text(sent.Authorization), Signature: s.whole(sent.Signature), SignedAt: s.moved(sent.SignedAt),
		Expires: s.moved(sent.Expires), OwnerUID: s.whole(sent.OwnerUID), UserID: s.whole(sent.UserID), ForOrigin: sent.ForOrigin,
		StringToSign: s.Text(sent.StringToSign), CanonicalRequest: s.Text(sent.CanonicalRequest), Form: string(sent.Form),
		SignedAgain: sent.TrueSignature != "",
	}
}

func (s *Sanitiser) moved(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return s.Moved(t.UTC())
}

func (s *Sanitiser) client(err error) *Client {
	if err == nil {
		return nil
	}
	var e oss.ServiceError
	if !errors.As(err, &e) {
		return &Client{Other: s.Text(err.Error())}
	}
	return &Client{Status: e.StatusCode, Code: s.Text(e.Code), Message: s.Text(e.Message), RequestID: s.Text(e.RequestID),
		HostID: s.Text(e.HostID), EC: s.Text(e.Ec)}
}

// sorted orders entries by id.
func sorted(entries []Entry) []Entry {
	slices.SortFunc(entries, func(a, b Entry) int { return strings.Compare(a.Scenario, b.Scenario) })
	return entries
}
