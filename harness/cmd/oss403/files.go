package main

import (
	"errors"
	"io/fs"
	"os"

	"github.com/oss403/oss403/harness/internal/target"
)

// checkNew returns a usage error unless a command can make the file of a flag, before it does what the file is to hold. It
// makes the file and removes it again. An empty name is no file.
func checkNew(flag, name, accepted string) error {
	if name == "" {
		return nil
	}
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return target.Usagef("%s=%s: it is there already; accepted: %s", flag, name, accepted)
	}
	if err == nil {
		err = errors.Join(file.Close(), os.Remove(name))
	}
	if err != nil {
		return target.Usagef("%s: %v; accepted: a new file in a folder that is there and can be written to", flag, err)
	}
	return nil
}
