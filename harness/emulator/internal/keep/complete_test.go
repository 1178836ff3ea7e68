package keep

import (
	"bytes"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/world"
)

var given = Given{Now: time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC), Region: "cn-hangzhou"}

const denyAll = `{"Version":"1","Statement":[{"Effect":"Deny","Action":"oss:*","Principal":["*"],"Resource":["acs:oss:*:1000:photos/*"]}]}`

const allowAll = `{"Version":"1","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}`

func restoredFrom(document string) (*world.Store, error) {
	s := world.NewStore(world.Terms{})
	return s, s.Reset(func(d *world.Draft) error { return Restore(d, []byte(document), given) })
}

// A person writes accounts, buckets and objects; the rest is filled in as the service would have it.
func TestWorldByHand(t *testing.T) {
	s, err := restoredFrom(`{
	  "accounts": {"1000": {"keys": [{"id": "LTAI", "secret": "s"}], "policies": {"all": {"text": ` + strconv.Quote(allowAll) + `}},
	    "standing": {"groups": {"rg-one": {"policyText": ` + strconv.Quote(allowAll) + `}}}}},
	  "buckets": {"photos": {"class": "IA", "policyText": ` + strconv.Quote(denyAll) + `,
	    "objects": {"cat.jpg": {"data": "meow"}, "raw": {"data": {"base64": "/w=="}, "acl": "public-read"}}}}
	}`)
	if err != nil {
		t.Fatal(err)
	}
	s.View(func(w *world.World) {
		key, known := w.Key("LTAI")
		if !known || key.UID != "1000" || key.Secret != "s" {
			t.Errorf("the AccessKey: %+v", key.ID)
		}
		a, _ := w.Accounts.Get("1000")
		if p, known := a.Policy("Custom", "all"); !known || p.Type != "Custom" || p.Document.Name != "all" {
			t.Errorf("the policy: %+v", p)
		}
		if g := a.Standing.Groups["rg-one"]; g.ID != "rg-one" || g.Policy.Name != "rg-one" {
			t.Errorf("the group: %+v", g)
		}
		b, _ := w.Bucket("photos")
		if b.Name != "photos" || b.Owner != "1000" || b.Region != "cn-hangzhou" || b.ACL != "private" || b.Class != "IA" ||
			b.Redundancy != "LRS" || !b.Created.Equal(given.Now) || b.Policy == nil {
			t.Errorf("%+v", b)
		}
		o, _ := b.Objects.Get("cat.jpg")
		if string(o.Data.Bytes()) != "meow" || o.ETag != "4A4BE40C96AC6314E91D93F38043A634" || o.MD5 != "SkvkDJasYxTpHZPzgEOmNA==" ||
			o.CRC64 == 0 || o.Type != "Normal" || o.Class != "IA" || o.ACL != "default" || len(o.Headers) != 1 || !o.Modified.Equal(given.Now) {
			t.Errorf("%+v", o)
		}
		if raw, _ := b.Objects.Get("raw"); string(raw.Data.Bytes()) != "\xff" || raw.ACL != "public-read" {
			t.Errorf("%+v", raw)
		}
	})
}

