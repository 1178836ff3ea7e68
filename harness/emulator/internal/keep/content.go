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
	if number, known := c.fresh[p]; known {
		return number
	}
	number, err := c.contents.NextSequence()
	if err == nil {
		err = c.contents.Put(keyOf(number), data)
	}
	if err != nil && c.err == nil {
		c.err = fmt.Errorf("writing %d bytes of content: %w", len(data), err)
	}
	c.fresh[p] = number
	return number
}

// release counts a user of content less.
func (c *change) release(data world.Content) uint64 {
	c.users[partOf(data)]--
	return 0
}

// dropUnused removes content that nobody uses any more.
func (c *change) dropUnused() error {
	for p, more := range c.users {
		if s := c.kept[p]; s != nil && s.users+more == 0 {
			if err := c.contents.Delete(keyOf(s.number)); err != nil {
				return fmt.Errorf("removing content %d: %w", s.number, err)
			}
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
	for p, number := range c.fresh {
		c.kept[p] = &stored{number: number}
	}
	for p, more := range c.users {
		s := c.kept[p]
		if s == nil {
			continue
		}
		if s.users += more; s.users == 0 {
			delete(c.kept, p)
		}
	}
}
