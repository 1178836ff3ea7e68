package keep

import (
	"fmt"

	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// acquire counts a user of content, and writes the content if it is new. It returns its number.
func (c *change) acquire(data world.Content) uint64 {
	p := partOf(data)
	c.users[p]++
	if s := c.kept[p]; s != nil {
		return s.number
	}
	if s := c.fresh[p]; s != nil {
		return s.number
	}
	number, err := c.contents.NextSequence()
	if err == nil {
		err = c.putContent(number, data)
	}
	if err != nil && c.err == nil {
		c.err = fmt.Errorf("writing %d bytes of content: %w", data.Len(), err)
	}
	c.fresh[p] = &stored{number: number, content: data}
	return number
}

// putContent writes content, or the name of the file that has it.
func (c *change) putContent(number uint64, data world.Content) error {
	if data.File() == nil {
		return c.contents.Put(keyOf(number), data.Bytes())
	}
	return c.files.Put(keyOf(number), writtenFile(data))
}

// release counts a user of content less.
func (c *change) release(data world.Content) uint64 {
	c.users[partOf(data)]--
	return 0
}

// dropUnused removes content that nobody uses any more.
func (c *change) dropUnused() error {
	for p, more := range c.users {
		s := c.kept[p]
		if s == nil || s.users+more != 0 {
			continue
		}
		in := c.contents
		if s.content.File() != nil {
			in = c.files
		}
		if err := in.Delete(keyOf(s.number)); err != nil {
			return fmt.Errorf("removing content %d: %w", s.number, err)
		}
	}
	return nil
}

// settle brings the tables of the Folder to what is now in the file.
func (c *change) settle() {
	for m := range c.gone {
		delete(c.at, m)
	}
	for m, path := range c.added {
		c.at[m] = path
	}
	for p, s := range c.fresh {
		c.kept[p] = s
		s.enter()
	}
	for p, more := range c.users {
		s := c.kept[p]
		if s == nil {
			continue
		}
		if s.users += more; s.users == 0 {
			delete(c.kept, p)
			s.leave()
		}
	}
}
