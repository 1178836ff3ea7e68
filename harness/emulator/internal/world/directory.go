package world

import "strings"

// A bucket with a hierarchical namespace has real directories: objects
// without content whose key ends with a slash.
// https://www.alibabacloud.com/help/en/oss/user-guide/enable-hierarchical-namespace

// DirectoryKey is the key of the directory of a name, with or without slash.
func DirectoryKey(name string) string { return strings.TrimSuffix(name, "/") + "/" }

// Directories are the keys of the directory of a name and of those that it
// stands in, outermost first.
func Directories(name string) []string {
	var keys []string
	key := DirectoryKey(name)
	for at := range len(key) {
		if key[at] == '/' {
			keys = append(keys, key[:at+1])
		}
	}
	return keys
}

// Find is the object of a key; in a hierarchical namespace also the directory
// of that name without its slash.
func (b *Bucket) Find(key string) (*Object, bool) {
	if o, known := b.Objects.Get(key); known || !b.Hierarchical {
		return o, known
	}
	return b.Objects.Get(DirectoryKey(key))
}

// Below are the objects in a directory and in those that it holds, in the
// order of their keys.
func (b *Bucket) Below(directory string) []*Object {
	var below []*Object
	for key, o := range b.Objects.From(directory) {
		if !strings.HasPrefix(key, directory) {
			break
		}
		if key != directory {
			below = append(below, o)
		}
	}
	return below
}
