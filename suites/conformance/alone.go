package conformance

import (
	"os"
	"time"

	"github.com/gofrs/flock"
)

// aloneAfter is the interval at which a suite checks whether it is alone.
const aloneAfter = time.Second

// endWhenAlone interrupts this process when no process holds the lock of the file any
// more. Then the program that started the suite is gone and cannot end it. If that
// program is killed, the kernel releases its lock. An empty file name means no check.
func endWhenAlone(file string) {
	if file == "" {
		return
	}
	go func() {
		for lock := flock.New(file, flock.SetFlag(os.O_RDONLY)); ; time.Sleep(aloneAfter) {
			if free, err := lock.TryRLock(); free || err != nil && os.IsNotExist(err) {
				interruptSelf()
				time.Sleep(openWithin + cleanUpWithin) // a process that hangs must end too
				os.Exit(2)
			}
		}
	}()
}

// interruptSelf sends an interrupt to this process. If that is not possible, it ends the
// process at once.
func interruptSelf() {
	self, err := os.FindProcess(os.Getpid())
	if err != nil || self.Signal(os.Interrupt) != nil {
		os.Exit(2)
	}
}
