package main

import (
	"os/exec"
	"syscall"

	"golang.org/x/sys/windows"
)

// inOwnGroup gives a command its own process group, so that an interrupt from the
// console does not reach it.
func inOwnGroup(c *exec.Cmd) {
	c.SysProcAttr = &syscall.SysProcAttr{CreationFlags: windows.CREATE_NEW_PROCESS_GROUP}
}

// interruptGroup interrupts a command that has its own group, and every process that
// the command started. It sends CTRL+BREAK: Windows can send no other interrupt to a
// group, and Go programs receive it as os.Interrupt.
func interruptGroup(c *exec.Cmd) {
	windows.GenerateConsoleCtrlEvent(windows.CTRL_BREAK_EVENT, uint32(c.Process.Pid))
}

// killGroup kills the command.
func killGroup(c *exec.Cmd) { c.Process.Kill() }
