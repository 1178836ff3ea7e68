// Package deny holds what OSS's refusals look like: one catalogue from the
// reason for a refusal to its status, Code, Message and EC. Nothing else in
// the emulator knows an error text. It does not decide anything (package
// check and package op do) and does not render anything (package wire does).
package deny

import (
	"maps"
	"strings"
)

// A Reason is why a request is refused. Several reasons share one Code:
// AccessDenied alone has a dozen.
type Reason string

// A Level says how well an Entry is known.
type Level string

// The levels of evidence, strongest first.
const (
	Captured   Level = "captured"   // read off a real answer of the service
	Documented Level = "documented" // printed in the public documentation
	Inferred   Level = "inferred"   // follows from a capture or a neighbour
	Assumed    Level = "assumed"    // unknown; one candidate was chosen
)

// An Entry is the look of one refusal.
type Entry struct {
	Status  int    // HTTP status: 203 for a callback that failed, 304, or 400 to 599
	Code    string // <Code>
	Message string // <Message>, with the final period exactly as the service prints it; may hold Detail
	EC      string // <EC> and x-oss-ec; empty where no EC is known: then neither is sent
	Level   Level  // of the weakest part of the entry
	Source  string // public page; of what was captured, the issue or the SDK whose live test shows it
}

// Detail in a Message is where the detail of a refusal stands.
const Detail = "{detail}"

// Of is the look of one refusal, with its detail filled in.
func (e Entry) Of(d *Denial) Entry {
	e.Message = strings.Replace(e.Message, Detail, d.Detail, 1)
	return e
}

// A Catalogue maps every reason to its look.
type Catalogue map[Reason]Entry

// Default returns a fresh copy of the whole catalogue, as observed.
func Default() Catalogue {
	all := Catalogue{}
	for _, part := range families() {
		maps.Copy(all, part)
	}
	return all
}

// families are the parts of the catalogue.
func families() []Catalogue {
	return []Catalogue{
		authentication(), tokens(), credentialSyntax(), versionTwo(), s3Signatures(), endpoints(), permissions(), authorizers(), neighbours(),
		symlinks(), groups(),
		forms(), formPolicies(), standings(), settings(), cnames(), accessPoints(), images(), channels(), retentions(),
		archives(), encryption(), copies(), appends(), logs(), inventories(), limits(), apps(),
		versions(), callbacks(), objectWorms(), overwrites(),
		quotas(), lifecycles(), storedSettings(), selections(),
	}
}

// A Field is one piece of evidence in the body of a refusal, between HostId
// and EC.
type Field struct {
	Name, Value string
	Fields      []Field // in place of Value: elements inside this one
}

// A Denial is one refusal: why, the evidence in body order, what the Message
// names, and what a header tells.
type Denial struct {
	Reason Reason
	Fields []Field
	Detail string
	Header [][2]string // of the answer, beside those of every refusal
}

// Because returns the refusal for a reason with its evidence.
func Because(why Reason, evidence ...Field) *Denial {
	return &Denial{Reason: why, Fields: evidence}
}

// Naming returns the refusal for a reason whose Message holds a detail.
func Naming(why Reason, detail string) *Denial {
	return &Denial{Reason: why, Detail: detail}
}

// Error makes a denial usable where a change of the world is given up.
func (d *Denial) Error() string { return "refused: " + string(d.Reason) }

// Where answers of the service can be read: issues, and tests of SDKs that run against it.
const (
	github       = "https://github.com/"
	goSDKv2Tests = github + "aliyun/alibabacloud-oss-go-sdk-v2/blob/master/oss/client_integration_test.go"
)

// onPage is a refusal whose Source is the public page of its EC.
func onPage(status int, code, message, ec string, level Level) Entry {
	return Entry{Status: status, Code: code, Message: message, EC: ec, Level: level, Source: page(ec)}
}

// page returns the address of the public page of an EC.
func page(ec string) string { return "https://help.aliyun.com/zh/oss/user-guide/" + ec }
