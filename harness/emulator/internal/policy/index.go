package policy

import (
	"iter"
	"slices"
	"strings"
)

// An Index holds documents so that a decision looks only at statements that can match: of a thousand policies for
// other buckets it looks at none. It never changes.
type Index struct {
	statements []placed
	about      map[string][]int // places in statements, by the bucket that all their resources lie in
	open       []int            // places of the other statements
}

// A placed is a statement with its place.
type placed struct {
	*Statement
	document string
	number   int // counts from 1
}

// NewIndex returns an index of documents.
func NewIndex(documents []*Document) *Index {
	x := &Index{about: map[string][]int{}}
	for s := range statementsOf(documents) {
		at := len(x.statements)
		x.statements = append(x.statements, s)
		buckets, known := s.Resources.buckets()
		if !known {
			x.open = append(x.open, at)
		}
		for _, b := range buckets {
			x.about[b] = append(x.about[b], at)
		}
	}
	return x
}

// DecideIn decides as Decide does over the documents of the index.
func (r Rules) DecideIn(x *Index, q Request) Decision {
	return r.strongest(x.candidates(q.Resource), q)
}

// candidates yields the statements that can match a resource, in their order.
func (x *Index) candidates(resource string) iter.Seq[placed] {
	bucket, _ := bucketIn(resource)
	about, open := x.about[bucket], x.open
	return func(yield func(placed) bool) {
		for len(about)+len(open) > 0 {
			next := &open
			if len(open) == 0 || len(about) > 0 && about[0] < open[0] {
				next = &about
			}
			if !yield(x.statements[(*next)[0]]) {
				return
			}
			*next = (*next)[1:]
		}
	}
}

func statementsOf(documents []*Document) iter.Seq[placed] {
	return func(yield func(placed) bool) {
		for _, d := range documents {
			for i := range d.Statements {
				if !yield(placed{&d.Statements[i], d.Name, i + 1}) {
					return
				}
			}
		}
	}
}

// buckets returns the buckets that resources of the set lie in. It is false if others can lie in it too.
func (s Set) buckets() (buckets []string, known bool) {
	for _, p := range s.Patterns {
		bucket, known := bucketIn(p)
		if !known {
			return nil, false
		}
		if !slices.Contains(buckets, bucket) {
			buckets = append(buckets, bucket)
		}
	}
	return buckets, len(s.Patterns) > 0 && !s.Not
}

// bucketIn returns what stands before the first slash of acs:service:region:account:relative, or all that is relative.
// It is false if a pattern leaves that open.
func bucketIn(pattern string) (string, bool) {
	for range 4 {
		var more bool
		if _, pattern, more = strings.Cut(pattern, ":"); !more {
			return "", false
		}
	}
	bucket, _, _ := strings.Cut(pattern, "/")
	return bucket, !strings.ContainsAny(bucket, "*?")
}
