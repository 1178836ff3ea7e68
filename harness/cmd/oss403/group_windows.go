package main

import (
	"os/exec"
	"syscall"

	"golang.org/x/sys/windows"
)

// inOwnGroup lets a command not hear the interrupts of this program's console.
func inOwnGroup(c *exec.Cmd) {
	c.SysProcAttr = &syscall.SysProcAttr{CreationFlags: windows.CREATE_NEW_PROCESS_GROUP}
}

// interruptGroup interrupts a command that has a group of its own, with all that it
// started: Go takes CTRL+BREAK for an interrupt, and no other can be sent to one group.
func interruptGroup(c *exec.Cmd) {
	windows.GenerateConsoleCtrlEvent(windows.CTRL_BREAK_EVENT, uint32(c.Process.Pid))
}

// killGroup ends the command where it stands.
func killGroup(c *exec.Cmd) { c.Process.Kill() }
