package main

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/aliyun/aliyun-oss-go-sdk/oss"
)

// A state is what a thing is seen to be. A thing that does not exist has no entries.
type state map[string]string

// A thing is something that writes change. One writer changes it, one write at a time.
type thing struct {
	name   string
	see    func(*writer) (state, error)
	writes []oneWrite
}

// A oneWrite is one request. It changes the state that it is given to the one that is seen after it.
type oneWrite func(*writer, state) error

// killedThings lists the kinds of things that a writer changes.
func killedThings() []thing {
	return []thing{
		{"an object", seeObject("plain"), []oneWrite{putSmall, putSmall, putBig, putACL, putTags, deleteObject, copyOver}},
		{"an appended object", seeObject("grown"), []oneWrite{appendTo("grown", 3000)}},
		{"a long appended object", seeObject("long"), []oneWrite{appendTo("long", 600<<10), cutLong}},
		{"versions", seeVersions, []oneWrite{putVersion, putVersion, putMarker}},
		{"an upload and its object", seeUpload, []oneWrite{nextOfUpload}},
		{"objects of a batch", seeBatch, []oneWrite{nextOfBatch}},
		{"settings of a bucket", seeSettings, []oneWrite{setTagging, setPolicy, setReferer}},
		{"a bucket", seeBucket, []oneWrite{turnBucket}},
	}
}

// sum stands for content in a state.
func sum(content []byte) string {
	return fmt.Sprintf("%d bytes %x", len(content), sha256.Sum256(content))
}

// bytesOf makes content.
func (w *writer) bytes(size int) []byte {
	content := make([]byte, size)
	for i := range content {
		content[i] = byte(w.random.Uint32())
	}
	return content
}

// code returns the Code of a refusal; empty: it is none.
func code(err error) string {
	var refusal oss.ServiceError
	if errors.As(err, &refusal) {
		return refusal.Code
	}
	return ""
}

func seeObject(key string) func(*writer) (state, error) {
	return func(w *writer) (state, error) { return w.object(key) }
}

func (w *writer) object(key string) (state, error) {
	content, err := w.content(w.bucket, key)
	if code(err) == "NoSuchKey" {
		return state{}, nil
	}
	if err != nil {
		return nil, err
	}
	head, err := w.bucket.GetObjectDetailedMeta(key)
	if err != nil {
		return nil, err
	}
	acl, err := w.bucket.GetObjectACL(key)
	if err != nil {
		return nil, err
	}
	tags, err := w.bucket.GetObjectTagging(key)
	if err != nil {
		return nil, err
	}
	s := state{"content": sum(content), "meta": head.Get("X-Oss-Meta-Of"), "acl": acl.ACL, "tags": tagText(tags.Tags)}
	if head.Get("X-Oss-Object-Type") == "Appendable" {
		s["meta"] = head.Get("X-Oss-Next-Append-Position")
	}
	return s, nil
}

func tagText(tags []oss.Tag) (text string) {
	for _, t := range tags {
		text += t.Key + "=" + t.Value + " "
	}
	return text
}

func (w *writer) put(key string, size int, s state) error {
	content := w.bytes(size)
	maps.Copy(s, state{"content": sum(content), "meta": sum(content), "acl": "default", "tags": ""})
	return w.bucket.PutObject(key, bytes.NewReader(content), oss.Meta("of", sum(content)))
}

func putSmall(w *writer, s state) error { return w.put("plain", w.random.IntN(20000), s) }

func putBig(w *writer, s state) error { return w.put("plain", 1<<20+w.random.IntN(2<<20), s) }

func putACL(w *writer, s state) error {
	if len(s) == 0 {
		return putSmall(w, s)
	}
	acl := []oss.ACLType{oss.ACLPrivate, oss.ACLDefault}[w.random.IntN(2)]
	s["acl"] = string(acl)
	return w.bucket.SetObjectACL("plain", acl)
}

