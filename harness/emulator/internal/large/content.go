// Package large keeps the contents of objects and parts: small ones in memory, larger ones in files that are mapped to
// memory. What is mapped is cache of the machine, not memory of the process. A file is removed once no content has it.
package large

import "runtime"

// Content is the bytes of an object or of a part. They never change.
type Content struct {
	bytes []byte
	file  *File
}

// Of returns a content that lies in memory. The bytes must not change any more.
func Of(b []byte) Content { return Content{bytes: b} }

// Len returns the number of bytes.
func (c Content) Len() int { return len(c.bytes) }

// Bytes returns the bytes. They are there as long as the content is reachable: see KeepAlive.
func (c Content) Bytes() []byte { return c.bytes }

// KeepAlive keeps the content reachable up to here. Who reads bytes while the world may drop the content calls it after
// the last read.
func (c Content) KeepAlive() { runtime.KeepAlive(c.file) }

// Clip returns the bytes from one place up to another, without a copy. As long as it is there, so is the whole.
func (c Content) Clip(from, to int) Content { return Content{c.bytes[from:to:to], c.file} }

// File returns the file of a content, or nil where it lies in memory, or is a clip of one in a file.
func (c Content) File() *File {
	if c.file == nil || len(c.bytes) < len(c.file.bytes) {
		return nil
	}
	return c.file
}

// InMemory returns the number of bytes that lie in memory.
func (c Content) InMemory() int {
	if c.File() != nil {
		return 0
	}
	return len(c.bytes)
}

// A File is a content in a file. Its bytes are mapped until nobody has it.
type File struct {
	bytes []byte
	disk  *disk
}

// Name returns the name of the file in its folder, or "" if it has none and ends with the process.
func (f *File) Name() string { return f.disk.name }

// Use says that the file is needed after the end of the process too.
func (f *File) Use() { f.disk.needed.Add(1) }

// Leave takes one Use back.
func (f *File) Leave() { f.disk.needed.Add(-1) }
