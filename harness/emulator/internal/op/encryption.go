package op

import (
	"encoding/xml"
	"slices"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// The headers of server-side encryption.
const (
	sseHeader     = "x-oss-server-side-encryption"
	sseKeyHeader  = "x-oss-server-side-encryption-key-id"
	sseDataHeader = "x-oss-server-side-data-encryption"
)

var algorithms = []string{"AES256", world.SM4, world.KMS}

// EncryptionOf is how an object will be encrypted that a request makes: as it
// says, else as its bucket does.
// https://help.aliyun.com/zh/oss/user-guide/server-side-encryption-5
func EncryptionOf(r *wire.Request, b *world.Bucket) (world.Encryption, *deny.Denial) {
	asked, denial := encryptionAsked(r)
	if denial == nil && asked.Algorithm == "" {
		return b.Encryption, nil
	}
	return asked, denial
}

// EncryptionToBe is how what a request stores will be encrypted: a part as its
// upload is, what is appended as the object is, an object as EncryptionOf
// tells; not at all where it cannot be read.
func EncryptionToBe(r *wire.Request, b *world.Bucket) world.Encryption {
	if id, part := r.Query.Lookup("uploadId"); part {
		if u, known := b.Uploads.Get(world.UploadKey(r.Key, id)); known {
			return u.Target.SSE
		}
		return world.Encryption{}
	}
	if r.Query.Has("append") {
		if o, there := b.Objects.Get(r.Key); there {
			return o.SSE
		}
	}
	sse, _ := EncryptionOf(r, b)
	return sse
}

// encryptionAsked reads the headers. Those about keys count for KMS only.
func encryptionAsked(r *wire.Request) (world.Encryption, *deny.Denial) {
	algorithm, denial := oneOf(r, sseHeader, algorithms, "", deny.EncryptionUnknown)
	if denial != nil || algorithm != world.KMS {
		return world.Encryption{Algorithm: algorithm}, denial
	}
	if keys := r.Header.Values(sseKeyHeader); len(keys) > 0 && keys[0] == "" {
		return world.Encryption{}, wrong(deny.KMSKeyEmpty, sseKeyHeader, "")
	}
	data, denial := oneOf(r, sseDataHeader, []string{world.SM4}, "", deny.DataEncryptionUnknown)
	return world.Encryption{Algorithm: algorithm, KeyID: r.Header.Get(sseKeyHeader), Data: data}, denial
}

func describeEncryption(resp *wire.Response, b *world.Bucket, sse world.Encryption) {
	if sse.Algorithm == world.KMS && sse.KeyID == "" {
		sse.KeyID = world.OSSKeyID(b.Owner)
	}
	for _, h := range [][2]string{{sseHeader, sse.Algorithm}, {sseDataHeader, sse.Data}, {sseKeyHeader, sse.KeyID}} {
		if h[1] != "" {
			resp.Set(h[0], h[1])
		}
	}
}

// takesEncryption: only the making of an object or a bucket may ask for it.
// https://help.aliyun.com/zh/oss/user-guide/0005-00000002
func (o *Operation) takesEncryption(r *wire.Request) *deny.Denial {
	value := r.Header.Get(sseHeader)
	if value == "" || o.Encrypts {
		return nil
	}
	return wrong(deny.EncryptionMisplaced, sseHeader, value)
}

var encryptionRequest = wire.Shape{Name: "ServerSideEncryptionRule", Children: []wire.Shape{
	{Name: "ApplyServerSideEncryptionByDefault", Required: true, Children: []wire.Shape{
		{Name: "SSEAlgorithm", Required: true}, {Name: "KMSMasterKeyID"}, {Name: "KMSDataEncryption"},
	}},
}}

// ruleAsked reads the rule of PutBucketEncryption.
func ruleAsked(r *wire.Request) (world.Encryption, *deny.Denial) {
	body, err := wire.ReadXML(r.Body(), encryptionRequest)
	if err != nil {
		return world.Encryption{}, malformed(err)
	}
	return ruleIn(body)
}

// ruleIn reads the rule of a configuration. Whether the key exists is
// found out when it is used.
// https://help.aliyun.com/zh/oss/developer-reference/putbucketencryption
func ruleIn(body wire.Element) (world.Encryption, *deny.Denial) {
	given := body.All("ApplyServerSideEncryptionByDefault")[0]
	rule := world.Encryption{
		Algorithm: given.Child("SSEAlgorithm"), KeyID: given.Child("KMSMasterKeyID"), Data: given.Child("KMSDataEncryption"),
	}
	switch {
	case !slices.Contains(algorithms, rule.Algorithm):
		return rule, wrong(deny.EncryptionUnknown, "SSEAlgorithm", rule.Algorithm)
	case rule.Algorithm != world.KMS && rule.KeyID != "":
		return rule, wrong(deny.EncryptionKeyNeedless, "KMSMasterKeyID", rule.KeyID)
	case rule.Data != "" && (rule.Algorithm != world.KMS || rule.Data != world.SM4):
		return rule, wrong(deny.DataEncryptionUnknown, "KMSDataEncryption", rule.Data)
	}
	return rule, nil
}

// DefaultAsked is how a request wants a bucket to encrypt, as far as it can be
// read.
func DefaultAsked(r *wire.Request, o *Operation) world.Encryption {
	var rule world.Encryption
	switch o.Name {
	case "PutBucket":
		rule, _ = encryptionAsked(r)
	case "PutBucketEncryption":
		rule, _ = ruleAsked(r)
	}
	return rule
}

func putEncryption(_ *ChangeContext, body wire.Element) (func(*world.Bucket), *deny.Denial) {
	rule, denial := ruleIn(body)
	return func(b *world.Bucket) { b.Encryption = rule }, denial
}

func getEncryption(c *Context) *wire.Response {
	rule := c.Bucket.Encryption
	if rule.Algorithm == "" {
		return nil
	}
	return wire.XML(200, struct {
		XMLName xml.Name       `xml:"ServerSideEncryptionRule"`
		Default encryptionRule `xml:"ApplyServerSideEncryptionByDefault"`
	}{Default: ruleOf(rule)})
}

// An encryptionRule as it stands in answers.
type encryptionRule struct {
	SSEAlgorithm      string
	KMSMasterKeyID    string `xml:",omitempty"`
	KMSDataEncryption string `xml:",omitempty"`
}

func ruleOf(e world.Encryption) encryptionRule {
	return encryptionRule{e.Algorithm, e.KeyID, e.Data}
}
