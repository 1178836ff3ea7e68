package target

import (
	"cmp"

	"github.com/oss403/oss403/harness/internal/caller"
)

// publicRAM is the address of RAM. https://api.aliyun.com/product/Ram
const publicRAM = "https://ram.aliyuncs.com"

// RAM gives the address of RAM and the owner's credentials, without a target. The profile in the file may name others (owner,
// ram, dial, ca); an empty path means no profile.
func RAM(profile string) (caller.Cloud, caller.Credentials, error) {
	var none caller.Cloud
	p, err := readProfile(profile)
	if err != nil {
		return none, caller.Credentials{}, err
	}
	if err := p.checkAddresses(); err != nil {
		return none, caller.Credentials{}, err
	}
	transport, err := p.transport()
	if err != nil {
		return none, caller.Credentials{}, err
	}
	owner, ok, err := p.Owner.read(ownerID, ownerSecret, ownerToken)
	switch {
	case err != nil:
		return none, owner, Usagef("no credentials to ask RAM with: %v", err)
	case !ok:
		return none, owner, Usagef("no credentials to ask RAM with; accepted: %s in the environment, "+
			"or the names of other variables as owner in a profile", p.Owner.names(ownerID, ownerSecret))
	}
	scheme, host, _ := cloudAddress("ram", cmp.Or(p.RAM, publicRAM)) // checked above
	return caller.Cloud{Scheme: scheme, RAM: host, Transport: transport, Timeout: DefaultTimeout}, owner, nil
}
