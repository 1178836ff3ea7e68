package main

import "github.com/alecthomas/kong"

// flagHelp returns help texts by name. They are texts that several commands share,
// or that are too long for a field tag. A tag refers to one as help:"${focus}".
func flagHelp() kong.Vars {
	return kong.Vars{
		"target":  "What is tested: ${kinds}, or recording:FILE (judged again, offline).",
		"profile": "YAML file with what the target string can't say.",
		"dialect": "How the target emulator: refuses: ${dialects}.",
		"focus":   "Only these: rows, Codes or parts of ids, separated by commas.",
		"quick":   "Of these only few, which meet each row, each carrier and each kind of fault once.",
		"since":   "Of these only what no answer of the service has confirmed since that day, such as 2026-03-01.",
		"budget":  "Requests that the run may send, clean-up included, as far as it can tell beforehand; the rest is not tried.",
		"shard":   "Of these only the share of one of several runs, such as 2/4; report --merge puts their results together.",
		"allow": "What else may be done on an endpoint, separated by commas: ${permissions}. " +
			"It adds to what the profile allows; an emulator allows all.",
		"timeout": "Time limit of each request; if not given, that of the profile, else 10s.",

		"baseline": "YAML file with the deviations that are known: what fails as it says is KNOWN, what passes is STALE.",
		"draft":    "Write a baseline of the deviations of this run into a new file; what --baseline says of them is kept.",
		"record": "Write the exchanges, with what was expected, into a new file that can be published: names, ids, tokens and dates " +
			"are stand-ins. A name that ends with .gz is compressed.",
		"reports": "Directory for the reports: conformance.html and .json, junit.xml, summary.md, badge.json, codequality.json.",

		"learn_file": "A recording, or conformance.json, of a run on the service; several to compare them.",
		"learn_write": "Write what recordings teach beyond the catalogue as evidence that the catalogue reads: " +
			"scenarios/recordings/evidence.json of a clone, from all recordings in that folder.",

		"publish": "Write the conformance statement of the run into published/ of this directory, and into the table in its README.md.",

		"runs_profile": "YAML file with what the target string can't say; use the profile of the runs.",
		"older":        "Minimum age of things that no journal of this machine lists",

		"explain_what": "File with an error document, a raw response, or the error of a client; - for what is pasted. Or an EC, a Code, a row.",
		"explain_request": "The request that got SignatureDoesNotMatch: raw HTTP, a curl command, one entry of a HAR file, or a signed URL; " +
			"a PostObject with its form. With OSS_ACCESS_KEY_SECRET set, mistakes are proven by the signature.",
		"sign_request": "The request, in place of METHOD and URL: raw HTTP, a curl command, one entry of a HAR file, or a signed URL. " +
			"Its signature is dropped.",
		"sign_form": "Form of the signature: ${sign_forms}; if not given, that of the request, else v4.",
		"sign_time": "Time of signing, such as 2024-12-05T02:31:04Z; if not given, now, or with --compare that of the refused request.",
		"sign_compare": "A refused answer, as explain reads it: shows the first line that OSS signs otherwise. " +
			"StringToSignBytes undoes what pages and logs did to the text.",
		"decide_request": "The request in place of action and resource: raw HTTP, a curl command, one entry of a HAR file, or a URL; " +
			"signed or not. --as says who sends it.",
		"decide_expect": "CSV, a test for policies: caller,action,resource,allowed or refused in each line; or a first line that names the " +
			"columns, which are those four (the last one is called outcome), request, note, and the circumstances below.",
		"decide_vpc_policy":   "Policy of the gateway endpoint of the VPC.",
		"decide_point_policy": "Policy of the access point of the bucket; requests come through it, unless --via says otherwise.",
		"decide_name": "What the policies call ${decide_names}: UIDs, names, the id of the region (cn-hangzhou if not given). " +
			"Separated by semicolons.",
		"decide_vpc":   "VPC that the request comes through, or internet. If not given, that with the endpoint policy, or else the internet.",
		"decide_time":  "When the request is sent, such as 2026-03-05T12:00:00Z; now if not given.",
		"decide_via":   "Way to the bucket: bucket, access-point.",
		"explain_lang": "Language of what is explained: en, ja or zh; keys of JSON, Codes and Messages stay as they are.",
		"explain_decode": "Ask RAM (DecodeDiagnosticMessage) about the EncodedDiagnosticMessage of the answer, " +
			"with OSS_ACCESS_KEY_ID, OSS_ACCESS_KEY_SECRET and OSS_SESSION_TOKEN.",
		"list_json": "Print JSON: the scenarios with expected fields, levels and sources, or what --evidence or --ecs asks for.",
		"matrix":    "Print the matrix of operations and callers: which cells are judged in full, and which by status and Code only.",
		"level":     "Only the scenarios whose Code and Message have this level of evidence, or a higher one: captured, documented, inferred.",
	}
}

// helpGroups returns the titles of the groups of flags that a field tag names.
func helpGroups() []kong.Group {
	return []kong.Group{
		{Key: "world", Title: "What decides:"},
		{Key: "circumstances", Title: "Circumstances of the request:",
			Description: "A policy can't look at the Referer here, as on OSS; acs:MFAPresent is false, and acs:AccessId begins with LTAI or STS."},
	}
}
