package main

import (
	"bytes"
	"crypto/md5"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/aliyun/aliyun-oss-go-sdk/oss"
)

const partSize = 100 << 10 // the least that a part before the last may have

// partContents are the contents that parts may have, by ETag without quotes.
func partContents() map[string][]byte {
	all := map[string][]byte{}
	for b := range 16 {
		content := bytes.Repeat([]byte{byte(b)}, partSize)
		all[fmt.Sprintf("%X", md5.Sum(content))] = content
	}
	return all
}

// upload returns the upload in progress, and its parts; nil: there is none.
func (w *writer) upload() (*oss.InitiateMultipartUploadResult, []oss.UploadedPart, error) {
	listed, err := w.bucket.ListMultipartUploads()
	if err != nil || len(listed.Uploads) == 0 {
		return nil, nil, err
	}
	u := &oss.InitiateMultipartUploadResult{Bucket: w.bucket.BucketName, Key: listed.Uploads[0].Key, UploadID: listed.Uploads[0].UploadID}
	parts, err := w.bucket.ListUploadedParts(*u)
	return u, parts.UploadedParts, err
}

// seeUpload sees an upload with its parts and the object that it becomes: one request ends the one and makes the other.
func seeUpload(w *writer) (state, error) {
	s, err := w.object("parted")
	if err != nil {
		return nil, err
	}
	u, parts, err := w.upload()
	if err != nil || u == nil {
		return s, err
	}
	s["upload"] = "parts:"
	for _, p := range parts {
		s["upload"] += fmt.Sprint(" ", p.PartNumber, " ", p.Size, " ", strings.Trim(p.ETag, `"`))
	}
	return s, nil
}

// nextOfUpload begins an upload, uploads two parts, and completes it.
func nextOfUpload(w *writer, s state) error {
	u, parts, err := w.upload()
	switch {
	case err != nil:
		return err
	case u == nil:
		s["upload"] = "parts:"
		_, err = w.bucket.InitiateMultipartUpload("parted")
		return err
	case len(parts) < 2:
		etags := slices.Sorted(maps.Keys(w.parts))
		etag := etags[w.random.IntN(len(etags))]
		s["upload"] += fmt.Sprint(" ", len(parts)+1, " ", partSize, " ", etag)
		_, err = w.bucket.UploadPart(*u, bytes.NewReader(w.parts[etag]), partSize, len(parts)+1)
		return err
	}
	var given []oss.UploadPart
	var whole []byte
	for _, p := range parts {
		given = append(given, oss.UploadPart{PartNumber: p.PartNumber, ETag: p.ETag})
		whole = append(whole, w.parts[strings.Trim(p.ETag, `"`)]...)
	}
	delete(s, "upload")
	maps.Copy(s, state{"content": sum(whole), "meta": "", "acl": "default", "tags": ""})
	_, err = w.bucket.CompleteMultipartUpload(*u, given)
	return err
}

// seeBatch sees three objects that one request deletes.
func seeBatch(w *writer) (state, error) {
	listed, err := w.bucket.ListObjects(oss.Prefix("batch/"))
	s := state{}
	for _, o := range listed.Objects {
		s[o.Key] = strconv.FormatInt(o.Size, 10)
	}
	return s, err
}

// nextOfBatch puts the objects, and deletes all of them at once.
func nextOfBatch(w *writer, s state) error {
	if len(s) == 3 {
		keys := slices.Sorted(maps.Keys(s))
		clear(s)
		_, err := w.bucket.DeleteObjects(keys)
		return err
	}
	key, size := fmt.Sprint("batch/", len(s)), w.random.IntN(500)
	s[key] = strconv.Itoa(size)
	return w.bucket.PutObject(key, bytes.NewReader(w.bytes(size)))
}

func seeSettings(w *writer) (state, error) {
	tags, err := w.client.GetBucketTagging(w.bucket.BucketName)
	if err != nil {
		return nil, err
	}
	referer, err := w.client.GetBucketReferer(w.bucket.BucketName)
	if err != nil {
		return nil, err
	}
	s := state{"tags": tagText(tags.Tags), "referer": strings.Join(referer.RefererList, " ")}
	s["policy"], err = w.client.GetBucketPolicy(w.bucket.BucketName)
	if code(err) == "NoSuchBucketPolicy" {
		s["policy"], err = "", nil
	}
	return s, err
}

func setTagging(w *writer, s state) error {
	value := strconv.Itoa(w.random.IntN(1000))
	s["tags"] = "n=" + value + " "
	return w.client.SetBucketTagging(w.bucket.BucketName, oss.Tagging{Tags: []oss.Tag{{Key: "n", Value: value}}})
}

func setReferer(w *writer, s state) error {
	s["referer"] = fmt.Sprintf("http://%d.example.com", w.random.IntN(1000))
	return w.client.SetBucketReferer(w.bucket.BucketName, []string{s["referer"]}, true)
}

// setPolicy allows something to another account, or removes the policy.
func setPolicy(w *writer, s state) error {
	if s["policy"] != "" {
		s["policy"] = ""
		return w.client.DeleteBucketPolicy(w.bucket.BucketName)
	}
	s["policy"] = fmt.Sprintf(`{"Version":"1","Statement":[{"Effect":"Allow","Action":"oss:GetObject","Principal":["%d"],`+
		`"Resource":["acs:oss:*:%s:%s/*"]}]}`, 1000+w.random.IntN(1000), killedAccount, w.bucket.BucketName)
	return w.client.SetBucketPolicy(w.bucket.BucketName, s["policy"])
}

// turnName is the bucket that comes and goes.
func (w *writer) turnName() string { return w.bucket.BucketName + "-turn" }

// seeBucket sees a bucket that comes and goes, with an object.
func seeBucket(w *writer) (state, error) {
	there, err := w.client.IsBucketExist(w.turnName())
	if err != nil || !there {
		return state{}, err
	}
	b, err := w.client.Bucket(w.turnName())
	if err != nil {
		return nil, err
	}
	listed, err := b.ListObjects()
	return state{"objects": strconv.Itoa(len(listed.Objects))}, err
}

// turnBucket makes a bucket, an object in it, and removes both again.
func turnBucket(w *writer, s state) error {
	b, err := w.client.Bucket(w.turnName())
	switch {
	case err != nil:
		return err
	case len(s) == 0:
		s["objects"] = "0"
		return w.client.CreateBucket(w.turnName())
	case s["objects"] == "1":
		s["objects"] = "0"
		return b.DeleteObject("o")
	case w.random.IntN(2) == 0:
		s["objects"] = "1"
		return b.PutObject("o", bytes.NewReader(w.bytes(10)))
	}
	clear(s)
	return w.client.DeleteBucket(w.turnName())
}
