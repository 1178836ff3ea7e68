package explain

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/oss403/oss403/harness/internal/explain/lang"
	"github.com/oss403/oss403/harness/internal/judge"
	"github.com/oss403/oss403/scenarios"
	"github.com/oss403/oss403/scenarios/catalogue"
)

// sentencesOfTables lists the sentences that stand in tables.
func sentencesOfTables() []string {
	all := []string{"caller", "a policy", "a text", madeUpSays}
	for _, row := range Knowing(catalogue.All()).rows {
		if row.Cause != "" {
			all = append(all, row.Cause)
		}
		all = append(all, scenarios.Remedy(row.ID)...)
	}
	for _, ec := range Knowing(catalogue.All()).ListedAlone() {
		all = append(all, ec.About)
		if ec.Why != "" {
			all = append(all, string(ec.Why))
		}
	}
	for _, m := range mistakes() {
		all = append(all, m.says, m.remedy)
	}
	for _, m := range postMistakes() {
		all = append(all, m.says, m.remedy)
	}
	for _, m := range mistakesOfSecret() {
		all = append(all, m.says, m.remedy)
	}
	for _, says := range kindsOfPolicy() {
		all = append(all, says)
	}
	for _, says := range kindsOfPrincipal() {
		all = append(all, says)
	}
	for _, f := range forms() {
		all = append(all, f.name)
	}
	for _, c := range []Certainty{Certain, Likely, Ambiguous, Unknown} {
		all = append(all, string(c))
	}
	for _, l := range []scenarios.Level{scenarios.LevelCaptured, scenarios.LevelDocumented, scenarios.LevelInferred} {
		all = append(all, string(l))
	}
	return append(all, judge.Causes()...)
}

// fromTables lists what is said that is no literal: it comes from the tables.
func fromTables() []string {
	return []string{"says", "step", "string(own.look.level)", "row.Cause", "string(d.Certainty)", "a.ReadAs", "m.Says", "m.Remedy", "why.Says",
		"ec.About", "string(ec.Why)",
		"cmp.Or(kindsOfPrincipal()[kind], \"caller\")", "cmp.Or(kindsOfPolicy()[kind], kind, \"a policy\")",
		"err.Error()", "p.says", "p.says, args..."} // of a problem
}

var (
	saidInGo = regexp.MustCompile(`(?:\.Say|problemf)\(`)
	saidIn   = regexp.MustCompile("^(\"(?:[^\"\\\\\n]|\\\\.)*\"|`[^`]*`)")
	saidOn   = regexp.MustCompile(`\bsay ("(?:[^"\\]|\\.)*")`)
	refused  = regexp.MustCompile(`errors\.New\(("(?:[^"\\]|\\.)*")\)`)
)

// sentencesOfCode lists the literals that the code and the page say.
func sentencesOfCode(t *testing.T) []string {
	t.Helper()
	var all []string
	add := func(literal string) {
		sentence, err := strconv.Unquote(literal)
		if err != nil {
			t.Fatalf("%s: %v", literal, err)
		}
		all = append(all, sentence)
	}
	for _, pattern := range []string{"*.go", "web/*.go", "web/*.html", "../wire/texts.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatal(pattern, err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			for _, at := range saidInGo.FindAllIndex(text, -1) {
				rest := string(text[at[1]:])
				if found := saidIn.FindString(rest); found != "" {
					add(found)
					continue
				}
				if !slices.ContainsFunc(fromTables(), func(known string) bool { return strings.HasPrefix(rest, known+")") }) &&
					!strings.HasPrefix(rest, "says string, args") {
					line, _, _ := strings.Cut(rest, "\n")
					t.Errorf("%s says %s, which is no literal and in no table", file, line)
				}
			}
			for _, found := range append(saidOn.FindAllSubmatch(text, -1), refused.FindAllSubmatch(text, -1)...) {
				add(string(found[1]))
			}
		}
	}
	return all
}

// Each sentence that can be said has its translation, and no translation belongs to a sentence that is gone.
func TestEachSentenceIsTranslated(t *testing.T) {
	said := append(sentencesOfTables(), sentencesOfCode(t)...)
	slices.Sort(said)
	said = slices.Compact(said)
	for _, tag := range lang.Tags() {
		l, err := lang.Of(tag)
		if err != nil {
			t.Fatal(err)
		}
		if l.English() {
			continue
		}
		for _, sentence := range said {
			if !slices.Contains(l.Sentences(), sentence) {
				t.Errorf("%s lacks\n%s", tag, sentence)
			}
		}
		for _, sentence := range l.Sentences() {
			if !slices.Contains(said, sentence) {
				t.Errorf("%s translates what is not said: %q", tag, sentence)
			}
		}
		t.Logf("%s: %d sentences", tag, len(l.Sentences()))
	}
}

