package harness_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/oss403/oss403"

// A rule says what the packages of one room must not import, directly or indirectly.
type rule struct {
	room      string   // a package pattern
	forbidden []string // prefixes of packages of the module
	except    []string // packages that are allowed all the same
	why       string
}

func rules() []rule {
	return []rule{
		{"./scenarios/...", []string{"/harness", "/suites", "/reports"}, nil, "scenarios are plain values"},
		{"./harness/emulator/...", []string{"/scenarios", "/suites", "/reports", "/harness"}, []string{"/harness/emulator"},
			"the oracle and the emulator are strangers"},
		{"./harness", []string{"/suites", "/reports"}, nil, "harness returns verdicts and knows no suite"},
		{"./harness/internal/target", []string{"/suites", "/reports", "/harness/internal/judge", "/harness/internal/stage"}, nil,
			"target opens what is tested and provokes nothing"},
		{"./harness/internal/stage", []string{"/suites", "/reports", "/harness/internal/run", "/harness/internal/judge"}, nil,
			"stage arranges what a run asks for, and judges nothing"},
		{"./harness/internal/remedy", []string{"/harness/internal/stage", "/harness/internal/run"}, nil, "remedies are words, and send nothing"},
		{"./harness/internal/explain/...", []string{"/harness/internal/stage", "/harness/internal/run", "/harness/emulator", "/reports"}, nil,
			"explain reads, and sends nothing"},
		{"./harness/internal/sign", []string{"/harness/internal/stage", "/harness/internal/run", "/harness/emulator"}, nil,
			"sign signs, and sends nothing"},
		{"./harness/internal/preflight", []string{"/harness/internal/run", "/harness/internal/judge"}, nil, "preflight runs no scenario"},
		{"./harness/internal/sweep", []string{"/harness/internal/run", "/harness/internal/judge"}, nil, "sweep runs no scenario"},
		{"./harness/internal/run", []string{"/harness/internal/plan", "/harness/internal/sweep"}, nil, "a run knows nothing of what asks for it"},
		{"./harness/internal/wire", []string{"/harness/emulator"}, nil, "only target and cmd know the emulator"},
		{"./harness/internal/recording", []string{"/suites", "/reports", "/harness/internal/learn"}, nil,
			"a recording knows nothing of who reads it"},
		{"./harness/internal/judge", []string{"/harness/emulator"}, nil, "only target and cmd know the emulator"},
		{"./harness/internal/stage", []string{"/harness/emulator"}, nil, "only target and cmd know the emulator"},
		{"./harness/internal/caller", []string{"/harness/emulator"}, nil, "only target and cmd know the emulator"},
		{"./harness/internal/mutate", []string{"/harness/emulator"}, nil, "only target and cmd know the emulator"},
		{"./harness/verdict", []string{"/harness", "/scenarios", "/suites", "/reports"}, []string{"/harness/verdict"}, "verdict is types only"},
		{"./harness/control", []string{"/harness", "/scenarios", "/suites", "/reports"}, []string{"/harness/control"},
			"whoever sets up an emulator links nothing of the suite"},
		{"./harness/container/...", []string{"/harness", "/scenarios", "/suites", "/reports"}, []string{"/harness/container", "/harness/control"},
			"an emulator in a container is known by its ports"},
		{"./harness/cmd/oss403-emulator", []string{"/harness", "/scenarios", "/suites", "/reports"},
			[]string{"/harness/cmd/oss403-emulator", "/harness/cmd/internal/served", "/harness/control", "/harness/emulator"},
			"the image of the emulator carries nothing of the suite"},
		{"./reports/...", []string{"/harness", "/scenarios", "/suites"}, []string{"/harness/verdict", "/reports"}, "reports know verdicts only"},
	}
}

// A public package is a promise to its users: a package joins the list only for a reason.
func TestFewPackagesArePublic(t *testing.T) {
	public := []string{
		"/harness",                  // opening a target, running a scenario on it
		"/harness/container",        // the emulator as a testcontainers module
		"/harness/control",          // client of the emulator's control port
		"/harness/emulator",         // the OSS in process
		"/harness/emulator/osstest", // an OSS for application tests
		"/harness/verdict",          // the types of verdicts
		"/reports",                  // the types of conformance.json
		"/scenarios", "/scenarios/catalogue",
		"/scenarios/pages",    // what documentation pages said, which the command compares
		"/suites/conformance", // Embed, Test, Options
	}
	command := exec.Command("go", "list", "-f", `{{if and (ne .Name "main") .GoFiles}}{{.ImportPath}}{{end}}`, "./...")
	command.Dir = ".."
	out, err := command.Output()
	if err != nil {
		t.Fatalf("listing packages: %v", err)
	}
	var found []string
	for _, path := range strings.Fields(string(out)) {
		path = strings.TrimPrefix(path, module)
		if !strings.Contains(path, "/internal/") {
			found = append(found, path)
		}
	}
	if !slices.Equal(found, public) {
		t.Errorf("importable are %q, and the list says %q", found, public)
	}
}

