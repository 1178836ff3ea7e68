package served

import (
	"strings"

	"github.com/alecthomas/kong"

	"github.com/oss403/oss403/harness/emulator"
)

// Help returns the help of flags that is longer than a tag is wide.
func Help() kong.Vars {
	var dialects []string
	for _, d := range emulator.Dialects() {
		dialects = append(dialects, string(d))
	}
	return kong.Vars{
		"dialects": strings.Join(dialects, ", "),

		"control": "Address of the control port, or none for no such port; loopback only, unless it has a token.",
		"control_token": "Token that each request to the control port must carry (Authorization: Bearer TOKEN), " +
			"16 characters or more; no token if not given.",
		"tls":       "Address of the OSS port over TLS; none if not given. GET /v1/ca on the control port is the certificate to trust.",
		"regions":   "Regions to serve, the first being the one that IP addresses lead to; all public ones if not given.",
		"v1_closed": "Where the accounts may not sign with V1, separated by commas: account, new-buckets, bucket-urls.",
		"other_key": "AccessKey ID of the second account; made up if not given.",
		"callback_to": "Hosts that upload callbacks may go to, separated by commas: loopback (this machine, for requests from it; " +
			"if not given), names, IPv4 addresses, blocks such as 10.0.0.0/8, or none.",
		"data": "Directory that keeps accounts, buckets and objects; it is made if it does not exist. If not given, all is in memory.",
		"seed": "JSON file with the world to begin with: what GET /v1/world gives, or a shorter one by hand. A world that --data has " +
			"already is kept instead.",
		"ready_file": "Write the addresses into this file once it serves, as --json prints them, and remove the file at the end.",
		"like_service": "Behave as the service does: no control port, HTTPS, and the terms below with the values in brackets. " +
			"The defaults are then --tls=127.0.0.1:8443 and --ca=oss403-ca.pem; other flags change single terms.",
	}
}
