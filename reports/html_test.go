package reports

import (
	"bytes"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/oss403/oss403/harness/verdict"
)

func htmlOf(t *testing.T, run Run) string {
	t.Helper()
	var text bytes.Buffer
	if err := WriteHTML(&text, run.Summarise()); err != nil {
		t.Fatal(err)
	}
	return text.String()
}

// Without JavaScript, the page tells each scenario that did not pass in full.
func TestThePageIsReadableWithoutJavaScript(t *testing.T) {
	page := regexp.MustCompile(`(?s)<script>.*?</script>`).ReplaceAllString(htmlOf(t, everyVerdict()), "")
	for _, r := range everyVerdict().Summarise().Results {
		if !strings.Contains(page, `id="`+r.ID+`"`) {
			t.Errorf("%s is missing", r.ID)
		}
	}
	for _, text := range []string{
		"refused otherwise than expected: HTTP 403 AccessDenied", "and 2 alike",
		"<mark>\\r</mark>", "asked for GetObject", "no second region: give the profile one",
		"gateway 2.1", "v1.4.0", "signed 16m0s from the server", "oss403 run --profile=gateway.yaml --dialect=observed",
	} {
		if !strings.Contains(page, text) {
			t.Errorf("the page does not show %q", text)
		}
	}
}

func TestHostileTextIsHarmlessInThePage(t *testing.T) {
	page := htmlOf(t, hostileRun())
	if strings.Contains(page, "<script>alert") || strings.ContainsAny(page, "\x00\x1b\u2028\u202e") {
		t.Error("hostile text reaches the page as it is")
	}
	if len(page) > 2<<20 {
		t.Errorf("a megabyte of text makes a page of %d bytes", len(page))
	}
}

// large is a run with as many scenarios as a whole catalogue, each with its exchanges and fields.
func large(scenarios int) Run {
	run := everyVerdict()
	for i := range scenarios - len(run.Expected) {
		r := scenario(fmt.Sprintf("access-denied/number-%04d/v4-header", i), "R05", verdict.Pass, "")
		r.Exchanges = nil
		for f := range 25 {
			value := fmt.Sprintf("value %d of scenario %d", f, i)
			r.Findings = append(r.Findings, deviation(fmt.Sprintf("field %d", f), "captured", verdict.Fails, value, value))
		}
		for _, step := range []string{"provocation", "control"} {
			r.Exchanges = append(r.Exchanges, verdict.Exchange{
				Step: step, Method: "GET", URL: fmt.Sprintf("http://127.0.0.1/%s/%d", step, i), Status: 403,
				RequestHeaders:  []verdict.Header{{Name: "Host", Value: "127.0.0.1"}, {Name: "Date", Value: fmt.Sprint(i)}},
				ResponseHeaders: []verdict.Header{{Name: "X-Oss-Request-Id", Value: fmt.Sprintf("%024d", i)}},
				ResponseBody:    "<Error>\n  <Code>AccessDenied</Code>\n</Error>",
			})
		}
		run.Results, run.Expected = append(run.Results, r), append(run.Expected, r.ID)
	}
	return run
}

func TestThePageOf1500ScenariosIsBelow6MB(t *testing.T) {
	if size := len(htmlOf(t, large(1500))); size > 6<<20 {
		t.Errorf("it has %d bytes", size)
	}
}

// A person filters, follows a link to a scenario, and uses the keyboard. The page asks for nothing
// and says nothing on the console.
func TestThePageInABrowser(t *testing.T) {
	page := openTab(t)
	file := page.load(large(1500), "")
	page.showsScenarios(1500)

	page.does(chromedp.KeyEvent("/"))
	page.shows(`document.activeElement.id === "q"`)
	page.does(chromedp.KeyEvent("number-0007"))
	page.showsScenarios(1)
	page.shows(`location.hash === "#?q=number-0007"`)
	page.does(chromedp.KeyEvent("\u001b"))
	page.showsScenarios(1500)

	page.evaluates(`document.querySelector('#matrix a[data-row="R33"]').click()`)
	page.showsScenarios(2)
	page.evaluates(`document.getElementById("f-verdict").value = "KNOWN"`)
	page.evaluates(`document.getElementById("filters").dispatchEvent(new Event("input"))`)
	page.showsScenarios(1)
	page.evaluates(`document.querySelector('#filters [type=reset]').click()`)
	page.showsScenarios(1500)

	page.evaluates(`document.getElementById("access-denied/number-0003/v4-header").querySelector("summary").focus()`)
	page.does(chromedp.KeyEvent("\r"))
	page.shows(`document.getElementById("access-denied/number-0003/v4-header").textContent.includes("value 24 of scenario 3")`)
	page.shows(`location.hash === "#access-denied/number-0003/v4-header"`)
	page.isQuiet(file)
}