func putTags(w *writer, s state) error {
	if len(s) == 0 {
		return putSmall(w, s)
	}
	value := strconv.Itoa(w.random.IntN(1000))
	s["tags"] = "n=" + value + " "
	return w.bucket.PutObjectTagging("plain", oss.Tagging{Tags: []oss.Tag{{Key: "n", Value: value}}})
}

func deleteObject(w *writer, s state) error {
	clear(s)
	return w.bucket.DeleteObject("plain")
}

// copyOver copies the object to itself with other metadata: both share their content.
func copyOver(w *writer, s state) error {
	if len(s) == 0 {
		return putSmall(w, s)
	}
	s["meta"] = strconv.Itoa(w.random.IntN(1000))
	maps.Copy(s, state{"acl": "default"})
	_, err := w.bucket.CopyObject("plain", "plain", oss.Meta("of", s["meta"]), oss.MetadataDirective(oss.MetaReplace))
	return err
}

// appendTo appends to what is there, up to so many bytes.
func appendTo(key string, most int) oneWrite {
	return func(w *writer, s state) error {
		var grown []byte
		if len(s) > 0 {
			var err error
			if grown, err = w.content(w.bucket, key); err != nil {
				return err
			}
		}
		more := w.bytes(1 + w.random.IntN(most))
		now := append(slices.Clone(grown), more...)
		maps.Copy(s, state{"content": sum(now), "meta": strconv.Itoa(len(now)), "acl": "default", "tags": ""})
		_, err := w.bucket.AppendObject(key, bytes.NewReader(more), int64(len(grown)))
		return err
	}
}

// cutLong deletes the long object once it is long.
func cutLong(w *writer, s state) error {
	if length, err := strconv.Atoi(s["meta"]); err != nil || length < 2<<20 {
		return appendTo("long", 600<<10)(w, s)
	}
	clear(s)
	return w.bucket.DeleteObject("long")
}

func (w *writer) content(of *oss.Bucket, key string, options ...oss.Option) ([]byte, error) {
	body, err := of.GetObject(key, options...)
	if err != nil {
		return nil, err
	}
	defer body.Close()
	return io.ReadAll(body)
}

// seeVersions sees the versions of one key, the newest first, and counts the delete markers.
func seeVersions(w *writer) (state, error) {
	listed, err := w.versioned.ListObjectVersions()
	if err != nil {
		return nil, err
	}
	s := state{"markers": strconv.Itoa(len(listed.ObjectDeleteMarkers)), "versions": ""}
	for _, v := range listed.ObjectVersions {
		content, err := w.content(w.versioned, v.Key, oss.VersionId(v.VersionId))
		if err != nil {
			return nil, err
		}
		s["versions"] += sum(content) + ";"
	}
	return s, nil
}

// putVersion puts a version on top. When there are many, it deletes the oldest.
func putVersion(w *writer, s state) error {
	listed, err := w.versioned.ListObjectVersions()
	if err != nil {
		return err
	}
	if all := listed.ObjectVersions; len(all) > 12 {
		texts := strings.SplitAfter(s["versions"], ";")
		s["versions"] = strings.Join(texts[:len(all)-1], "")
		return w.versioned.DeleteObject("key", oss.VersionId(all[len(all)-1].VersionId))
	}
	content := w.bytes(1 + w.random.IntN(5000))
	s["versions"] = sum(content) + ";" + s["versions"]
	return w.versioned.PutObject("key", bytes.NewReader(content))
}

// putMarker puts a delete marker on top. When there are many, it deletes one.
func putMarker(w *writer, s state) error {
	listed, err := w.versioned.ListObjectVersions()
	if err != nil {
		return err
	}
	if all := listed.ObjectDeleteMarkers; len(all) > 5 {
		s["markers"] = strconv.Itoa(len(all) - 1)
		return w.versioned.DeleteObject("key", oss.VersionId(all[0].VersionId))
	}
	s["markers"] = strconv.Itoa(len(listed.ObjectDeleteMarkers) + 1)
	return w.versioned.DeleteObject("key")
}
