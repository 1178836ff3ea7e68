package main

import "github.com/alecthomas/kong"

// flagHelp has the help that several commands share or that is too long to stand beside its flag, which says
// help:"${focus}" for it.
func flagHelp() kong.Vars {
	return kong.Vars{
		"profile": "YAML file with what the target string can't say.",
		"dialect": "How the target emulator: refuses: ${dialects}.",
		"focus":   "Only these: rows, Codes or parts of ids, separated by commas.",
		"allow": "What else may be done on an endpoint, separated by commas: ${permissions}. " +
			"It adds to what the profile allows; an emulator allows all.",
		"timeout": "Bound on each request; that of the profile if not given, else 10s.",

		"baseline": "YAML file with the deviations that are known: what fails as it says is KNOWN, what passes is STALE.",
		"draft":    "Write such a file, which must not be there yet, of what this run finds.",
		"reports":  "Directory for conformance.json, junit.xml and summary.md.",

		"runs_profile": "YAML file with what the target string can't say; best that of the runs.",
		"older":        "How old what no journal of this machine knows must be",

		"list_json": "Print JSON: the scenarios with expected fields, levels and sources, or what --evidence or --ecs asks for.",
		"matrix":    "Print the matrix of operations and callers: which cells are judged, and of which only status and Code are.",

		"control": "Address of the control port; loopback only, unless it has a token. none: there is none.",
		"control_token": "What each request to the control port must bear (Authorization: Bearer TOKEN), " +
			"16 characters or more; none if not given.",
		"tls":       "Address of the OSS port over TLS; none if not given. GET /v1/ca on the control port is the certificate to trust.",
		"regions":   "Regions to serve, the first being the one that IP addresses lead to; all public ones if not given.",
		"v1_closed": "Where the accounts may not sign with V1, separated by commas: account, new-buckets, bucket-urls.",
		"other_key": "AccessKey ID of the second account; made up if not given.",
		"like_service": "Behave as the service does: no control port, HTTPS, and the terms below, each with its value in brackets " +
			"unless it is given. --tls is 127.0.0.1:8443 then and --ca oss403-ca.pem, unless they are given.",
	}
}