// A world that makes no sense is refused with the place of the error.
func TestWorldsThatMakeNoSense(t *testing.T) {
	const account, bucket = `"accounts":{"1":{"keys":[{"id":"k","secret":"s"}]}}`, `,"buckets":{"b":{`
	for document, want := range map[string]string{
		``: "it is no JSON", `[]`: "no object", `{} {}`: "it is no JSON", "{\"dns\":\"\xff\"}": "it is not UTF-8",
		`{"bucket":{}}`:                                                       `"bucket" is not known; accepted: accounts, keys`,
		`{"accounts":{"a":{}}}`:                                               "account a: the UID must be digits",
		`{"accounts":{"1":{"uid":"2"}}}`:                                      `account 1: it has another name: "2"`,
		`{"accounts":{"1":{"keys":[{}]}}`:                                     "it is no JSON",
		`{"accounts":{"1":{"keys":[{"id":"k"}]}}}`:                            "an AccessKey lacks its id or its secret",
		`{` + account + `,"keys":{"k":{"id":"k","secret":"t","uid":"1"}}}`:    "AccessKey k is known as another",
		`{` + account + `,"keys":{"l":{"id":"l","secret":"t","uid":"9"}}}`:    `AccessKey l: it has the id "l" and belongs to account "9"`,
		`{` + account + `,"sessions":{"s":{"accessKeyID":"s","token":"t"}}}`:  "session s: the AccessKey or the token is that of another",
		`{"buckets":{"b":{}}}`:                                                `bucket b: it belongs to the account "", which does not exist`,
		`{` + account + bucket + `"owner":"2"}}}`:                             `bucket b: it belongs to the account "2"`,
		`{` + account + bucket + `"objects":{"":{}}}}}`:                       "buckets: b: objects: a name has 0 bytes",
		`{` + account + bucket + `"objects":{"o":null}}}}`:                    "buckets: b: objects: o: no object",
		`{` + account + bucket + `"objects":{"o":{"data":7}}}}}`:              "o: data: neither a string nor",
		`{` + account + bucket + `"objects":{"o":{"data":{"base64":"?"}}}}}}`: "o: data: illegal base64",
		`{` + account + bucket + `"objects":{"o":{"marker":true}}}}}`:         "object o is a delete marker",
		`{` + account + bucket + `"objects":{"o":{"crc64":-1}}}}}`:            "o: crc64: json: cannot unmarshal",
		`{` + account + bucket + `"objects":{"o":{"held":null}}}}}`:           "o: held: null is no value",
		`{` + account + bucket + `"objects":{"o":{"tags":{}}}}}}`:             "o: tags: no list",
		`{` + account + bucket + `"former":{"o":[]}}}}`:                       "o has no former version",
		`{` + account + bucket + `"uploads":{"o":{"id":"i","key":"o"}}}}}`:    `upload "o" has the key "o" and the id "i"`,
		`{` + account + bucket + `"policyText":"{}"}}}`:                       "buckets: b: policy: Version is missing",
		`{` + account + bucket + `"policy":{}}}}`:                             `buckets: b: "policy" is not known`,
		`{"accounts":{"1":{"policies":{"p":{}}}}}`:                            "account 1: policy p has no text",
		`{"networks":{"vpc":{"id":"other"}}}`:                                 `network vpc: it has another name: "other"`,
		`{"accounts":{"1":{"closed":{"keySources":{"*":["300.0.0.0/8"]}}}}}`:  "keySources: *: 1: ",

		`{` + account + bucket + `"objects":{"` + strings.Repeat("k", maxName+1) + `":{}}}}}`:      "a name has 8193 bytes",
		`{` + account + bucket + `"uploads":{"o\u0000i":{"id":"i","key":"o","parts":{"1":{}}}}}}}`: "part 1 of upload i has the number 0",
	} {
		_, err := restoredFrom(document)
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%.90s: %v; want %q", document, err, want)
		}
	}
}

// Whatever bytes come: an error, or a world that a snapshot brings back.
func FuzzRestore(f *testing.F) {
	f.Add([]byte(`{"accounts":{"1":{"keys":[{"id":"k","secret":"s"}],"users":{"u":{"keys":["k"]}}}},` +
		`"buckets":{"b":{"objects":{"o":{"data":"x"}}}}}`))
	f.Add([]byte(`{"dns":{"a":["t"]},"networks":{"v":{"region":"r"}},"accounts":{"1":{"closed":{"keySources":{"*":["1.2.3.0/24"]}}}}}`))
	f.Fuzz(func(t *testing.T, document []byte) {
		s, err := restoredFrom(string(document))
		if err != nil {
			return
		}
		snapshot := snapshotOf(t, s)
		again, err := restoredFrom(string(snapshot))
		if err != nil {
			t.Fatalf("%v\n%s", err, snapshot)
		}
		if next := snapshotOf(t, again); !bytes.Equal(next, snapshot) {
			t.Fatalf("%s\n%s", snapshot, next)
		}
	})
}
