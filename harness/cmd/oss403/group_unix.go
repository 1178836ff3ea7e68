//go:build unix

package main

import (
	"os/exec"
	"syscall"
)

// inOwnGroup lets a command not hear the interrupts of this program's terminal.
func inOwnGroup(c *exec.Cmd) { c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

// interruptGroup interrupts a command that has a group of its own, with all that it started.
func interruptGroup(c *exec.Cmd) { syscall.Kill(-c.Process.Pid, syscall.SIGINT) }

// killGroup ends them where they stand.
func killGroup(c *exec.Cmd) { syscall.Kill(-c.Process.Pid, syscall.SIGKILL) }
