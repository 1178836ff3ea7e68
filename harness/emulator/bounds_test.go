package emulator_test

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/emulator"
	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/bound"
	"github.com/oss403/oss403/harness/emulator/internal/check"
	"github.com/oss403/oss403/harness/emulator/internal/control"
	"github.com/oss403/oss403/harness/emulator/internal/fault"
	"github.com/oss403/oss403/harness/emulator/internal/keep"
	"github.com/oss403/oss403/harness/emulator/internal/large"
	"github.com/oss403/oss403/harness/emulator/internal/op"
	"github.com/oss403/oss403/harness/emulator/internal/policy"
	"github.com/oss403/oss403/harness/emulator/internal/postpolicy"
	"github.com/oss403/oss403/harness/emulator/internal/rpc"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

const boundsHost = "open-bucket." + bench.Hangzhou

// tooManyParts completes an upload whose parts are as large as they may be, and one more than may be joined.
func tooManyParts(b *bench.Bench) *http.Request {
	upload := &world.Upload{ID: "id", Key: "k", Parts: world.NewOrdered[world.Part]()}
	content, list := empty(b, wire.MaxObject), ""
	if err := b.Emulator.Change(func(d *world.Draft) error {
		for n := 1; n <= op.MaxAssembly/wire.MaxObject+1; n++ {
			world.Set(d, upload.Parts, world.PartKey(n), world.Part{Number: n, ETag: "e", Data: content})
			list += fmt.Sprintf("<Part><PartNumber>%d</PartNumber><ETag>e</ETag></Part>", n)
		}
		bucket, _ := d.Buckets.Get("open-bucket")
		world.Set(d, bucket.Uploads, world.UploadKey("k", "id"), upload)
		return nil
	}); err != nil {
		panic(err)
	}
	return b.Owner(b.Raw("POST", boundsHost, "/k?uploadId=id", "<CompleteMultipartUpload>"+list+"</CompleteMultipartUpload>"))
}

// empty is a content of zeros, in a file without blocks.
func empty(b *bench.Bench, size int64) world.Content {
	dir := b.T.TempDir()
	err := os.WriteFile(filepath.Join(dir, "zeros"), nil, 0o600)
	if err == nil {
		err = os.Truncate(filepath.Join(dir, "zeros"), size)
	}
	if err != nil {
		b.T.Fatal(err)
	}
	contents, err := large.Kept(dir, func(error) {}).Open("zeros", size)
	if err != nil {
		b.T.Fatal(err)
	}
	contents[0].File().Use() // its folder is removed with it
	return contents[0]
}

// selected reads an object that is too long.
func selected(b *bench.Bench) *http.Request {
	stored(b, "selected", empty(b, op.MaxSelected+1))
	return b.Owner(b.Raw("POST", boundsHost, "/selected?x-oss-process=csv/select",
		bench.SelectBody("select * from ossobject", "<CSV/>", "<CSV/>", "")))
}

// worldOf reads a world with too much content.
func worldOf(b *bench.Bench) *http.Request {
	stored(b, "much", empty(b, keep.MaxContents+1))
	return b.Raw("GET", "h", "/v1/world", "")
}

func stored(b *bench.Bench, key string, content world.Content) {
	if err := b.Emulator.Change(func(d *world.Draft) error {
		bucket, _ := d.Buckets.Get("open-bucket")
		world.Set(d, bucket.Objects, key, &world.Object{Key: key, Type: "Normal", Class: "Standard", ETag: "e", Data: content})
		return nil
	}); err != nil {
		b.T.Fatal(err)
	}
}

