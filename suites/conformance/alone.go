package conformance

import (
	"os"
	"time"

	"github.com/gofrs/flock"
)

// aloneAfter is how long a suite may go on before it notices that it is alone.
const aloneAfter = time.Second

// endWhenAlone interrupts this process once nobody holds the lock of that file any more:
// whoever started the suite is gone, and would not end it. The kernel lets go of a lock
// whose holder was killed.
func endWhenAlone(file string) {
	if file == "" {
		return
	}
	go func() {
		for lock := flock.New(file, flock.SetFlag(os.O_RDONLY)); ; time.Sleep(aloneAfter) {
			if free, err := lock.TryRLock(); free || err != nil && os.IsNotExist(err) {
				interruptSelf()
				time.Sleep(openWithin + cleanUpWithin) // what hangs on must end too
				os.Exit(2)
			}
		}
	}()
}

// interruptSelf ends this process as an interrupt does; where none can be sent, at once.
func interruptSelf() {
	self, err := os.FindProcess(os.Getpid())
	if err != nil || self.Signal(os.Interrupt) != nil {
		os.Exit(2)
	}
}
