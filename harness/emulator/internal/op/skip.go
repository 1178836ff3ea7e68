package op

import "strings"

// skipping yields the entries of a walk from start on, and of those below one common prefix only the
// first. It goes on behind the prefix, so that a page takes no longer the more lies below. rollUp
// returns the common prefix of an entry, or "".
func skipping[V any](from func(string) func(func(string, V) bool), start string, rollUp func(string, V) string) func(func(string, V) bool) {
	return func(yield func(string, V) bool) {
		for more := true; more; {
			more = false
			for key, v := range from(start) {
				if !yield(key, v) {
					return
				}
				if prefix := rollUp(key, v); skippable(prefix) {
					start = behind(prefix)
					more = start != ""
					break
				}
			}
		}
	}
}

// skippable reports whether all that begins with a prefix lies below it. The ordering key of an
// upload has a NUL of its own, so a prefix with a NUL does not tell.
func skippable(prefix string) bool { return prefix != "" && !strings.Contains(prefix, "\x00") }

// behind returns the first string after all that begin with a prefix, or "" if there is none.
func behind(prefix string) string {
	b := []byte(prefix)
	for len(b) > 0 && b[len(b)-1] == 0xff {
		b = b[:len(b)-1]
	}
	if len(b) == 0 {
		return ""
	}
	b[len(b)-1]++
	return string(b)
}
