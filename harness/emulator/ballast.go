package emulator

import "runtime"

// CollectSeldom lets the garbage collector wait until there are 32 MiB of garbage, where it would begin at 4: it begins
// when the heap has doubled, and now a block that nobody touches counts as heap. The block takes addresses and no
// memory. It lasts until the function that is returned has been called. A process that serves and does little else
// calls it, as the command does.
func CollectSeldom() (end func()) {
	block := make([]byte, 32<<20)
	return func() { runtime.KeepAlive(block) }
}
