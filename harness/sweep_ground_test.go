package harness_test

import (
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	openapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
	util "github.com/alibabacloud-go/tea-utils/v2/service"
	"github.com/alibabacloud-go/tea/tea"
	"github.com/aliyun/aliyun-oss-go-sdk/oss"

	"github.com/oss403/oss403/harness"
	"github.com/oss403/oss403/harness/control"
	"github.com/oss403/oss403/harness/internal/journal"
	"github.com/oss403/oss403/harness/internal/target"
)

const (
	sweptTarget  = "http://oss-cn-hangzhou.aliyuncs.com"
	sweptProfile = "dial: %s\nprovision: true\nram: http://ram.aliyuncs.com\nsts: http://sts.cn-hangzhou.aliyuncs.com\n" +
		"timeouts: {settling: 0s}\n"
)

// ground is an account on which runs may have left things.
type ground struct {
	port  *control.Port
	data  string
	owner control.Account
	spec  target.Spec
}

func startGround(t *testing.T) *ground {
	t.Helper()
	port, data := startEmulator(t)
	g := &ground{port: port, data: data, owner: account(t, port)}
	g.spec = target.Spec{Target: sweptTarget, Profile: profileFor(t, g.owner, fmt.Sprintf(sweptProfile, data))}
	return g
}

// bucket makes a bucket of the owner with the tag of a run; empty: without a tag.
func (g *ground) bucket(t *testing.T, name, run string) *oss.Bucket {
	t.Helper()
	client := clientOf(t, g.data, g.owner)
	done(t, client.CreateBucket(name))
	if run != "" {
		done(t, client.SetBucketTagging(name, oss.Tagging{Tags: []oss.Tag{{Key: "oss403-run", Value: run}}}))
	}
	bucket, err := client.Bucket(name)
	done(t, err)
	return bucket
}

// ram calls an action of RAM as the owner.
func (g *ground) ram(t *testing.T, action string, params map[string]*string) {
	t.Helper()
	config := &openapi.Config{AccessKeyId: &g.owner.Credentials.AccessKeyID, AccessKeySecret: &g.owner.Credentials.AccessKeySecret,
		Endpoint: tea.String("ram.aliyuncs.com"), Protocol: tea.String("http"), HttpProxy: tea.String("http://" + g.data)}
	client, err := openapi.NewClient(config)
	done(t, err)
	_, err = client.CallApi(&openapi.Params{
		Action: &action, Version: tea.String("2015-05-01"), Protocol: tea.String("http"), Method: tea.String("POST"), AuthType: tea.String("AK"),
		Style: tea.String("RPC"), Pathname: tea.String("/"), ReqBodyType: tea.String("formData"), BodyType: tea.String("json"),
	}, &openapi.OpenApiRequest{Query: params}, &util.RuntimeOptions{})
	done(t, err)
}

func (g *ground) user(t *testing.T, name, comments string) {
	t.Helper()
	g.ram(t, "CreateUser", map[string]*string{"UserName": &name, "Comments": &comments})
}

// journalOf begins the journal of a run on the ground. The run is alive until the journal is closed.
func (g *ground) journalOf(t *testing.T, run string, things ...journal.Thing) *journal.Journal {
	t.Helper()
	folder, err := journal.Folder()
	done(t, err)
	j, err := journal.Begin(folder, run, sweptTarget)
	done(t, err)
	done(t, j.Of(g.owner.UID()))
	for _, thing := range things {
		done(t, j.Making(thing))
	}
	return j
}

// journals lists the runs that have a journal.
func journals(t *testing.T) []string {
	t.Helper()
	folder, err := journal.Folder()
	done(t, err)
	files, err := filepath.Glob(filepath.Join(folder, "*.jsonl"))
	done(t, err)
	for i := range files {
		files[i] = strings.TrimSuffix(filepath.Base(files[i]), ".jsonl")
	}
	return files
}

// sweep finds the leftovers, removes them and returns the outcome of each, by name.
func (g *ground) sweep(t *testing.T, older time.Duration) (harness.Found, map[string]string) {
	t.Helper()
	w, err := harness.BeginSweep(t.Context(), g.spec, older)
	done(t, err)
	defer w.Close(t.Context())
	found, err := w.Find(t.Context(), func(int, int) {})
	done(t, err)
	outcomes := map[string]string{}
	remaining := w.Remove(t.Context(), found.Leftovers, func(left harness.Leftover, err error) {
		outcomes[left.Name] = "removed, known by " + left.KnownBy
		if err != nil {
			outcomes[left.Name] = err.Error()
		}
	})
	done(t, w.Forget(remaining))
	return found, outcomes
}

// outcome checks that each outcome begins with the wanted text.
func outcome(t *testing.T, got, want map[string]string) {
	t.Helper()
	for name, says := range got {
		if expected, ok := want[name]; !ok || !strings.Contains(says, expected) {
			t.Errorf("%s: %s; want %q", name, says, expected)
		}
	}
	for name := range want {
		if _, ok := got[name]; !ok {
			t.Errorf("%s was not found", name)
		}
	}
}

func made(kind journal.Kind, name string) journal.Thing {
	return journal.Thing{Kind: kind, Name: name, Account: "owner"}
}

func (g *ground) blockAccount(t *testing.T, block string) {
	t.Helper()
	response, err := clientOf(t, g.data, g.owner).Conn.Do(http.MethodPut, "", "", map[string]any{"publicAccessBlock": nil}, nil,
		strings.NewReader("<PublicAccessBlockConfiguration><BlockPublicAccess>"+block+
			"</BlockPublicAccess></PublicAccessBlockConfiguration>"), 0, nil)
	done(t, err)
	response.Body.Close()
}

func (g *ground) accountBlocked(t *testing.T) string {
	t.Helper()
	response, err := clientOf(t, g.data, g.owner).Conn.Do(http.MethodGet, "", "", map[string]any{"publicAccessBlock": nil}, nil, nil, 0, nil)
	done(t, err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	done(t, err)
	return string(text)
}
