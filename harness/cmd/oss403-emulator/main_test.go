package main

import (
	"strings"
	"testing"
)

// The program has the two commands that the image needs, with their flags, and refuses others as oss403 does.
func TestCommands(t *testing.T) {
	for line, want := range map[string]struct {
		code int
		says string
	}{
		"emulator --hosts --region=cn-beijing": {0, "oss-cn-beijing.aliyuncs.com"},
		"emulator --help":                      {0, "--like-service"},
		"wait --timeout=0s":                    {64, "oss403: --timeout=0s; accepted: a duration such as 30s\n"},
		"wait --control=nowhere":               {64, "oss403: --control=nowhere is no address; accepted: http://HOST:PORT\n"},
		"wait --timeout=1ms":                   {2, "no emulator is healthy"},
		"run":                                  {64, "accepted: emulator, wait"},
	} {
		var said strings.Builder
		if code := execute(strings.Fields(line), &said, &said); code != want.code || !strings.Contains(said.String(), want.says) {
			t.Errorf("%s: %d %s; want %d and %q", line, code, said.String(), want.code, want.says)
		}
	}
}
