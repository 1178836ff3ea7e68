package large

import (
	"errors"
	"fmt"
	"math"
	"runtime"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

const (
	from     = 256 << 10 // bytes; what is longer lies in a file. An upload of 5 GiB has parts of 512 KiB at least
	fromMany = 16 << 20  // the same where there are many files, as the machine maps only so many (vm.max_map_count: 65,530)
	many     = 16_000    // files
	homeless = 128 << 20 // bytes of a content at most where no file can be made

	garbage = 1 << 30 // bytes of new files after which the garbage collector looks for those that nobody has
	light   = 1 << 20 // bytes that a content counts for at least there
)

// A Room makes contents. A nil one has no files.
type Room struct {
	dir   string
	kept  bool // files have names, and are on disk before they are contents
	log   func(error)
	live  atomic.Int64 // mappings
	fresh atomic.Int64 // bytes of files since the garbage collector was asked
	none  sync.Once    // says that no file can be made
}

// Temporary returns a room whose files end with the process: they have no name. An empty folder stands for that of the
// system.
func Temporary(dir string, log func(error)) *Room { return &Room{dir: dir, log: log} }

// Kept returns a room whose files stay in a folder while they are in use. It is made with the first of them.
func Kept(dir string, log func(error)) *Room { return &Room{dir: dir, kept: true, log: log} }

// Files returns the number of contents that lie in files. One that nobody has counts until the garbage collector finds it.
func (r *Room) Files() int64 { return r.live.Load() }

// A Failed is an error of the disk, or of the machine. It has been logged.
type Failed struct{ Cause error }

func (e *Failed) Error() string { return e.Cause.Error() }

// Unwrap returns the error of the disk.
func (e *Failed) Unwrap() error { return e.Cause }

func (r *Room) failed(what string, err error) error {
	f := &Failed{fmt.Errorf("%s: %w", what, err)}
	r.log(f.Cause)
	return f
}

// most returns the number of bytes of a content that lies in memory.
func (r *Room) most() int64 {
	switch {
	case r == nil || !maps:
		return math.MaxInt64
	case r.live.Load() >= many:
		return fromMany
	}
	return from
}

// withoutFile returns the number of bytes that may lie in memory where no file could be made.
func (r *Room) withoutFile(err error) int64 {
	r.none.Do(func() { r.log(fmt.Errorf("contents stay in memory, up to %d MiB each: %w", homeless>>20, err)) })
	return homeless
}

// A mapping is what a File holds, for when it is gone.
type mapping struct {
	bytes []byte
	disk  *disk
}

// hold returns the content of a mapping, and unmaps it when nobody has the content any more.
func (r *Room) hold(bytes []byte, d *disk) Content {
	f := &File{bytes, d}
	r.live.Add(1)
	runtime.AddCleanup(f, r.unmap, mapping{bytes, d})
	return Content{bytes, f}
}

// weigh counts new bytes in files. The garbage collector would not come for them by itself: a file is no memory.
func (r *Room) weigh(bytes int64) {
	if r.fresh.Add(max(bytes, light)) >= garbage {
		r.fresh.Store(0)
		go runtime.GC()
	}
}

// reclaim frees files that nobody has.
func (r *Room) reclaim() {
	runtime.GC()
	time.Sleep(50 * time.Millisecond) // the cleanups run beside
}

func isFull(err error) bool { return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) }
