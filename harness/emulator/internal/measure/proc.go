package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

// cpu returns the processor time that the child has used, and false where /proc does not tell.
func (c *child) cpu() (time.Duration, bool) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", c.command.Process.Pid))
	if err != nil {
		return 0, false
	}
	_, rest, _ := strings.Cut(string(text), ") ")
	fields := strings.Fields(rest)
	if len(fields) < 13 {
		return 0, false
	}
	user, err1 := strconv.Atoi(fields[11])
	system, err2 := strconv.Atoi(fields[12])
	return time.Duration(user+system) * 10 * time.Millisecond, err1 == nil && err2 == nil // a tick is 1/100 s
}

// residentMiB returns the memory that the child has from the machine, in MiB, and a dash where /proc does not tell.
func (c *child) residentMiB() string {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", c.command.Process.Pid))
	if err != nil {
		return "–"
	}
	_, rest, _ := strings.Cut(string(text), "VmRSS:")
	kb, err := strconv.Atoi(strings.Fields(rest + " –")[0])
	if err != nil {
		return "–"
	}
	return fmt.Sprintf("%.1f", float64(kb)/1024)
}
