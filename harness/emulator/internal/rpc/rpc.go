// Package rpc serves STS 2015-04-01 and RAM 2015-05-01, the two services that create identities. It
// speaks the RPC style of the cloud: signature 1.0 and ACS3-HMAC-SHA256, answers in JSON or XML. It
// changes users, AccessKeys, policies, roles and sessions of the world, and knows nothing of OSS.
// https://www.alibabacloud.com/help/en/sdk/product-overview/rpc-mechanism
package rpc

import (
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/diagnosis"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// A Product is one of the services.
type Product string

// The products, as they appear in the address of a recommendation.
const (
	STS Product = "Sts"
	RAM Product = "Ram"
)

// ProductOf finds the product of a Host header: sts.aliyuncs.com, sts.<region>.aliyuncs.com,
// sts-vpc.<region>.aliyuncs.com, ram.aliyuncs.com.
// https://api.aliyun.com/product/Sts, https://api.aliyun.com/product/Ram
func ProductOf(host string) (Product, bool) {
	name, ok := strings.CutSuffix(wire.HostName(host), ".aliyuncs.com")
	if !ok {
		return "", false
	}
	service, region, regional := strings.Cut(name, ".")
	switch {
	case name == "ram":
		return RAM, true
	case name == "sts":
		return STS, true
	case regional && (service == "sts" || service == "sts-vpc") && region != "" && !strings.Contains(region, "."):
		return STS, true
	}
	return "", false
}

// An Action is one row of the table.
type Action struct {
	Product   Product
	Version   string
	Name      string
	Required  []string                     // required parameters
	RAMAction string                       // empty: every caller may
	Resources func(*Call) []string         `json:"-"` // ids relative to the caller's account; nil: Do checks the right itself
	Do        func(*Call) (Object, *Error) `json:"-"`
}

// A Call is one authenticated request.
type Call struct {
	Request *Request
	Draft   *world.Draft
	Caller  world.Principal
	Account *world.Account // the account of the caller
	Make    Maker
	Seal    diagnosis.Seal
}

// param returns the first value of a parameter, or "".
func (c *Call) param(name string) string { return c.Request.Params.Get(name) }

// Answer authenticates, authorises and executes a request.
func Answer(table []Action, r *Request, d *world.Draft, make Maker, seal diagnosis.Seal) (Object, *Error) {
	action, fault := find(table, r)
	if fault != nil {
		return nil, fault
	}
	call := &Call{Request: r, Draft: d, Make: make, Seal: seal}
	if call.Caller, fault = authenticate(r, d); fault != nil {
		return nil, fault
	}
	account, ok := d.Accounts.Get(call.Caller.UID)
	if !ok {
		return nil, unknownKey
	}
	call.Account = account
	if d.Overrun(string(r.Product), account.UID, r.Now) {
		return nil, throttled
	}
	for _, name := range action.Required {
		if call.param(name) == "" {
			return nil, missing(name)
		}
	}
	if fault := call.mayDo(action); fault != nil {
		return nil, fault
	}
	return action.Do(call)
}

// find finds the action of a request.
func find(table []Action, r *Request) (*Action, *Error) {
	switch {
	case r.Action == "":
		return nil, missing("Action")
	case r.Version == "":
		return nil, missing("Version")
	}
	version := false
	for i := range table {
		a := &table[i]
		if a.Product != r.Product || a.Version != r.Version {
			continue
		}
		version = true
		if a.Name == r.Action {
			return a, nil
		}
	}
	if !version {
		return nil, unknownVersion
	}
	return nil, unknownAction
}
