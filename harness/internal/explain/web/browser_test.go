package web_test

import (
	"context"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// A tab is the page in a real browser. It remembers what the page says on the console, and where it asks for something.
type tab struct {
	t   *testing.T
	ctx context.Context

	guard sync.Mutex
	said  []string
	asked []string
}

// openTab starts a browser. Without one the test is skipped, unless OSS403_REQUIRE_BROWSER is set.
func openTab(t *testing.T) *tab {
	t.Helper()
	program := ""
	names := []string{"chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"}
	for _, name := range names {
		if found, err := exec.LookPath(name); err == nil && program == "" {
			program = found
		}
	}
	switch {
	case program != "":
	case os.Getenv("OSS403_REQUIRE_BROWSER") != "":
		t.Fatalf("none of %v is installed", names)
	default:
		t.Skipf("the page needs a browser, and none of %v is installed", names)
	}
	patient, end := context.WithTimeout(t.Context(), time.Minute)
	t.Cleanup(end)
	allocated, release := chromedp.NewExecAllocator(patient, append(chromedp.DefaultExecAllocatorOptions[:],
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

func (p *tab) does(steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	if err := chromedp.Do(p.ctx, steps...); err != nil {
		p.t.Fatal(err)
	}
}

// shows waits until the expression of JavaScript is true. It asks again and again: a page whose own scripts are switched
// off can't wait by itself.
func (p *tab) shows(expression string) {
	p.t.Helper()
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if shown, err := chromedp.Run(p.ctx, chromedp.Evaluate[bool](expression)); err == nil && shown {
			return
		}
	}
	p.t.Fatalf("the page never shows %s", expression)
}

// asksOnly fails if the page said something on the console, or asked for anything but what lies below the address.
func (p *tab) asksOnly(address string) {
	p.t.Helper()
	p.guard.Lock()
	defer p.guard.Unlock()
	if len(p.said) > 0 {
		p.t.Errorf("the console says %q", p.said)
	}
	if len(p.asked) == 0 {
		p.t.Error("no request was seen, so this proves nothing")
	}
	for _, asked := range p.asked {
		if !strings.HasPrefix(asked, address) {
			p.t.Errorf("the page asks for %s", asked)
		}
	}
}

// A person pastes an answer and a request by the keyboard alone, and reads the diagnosis. No secret comes back, nothing
// is asked for elsewhere, and the page needs no JavaScript.
func TestPastingInABrowser(t *testing.T) {
	address, page := start(t), openTab(t)
	off := emulation.SetScriptExecutionDisabledParams{Value: true}
	if _, err := chromedp.Call(page.ctx, emulation.SetScriptExecutionDisabled, off); err != nil {
		t.Fatal(err)
	}
	page.does(chromedp.Navigate(address))
	page.shows(`document.activeElement.id === "answer"`)
	page.does(chromedp.SetValue("#answer", canaryAnswer), chromedp.SetValue("#request", canaryRequest))
	page.does(chromedp.KeyEvent("\t"), chromedp.KeyEvent("\t")) // the summary, the request
	page.shows(`document.activeElement.id === "request"`)
	page.does(chromedp.KeyEvent("\t"), chromedp.KeyEvent("\r"))
	page.shows(`document.querySelector("#diagnosis h1").textContent === "R48 SignatureDoesNotMatch"`)
	page.shows(`location.hash === "#diagnosis" && document.querySelector("#diagnosis ol").children.length === 3`)
	text, err := chromedp.Run(page.ctx, chromedp.Evaluate[string](`document.documentElement.outerHTML + location.href`))
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range secretsOf() {
		if strings.Contains(text, secret) {
			t.Errorf("%s is in the page", secret)
		}
	}
	page.shows(`document.getElementById("answer").value === "" && document.scripts.length === 0`)
	page.asksOnly(address)
}

// The page has the theme of the system, and fits on 400 pixels.
func TestThemeAndWidthInABrowser(t *testing.T) {
	address, page := start(t), openTab(t)
	media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}}
	if _, err := chromedp.Call(page.ctx, emulation.SetEmulatedMedia, media); err != nil {
		t.Fatal(err)
	}
	page.does(chromedp.EmulateViewport(400, 800), chromedp.Navigate(address), chromedp.SetValue("#answer", canaryAnswer),
		chromedp.SetValue("#request", canaryRequest),
		chromedp.Evaluate[chromedp.Void](`document.querySelector("button[type=submit]").click()`))
	page.shows(`document.querySelector("#diagnosis h1") !== null`)
	page.shows(`getComputedStyle(document.body).backgroundColor === "rgb(20, 22, 26)"`)
	page.shows(`document.documentElement.scrollWidth <= 400`)
	page.asksOnly(address)
}