// A link opens its scenario, with its fault marked, and sets the filters and the theme.
func TestALinkIntoThePage(t *testing.T) {
	page := openTab(t)
	file := page.load(large(1500), "#access-denied/number-0009/v4-header?q=number-000&theme=dark")
	page.showsScenarios(10)
	page.shows(`document.getElementById("access-denied/number-0009/v4-header").open`)
	page.shows(`[...document.querySelectorAll("mark")].some(m => m.textContent === "provocation")`)
	page.shows(`getComputedStyle(document.body).backgroundColor === "rgb(20, 22, 26)"`)
	page.evaluates(`document.getElementById("theme").click()`)
	page.shows(`getComputedStyle(document.body).backgroundColor === "rgb(251, 251, 249)"`)
	page.isQuiet(file)
}

// The page takes the theme of the system, and hostile text does nothing in it.
func TestHostileTextInABrowser(t *testing.T) {
	page := openTab(t)
	page.inDark()
	file := page.load(hostileRun(), "")
	page.shows(`getComputedStyle(document.body).backgroundColor === "rgb(20, 22, 26)"`)
	page.evaluates(`document.querySelectorAll("details.s").forEach(d => d.open = true)`)
	page.shows(`[...document.querySelectorAll("details.s[data-at]")].every(d => d.textContent.includes("On the wire"))`)
	page.shows(`document.scripts.length === 1 && document.querySelectorAll("img, iframe, link, object").length === 0`)
	page.isQuiet(file)
}

// On paper, the matrix with all carriers fits the width of A4, and of the scenarios there are those that did not
// pass, and those that are open.
func TestThePageOnPaper(t *testing.T) {
	page := openTab(t)
	run := large(20)
	run.Rows = append(run.Rows, Row{ID: "R07", Code: "AccessDenied"})
	for i := range 22 {
		r := scenario(fmt.Sprintf("access-denied/s3-v2-header-%d/get", i), "R05", verdict.Pass, "")
		r.Carrier = fmt.Sprintf("s3-v2-header-%d", i)
		run.Results = append(run.Results, r)
	}
	run.Results = append(run.Results, scenario("access-denied/v4-header/let", "R06", verdict.Fail, "not refused"),
		scenario("access-denied/v4-header/held", "R07", verdict.Pass, ""))
	const passed, open = `access-denied/number-0001/v4-header`, `access-denied/number-0002/v4-header`
	page.load(run, "#"+open)
	page.shows(`document.getElementById("` + open + `").open`)
	page.onPaper()
	page.shows(`document.querySelectorAll("#matrix thead th").length > 20`)
	page.shows(`document.querySelector("#matrix table").getBoundingClientRect().right <= innerWidth`)
	for id, seen := range map[string]bool{passed: false, open: true, "access-denied/v4-header/let": true, "row-R05": true, "row-R07": false} {
		page.shows(fmt.Sprintf(`(document.getElementById(%q).getClientRects().length > 0) === %t`, id, seen))
	}
}

// BenchmarkWriteHTML renders a run of the size of the catalogue.
func BenchmarkWriteHTML(b *testing.B) {
	s := large(1500).Summarise()
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		b.Fatal(err)
	}
	defer null.Close()
	for b.Loop() {
		if err := WriteHTML(null, s); err != nil {
			b.Fatal(err)
		}
	}
}

// htmlReader counts as a person who reads the page without JavaScript.
func htmlReader(t *testing.T, page string) reading {
	t.Helper()
	counts := Counts{}
	for _, found := range regexp.MustCompile(`<details class="s"[^>]* data-verdict="([^"]*)"`).FindAllStringSubmatch(page, -1) {
		counts[verdict.Verdict(found[1])]++
	}
	return readingOf(counts, strings.Count(page, "<h2>Trouble with the run itself</h2>"))
}
