//go:build unix

package main

import (
	"os/exec"
	"syscall"
)

// inOwnGroup gives a command its own process group, so that an interrupt from the
// terminal does not reach it.
func inOwnGroup(c *exec.Cmd) { c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

// interruptGroup interrupts a command that has its own group, and every process that
// the command started.
func interruptGroup(c *exec.Cmd) { syscall.Kill(-c.Process.Pid, syscall.SIGINT) }

// killGroup kills the command and every process that it started.
func killGroup(c *exec.Cmd) { syscall.Kill(-c.Process.Pid, syscall.SIGKILL) }
