package main

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/sys/unix"
)

// terminal opens a terminal. What is written to it is read by the returned function, which closes it.
func terminal(t *testing.T) (screen *os.File, shown func() string) {
	t.Helper()
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skipf("no terminals here: %v", err)
	}
	number, err := unix.IoctlGetInt(int(master.Fd()), unix.TIOCGPTN)
	if err == nil {
		err = unix.IoctlSetPointerInt(int(master.Fd()), unix.TIOCSPTLCK, 0)
	}
	if err != nil {
		t.Fatal(err)
	}
	if screen, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|unix.O_NOCTTY, 0); err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	var reading sync.WaitGroup
	reading.Go(func() {
		for buffer := make([]byte, 4096); ; {
			n, err := master.Read(buffer)
			text.Write(buffer[:n])
			if err != nil { // the other side is closed
				return
			}
		}
	})
	return screen, func() string {
		screen.Close()
		reading.Wait()
		master.Close()
		return text.String()
	}
}

// While rights take two seconds to count, the line on the terminal says so; in the end it is gone. The standard output
// has the results alone.
func TestTheTerminalSaysWhatIsWaitedFor(t *testing.T) {
	g := startGuestTarget(t, "--propagation=2s")
	program(t)
	t.Setenv("OSS403_REPORTS", t.TempDir())
	screen, shown := terminal(t)
	var out strings.Builder
	code := execute([]string{"run", "--target=" + guestTarget, "--profile=" + g.profile, "--procs=1",
		"--focus=access-key-id-and-security-token-not-match/v4-header/another-session"}, &out, screen)
	text := shown()
	if code != exitConformant || strings.ContainsAny(out.String(), "\r\x1b") {
		t.Errorf("%d %q", code, out.String())
	}
	waits := regexp.MustCompile(`; waiting \d+s for rights that were given out to count`)
	if !waits.MatchString(text) || !strings.HasSuffix(text, "\r\x1b[K") {
		t.Errorf("%q", text)
	}
}

// A terminal gets one line that is overwritten, once the user may wonder.
func TestATerminalGetsACount(t *testing.T) {
	screen, shown := terminal(t)
	synctest.Test(t, func(*testing.T) {
		show := counting(screen, "looking", "buckets")
		show(1, 3)
		time.Sleep(2 * patience)
		show(2, 3)
		show(3, 3)
	})
	if text, want := shown(), "\rlooking: 2 of 3 buckets\rlooking: 3 of 3 buckets\r\n"; text != want {
		t.Errorf("%q, want %q", text, want)
	}
}
