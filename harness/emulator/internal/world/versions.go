package world

import (
	"cmp"
	"slices"
)

// The states of versioning. An empty state means that the bucket was never versioned.
// https://help.aliyun.com/zh/oss/user-guide/overview-78
const (
	VersioningEnabled   = "Enabled"
	VersioningSuspended = "Suspended"
)

// NullVersion is the id of an object that was stored while versioning was not enabled. A key has at
// most one such version.
const NullVersion = "null"

// Versioned reports whether versioning is or was enabled.
func (b *Bucket) Versioned() bool { return b.Versioning != "" }

// VersionID returns the id of the version that an object or a delete marker is.
func (o *Object) VersionID() string { return cmp.Or(o.Version, NullVersion) }

// Version returns the version of a key with that id, or the current one if id is empty. It may be a
// delete marker.
func (b *Bucket) Version(key, id string) (*Object, bool) {
	if id == "" {
		if o, there := b.Find(key); there {
			return o, true
		}
	}
	for _, v := range b.VersionsOf(key) {
		if id == "" || v.VersionID() == id {
			return v, true
		}
	}
	return nil, false
}

// Stored is Version without delete markers: it returns nil for one.
func (b *Bucket) Stored(key, id string) *Object {
	if o, there := b.Version(key, id); there && !o.Marker {
		return o
	}
	return nil
}

// VersionsOf lists the versions of a key, the current one first.
func (b *Bucket) VersionsOf(key string) []*Object {
	o, there := b.Objects.Get(key)
	former, _ := b.Former.Get(key)
	if !there {
		return former
	}
	return append([]*Object{o}, former...)
}

// AllVersions yields the keys of a bucket with their versions, in byte order, from the first key
// that is not less than start.
func (b *Bucket) AllVersions(start string) func(yield func(string, []*Object) bool) {
	return func(yield func(string, []*Object) bool) {
		current, former := b.Objects.tree.Iter(), b.Former.tree.Iter()
		inCurrent, inFormer := current.Seek(start), former.Seek(start)
		for inCurrent || inFormer {
			key := current.Key()
			if !inCurrent || inFormer && former.Key() < key {
				key = former.Key()
			}
			if inCurrent && current.Key() == key {
				inCurrent = current.Next()
			}
			if inFormer && former.Key() == key {
				inFormer = former.Next()
			}
			if !yield(key, b.VersionsOf(key)) {
				return
			}
		}
	}
}

// PutVersion makes an object or a delete marker the current version of its key. The former one
// stays, unless it has the same id: without versioning, every object has the id of the null
// version.
func (d *Draft) PutVersion(b *Bucket, o *Object) {
	if !b.Versioned() {
		Set(d, b.Objects, o.Key, o)
		return
	}
	d.setVersions(b, o.Key, append([]*Object{o}, others(b.VersionsOf(o.Key), o.VersionID())...))
}

// ReplaceVersion replaces the version that has the id of the object.
func (d *Draft) ReplaceVersion(b *Bucket, o *Object) {
	if current, there := b.Objects.Get(o.Key); there && current.Version == o.Version {
		Set(d, b.Objects, o.Key, o)
		return
	}
	versions := slices.Clone(b.VersionsOf(o.Key))
	for i, v := range versions {
		if v.Version == o.Version {
			versions[i] = o
		}
	}
	d.setVersions(b, o.Key, versions)
}

// RemoveVersion removes a version for good. The newest remaining version becomes the current one.
func (d *Draft) RemoveVersion(b *Bucket, key, id string) {
	d.setVersions(b, key, others(b.VersionsOf(key), id))
}

func others(versions []*Object, id string) []*Object {
	return slices.DeleteFunc(slices.Clone(versions), func(v *Object) bool { return v.VersionID() == id })
}

// setVersions stores the versions of a key, the current one first. The current one becomes an
// object of the bucket, unless it is a delete marker.
func (d *Draft) setVersions(b *Bucket, key string, versions []*Object) {
	if len(versions) > 0 && !versions[0].Marker {
		Set(d, b.Objects, key, versions[0])
		versions = versions[1:]
	} else {
		Remove(d, b.Objects, key)
	}
	if len(versions) > 0 {
		Set(d, b.Former, key, versions)
	} else {
		Remove(d, b.Former, key)
	}
}