// Each public package has an Example that is compiled and run. The suite has its two examples in suites/embedding.
func TestPublicPackagesHaveExamples(t *testing.T) {
	for _, folder := range []string{".", "container", "control", "emulator", "emulator/osstest", "verdict", "../reports", "../scenarios",
		"../scenarios/catalogue", "../scenarios/pages"} {
		files, err := filepath.Glob(filepath.Join(folder, "*_test.go"))
		if err != nil {
			t.Fatal(err)
		}
		shown := slices.ContainsFunc(files, func(file string) bool {
			text, err := os.ReadFile(file)
			return err == nil && strings.Contains(string(text), "\nfunc Example") && strings.Contains(string(text), "// Output:")
		})
		if !shown {
			t.Errorf("%s has no Example that is run", folder)
		}
	}
}

// The pages for people name only files that exist.
func TestPagesNameFilesThatExist(t *testing.T) {
	pages := []string{"../README.md", "../.github/CONTRIBUTING.md", "README.md", "emulator/README.md", "container/README.md",
		"../suites/README.md", "../suites/conformance/README.md", "../scenarios/README.md",
		"../scenarios/recordings/README.md", "../reports/README.md"}
	named := regexp.MustCompile(`(?:scenarios|harness|suites|reports)/[A-Za-z0-9_./-]+\.(?:go|md|json|lock|txt)`)
	linked := regexp.MustCompile(`\]\(([^)#:]+)\)`)
	for _, page := range pages {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range named.FindAllString(string(text), -1) {
			if strings.Contains(name, "reports/out/") {
				continue // a run writes it
			}
			if _, err := os.Stat(filepath.Join("..", name)); err != nil {
				t.Errorf("%s names %s: %v", page, name, err)
			}
		}
		for _, link := range linked.FindAllStringSubmatch(string(text), -1) {
			if _, err := os.Stat(filepath.Join(filepath.Dir(page), link[1])); err != nil {
				t.Errorf("%s links to %s: %v", page, link[1], err)
			}
		}
	}
}

func TestEveryArrowBetweenTheRoomsIsAllowed(t *testing.T) {
	for _, r := range rules() {
		for _, dependency := range dependencies(t, r.room) {
			under := func(prefix string) bool {
				return dependency == prefix || strings.HasPrefix(dependency, prefix+"/")
			}
			if slices.ContainsFunc(r.forbidden, under) && !slices.ContainsFunc(r.except, under) {
				t.Errorf("%s reaches %s: %s", r.room, dependency, r.why)
			}
		}
	}
}

func TestOnlyTargetCommandAndSelftestImportTheEmulator(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, module+"/...").Output()
	if err != nil {
		t.Fatalf("listing imports: %v", err)
	}
	allowed := []string{module + "/harness/internal/target", module + "/harness/cmd/oss403", module + "/harness/cmd/internal/served"}
	for line := range strings.Lines(string(out)) {
		words := strings.Fields(line)
		if strings.HasPrefix(words[0], module+"/harness/emulator") || slices.Contains(allowed, words[0]) {
			continue
		}
		for _, imported := range words[1:] {
			if strings.HasPrefix(imported, module+"/harness/emulator") {
				t.Errorf("%s imports %s; only target, cmd and the self-test may", words[0], imported)
			}
		}
	}
}

// testcontainers-go is 50 modules: the suites, the command and programs that embed the
// suites do without it.
func TestOnlyTheContainerRoomLinksTestcontainers(t *testing.T) {
	out, err := exec.Command("go", "list", "-test", "-f", `{{.ImportPath}} {{join .Deps " "}}`, module+"/...").Output()
	if err != nil {
		t.Fatalf("listing dependencies: %v", err)
	}
	linked := false
	for line := range strings.Lines(string(out)) {
		words := strings.Fields(line)
		reaches := slices.ContainsFunc(words[1:], func(path string) bool { return strings.HasPrefix(path, "github.com/testcontainers/") })
		inside := strings.HasPrefix(words[0], module+"/harness/container")
		if reaches && !inside {
			t.Errorf("%s reaches testcontainers-go; only harness/container may", words[0])
		}
		linked = linked || reaches && inside
	}
	if !linked {
		t.Error("harness/container does not reach testcontainers-go, so this test proves nothing")
	}
}

func TestScenariosNeedNoLibraryAndNoNetwork(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", module+"/scenarios/...").Output()
	if err != nil {
		t.Fatalf("listing dependencies: %v", err)
	}
	for _, path := range strings.Fields(string(out)) {
		first, _, _ := strings.Cut(path, "/")
		if strings.Contains(first, ".") && !strings.HasPrefix(path, module) || first == "net" {
			t.Errorf("scenarios reach %s; they are plain values", path)
		}
	}
}

func dependencies(t *testing.T, pattern string) []string {
	t.Helper()
	command := exec.Command("go", "list", "-deps", pattern)
	command.Dir = ".."
	out, err := command.Output()
	if err != nil {
		t.Fatalf("listing the dependencies of %s: %v", pattern, err)
	}
	var inside []string
	for _, path := range strings.Fields(string(out)) {
		if rest, ok := strings.CutPrefix(path, module); ok {
			inside = append(inside, rest)
		}
	}
	return inside
}
