package op_test

import (
	"strings"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

// A form of version 2 or of S3 stores the file, with and without a token. The fields of an S3 form
// are headers of S3, and its answer is one of S3.
func TestOtherForms(t *testing.T) {
	for _, f := range bench.OtherForms() {
		b := bench.New(t)
		bench.Stage(b)
		b.Role("writer", "AliyunOSSFullAccess")
		for name, who := range map[string]bench.Identity{"owner": bench.OwnerCredentials(),
			"session": b.Session("writer", "one", "", time.Hour)} {
			more := []bench.Field{{"x-oss-meta-color", "red"}, {"x-oss-storage-class", "IA"}, {"x-oss-object-acl", "private"}}
			if f.Carrier.IsS3() {
				more = []bench.Field{{"x-amz-meta-color", "red"}, {"x-amz-storage-class", "STANDARD_IA"}, {"acl", "private"}}
			}
			w := b.Must(f.By(b, who, append(more, bench.Field{"key", name})...))
			if rec := b.Trace(bench.RequestID(w)); rec.Carrier != f.Carrier.String() || (w.Header()["x-amz-request-id"] != nil) != f.Carrier.IsS3() {
				t.Errorf("%s: %s %v", f.Carrier, rec.Carrier, w.Header())
			}
			got := b.Must(b.Owner(b.Raw("GET", bench.Private, "/"+name, ""))).Header()
			acl := b.Must(b.Owner(b.Raw("GET", bench.Private, "/"+name+"?acl", ""))).Body.String()
			if got["x-oss-meta-color"][0] != "red" || got["x-oss-storage-class"][0] != "IA" || !strings.Contains(acl, ">private<") {
				t.Errorf("%s: %v %s", f.Carrier, got, acl)
			}
		}
	}
}
