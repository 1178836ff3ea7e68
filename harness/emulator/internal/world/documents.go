package world

import (
	"maps"
	"slices"
	"strings"
	"time"
)

// Documents are the configurations of a bucket that are only stored: by sub-resource, what stands in
// the root of each document. They are replaced, never edited.
type Documents map[string]string

// Keep stores a document. An empty text removes it.
func (b *Bucket) Keep(sub, text string) {
	next := maps.Clone(b.Documents)
	if next == nil {
		next = Documents{}
	}
	if next[sub] = text; text == "" {
		delete(next, sub)
	}
	b.Documents = next
}

// A Style is a named chain of image processing. It never changes.
// https://www.alibabacloud.com/help/en/oss/developer-reference/liststyle
type Style struct {
	Name, Content, Category string
	Created, Modified       time.Time
}

// StyleAt finds the index of a style. False: there is none.
func (b *Bucket) StyleAt(name string) (int, bool) {
	at := slices.IndexFunc(b.Styles, func(s Style) bool { return s.Name == name })
	return at, at >= 0
}

// A ReplicationRule says that a bucket is to be copied into another. Nothing copies it.
// https://alibabacloud.com/help/en/oss/developer-reference/putbucketreplication
type ReplicationRule struct {
	ID, Target string
	Text       string // its elements, without ID, RTC and Status
	Timed      string // the status of its replication time control; empty: never set
}

// A RedundancyTask is to give a bucket another redundancy. Nothing does.
// https://www.alibabacloud.com/help/en/oss/developer-reference/getbucketdataredundancytransition
type RedundancyTask struct {
	ID, Target string
	Created    time.Time
}

// CountsAccess reports whether a lifecycle rule of a bucket counts from the last access.
func (b *Bucket) CountsAccess() bool {
	return b.Lifecycle != nil && strings.Contains(b.Lifecycle.Text, "<IsAccessTime>true</IsAccessTime>")
}