// beyond makes for each bound of a request one that goes just beyond it.
func beyond(b *bench.Bench) map[string]*http.Request {
	many := strings.Repeat
	limits := check.DefaultLimits().Form
	get := func(target string, headers ...string) *http.Request {
		return b.Raw("GET", boundsHost, target, "", headers...)
	}
	put := func(target, body string, headers ...string) *http.Request {
		return b.Owner(b.Raw("PUT", boundsHost, target, body, headers...))
	}
	sts := func(query, body string) *http.Request {
		return b.Raw("POST", "sts.aliyuncs.com", "/"+query, body, "Content-Type: application/x-www-form-urlencoded")
	}
	form := func(fields ...bench.Field) *http.Request {
		return b.Form(boundsHost, append(bench.V1Form(bench.PolicyOf(b)), fields...))
	}
	var values []bench.Field
	for n := int64(0); n <= limits.Total; n += limits.Value {
		values = append(values, bench.Field{fmt.Sprint("x-", n), many("a", int(limits.Value))})
	}
	var lines []string
	for range wire.MaxHeaders + 1 {
		lines = append(lines, "a: b")
	}
	statement := `{"Effect":"Allow","Principal":["1"],"Action":["oss:*"],"Resource":["acs:oss:*:*:open-bucket"]}`
	return map[string]*http.Request{
		"names and values of headers":    get("/k", "a: "+many("a", wire.MaxHeaderBytes)),
		"headers":                        get("/k", lines...),
		"security token in a header":     get("/k", "x-oss-security-token: "+many("a", wire.MaxToken+1)),
		"path and query":                 get("/k?a=" + many("a", wire.MaxTarget)),
		"parameters of a query":          get("/k?a" + many("&a", wire.MaxParams)),
		"key of an object":               b.Raw("PUT", boundsHost, "/"+many("k", wire.MaxKey+1), ""),
		"user metadata of an object":     put("/k", "", "x-oss-meta-a: "+many("a", wire.MaxUserMeta+1)),
		"object or part":                 put("/k", "", fmt.Sprint("Content-Length: ", wire.MaxObject+1)),
		"object of parts":                tooManyParts(b),
		"object that SelectObject reads": selected(b),
		"contents of a world as JSON":    worldOf(b),
		"XML document":                   put("/?cors", "", fmt.Sprint("Content-Length: ", wire.MaxXML+1)),
		"elements of an XML document":    put("/?cors", "<CORSConfiguration>"+many("<a/>", wire.MaxXMLElements+1)+"</CORSConfiguration>"),
		"tag of an XML document":         put("/?cors", "<CORSConfiguration a='"+many("a", wire.MaxXMLTag)+"'></CORSConfiguration>"),
		"line before a chunk":            bench.InChunks(b, "content", nil, longLine),
		"fields of a form":               form(emptyFields(limits.Fields)...),
		"name of a field of a form":      form(bench.Field{many("a", int(limits.Name)+1), "a"}),
		"value of a field of a form":     form(bench.Field{"x", many("a", int(limits.Value)+1)}),
		"values of a form together":      form(values...),
		"depth of the policy of a form":  b.Form(boundsHost, bench.V1Form(many("[", postpolicy.MaxDepth+1))),
		"depth of the JSON of a policy":  put("/?policy", many(`{"a":`, policy.MaxDepth+1)+"1"+many("}", policy.MaxDepth+1)),
		"statements of a policy of a bucket": put("/?policy",
			`{"Version":"1","Statement":[`+statement+many(","+statement, policy.MaxStatements)+"]}"),
		"conditions of a policy of a bucket":     put("/?policy", conditioned(policy.MaxConditions+1)),
		"query at STS and RAM":                   sts("?a="+many("a", rpc.MaxTarget), ""),
		"body at STS and RAM":                    sts("", "a="+many("a", rpc.MaxBody)),
		"parameters at STS and RAM":              sts("", "a"+many("&a", rpc.MaxParams)),
		"body at the control port, worlds apart": b.Raw("PUT", "h", "/v1/dns/a", `{"txt":["`+many("a", control.MaxBody)+`"]}`),
		"rules of faults": b.Raw("PUT", "h", "/v1/faults",
			"["+many(`{"times":1,"answer":{"status":500}},`, fault.MaxRules)+`{"times":1,"answer":{"status":500}}]`),
	}
}

func longLine(body string) string { return strings.Repeat("0", wire.MaxChunkLine+1) + body }

// conditioned is a policy with so many conditions, in two statements.
func conditioned(n int) string {
	var keys []string
	for i := range n {
		keys = append(keys, fmt.Sprintf(`"a:%d":""`, i))
	}
	statement := func(keys []string) string {
		return `{"Effect":"Deny","Principal":["1"],"Action":["oss:*"],"Resource":["acs:oss:*:*:open-bucket"],"Condition":{"StringEquals":{` +
			strings.Join(keys, ",") + "}}}"
	}
	return `{"Version":"1","Statement":[` + statement(keys[:n/2]) + "," + statement(keys[n/2:]) + "]}"
}

// A policy may have as many conditions as the bound says.
func TestAPolicyMayHaveAllConditionsOfTheBound(t *testing.T) {
	if _, err := policy.ParseBucket(conditioned(policy.MaxConditions)); err != nil {
		t.Error(err)
	}
}

func emptyFields(n int) []bench.Field {
	fields := make([]bench.Field, n)
	for i := range fields {
		fields[i] = bench.Field{fmt.Sprint("x-", i), ""}
	}
	return fields
}

// Each bound of a request is reached by one, and what goes beyond it gets the answer of its row. The other bounds have a
// test of their own.
func TestEachBoundOfARequestIsReached(t *testing.T) {
	b := bench.New(t)
	b.Bucket("open-bucket", "private")
	b.Bucket("private-bucket", "private")
	requests := beyond(b)
	own := map[string]bool{"requests at the same time": true, "time for a header": true, "time for a request": true,
		"time for an answer": true, "time between requests": true, "traces": true, "header that is read at all": true}
	code := regexp.MustCompile(`<Code>(\w+)</Code>`)
	chosen, err := emulator.Bounds{}.Chosen()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range bound.Rows(chosen) {
		request, has := requests[row.Name]
		if has == own[row.Name] {
			t.Errorf("%s: a request is made: %v", row.Name, has)
		}
		if !has {
			continue
		}
		to := b.Emulator.Data()
		if request.Host == "h" {
			to = b.Emulator.Control()
		}
		w := &kept{header: http.Header{}}
		to.ServeHTTP(w, request)
		got := fmt.Sprint(w.status)
		if named := code.FindSubmatch(w.Bytes()); named != nil {
			got += " " + string(named[1])
		}
		if got != row.Beyond {
			t.Errorf("%s: %s, and not %s: %.300s", row.Name, got, row.Beyond, w.String())
		}
	}
}

// kept is a writer that keeps an answer.
type kept struct {
	bytes.Buffer
	header http.Header
	status int
}

func (k *kept) Header() http.Header    { return k.header }
func (k *kept) WriteHeader(status int) { k.status = status }

// The table of the README is that of the code.
func TestTheREADMEListsTheBounds(t *testing.T) {
	chosen, err := emulator.Bounds{}.Chosen()
	if err != nil {
		t.Fatal(err)
	}
	table := "| bound | default | flag | beyond it |\n|---|---|---|---|\n"
	for _, row := range bound.Rows(chosen) {
		flag := row.Flag
		if flag != "" {
			flag = "`" + flag + "`"
		}
		table += fmt.Sprintf("| %s | %s | %s | %s |\n", row.Name, row.Default, flag, row.Beyond)
	}
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), table) {
		t.Errorf("the section Bounds needs this table:\n%s", table)
	}
}
