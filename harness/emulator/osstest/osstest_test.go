package osstest_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss"
	v1 "github.com/aliyun/aliyun-oss-go-sdk/oss"

	"github.com/oss403/oss403/harness/emulator"
	"github.com/oss403/oss403/harness/emulator/osstest"
)

const readPhotos = `{"Version":"1","Statement":[{"Effect":"Allow","Action":"oss:GetObject","Resource":"acs:oss:*:*:photos/*"}]}`

func photos(acl string) osstest.Bucket {
	return osstest.Bucket{Name: "photos", ACL: acl, Objects: map[string]string{"a dir/cat+1.jpg": "meow"}}
}

func get(s *osstest.Server, who osstest.Credentials) error {
	request := &oss.GetObjectRequest{Bucket: oss.Ptr("photos"), Key: oss.Ptr("a dir/cat+1.jpg")}
	_, err := s.ClientV2As(who).GetObject(context.Background(), request)
	return err
}

// Start creates the given buckets and objects. Both SDKs read them, and they are
// reachable under the real host names.
func TestWhatIsGivenIsThere(t *testing.T) {
	s := osstest.Start(t, photos("public-read"))
	response, err := s.HTTPClient().Get("http://photos.oss-cn-hangzhou.aliyuncs.com/a%20dir/cat%2B1.jpg")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if text, err := io.ReadAll(response.Body); string(text) != "meow" || response.StatusCode != http.StatusOK {
		t.Errorf("%d %q %v", response.StatusCode, text, err)
	}
	bucket, err := s.ClientV1().Bucket("photos")
	if err != nil {
		t.Fatal(err)
	}
	if there, err := bucket.IsObjectExist("a dir/cat+1.jpg"); !there || err != nil {
		t.Errorf("SDK v1: %v %v", there, err)
	}
	if content, there := s.Object("photos", "a dir/cat+1.jpg"); content != "meow" || !there {
		t.Errorf("%q %v", content, there)
	}
	if _, there := s.Object("photos", "dog.jpg"); there {
		t.Error("an object that nobody put is there")
	}
}

