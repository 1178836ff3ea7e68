package osstest_test

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	v1 "github.com/aliyun/aliyun-oss-go-sdk/oss"

	"github.com/oss403/oss403/harness/emulator/osstest"
)

var soak = flag.Duration("soak", 2*time.Second, "how long TestSoak loads the emulator")

// A soaker is one client. Each round changes what nobody else uses, and says what was wrong in it.
type soaker struct {
	name  string
	round func(n int) error
}

// Several clients at a time change objects, policies, ACLs, the clock and faults. Each answer is the right one, and
// neither memory nor goroutines grow.
func TestSoak(t *testing.T) {
	unblocked := photos("")
	unblocked.Unblocked = true
	s := osstest.Start(t, osstest.Bucket{Name: "objects"}, unblocked, osstest.Bucket{Name: "open", Unblocked: true,
		Objects: map[string]string{"key": "open"}}, osstest.Bucket{Name: "timed", Objects: map[string]string{"key": "timed"}},
		osstest.Bucket{Name: "flaky"})
	soakers := []soaker{{"policies", soakPolicies(t, s)}, {"ACLs", soakACLs(t, s)}, {"clock", soakClock(t, s)}, {"faults", soakFaults(t, s)},
		{"objects 1", soakObjects(t, s, "1")}, {"objects 2", soakObjects(t, s, "2")}}
	var rounds atomic.Int64
	load := func(end time.Time) {
		var all sync.WaitGroup
		for _, who := range soakers {
			all.Go(func() {
				for n := 0; time.Now().Before(end); n++ {
					if err := who.round(n); err != nil {
						t.Errorf("%s, round %d: %v", who.name, n, err)
						return
					}
					rounds.Add(1)
				}
			})
		}
		all.Wait()
	}
	load(time.Now().Add(*soak / 4)) // until the traces are full and connections are open
	memory, goroutines := settled()
	load(time.Now().Add(*soak * 3 / 4))
	grown, more := settled()
	t.Logf("%d rounds in %s; memory %d KiB, then %d KiB; goroutines %d, then %d",
		rounds.Load(), *soak, memory>>10, grown>>10, goroutines, more)
	const slack = 8 << 20 // bytes: the traces of longer requests
	if grown > memory+slack || more > goroutines+10 {
		t.Errorf("memory grew from %d to %d bytes, goroutines from %d to %d", memory, grown, goroutines, more)
	}
}

// settled returns the bytes and goroutines in use when nothing is going on.
func settled() (memory uint64, goroutines int) {
	http.DefaultTransport.(*http.Transport).CloseIdleConnections()
	time.Sleep(100 * time.Millisecond)
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc, runtime.NumGoroutine()
}

func bucketOf(t *testing.T, client *v1.Client, name string) *v1.Bucket {
	t.Helper()
	b, err := client.Bucket(name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// want returns an error unless err is a refusal with the Code; an empty Code: unless it is none.
func want(what, code string, err error) error {
	got := ""
	var refused v1.ServiceError
	if errors.As(err, &refused) {
		got = refused.Code
	} else if err != nil {
		got = err.Error()
	}
	if got != code {
		return fmt.Errorf("%s: %q, and not %q", what, got, code)
	}
	return nil
}

func reads(b *v1.Bucket, key, content string) error {
	body, err := b.GetObject(key)
	if err != nil {
		return err
	}
	defer body.Close()
	got, err := io.ReadAll(body)
	if err == nil && string(got) != content {
		err = fmt.Errorf("%q was read, and not %q", got, content)
	}
	return err
}

func soakObjects(t *testing.T, s *osstest.Server, who string) func(int) error {
	b := bucketOf(t, s.ClientV1(), "objects")
	return func(n int) error {
		key, content := fmt.Sprint(who, "/", n%100), strings.Repeat(who, n%5000)
		if err := b.PutObject(key, strings.NewReader(content)); err != nil {
			return err
		}
		if err := reads(b, key, content); err != nil {
			return err
		}
		listed, err := b.ListObjectsV2(v1.Prefix(key))
		if err != nil || len(listed.Objects) != 1 || listed.Objects[0].Key != key {
			return fmt.Errorf("%+v is listed, %v", listed.Objects, err)
		}
		return errors.Join(want("deleting", "", b.DeleteObject(key)), want("what is deleted", "NoSuchKey", reads(b, key, "")))
	}
}

func soakPolicies(t *testing.T, s *osstest.Server) func(int) error {
	b := bucketOf(t, s.ClientV1As(s.NewUser()), "photos")
	allow := strings.Replace(readPhotos, `"Action"`, `"Principal":["*"],"Action"`, 1)
	deny := strings.Replace(allow, "Allow", "Deny", 1)
	return func(int) error {
		for policy, code := range map[string]string{allow: "", deny: "AccessDenied", "": "AccessDenied"} {
			s.SetPolicy("photos", policy)
			if err := want("with policy "+policy, code, reads(b, "a dir/cat+1.jpg", "meow")); err != nil {
				return err
			}
		}
		return nil
	}
}

func soakACLs(t *testing.T, s *osstest.Server) func(int) error {
	owner, web := s.ClientV1(), s.HTTPClient()
	return func(n int) error {
		acl, status := v1.ACLPublicRead, http.StatusOK
		if n%2 == 1 {
			acl, status = v1.ACLPrivate, http.StatusForbidden
		}
		if err := owner.SetBucketACL("open", acl); err != nil {
			return err
		}
		return answers(web, "http://open.oss-cn-hangzhou.aliyuncs.com/key", status)
	}
}

// answers returns an error if the answer to a GET has another status.
func answers(web *http.Client, url string, status int) error {
	response, err := web.Get(url)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if _, err := io.Copy(io.Discard, response.Body); err != nil {
		return err
	}
	if response.StatusCode != status {
		return fmt.Errorf("%s: %s, and not %d", url, response.Status, status)
	}
	return nil
}

// soakClock moves the clock less than signatures may be off, so that it disturbs no other client.
func soakClock(t *testing.T, s *osstest.Server) func(int) error {
	b := bucketOf(t, s.ClientV1(), "timed")
	web := s.HTTPClient()
	return func(int) error {
		url, err := b.SignURL("key", v1.HTTPGet, 300)
		if err != nil {
			return err
		}
		s.MoveClock(10 * time.Minute)
		late := answers(web, url, http.StatusForbidden)
		s.MoveClock(0)
		return errors.Join(late, answers(web, url, http.StatusOK))
	}
}

func soakFaults(t *testing.T, s *osstest.Server) func(int) error {
	b := bucketOf(t, s.ClientV1(), "flaky")
	return func(n int) error {
		key := fmt.Sprint(n % 100)
		put := func() error { return b.PutObject(key, strings.NewReader(key)) }
		s.Fail(osstest.Fault{Bucket: "flaky", Times: 1, Answer: osstest.FaultAnswer{Reason: "internal-error"}})
		if err := errors.Join(want("made to fail", "InternalError", put()), want("afterwards", "", put())); err != nil {
			return err
		}
		if err := b.DeleteObject(key); err != nil {
			return err
		}
		s.Fail(osstest.Fault{Bucket: "flaky", Times: 1, Answer: osstest.FaultAnswer{Cut: osstest.CutAfter}})
		lost := put()
		if _, there := s.Object("flaky", key); lost == nil || !there {
			return fmt.Errorf("a lost answer: %v, and stored: %v", lost, there)
		}
		return b.DeleteObject(key)
	}
}
