package wire

import (
	"errors"
	"fmt"
	"net/http"

	"github.com/oss403/oss403/harness/internal/caller"
	"github.com/oss403/oss403/scenarios"
)

type fault = scenarios.Fault

// application says what a kind of fault changes of a call. A call passes through these stages in this order;
// each function changes what its stage has. Most kinds change one stage.
type application struct {
	state       bool                                     // the state of the target, which others arrange; nothing of the call
	whose       func(*Whose, fault)                      // whose credentials the call gets
	credentials func(*caller.Credentials, fault, Call)   // the credentials that sign the request
	moment      func(*moment, fault)                     // when it is signed, and when a URL or a form expires
	address     func(*draft, fault)                      // bucket, query and scope, before signing
	content     func(*draft, fault)                      // headers and body, before signing; a form has fields instead
	fits        func(*draft, *http.Request) bool         // whether the signature shows the fault; if not, Expires is moved on
	parted      func(*draft, *http.Request, fault) error // the signed request or its signature, so that they do not match
	signed      func(*draft, *http.Request, fault)       // the signed request
	second      func(*draft, *http.Request, fault) error // adds another signature to the one that is judged
	policy      func(*postPolicy, fault)                 // the policy of a form, before signing
	form        func(*postForm, fault)                   // the signed form

	mismatch bool // the signature does not match what is sent: the target must answer with its own StringToSign
	genuine  bool // the signature before the fault is the genuine one
}

