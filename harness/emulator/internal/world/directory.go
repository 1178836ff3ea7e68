package world

import "strings"

// A bucket with a hierarchical namespace has real directories: objects without content, whose keys
// end with a slash.
// https://www.alibabacloud.com/help/en/oss/user-guide/enable-hierarchical-namespace

// DirectoryKey returns the key of a directory, from its name with or without the slash.
func DirectoryKey(name string) string { return strings.TrimSuffix(name, "/") + "/" }

// Directories lists the keys of a directory and of its parents, the outermost first.
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

// Find returns the object with that key. In a hierarchical namespace, a directory is also found
// without its slash.
func (b *Bucket) Find(key string) (*Object, bool) {
	if o, known := b.Objects.Get(key); known || !b.Hierarchical {
		return o, known
	}
	return b.Objects.Get(DirectoryKey(key))
}

// Below lists the objects in a directory and in its subdirectories, by key.
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
