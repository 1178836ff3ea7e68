package check

import (
	"encoding/base64"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/op"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

func rules() *Rules {
	r := DefaultRules()
	return &r
}

func worldWith(t *testing.T, secret string) *world.World {
	t.Helper()
	w := world.New(world.Terms{})
	a := &world.Account{UID: "1", Keys: []world.Key{{ID: "LTAIkey", Secret: secret}}}
	if err := (&world.Draft{World: w}).PutAccount(a); err != nil {
		t.Fatal(err)
	}
	return w
}

// The walk under the lock compares with the signature that the walk before the body has computed,
// unless the secret has changed in between.
func TestSignatureIsComputedOnce(t *testing.T) {
	r := &wire.Request{
		Method: "PUT", Bucket: "bucket", Key: "key", Path: "/key", Now: time.Now(),
		Host:   wire.NewHosts([]string{"cn-hangzhou"}).Parse("bucket.oss-cn-hangzhou.aliyuncs.com"),
		Header: wire.HeaderOf(http.Header{"Authorization": {"OSS LTAIkey:signature"}, "Date": {"Thu, 01 Jan 2026 00:00:00 GMT"}}),
	}
	c := NewCase(r, op.NewIndex(op.Table()), []string{"cn-hangzhou"}, rules())
	w := worldWith(t, "secret")
	c.Enter(w)
	first := c.proof()
	r.SetBody([]byte("read in between"))
	c.Reach()
	c.Enter(w)
	if c.proof() != first {
		t.Error("computed again for the same secret")
	}
	c.Enter(worldWith(t, "another"))
	if again := c.proof(); again == first || again.Signature == first.Signature {
		t.Error("not computed again for another secret")
	}
	c.Identify()
	c.Enter(w)
	if c.proof() == first {
		t.Error("not computed again for another claim")
	}
}

// The policy of a form is parsed once for all the rules that ask it.
func TestFormPolicyIsParsedOnce(t *testing.T) {
	text := `{"expiration":"2030-01-01T00:00:00.000Z","conditions":[{"bucket":"bucket"}]}`
	form := &wire.Form{Fields: []wire.FormField{
		{Name: "OSSAccessKeyId", Value: "LTAIkey"}, {Name: "policy", Value: base64.StdEncoding.EncodeToString([]byte(text))},
		{Name: "Signature", Value: "x"},
	}}
	r := &wire.Request{Method: "POST", Bucket: "bucket", Path: "/", Now: time.Now(), Header: wire.Header{}}
	c := NewCase(r, op.NewIndex(op.Table()), []string{"cn-hangzhou"}, rules())
	r.Form = form
	c.Identify()
	first, denial := c.formPolicy()
	if denial != nil || first == nil {
		t.Fatal(denial)
	}
	c.Enter(worldWith(t, "secret"))
	if again := c.policy(); again != first {
		t.Error("parsed again")
	}
	form.Fields[1].Value = base64.StdEncoding.EncodeToString([]byte(strings.Replace(text, "2030", "2031", 1)))
	c.Identify()
	if other := c.policy(); other == first || other.Expires.Year() != 2031 {
		t.Errorf("the policy of another form: %+v", other)
	}
}

// What takes long of chunks is computed before the lock: the walk finds it.
func TestChunksAreWeighedOnce(t *testing.T) {
	r := &wire.Request{
		Method: "PUT", Bucket: "bucket", Key: "key", Path: "/key", Now: time.Now(), Header: wire.Header{},
		Chunks: &wire.Chunks{
			Trailer: []wire.TrailerLine{{Name: "x-amz-checksum-crc32", Value: "wrong"}}, Signed: []wire.Chunk{{Hash: "h", Signature: "s"}},
		},
	}
	r.SetBody([]byte("abc"))
	c := NewCase(r, op.NewIndex(op.Table()), []string{"cn-hangzhou"}, rules())
	w := worldWith(t, "secret")
	c.Weigh(func(look func(*world.World)) { look(w) })
	trailed, chunks := c.trailed, c.chunked
	if trailed == nil || *trailed != "x-amz-checksum-crc32" || chunks == nil || chunks.wrong == nil {
		t.Fatalf("%v %v", trailed, chunks)
	}
	c.Enter(w)
	if trailerHolds(c) == nil || chunksMatch(c) == nil || c.trailed != trailed || c.chunks(c.Principal().Secret).wrong != chunks.wrong {
		t.Error("weighed again")
	}
}