// Users and sessions may do only what their policies allow. A session expires.
func TestCallersMayWhatTheirPoliciesSay(t *testing.T) {
	s := osstest.Start(t, photos(""))
	for _, c := range []struct {
		name string
		who  osstest.Credentials
		want string
	}{
		{"owner", s.Owner, ""},
		{"a user who may read", s.NewUser(readPhotos), ""},
		{"another user", s.NewUser(), "AccessDenied"},
		{"a session that may read", s.NewSession(time.Hour, readPhotos), ""},
		{"a session that may nothing", s.NewSession(time.Hour), "AccessDenied"},
		{"a session that has ended", s.NewSession(-time.Second, readPhotos), "SecurityTokenExpired"},
		{"a secret that is wrong", osstest.Credentials{AccessKeyID: s.Owner.AccessKeyID, AccessKeySecret: "no"}, "SignatureDoesNotMatch"},
	} {
		if got := get(s, c.who); c.want == "" && got != nil || c.want != "" && codeOf(got) != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

// A bucket policy, debt and a moved clock take effect, and can be undone.
func TestStatesAreSetAndTakenBack(t *testing.T) {
	s := osstest.StartWith(t, osstest.Options{Region: "eu-central-1", Dialect: emulator.AsPrinted}, osstest.Bucket{
		Name: "photos", Unblocked: true, Objects: map[string]string{"a dir/cat+1.jpg": "meow"},
	})
	user := s.NewUser()
	allow := strings.Replace(readPhotos, `"Action"`, `"Principal":["*"],"Action"`, 1)
	for _, step := range []struct {
		name string
		do   func()
		want string
	}{
		{"at first", func() {}, "AccessDenied"},
		{"with a policy", func() { s.SetPolicy("photos", allow) }, ""},
		{"overdue", func() { s.InArrears(true); s.SetPolicy("photos", allow) }, "UserDisable"},
		{"paid", func() { s.InArrears(false) }, ""},
		{"an hour off", func() { s.MoveClock(anHourOff()) }, "RequestTimeTooSkewed"},
		{"back in time", func() { s.MoveClock(0) }, ""},
		{"without the policy", func() { s.SetPolicy("photos", "") }, "AccessDenied"},
	} {
		step.do()
		if got := get(s, user); step.want == "" && got != nil || step.want != "" && codeOf(got) != step.want {
			t.Errorf("%s: %v", step.name, got)
		}
	}
}

// A session expires by the clock of its OSS, also if the clock was moved.
func TestSessionsLiveByTheMovedClock(t *testing.T) {
	s := osstest.Start(t, photos(""))
	for _, ahead := range []time.Duration{-10 * time.Minute, 10 * time.Minute} {
		s.MoveClock(ahead)
		if err := get(s, s.NewSession(5*time.Minute, readPhotos)); err != nil {
			t.Errorf("%s ahead, a session of 5 minutes: %v", ahead, err)
		}
		if err := get(s, s.NewSession(-5*time.Minute, readPhotos)); codeOf(err) != "SecurityTokenExpired" {
			t.Errorf("%s ahead, a session that ended 5 minutes ago: %v", ahead, err)
		}
	}
}

// Objects that a lifecycle rule has deleted by the moved clock are gone, though nobody has asked for them.
func TestLifecycleRulesActByTheMovedClock(t *testing.T) {
	s := osstest.Start(t, photos("private"))
	_, err := s.ClientV2().PutBucketLifecycle(context.Background(), &oss.PutBucketLifecycleRequest{Bucket: oss.Ptr("photos"),
		LifecycleConfiguration: &oss.LifecycleConfiguration{Rules: []oss.LifecycleRule{{
			Status: oss.Ptr("Enabled"), Prefix: oss.Ptr("a dir/"), Expiration: &oss.LifecycleRuleExpiration{Days: oss.Ptr(int32(1))},
		}}}})
	if err != nil {
		t.Fatal(err)
	}
	if _, there := s.Object("photos", "a dir/cat+1.jpg"); !there {
		t.Error("gone at once")
	}
	s.MoveClock(48 * time.Hour)
	if _, there := s.Object("photos", "a dir/cat+1.jpg"); there {
		t.Error("still there two days later")
	}
}

// Why explains a refusal by its request id.
func TestWhyIsTold(t *testing.T) {
	s := osstest.Start(t, photos(""))
	bucket, err := s.ClientV1As(s.NewUser()).Bucket("photos")
	if err != nil {
		t.Fatal(err)
	}
	var refused v1.ServiceError
	if err := bucket.DeleteObject("a dir/cat+1.jpg"); !errors.As(err, &refused) || refused.Code != "AccessDenied" {
		t.Fatal(err)
	}
	if why := s.Why(refused.RequestID); !strings.Contains(why, "SubUser") || !strings.Contains(why, "asked for DeleteObject") ||
		!strings.Contains(why, "refused") {
		t.Error(why)
	}
	if _, there := s.Object("photos", "a dir/cat+1.jpg"); !there {
		t.Error("a refused delete has deleted")
	}
}

// With Data, what one OSS was given is there for the next one.
func TestDataIsKept(t *testing.T) {
	dir := t.TempDir()
	t.Run("first", func(t *testing.T) {
		osstest.StartWith(t, osstest.Options{Data: dir}, osstest.Bucket{Name: "photos", Objects: map[string]string{"cat.jpg": "meow"}})
	})
	t.Run("second", func(t *testing.T) {
		if content, there := osstest.StartWith(t, osstest.Options{Data: dir}).Object("photos", "cat.jpg"); !there || content != "meow" {
			t.Errorf("%q %v", content, there)
		}
	})
}