var (
	placeholder = regexp.MustCompile(`%(?:\[(\d+)\])?([dsqv])`)
	kept        = regexp.MustCompile(`x-[a-z][a-z-]+|(?:oss|kms|ram):[A-Za-z*]+|acs:\S+|https?://[^\s)]+|[a-z]+_path_style|\b[RX]\d\d\b|` +
		`\b[A-Z][a-z]+(?:[A-Z][a-z]+)+\b|\b[A-Z][a-z]+(?:-[A-Z][A-Za-z0-9]*)+\b|--[a-z]+|\b604800\b|\bSTS\.`)
)

// placeholders lists those of a sentence, with their numbers.
func placeholders(sentence string) []string {
	var all []string
	for i, found := range placeholder.FindAllStringSubmatch(sentence, -1) {
		number := found[1]
		if number == "" {
			number = strconv.Itoa(i + 1)
		}
		all = append(all, number+found[2])
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// A translation has the placeholders of its sentence, and the names that OSS has given; the rest is in its own script.
func TestTranslationsKeepWhatIsNoLanguage(t *testing.T) {
	for _, tag := range []string{"ja", "zh"} {
		l, err := lang.Of(tag)
		if err != nil {
			t.Fatal(err)
		}
		for _, sentence := range l.Sentences() {
			said := l.Say(sentence)
			if !slices.Equal(placeholders(sentence), placeholders(said)) {
				t.Errorf("%s: %q has other placeholders than %q", tag, said, sentence)
			}
			for _, name := range kept.FindAllString(sentence, -1) {
				if !strings.Contains(said, strings.TrimRight(name, ".,:;")) {
					t.Errorf("%s: %q has no %s", tag, said, name)
				}
			}
			if strings.ContainsFunc(sentence, unicode.IsLetter) && !strings.ContainsFunc(said, func(r rune) bool { return r >= 0x3000 }) {
				t.Errorf("%s: %q is not translated: %q", tag, sentence, said)
			}
		}
	}
}

// Nothing of what is printed for a person is left in English: each row, each pasted error and each mistake is explained in each
// language, and what is no language is taken away.
func TestNoSentenceIsLeftInEnglish(t *testing.T) {
	known := Knowing(catalogue.All())
	var keep []string // Messages, as OSS sends them
	for _, row := range known.rows {
		keep = append(keep, append(literals(row.messages), row.Message)...)
	}
	slices.SortFunc(keep, func(a, b string) int { return len(b) - len(a) }) // one may begin with another
	var texts []Answer
	for _, row := range known.rows {
		answer, ok := known.Word(row.ID)
		if !ok {
			t.Fatal(row.ID)
		}
		texts = append(texts, answer)
	}
	files, err := filepath.Glob("testdata/pasted/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range strings.Split("\n"+string(text), "\n== ")[1:] {
			if answer, err := Read(part, known); err == nil {
				texts = append(texts, answer)
			}
		}
	}
	english := regexp.MustCompile(`\b[a-z']+(?:,? [a-z']+){2,}`)
	listedInEnglish(t, known, english)
	for _, tag := range []string{"ja", "zh"} {
		in, err := lang.Of(tag)
		if err != nil {
			t.Fatal(err)
		}
		for _, answer := range texts {
			page := &strings.Builder{}
			d := Diagnose(answer, known, in)
			d.Sources = nil // they name pages, issues and tests
			if err := WriteText(page, d, in); err != nil {
				t.Fatal(err)
			}
			said := page.String()
			for _, text := range append([]string{answer.Message, "aliyun ram DecodeDiagnosticMessage", "oss403 explain --decode",
				"oss403 run --focus"}, keep...) {
				said = strings.ReplaceAll(said, text, "")
			}
			for line := range strings.Lines(said) {
				if found := english.FindString(line); found != "" {
					t.Errorf("%s says %q in\n%s", tag, found, page)
				}
			}
		}
	}
}

// listedInEnglish checks what is printed of the ECs that no row is known by.
func listedInEnglish(t *testing.T, known Known, english *regexp.Regexp) {
	t.Helper()
	alone := known.ListedAlone()
	if len(alone) == 0 {
		t.Error("each EC has a row")
	}
	for _, tag := range []string{"ja", "zh"} {
		in, err := lang.Of(tag)
		if err != nil {
			t.Fatal(err)
		}
		for _, ec := range alone {
			page := &strings.Builder{}
			prints := ec.Code + " " + ec.Message
			ec.Source, ec.Code, ec.Message = "", "", "" // a page, or the words of OSS
			if err := WriteListed(page, ec, nil, in); err != nil {
				t.Fatal(err)
			}
			if found := english.FindString(page.String()); found != "" || !strings.Contains(page.String(), in.Say(ec.About)) {
				t.Errorf("%s says %q of %s, which prints %s:\n%s", tag, found, ec.Number, prints, page)
			}
		}
	}
}
