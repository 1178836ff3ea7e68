package recording

import (
	"time"

	"github.com/oss403/oss403/harness/verdict"
)

// Schema is the version of the format. It changes only when a reader of the old version would misread the new one.
const Schema = "oss403/recording/2"

// firstSchema is the version before it, which is read too. It had no bodies of requests and of successes.
const firstSchema = "oss403/recording/1"

// Origin says who answered, and so what the recording is evidence of.
type Origin string

// The origins. Only the first two are evidence of what the service answers.
const (
	OfService  Origin = "service"  // hosts of the service, found by its own names
	Quoted     Origin = "quoted"   // answers of the service that public pages quote
	OfEmulator Origin = "emulator" // the carried emulator
	OfAnother  Origin = "another"  // anything else that speaks like the service
)

// Recording is a run as it is published.
type Recording struct {
	Schema    string           `json:"schema"`
	Origin    Origin           `json:"origin"`
	Suite     Suite            `json:"suite"`
	Product   *verdict.Product `json:"product,omitempty"` // as the profile or the target says
	Region    string           `json:"region,omitempty"`  // of the target
	Day       string           `json:"day"`               // of the run, or on which the quotes were collected: YYYY-MM-DD
	Scenarios []Entry          `json:"scenarios"`         // by id
	Digest    string           `json:"digest"`            // SHA-256 of everything else, in hex
}

// Suite is the program that recorded.
type Suite struct {
	Version   string `json:"version"`
	Catalogue string `json:"catalogue"` // its digest
}

// Entry is one scenario of a recording. All values in it are sanitised.
type Entry struct {
	Scenario  string            `json:"scenario"`         // id
	Source    *Source           `json:"source,omitempty"` // only of a quote, as the next two
	Also      []string          `json:"also,omitempty"`   // other ids, * for a part; what they expect too is seen for them
	Only      []string          `json:"only,omitempty"`   // fields that speak of the scenario, where the rest of its cause is not known
	Verdict   verdict.Verdict   `json:"verdict,omitempty"`
	Reason    string            `json:"reason,omitempty"`
	Carried   string            `json:"carried,omitempty"` // why the answer can't be judged again; empty: it can
	Findings  []verdict.Finding `json:"findings,omitempty"`
	Exchanges []Exchange        `json:"exchanges"`
	ControlOf string            `json:"controlOf,omitempty"` // id of the scenario whose control counts for this one too
	Sent      *Sent             `json:"sent,omitempty"`      // of the provocation
	Client    *Client           `json:"client,omitempty"`    // what the SDK made of the refusal

	bodiless bool // of a version without bodies of successes
}

// Exchange is an exchange with the body of its request.
type Exchange struct {
	verdict.Exchange
	RequestBody string `json:"requestBody,omitempty"`
}

// exchanges lists what reports show.
func (e Entry) exchanges() []verdict.Exchange {
	list := []verdict.Exchange{}
	for _, x := range e.Exchanges {
		list = append(list, x.Exchange)
	}
	return list
}

// Source is where an answer is quoted.
type Source struct {
	Text string `json:"text"` // as the catalogue writes it, with its date
	Page string `json:"page"` // address
}

// Sent is what a judge must know of the request.
type Sent struct {
	Method           string    `json:"method"`
	Host             string    `json:"host"`
	Bucket           string    `json:"bucket,omitempty"`
	Key              string    `json:"key,omitempty"`
	Region           string    `json:"region,omitempty"`
	AccessKeyID      string    `json:"accessKeyId,omitempty"`
	SecurityToken    string    `json:"securityToken,omitempty"` // a stand-in, as each credential
	Authorization    string    `json:"authorization,omitempty"`
	Signature        string    `json:"signature,omitempty"`
	SignedAt         time.Time `json:"signedAt,omitzero"`
	Expires          time.Time `json:"expires,omitzero"`
	OwnerUID         string    `json:"ownerUid,omitempty"`
	UserID           string    `json:"userId,omitempty"`
	ForOrigin        bool      `json:"forOrigin,omitempty"`
	StringToSign     string    `json:"stringToSign,omitempty"`
	CanonicalRequest string    `json:"canonicalRequest,omitempty"`
	Form             string    `json:"form,omitempty"`
	SignedAgain      bool      `json:"signedAgain,omitempty"` // StringToSign was judged with the true secret
}

// Client is the error of aliyun-oss-go-sdk for the refusal.
type Client struct {
	Status    int    `json:"status,omitempty"`
	Code      string `json:"code,omitempty"`
	Message   string `json:"message,omitempty"`
	RequestID string `json:"requestId,omitempty"`
	HostID    string `json:"hostId,omitempty"`
	EC        string `json:"ec,omitempty"`
	Other     string `json:"other,omitempty"` // the text of an error that is no oss.ServiceError
}

// Text is the origin in words.
func (o Origin) Text() string {
	return map[Origin]string{OfService: "the service", Quoted: "public pages that quote the service",
		OfEmulator: "the carried emulator, which is evidence of nothing",
		OfAnother:  "something that was not proven to be the service, which is evidence of nothing about it"}[o]
}
