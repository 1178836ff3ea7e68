package control_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/op"
)

// GET /v1/operations lists each row of the table with everything that identifies it.
func TestOperationsAreListed(t *testing.T) {
	b := bench.New(t)
	_, body := b.Control("GET", "/v1/operations", "")
	var rows []struct{ Name, Method, SubResource, Header, Comp, Level, Kind, Action, OfVersion string }
	if err := json.Unmarshal([]byte(body), &rows); err != nil {
		t.Fatal(err)
	}
	table := op.Table()
	if len(rows) != len(table) {
		t.Fatalf("%d rows of %d", len(rows), len(table))
	}
	for i, o := range table {
		want := fmt.Sprint(o.Name, o.Method, o.Sub, o.Header, o.Comp, o.Level, o.Kind, o.Action, o.OfVersion)
		r := rows[i]
		if got := fmt.Sprint(r.Name, r.Method, r.SubResource, r.Header, r.Comp, r.Level, r.Kind, r.Action, r.OfVersion); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
		if r.Name == "" || r.Method == "" || r.Level == "" || r.Kind == "" || (r.Action == "") != (r.Kind == "open") {
			t.Errorf("%+v", r)
		}
	}
}

// published lists the sub-resources that signature version 1 signs.
// https://help.aliyun.com/zh/oss/developer-reference/include-signatures-in-the-authorization-header
const published = `
	acl uploads location cors logging website referer lifecycle delete append tagging objectMeta uploadId partNumber
	security-token position img style styleName replication replicationProgress replicationLocation cname bucketInfo comp
	qos live status vod startTime endTime symlink x-oss-process response-content-type response-content-language
	response-expires response-cache-control response-content-disposition response-content-encoding udf udfName udfImage
	udfId udfImageDesc udfApplication udfApplicationLog restore callback callback-var policy stat encryption versions
	versioning versionId requestPayment x-oss-request-payer sequential inventory inventoryId continuation-token asyncFetch
	worm wormId wormExtend withHashContext x-oss-enable-md5 x-oss-enable-sha1 x-oss-enable-sha256 x-oss-hash-ctx
	x-oss-md5-ctx x-oss-traffic-limit regionList metaQuery transferAcceleration`

// Each published sub-resource is served, an argument, or declined with a reason. GET /v1/declined
// lists the last.
func TestNothingPublishedIsForgotten(t *testing.T) {
	b := bench.New(t)
	_, body := b.Control("GET", "/v1/declined", "")
	type row struct{ What, Why string }
	var listed struct {
		SubResources, Headers, Methods, ImageActions []row
		Parameters                                   []string
	}
	if err := json.Unmarshal([]byte(body), &listed); err != nil {
		t.Fatal(err)
	}
	for _, list := range [][]row{listed.SubResources, listed.Headers, listed.Methods, listed.ImageActions} {
		if len(list) == 0 {
			t.Error("a list is empty")
		}
		for _, r := range list {
			if r.What == "" || len(r.Why) < 10 {
				t.Errorf("%+v", r)
			}
		}
	}
	for _, name := range strings.Fields(published) {
		served := slices.ContainsFunc(op.Table(), func(o op.Operation) bool { return o.Sub == name })
		declined := slices.ContainsFunc(listed.SubResources, func(r row) bool { return r.What == name })
		if !served && !declined && !slices.Contains(listed.Parameters, name) {
			t.Errorf("%s is neither served nor declined", name)
		}
	}
}
