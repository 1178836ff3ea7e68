package emulator

import (
	"errors"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/control"
	"github.com/oss403/oss403/harness/emulator/internal/keep"
	"github.com/oss403/oss403/harness/emulator/internal/large"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// begin brings the world to the state of the start: the one that Options.Data keeps, or else a new one.
func (e *Emulator) begin(data string) error {
	if data == "" {
		e.room = large.Temporary("", e.logDisk)
		return e.reset()
	}
	folder, err := keep.Open(data, e.logDisk)
	if err != nil {
		return err
	}
	if err := e.beginIn(folder); err != nil {
		return errors.Join(err, folder.Close())
	}
	e.folder, e.room = folder, folder.Room
	return nil
}

func (e *Emulator) beginIn(folder *keep.Folder) error {
	empty, err := folder.Empty()
	switch {
	case err != nil:
		return err
	case empty:
		e.store.KeepWith(folder.Keeper())
		return e.reset()
	}
	if err := e.store.Reset(folder.Load); err != nil {
		return err
	}
	e.store.KeepWith(folder.Keeper())
	return e.store.Update(e.putAccounts)
}

// checkSeed returns an error for a seed that makes no world.
func (e *Emulator) checkSeed() error {
	if e.seed == nil {
		return nil
	}
	return world.NewStore(e.terms).Reset(func(d *world.Draft) error { return e.restore(d, e.seed) })
}

// reset restores the state of the start: the seed, if there is one, and the accounts of the options.
func (e *Emulator) reset() error {
	err := e.store.Reset(func(d *world.Draft) error {
		if e.seed != nil {
			if err := e.restore(d, e.seed); err != nil {
				return err
			}
		}
		return e.putAccounts(d)
	})
	if err != nil {
		return err
	}
	e.traces.Clear()
	e.faults.Arm(nil)
	e.aged.Store(0)
	e.offset.Store(0)
	e.sentFrom.Store(&world.Sender{})
	return nil
}

// putAccounts adds the accounts of the options to a world that may have them already.
func (e *Emulator) putAccounts(d *world.Draft) error {
	for _, a := range e.accounts {
		if known, there := d.Accounts.Get(a.UID); there && a.KeysIfNew && len(known.Keys) > 0 {
			continue
		}
		account := &world.Account{UID: a.UID}
		for _, k := range a.Keys {
			account.Keys = append(account.Keys, world.Key{ID: k.ID, Secret: k.Secret})
		}
		if err := control.Valid(account); err != nil {
			return err
		}
		if err := d.PutAccount(account); err != nil {
			return err
		}
		if a.V1 != (V1Limits{}) {
			limited := *account
			limited.Closed.V1 = a.V1
			world.Set(d, d.Accounts, a.UID, &limited)
		}
	}
	return nil
}

// Accounts returns the accounts of the options with the AccessKeys that they have now.
func (e *Emulator) Accounts() (all []Account) {
	e.store.View(func(w *world.World) {
		for _, a := range e.accounts {
			now := Account{UID: a.UID, V1: a.V1}
			if account, known := w.Accounts.Get(a.UID); known {
				for _, k := range account.Keys {
					now.Keys = append(now.Keys, AccessKey{ID: k.ID, Secret: k.Secret})
				}
			}
			all = append(all, now)
		}
	})
	return all
}

func (e *Emulator) restore(d *world.Draft, snapshot []byte) error {
	return keep.Restore(d, snapshot, keep.Given{Now: e.now().UTC().Truncate(time.Second), Region: e.regions[0]})
}

// replaceWorld puts the world of a snapshot in the place of this one.
func (e *Emulator) replaceWorld(snapshot []byte) error {
	if err := e.store.Reset(func(d *world.Draft) error { return e.restore(d, snapshot) }); err != nil {
		return err
	}
	e.aged.Store(0) // what is due in it is due today
	return nil
}

// snapshot returns the whole world as JSON, with its secrets.
func (e *Emulator) snapshot() (document []byte, err error) {
	e.store.View(func(w *world.World) { document, err = keep.Snapshot(w) })
	return document, err
}

// Close ends the work on the directory of Options.Data. Close the server first. Without Data there is nothing to do.
func (e *Emulator) Close() error {
	if e.folder == nil {
		return nil
	}
	return e.folder.Close()
}

// logDisk logs an error of the files of large contents.
func (e *Emulator) logDisk(err error) { e.log.Print(err) }

// logLost logs an error that says that a change could not be kept.
func (e *Emulator) logLost(err error) {
	var lost *world.NotKept
	if errors.As(err, &lost) {
		e.log.Print(lost)
	}
}
