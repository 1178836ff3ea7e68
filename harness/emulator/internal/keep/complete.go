package keep

import (
	"cmp"
	"crypto/md5"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc64"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// complete fills in what a document that a person wrote leaves out, and refuses a world that contradicts itself:
//   - what lies under a name has that name,
//   - the AccessKeys of an account are known,
//   - a bucket belongs to an account (to the only one, if it names none), and has the region given, the class Standard,
//     the redundancy LRS and the ACL private,
//   - an object has the class of its bucket, and the checksums of its content.
func complete(d *world.Draft, given Given) error {
	for uid, a := range d.Accounts.From("") {
		if err := completeAccount(d, uid, a); err != nil {
			return fmt.Errorf("account %s: %w", uid, err)
		}
	}
	for id, key := range d.Keys.From("") {
		if _, known := d.Accounts.Get(key.UID); !known || key.ID != id {
			return fmt.Errorf("AccessKey %s: it has the id %q and belongs to account %q", id, key.ID, key.UID)
		}
	}
	for id, s := range d.Sessions.From("") {
		if token, _ := d.Tokens.Get(s.Token); s.AccessKeyID != id || token != id {
			return fmt.Errorf("session %s: the AccessKey or the token is that of another", id)
		}
	}
	for id, n := range d.Networks.From("") {
		if err := name(&n.ID, id); err != nil {
			return fmt.Errorf("network %s: %w", id, err)
		}
	}
	for bucket, b := range d.Buckets.From("") {
		if err := completeBucket(d, bucket, b, given); err != nil {
			return fmt.Errorf("bucket %s: %w", bucket, err)
		}
	}
	return nil
}

// name gives a thing the name under which it lies.
func name(of *string, key string) error {
	if *of = cmp.Or(*of, key); *of != key {
		return fmt.Errorf("it has another name: %q", *of)
	}
	return nil
}

func completeAccount(d *world.Draft, uid string, a *world.Account) error {
	if strings.Trim(uid, "0123456789") != "" {
		return errors.New("the UID must be digits")
	}
	err := name(&a.UID, uid)
	for i := range a.Keys {
		key := &a.Keys[i]
		err = errors.Join(err, name(&key.UID, uid))
		switch known, there := d.Keys.Get(key.ID); {
		case key.ID == "" || key.Secret == "":
			return errors.New("an AccessKey lacks its id or its secret")
		case there && known != *key:
			return fmt.Errorf("AccessKey %s is known as another", key.ID)
		}
		world.Set(d, d.Keys, key.ID, *key)
	}
	for key, u := range a.Users.From("") {
		err = errors.Join(err, name(&u.Name, key))
	}
	for key, r := range a.Roles.From("") {
		err = errors.Join(err, name(&r.Name, key))
	}
	for key, p := range a.Policies.From("") {
		if err = errors.Join(err, name(&p.Name, key)); p.Document == nil {
			return fmt.Errorf("policy %s has no text", key)
		}
		p.Type, p.Document.Name = cmp.Or(p.Type, world.CustomPolicy), key
	}
	for key, g := range a.Standing.Groups {
		if err = errors.Join(err, name(&g.ID, key)); g.Policy != nil {
			g.Policy.Name = key
		}
		a.Standing.Groups[key] = g
	}
	return err
}

func completeBucket(d *world.Draft, key string, b *world.Bucket, given Given) error {
	if only := d.Accounts.Len() == 1; only && b.Owner == "" {
		for uid := range d.Accounts.From("") {
			b.Owner = uid
		}
	}
	if _, known := d.Accounts.Get(b.Owner); !known {
		return fmt.Errorf("it belongs to the account %q, which does not exist", b.Owner)
	}
	b.Region, b.Class = cmp.Or(b.Region, given.Region), cmp.Or(b.Class, world.ClassStandard)
	b.Redundancy, b.ACL = cmp.Or(b.Redundancy, "LRS"), cmp.Or(b.ACL, world.ACLPrivate)
	if b.Created.IsZero() {
		b.Created = given.Now
	}
	err := name(&b.Name, key)
	for key, o := range b.Objects.From("") {
		if o.Marker {
			return fmt.Errorf("object %s is a delete marker; accepted: among former", key)
		}
		err = errors.Join(err, name(&o.Key, key))
		completeObject(b, o, given)
	}
	for key, versions := range b.Former.From("") {
		if len(versions) == 0 {
			return fmt.Errorf("%s has no former version; accepted: one or more", key)
		}
		for _, o := range versions {
			err = errors.Join(err, name(&o.Key, key))
			completeObject(b, o, given)
		}
	}
	for key, u := range b.Uploads.From("") {
		if key != world.UploadKey(u.Key, u.ID) {
			return fmt.Errorf("upload %q has the key %q and the id %q", key, u.Key, u.ID)
		}
		for number, p := range u.Parts.From("") {
			if number != world.PartKey(p.Number) {
				return fmt.Errorf("part %s of upload %s has the number %d", number, u.ID, p.Number)
			}
		}
	}
	return err
}

func completeObject(b *world.Bucket, o *world.Object, given Given) {
	if o.Modified.IsZero() {
		o.Modified = given.Now
	}
	if o.Marker || o.Directory || o.ETag != "" {
		return
	}
	sum := md5.Sum(o.Data.Bytes())
	o.ETag, o.MD5 = strings.ToUpper(hex.EncodeToString(sum[:])), base64.StdEncoding.EncodeToString(sum[:])
	o.CRC64 = crc64.Checksum(o.Data.Bytes(), crc64.MakeTable(crc64.ECMA))
	o.Type, o.Class, o.ACL = cmp.Or(o.Type, "Normal"), cmp.Or(o.Class, b.Class), cmp.Or(o.ACL, world.ACLDefault)
	if o.Headers == nil {
		o.Headers = []world.Header{{Name: "Content-Type", Value: "application/octet-stream"}}
	}
}
