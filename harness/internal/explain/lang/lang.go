// Package lang holds what explain says in other languages than English: a table for each language, by the English
// sentence. Codes, ECs, Messages, statements of policies and names of headers stay as OSS writes them. The terms are those of
// OSS's own documentation in that language. What explain says, and when, is not decided here.
package lang

import (
	"cmp"
	"embed"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// A table is a text of pairs of lines, with a blank line between them: the English sentence and its translation.
//
//go:embed *.txt
var tables embed.FS

// A Language is one in which explain speaks. The zero value is English.
type Language struct {
	tag       string
	sentences map[string]string
}

// english is the language of the sentences in the code.
const english = "en"

// Tags lists the languages as --lang names them.
func Tags() []string { return []string{english, "ja", "zh"} }

// languages reads the tables, once.
var languages = sync.OnceValues(func() (map[string]Language, error) {
	all := map[string]Language{}
	for _, tag := range Tags() {
		l := Language{tag: tag, sentences: map[string]string{}}
		all[tag] = l
		if tag == english {
			continue
		}
		text, err := tables.ReadFile(tag + ".txt")
		if err != nil {
			return nil, fmt.Errorf("the table of %s: %w", tag, err)
		}
		for _, pair := range strings.Split(strings.TrimSpace(string(text)), "\n\n") {
			sentence, translation, ok := strings.Cut(pair, "\n")
			if _, twice := l.sentences[sentence]; !ok || twice || translation == "" || strings.Contains(translation, "\n") {
				return nil, fmt.Errorf("the table of %s: %q is no pair of lines, or stands twice", tag, pair)
			}
			l.sentences[sentence] = translation
		}
	}
	return all, nil
})

// Of finds a language by its tag.
func Of(tag string) (Language, error) {
	all, err := languages()
	if err != nil {
		return Language{}, err
	}
	if l, ok := all[tag]; ok {
		return l, nil
	}
	return Language{}, fmt.Errorf("%q is no language of explain", tag)
}

// Tag is the tag of the language, such as zh.
func (l Language) Tag() string { return cmp.Or(l.tag, english) }

// English reports whether the sentences of the code are said as they are.
func (l Language) English() bool { return l.Tag() == english }

// Say says a sentence. Its placeholders are those of package fmt; without arguments it has none.
func (l Language) Say(sentence string, args ...any) string {
	sentence = cmp.Or(l.sentences[sentence], sentence)
	if len(args) == 0 {
		return sentence
	}
	return fmt.Sprintf(sentence, args...)
}

// Sentences lists the English sentences of the table, sorted.
func (l Language) Sentences() []string {
	var all []string
	for sentence := range l.sentences {
		all = append(all, sentence)
	}
	slices.Sort(all)
	return all
}
