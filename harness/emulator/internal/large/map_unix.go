//go:build unix

package large

import (
	"os"
	"syscall"
)

// maps: files can be mapped. (Go maps only what fits into an int: 64 bits here.)
const maps = true

// Max bounds a content that comes at once. The service takes 5 GB.
const Max = 5 << 30

// mapFile maps the begin of a file for reading.
func mapFile(file *os.File, size int64) ([]byte, error) {
	return syscall.Mmap(int(file.Fd()), 0, int(size), syscall.PROT_READ, syscall.MAP_SHARED)
}

func unmapFile(b []byte) error { return syscall.Munmap(b) }
