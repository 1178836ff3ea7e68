package clients

import (
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// An ossutil runs the program ossutil with the credentials of an account.
type ossutil struct {
	program, folder string // folder is its working directory and its home
	emulator
}

// newOssutil returns an ossutil with its own folder.
func newOssutil(t *testing.T, program string, e emulator) ossutil {
	return ossutil{program, t.TempDir(), e}
}

// run runs a command and returns its exit code and output.
func (o ossutil) run(t *testing.T, args ...string) (int, string) {
	t.Helper()
	c := exec.CommandContext(t.Context(), o.program,
		append(args, "-e", o.Data, "-i", o.AccessKeyID, "-k", o.AccessKeySecret, "-c", filepath.Join(o.folder, "none"))...)
	c.Dir, c.Env = o.folder, append(withoutOSS(os.Environ()), "HOME="+o.folder)
	out, err := c.CombinedOutput()
	if c.ProcessState == nil {
		t.Fatalf("ossutil %s: %v", strings.Join(args, " "), err)
	}
	return c.ProcessState.ExitCode(), string(out)
}

// does runs a command that must succeed and print all these texts.
func (o ossutil) does(t *testing.T, command string, prints ...string) string {
	t.Helper()
	code, out := o.run(t, strings.Fields(command)...)
	o.judge(t, command, out, code == 0, prints)
	return out
}

// refused runs a command that must fail and print all these texts.
func (o ossutil) refused(t *testing.T, command string, prints ...string) {
	t.Helper()
	code, out := o.run(t, strings.Fields(command)...)
	o.judge(t, command, out, code != 0, prints)
}

func (o ossutil) judge(t *testing.T, command, out string, ended bool, prints []string) {
	t.Helper()
	if !ended {
		t.Fatalf("ossutil %s ended with the wrong code:\n%s", command, out)
	}
	for _, text := range prints {
		if !strings.Contains(out, text) {
			t.Fatalf("ossutil %s does not print %q:\n%s", command, text, out)
		}
	}
}

// has writes a file into the folder.
func (o ossutil) has(t *testing.T, name string, content []byte) {
	t.Helper()
	path := filepath.Join(o.folder, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
}

func (o ossutil) got(t *testing.T, name string, want []byte) {
	t.Helper()
	holds(t, filepath.Join(o.folder, name), want)
}

// copiesWithOssutil copies a small file, a file in parts, and a tree, up and down. It
// also lists, describes and removes them.
func copiesWithOssutil(t *testing.T, o ossutil) {
	const parts = " --bigfile-threshold=200000 --part-size=102400 --parallel=3 --checkpoint-dir=checkpoints"
	small, big := []byte("small"), bytesOf(1<<20+1)
	o.has(t, "small", small)
	o.has(t, "big", big)
	o.has(t, "tree/one", []byte("1"))
	o.has(t, "tree/deep/er/two", []byte("2"))

	o.does(t, "mb oss://copies")
	o.does(t, "cp small oss://copies/small", "Succeed", "upload 1 files")
	o.does(t, "cp oss://copies/small small-again", "download 1 objects")
	o.got(t, "small-again", small)
	o.does(t, "cp big oss://copies/big"+parts, "Succeed")
	o.does(t, "stat oss://copies/big", "1048577", "Multipart", "-11") // its type, and its ETag of eleven parts
	o.does(t, "cp oss://copies/big big-again"+parts, "Succeed")
	o.got(t, "big-again", big)
	o.does(t, "cp oss://copies/big oss://copies/copy"+parts, "copy 1 objects")
	o.does(t, "cp oss://copies/copy copy-again", "Succeed")
	o.got(t, "copy-again", big)
	o.does(t, "cp -r tree oss://copies/tree/", "upload 2 files")
	o.does(t, "cp -r oss://copies/tree/ back/", "Succeed")
	o.got(t, "back/one", []byte("1"))
	o.got(t, "back/deep/er/two", []byte("2"))

	o.does(t, "ls", "oss://copies", "Bucket Number is: ")
	o.does(t, "ls oss://copies -s", "oss://copies/big", "oss://copies/tree/deep/er/two", "oss://copies/tree/one")
	o.does(t, "ls oss://copies -d", "oss://copies/tree/\n", "Object and Directory Number is: 4")
	o.does(t, "rm oss://copies/small", "Removed 1 objects")
	o.refused(t, "stat oss://copies/small", "StatusCode=404", "NoSuchKey")
	o.refused(t, "rm oss://copies -b -f", "BucketNotEmpty")
	o.does(t, "rm oss://copies -r -b -f", "Removed Bucket: copies")
	o.refused(t, "ls oss://copies", "NoSuchBucket")
}

// guardsWithOssutil tests ACLs, bucket policies and wrong credentials.
func guardsWithOssutil(t *testing.T, o, stranger ossutil) {
	o.has(t, "small", []byte("small"))
	o.has(t, "policy.json",
		[]byte(`{"Version":"1","Statement":[{"Effect":"Deny","Action":["oss:GetObject"],"Principal":["`+o.Account+
			`"],"Resource":["acs:oss:*:*:guarded/small"]}]}`))
	o.does(t, "mb oss://guarded")
	o.does(t, "cp small oss://guarded/small")

	o.does(t, "set-acl oss://guarded private -b")
	o.refused(t, "set-acl oss://guarded public-read -b", "StatusCode=403", "Put public bucket acl is not allowed", "0015-00000901")
	o.does(t, "set-acl oss://guarded/small private")
	o.refused(t, "set-acl oss://guarded/small public-read", "StatusCode=403", "Put public object acl is not allowed", "0016-00000901")
	o.does(t, "stat oss://guarded/small", "ACL", "private")
	stranger.refused(t, "cp oss://guarded/small stolen", "StatusCode=403", "You do not have read permission on this object.", "0003-00000005")

	o.refused(t, "bucket-policy --method get oss://guarded", "StatusCode=404", "NoSuchBucketPolicy")
	o.does(t, "bucket-policy --method put oss://guarded policy.json")
	o.does(t, "bucket-policy --method get oss://guarded", "oss:GetObject")
	o.refused(t, "cat oss://guarded/small", "StatusCode=403", "AccessDenied", "Access denied by bucket policy.")
	o.does(t, "bucket-policy --method delete oss://guarded")
	o.does(t, "cat oss://guarded/small", "small")

	wrong := o
	wrong.AccessKeySecret = "wrong"
	wrong.refused(t, "ls oss://guarded", "StatusCode=403", "SignatureDoesNotMatch", "0002-00000040")
	wrong.refused(t, "cp small oss://guarded/small -f --sign-version=v4 --region=cn-hangzhou", "StatusCode=403", "SignatureDoesNotMatch")
	o.does(t, "cat oss://guarded/small --sign-version=v4 --region=cn-hangzhou", "small")
	wrong.AccessKeyID = "LTAInobody"
	wrong.refused(t, "ls oss://guarded", "StatusCode=403", "InvalidAccessKeyId")
}

// waitsWithOssutil moves the clock of the emulator: an archived object becomes readable
// after its restore, and a signed URL expires.
func waitsWithOssutil(t *testing.T, o ossutil) {
	small := []byte("small")
	o.has(t, "small", small)
	o.does(t, "mb oss://waits")
	o.does(t, "cp small oss://waits/cold --meta=X-Oss-Storage-Class:Archive")
	o.refused(t, "cp oss://waits/cold thawed", "StatusCode=403", "InvalidObjectState", "0016-00000404")
	o.does(t, "restore oss://waits/cold")
	o.refused(t, "cp oss://waits/cold thawed", "InvalidObjectState")
	o.does(t, "cp small oss://waits/small")
	signed := regexp.MustCompile(`http://\S+`).FindString(o.does(t, "sign oss://waits/small --timeout=60"))
	if status, body := fetch(t, signed); status != 200 || body != "small" {
		t.Errorf("%s: %d %s", signed, status, body)
	}

	if err := o.port().MoveClock(t.Context(), 2*time.Minute); err != nil { // less than the allowed clock skew
		t.Fatal(err)
	}
	o.does(t, "cp oss://waits/cold thawed", "Succeed")
	o.got(t, "thawed", small)
	if status, body := fetch(t, signed); status != 403 || !strings.Contains(body, "<Code>AccessDenied</Code>") ||
		!strings.Contains(body, "<Message>Request has expired.</Message>") {
		t.Errorf("%s, later: %d %s", signed, status, body)
	}
}

func fetch(t *testing.T, url string) (int, string) {
	t.Helper()
	resp, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(body)
}
