package main

import (
	"fmt"
	"unicode/utf8"

	"github.com/alecthomas/kong"
)

// example is a command line that the help of its command shows, and what it is for.
type example struct{ line, does string }

// examples are the examples of each command, the most usual first.
func examples() map[string][]example {
	return map[string][]example{
		"run": {
			{"oss403 run", "the emulator that it carries"},
			{"oss403 run --focus=R48", "only the scenarios of one row"},
			{"oss403 run --quick", "few scenarios: each row, carrier and kind of fault once"},
			{"oss403 run --target=https://oss-ap-southeast-1.aliyuncs.com --profile=my.yaml --procs=8", "OSS itself"},
			{"oss403 run --target=http://127.0.0.1:9000 --write-baseline=known.yaml", "an emulator or gateway, for the first time"},
			{"oss403 run --target=http://127.0.0.1:9000 --baseline=known.yaml", "then in CI: only what is new fails"},
			{"oss403 run --record=recording.json.gz", "keep what was answered, so that it can be published"},
			{"oss403 run --target=recording:recording.json.gz", "judge it again by the expectations of today"},
		},
		"plan": {
			{"oss403 plan --target=https://oss-ap-southeast-1.aliyuncs.com", "what would run there, and what each other row needs"},
			{"oss403 plan --target=https://oss-ap-southeast-1.aliyuncs.com --write-profile=my.yaml", "and draft a profile"},
		},
		"diff": {
			{"oss403 diff before/conformance.json after/conformance.json", "what a change has broken; exit code 1 if anything"},
			{"oss403 diff --markdown theirs.json ours.json", "two targets, for a comment on a merge request"},
		},
		"report": {
			{"oss403 report reports/out/conformance.json", "the same run on the terminal"},
			{"oss403 report --reports=site conformance.json", "and as files for people and CI"},
			{"oss403 report --merge 1/conformance.json 2/conformance.json", "runs with --shard=1/2 and --shard=2/2, together"},
			{"oss403 report --publish=reports conformance.json", "the conformance statement of a product"},
		},
		"learn": {
			{"oss403 learn reports/out/conformance.json", "what a run on the service teaches"},
			{"oss403 learn singapore.json beijing.json", "and where two runs do not agree"},
			{"oss403 learn singapore.json.gz", "of a recording: judged again first"},
			{"oss403 learn --write=scenarios/recordings/evidence.json scenarios/recordings/*.json*", "in a clone: the catalogue knows it"},
		},
		"pages": {
			{"oss403 pages", "the editions that are known"},
			{"oss403 pages 403-en-c67b232 403-ja-2025-12-20", "what the newer one says otherwise, and what that touches"},
			{"oss403 pages 403-ja-2025-12-20 new.json", "an edition that you wrote down, in the form of scenarios/pages"},
		},
		"explain": {
			{"oss403 explain refused.xml", "an error document, a raw response, or the error of a client"},
			{"oss403 explain", "paste it, then Ctrl-D"},
			{"oss403 explain refused.xml --request=request.txt", "where the signed texts differ, and which mistake that is"},
			{"oss403 explain --web", "a page for pasting, for the browsers of this machine"},
			{"oss403 explain 0002-00000040", "an EC; also a Code, or a row such as R48"},
		},
		"sign": {
			{"oss403 sign GET https://photos.oss-cn-hangzhou.aliyuncs.com/a.txt", "what is signed, and the curl command"},
			{"oss403 sign GET https://photos.oss-cn-hangzhou.aliyuncs.com/a.txt --url --expires=10m", "a signed URL"},
			{"oss403 sign --request=request.txt --compare=refused.xml", "the first line that OSS signs otherwise"},
		},
		"decide": {
			{"oss403 decide --policy=user.json oss:GetObject photos/cat.jpg", "one question"},
			{"oss403 decide --as=anonymous --bucket-acl=public-read --public oss:GetObject photos/cat.jpg", "without a policy"},
			{"oss403 decide --policy=user.json --request=request.txt --from=203.0.113.7", "a request, and where it comes from"},
			{"oss403 decide --policy=user.json --bucket-policy=bucket.json --expect=cases.csv", "a test for policies in CI"},
		},
		"sweep": {
			{"oss403 sweep --target=https://oss-ap-southeast-1.aliyuncs.com --dry-run", "list what dead runs have left"},
			{"oss403 sweep --target=https://oss-ap-southeast-1.aliyuncs.com", "remove it"},
		},
		"list": {
			{"oss403 list --focus=R48", "the scenarios of a row"},
			{"oss403 list --ecs", "the documented ECs, and what provokes each"},
			{"oss403 list --evidence", "how sure each expected field is, and by which source"},
		},
		"emulator": {
			{"oss403 emulator", "OSS on 127.0.0.1:8403, its control port on 127.0.0.1:8404"},
			{"oss403 emulator --access-key-id=id --access-key-secret=secret", "with the AccessKey of your test"},
			{"oss403 emulator --data=state", "which has its buckets and objects again when it starts again"},
			{"oss403 emulator --like-service", "with the delays and limits of the service"},
		},
		"wait": {
			{"oss403 wait", "until the emulator of this machine serves"},
		},
	}
}

// helpWidth is the width of the help, in characters.
const helpWidth = 80

// showExamples puts the examples of each command before its flags. What an example is for stands beside it, or
// above it where a line would get too long.
func showExamples(app *kong.Application) {
	all := examples()
	for _, command := range app.Children {
		if len(all[command.Name]) == 0 {
			continue
		}
		line, does := 0, 0
		for _, e := range all[command.Name] {
			line, does = max(line, utf8.RuneCountInString(e.line)), max(does, utf8.RuneCountInString(e.does))
		}
		text := "Examples:\n\n"
		for _, e := range all[command.Name] {
			if line+does+len("       # ") > helpWidth {
				text += fmt.Sprintf("    # %s\n    %s\n", e.does, e.line)
			} else {
				text += fmt.Sprintf("    %-*s   # %s\n", line, e.line, e.does)
			}
		}
		command.Detail = text
	}
}
