package main

import (
	"errors"
	"fmt"
	"os"
	"time"
)

// kept compares writing to an emulator that keeps its world in a folder with writing to one that has it in memory.
func kept(p plan, r *report) (err error) {
	folder, err := os.MkdirTemp("", "oss403-measure-")
	if err != nil {
		return fmt.Errorf("making a folder for data: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	syncs, err := syncsIn(folder, p.span)
	if err != nil {
		return err
	}
	var rows [][]string
	err = with(func(servers ...*child) error {
		rows, err = byConnections(p, "PUT", content, servers...)
		return err
	}, server{kind: "emulator"}, server{kind: "emulator", shape: shape{Data: folder}})
	r.table("Kept on disk", fmt.Sprintf("PUT of 1 KiB, V4 URL, in memory and with --data: acknowledged when it is on disk. A commit "+
		"takes two syncs, and changes that wait share one. This disk does %.0f syncs of 4 KiB a second. Aim: 2,000 to 3,200 with 8 to 64 "+
		"connections.", syncs),
		[]string{"connections", "in memory, 1/s", "with --data, 1/s", "ratio"}, rows)
	return err
}

// syncsIn returns how often in a second a page can be written and synced in a folder.
func syncsIn(folder string, span time.Duration) (rate float64, err error) {
	f, err := os.CreateTemp(folder, "sync")
	if err != nil {
		return 0, fmt.Errorf("making a file to sync: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close(), os.Remove(f.Name())) }()
	page, n, began := make([]byte, 4096), 0, time.Now()
	for ; time.Since(began) < span; n++ {
		if _, err := f.WriteAt(page, int64(n%64)*4096); err != nil {
			return 0, err
		}
		if err := f.Sync(); err != nil {
			return 0, fmt.Errorf("syncing a file: %w", err)
		}
	}
	return float64(n) / time.Since(began).Seconds(), nil
}
