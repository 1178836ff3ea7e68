package main

import (
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
)

// folderPrefix begins the name of the temporary folder to which the suite of a run
// streams its results.
const folderPrefix = "oss403-run-"

// removeDeadFolders removes the folders of runs that were killed. A folder is dead if
// no process holds its lock "alive". A folder that cannot be removed stays.
func removeDeadFolders(in string) {
	const young = time.Minute // a new run may not hold its lock yet
	folders, err := filepath.Glob(filepath.Join(in, folderPrefix+"*"))
	if err != nil {
		return
	}
	for _, folder := range folders {
		info, err := os.Stat(folder)
		if err != nil || !info.IsDir() || time.Since(info.ModTime()) < young {
			continue
		}
		lock := flock.New(filepath.Join(folder, "alive"))
		if free, err := lock.TryLock(); err == nil && free {
			os.RemoveAll(folder)
		}
		lock.Close()
	}
}
