//go:build !unix

package large

import (
	"errors"
	"os"
)

// maps: files are not mapped. All contents lie in memory, and are bounded more tightly.
const maps = false

// Max bounds a content that comes at once.
const Max = homeless

func mapFile(*os.File, int64) ([]byte, error) { return nil, errors.ErrUnsupported }

func unmapFile([]byte) error { return errors.ErrUnsupported }