// applications has a row for each kind of fault. A test sends each kind, and checks that it
// changes a request or a form exactly where its row has a stage of one.
func applications() map[scenarios.FaultKind]application {
	return map[scenarios.FaultKind]application{
		scenarios.FaultState: {state: true},

		// Who sends it.
		scenarios.FaultCaller:       {whose: func(w *Whose, f fault) { w.Caller = f.Caller }},
		scenarios.FaultTokenExpired: {whose: func(w *Whose, _ fault) { w.Expired = true }},
		scenarios.FaultTokenOfOther: {
			whose:       func(w *Whose, _ fault) { w.OtherToken = true },
			credentials: func(who *caller.Credentials, _ fault, c Call) { who.SecurityToken = c.OtherToken },
		},
		scenarios.FaultAccessKeyID:  {credentials: otherKeyID},
		scenarios.FaultSecret:       {credentials: falseSecret, mismatch: true},
		scenarios.FaultTokenAbsent:  {credentials: func(who *caller.Credentials, _ fault, _ Call) { who.SecurityToken = "" }},
		scenarios.FaultTokenAdded:   {credentials: func(who *caller.Credentials, f fault, _ Call) { who.SecurityToken = f.Value }},
		scenarios.FaultTokenAltered: {credentials: alteredToken},

		// When.
		scenarios.FaultClock:    {moment: func(when *moment, f fault) { *when = signedAt(when.signed.Add(f.Shift)) }},
		scenarios.FaultExpired:  {moment: func(when *moment, f fault) { *when = signedAt(when.signed.Add(f.Shift - urlLifetime)) }},
		scenarios.FaultLifetime: {moment: func(when *moment, f fault) { when.expires = when.signed.Add(f.Shift) }},

		// The unsigned request.
		scenarios.FaultPoint:         {address: func(d *draft, _ fault) { d.bucket = d.call.Alias }},
		scenarios.FaultScope:         {address: func(d *draft, f fault) { d.scope.set(f.Name, f.Value) }},
		scenarios.FaultQueryLeftOut:  {address: func(d *draft, f fault) { d.query = without(d.query, f.Name) }},
		scenarios.FaultQueryOther:    {address: func(d *draft, f fault) { d.query = replaced(d.query, f.Name, f.Value) }},
		scenarios.FaultLimited:       {address: (*draft).limit, signed: hideAddress},
		scenarios.FaultHeaderLeftOut: {content: func(d *draft, f fault) { d.headers = without(d.headers, f.Name) }},
		scenarios.FaultHeaderOther:   {content: func(d *draft, f fault) { d.setHeader(f.Name, f.Value) }},
		scenarios.FaultBody:          {content: func(d *draft, f fault) { d.body = f.Value }},
		scenarios.FaultDate:          {content: (*draft).signDate, signed: setDate},
		scenarios.FaultTokenMoved:    {content: (*draft).moveToken},
		scenarios.FaultSignedHeader:  {content: (*draft).signInHeader},
		scenarios.FaultSignedURL:     {content: (*draft).signInURL},
		scenarios.FaultSignedHost:    {content: func(d *draft, f fault) { d.signedHost = f.Value }, mismatch: true},

		// The request is signed in one way and sent in another.
		scenarios.FaultExpiresText:   {parted: (*draft).signExpires},
		scenarios.FaultSignedFor:     {parted: (*draft).signAnother, mismatch: true, genuine: true},
		scenarios.FaultSignedText:    {parted: (*draft).signOtherText, mismatch: true, genuine: true},
		scenarios.FaultSentSignature: {parted: (*draft).barePlus, fits: (*draft).hasPlus, mismatch: true, genuine: true},
		scenarios.FaultSentPath:      {parted: (*draft).rewritePath, mismatch: true},
		scenarios.FaultHeaderDropped: {parted: dropHeader, mismatch: true},
		scenarios.FaultChunk:         {parted: tamperChunk},

		// The signed request, and the signature in a form.
		scenarios.FaultSignature:     {signed: tamper, form: tamperForm, mismatch: true, genuine: true},
		scenarios.FaultSignatureEnd:  {signed: tamperEnd, mismatch: true, genuine: true},
		scenarios.FaultHeaderAdded:   {signed: func(_ *draft, q *http.Request, f fault) { q.Header.Set(f.Name, f.Value) }, mismatch: true},
		scenarios.FaultQueryAdded:    {signed: addQuery, mismatch: true},
		scenarios.FaultMethod:        {signed: func(_ *draft, q *http.Request, f fault) { q.Method = f.Method(q.Method) }, mismatch: true},
		scenarios.FaultQueryRemoved:  {signed: removeQuery},
		scenarios.FaultQueryEmptied:  {signed: emptyQuery},
		scenarios.FaultQueryChanged:  {signed: changeQuery},
		scenarios.FaultAuthorization: {signed: (*draft).setAuthorization},
		scenarios.FaultTokenTwice:    {signed: (*draft).repeatToken},
		scenarios.FaultTwoCarriers:   {second: (*draft).signInHeaderToo},

		// Where it goes.
		scenarios.FaultOtherRegion: {signed: func(d *draft, q *http.Request, _ fault) { d.toHost(q, d.call.Elsewhere.Host()) }},
		scenarios.FaultHost:        {signed: func(d *draft, q *http.Request, f fault) { d.toHost(q, f.Value) }},
		scenarios.FaultPathStyle:   {signed: (*draft).intoPathStyle},

		// A form and its policy.
		scenarios.FaultPolicyText:    {policy: func(p *postPolicy, f fault) { p.text = &f.Value }},
		scenarios.FaultPolicyExpired: {policy: func(p *postPolicy, f fault) { p.expires = p.signed.Add(f.Shift) }},
		scenarios.FaultCondition:     {policy: func(p *postPolicy, f fault) { p.conditions = []string{f.Value} }},
		scenarios.FaultConditionOut:  {policy: func(p *postPolicy, f fault) { p.named = without(p.named, f.Name) }},
		scenarios.FaultField:         {form: func(form *postForm, f fault) { form.set(f.Name, f.Value) }},
		scenarios.FaultFieldRemoved:  {form: func(form *postForm, f fault) { form.fields = without(form.fields, f.Name) }},
		scenarios.FaultFileSize:      {form: func(form *postForm, f fault) { form.file = f.Value }},
	}
}

// all reports whether it changes what every call has.
func (a application) all() bool {
	return a.state || a.whose != nil || a.credentials != nil || a.moment != nil || a.address != nil
}

// request reports whether it changes a request that is signed in its header or its URL.
func (a application) request() bool {
	return a.all() || a.content != nil || a.parted != nil || a.signed != nil || a.second != nil
}

// posted reports whether it changes a PostObject form.
func (a application) posted() bool { return a.all() || a.policy != nil || a.form != nil }

// ErrUnapplied says that a fault changes nothing of its call.
var ErrUnapplied = errors.New("nobody applies the fault")

// Applies returns an error if the fault changes nothing of such a request. No fault is fine.
// A fault that is not applied would make the provocation a second control.
func Applies(f scenarios.Fault, request scenarios.Request) error {
	a, post := applications()[f.Kind], request.Operation == postObject
	if f.Kind == "" || post && a.posted() || !post && a.request() {
		return nil
	}
	return fmt.Errorf("%w %q to %s; give its row in harness/internal/wire/faults.go the stage that it changes",
		ErrUnapplied, f.Kind, request.Operation)
}
