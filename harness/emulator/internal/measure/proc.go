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

// anonymousMiB returns the memory of the child that no file stands behind, in MiB, and 0 where /proc does not tell.
func (c *child) anonymousMiB() float64 { return c.status("RssAnon:") / 1024 }

// residentMiB returns the memory that the child has from the machine, in MiB, and a dash where /proc does not tell.
func (c *child) residentMiB() string {
	kb := c.status("VmRSS:")
	if kb == 0 {
		return "–"
	}
	return fmt.Sprintf("%.1f", kb/1024)
}

// status returns a number of /proc/PID/status, or 0 where there is none.
func (c *child) status(name string) float64 {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", c.command.Process.Pid))
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(text), name)
	kb, err := strconv.ParseFloat(strings.Fields(rest + " –")[0], 64)
	if err != nil {
		return 0
	}
	return kb
}
