package reports

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// A tab is a page in a real browser. It remembers what the page says on the console and which
// addresses it asks for.
type tab struct {
	t   *testing.T
	ctx context.Context

	guard sync.Mutex
	said  []string
	asked []string
}

// browserNames are the programs that can play the browser.
func browserNames() []string {
	return []string{"chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"}
}

// openTab starts a browser. Without one the test is skipped, unless OSS403_REQUIRE_BROWSER is set.
func openTab(t *testing.T) *tab {
	t.Helper()
	program := ""
	for _, name := range browserNames() {
		if found, err := exec.LookPath(name); err == nil && program == "" {
			program = found
		}
	}
	if program == "" && os.Getenv("OSS403_REQUIRE_BROWSER") != "" {
		t.Fatalf("none of %v is installed", browserNames())
	}
	if program == "" {
		t.Skipf("the page needs a browser, and none of %v is installed", browserNames())
	}
	allocated, release := chromedp.NewExecAllocator(t.Context(), append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(program), chromedp.NoSandbox, chromedp.WindowSize(1280, 900), chromedp.WSURLReadTimeout(time.Minute))...)
	t.Cleanup(release)
	ctx, leave := chromedp.NewContext(allocated)
	t.Cleanup(leave)
	page := &tab{t: t, ctx: ctx}
	console := chromedp.Console(ctx)
	if _, err := chromedp.Call(ctx, network.Enable, network.EnableParams{}); err != nil {
		t.Fatal(err)
	}
	requests := chromedp.Events(ctx, network.RequestWillBeSent)
	go func() {
		for message, err := range console {
			if err != nil {
				return
			}
			page.guard.Lock()
			page.said = append(page.said, message.String())
			page.guard.Unlock()
		}
	}()
	go func() {
		for request, err := range requests {
			if err != nil {
				return
			}
			page.guard.Lock()
			page.asked = append(page.asked, request.Request.URL)
			page.guard.Unlock()
		}
	}()
	return page
}

// load writes the report of a run and opens it at a place.
func (p *tab) load(run Run, at string) (file string) {
	p.t.Helper()
	file = filepath.Join(p.t.TempDir(), HTMLFile)
	written, err := os.Create(file)
	if err != nil {
		p.t.Fatal(err)
	}
	if err := errors.Join(WriteHTML(written, run.Summarise()), written.Close()); err != nil {
		p.t.Fatal(err)
	}
	p.does(chromedp.Navigate("file://" + file + at))
	return file
}

func (p *tab) does(steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	if err := chromedp.Do(p.ctx, steps...); err != nil {
		p.t.Fatal(err)
	}
}

// evaluates runs a statement of JavaScript.
func (p *tab) evaluates(statement string) {
	p.t.Helper()
	p.does(chromedp.Evaluate[chromedp.Void](statement))
}

// shows waits until the expression of JavaScript is true.
func (p *tab) shows(expression string) {
	p.t.Helper()
	if _, err := chromedp.Run(p.ctx, chromedp.Poll[bool](expression, chromedp.WithPollingTimeout(20*time.Second))); err != nil {
		value, _ := chromedp.Run(p.ctx, chromedp.Evaluate[any](`document.getElementById("count").textContent + " " + location.hash`))
		p.t.Fatalf("the page never shows %s: %v; it counts %v", expression, err, value)
	}
}

// isQuiet fails if the page said something on the console, or asked for anything but itself.
func (p *tab) isQuiet(own ...string) {
	p.t.Helper()
	p.guard.Lock()
	defer p.guard.Unlock()
	if len(p.said) > 0 {
		p.t.Errorf("the console says %q", p.said)
	}
	if len(p.asked) > len(own) {
		p.t.Errorf("the page asks for %q", p.asked)
	}
}

func (p *tab) inDark() {
	p.t.Helper()
	media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}}
	if _, err := chromedp.Call(p.ctx, emulation.SetEmulatedMedia, media); err != nil {
		p.t.Fatal(err)
	}
}

// onPaper lays the page out as for A4 with margins of 10 mm, of 96 pixels an inch.
func (p *tab) onPaper() {
	p.t.Helper()
	size := emulation.SetDeviceMetricsOverrideParams{Width: 718, Height: 1047, DeviceScaleFactor: 1}
	if _, err := chromedp.Call(p.ctx, emulation.SetDeviceMetricsOverride, size); err != nil {
		p.t.Fatal(err)
	}
	if _, err := chromedp.Call(p.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}); err != nil {
		p.t.Fatal(err)
	}
}

// count is the number of scenarios that are not hidden.
const shownScenarios = `document.querySelectorAll("details.s:not([hidden])").length`

func (p *tab) showsScenarios(n int) {
	p.t.Helper()
	p.shows(fmt.Sprintf("%s === %d", shownScenarios, n))
}
