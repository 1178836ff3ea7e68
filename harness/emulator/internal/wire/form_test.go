package wire

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

var formLimits = FormLimits{Fields: 20, Name: 100, Value: 200, Total: 1000}

func formRequest(body io.Reader) *http.Request {
	r := httptest.NewRequest("POST", "/", body)
	r.Header.Set("Content-Type", "multipart/form-data; boundary=b")
	return r
}

const fieldHead = "--b\r\nContent-Disposition: form-data; name="

func TestFormIsReadInOrder(t *testing.T) {
	body := "preamble\r\n" + fieldHead + "\"key\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\na=3Db\r\n" +
		fieldHead + "KEY\r\n\r\nsecond\r\n" + fieldHead + `"File"; filename="C:\dir\ä.txt"` +
		"\r\nContent-Type: text/plain\r\n\r\nx\r\n--bb\r\n--b--\r\n"
	form, denial := ReadForm(formRequest(iotest.OneByteReader(strings.NewReader(body))), formLimits)
	if denial != nil {
		t.Fatal(denial)
	}
	if len(form.Fields) != 2 || form.Get("Key") != "a=3Db" || form.FileName != `C:\dir\ä.txt` ||
		form.FileType != "text/plain" || form.FileSize != -1 {
		t.Errorf("%+v", form)
	}
	content, _, denial := form.ReadFile(100, nil)
	if denial != nil || string(content.Bytes()) != "x\r\n--bb" || form.FileSize != 7 {
		t.Errorf("%q %v", content.Bytes(), denial)
	}
}

// A file beyond the limit is given up one byte after it.
func TestLongFileIsGivenUp(t *testing.T) {
	rest := &counter{r: io.LimitReader(zeros{}, 1<<30)}
	form, denial := ReadForm(formRequest(io.MultiReader(strings.NewReader(fieldHead+"file\r\n\r\n"), rest)), formLimits)
	if denial != nil {
		t.Fatal(denial)
	}
	content, _, denial := form.ReadFile(1000, nil)
	if denial != nil || content.Len() != 1001 || rest.n > 64<<10 {
		t.Errorf("%d bytes, %d read, %v", content.Len(), rest.n, denial)
	}
}

// Endless forms end.
func TestEndlessForms(t *testing.T) {
	for name, c := range map[string]struct {
		repeat string
		want   deny.Reason
	}{
		"fields":   {fieldHead + "a\r\n\r\n\r\n", deny.FieldsTooLong},
		"values":   {fieldHead + "a\r\n\r\n" + strings.Repeat("v", 200) + "\r\n", deny.FieldsTooLong},
		"preamble": {"preamble\r\n", deny.FormMalformed},
		"line":     {"preamble", deny.FormMalformed},
	} {
		rest := &counter{r: &repeating{text: c.repeat}}
		_, denial := ReadForm(formRequest(io.LimitReader(rest, 64<<20)), formLimits)
		if denial == nil || denial.Reason != c.want {
			t.Errorf("%s: %v after %d bytes", name, denial, rest.n)
		}
	}
	head := &counter{r: io.MultiReader(strings.NewReader("--b\r\n"), &repeating{text: "A: b\r\n"})}
	if _, denial := ReadForm(formRequest(io.LimitReader(head, 64<<20)), formLimits); denial == nil || head.n > 16<<20 {
		t.Errorf("headers of a part: %v after %d bytes", denial, head.n)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

type counter struct {
	r io.Reader
	n int
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += n
	return n, err
}

// repeating is a text without end.
type repeating struct {
	text string
	at   int
}

func (r *repeating) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = r.text[r.at]
		r.at = (r.at + 1) % len(r.text)
	}
	return len(p), nil
}

// FuzzForm: whatever the body, nothing panics and the limits hold.
func FuzzForm(f *testing.F) {
	whole := fieldHead + "\"key\"\r\n\r\na\r\n" + fieldHead + "\"file\"; filename=\"f\"\r\n\r\ncontent\r\n--b--\r\n"
	for _, seed := range []string{
		whole, strings.TrimSuffix(whole, "--b--\r\n"), "", "--b--", "--b\r\n\r\n", "--b\n\n\n--b--", fieldHead + "\"file\r\n\r\n", whole + whole,
		strings.Replace(whole, "form-data", "attachment", 1), fieldHead + "file; filename*=utf-8''%41\r\n\r\n\r\n--b--", "--b \t\r\nA\r\n\r\n",
	} {
		f.Add([]byte(seed), "multipart/form-data; boundary=b")
	}
	f.Add([]byte(whole), "multipart/form-data; boundary=\"\"")
	f.Add([]byte(whole), "multipart/mixed; boundary=b")
	f.Fuzz(func(t *testing.T, body []byte, kind string) {
		r := formRequest(bytes.NewReader(body))
		r.Header.Set("Content-Type", kind)
		form, denial := ReadForm(r, formLimits)
		if denial != nil {
			return
		}
		total := 0
		for _, field := range form.Fields {
			total += len(field.Value)
		}
		if len(form.Fields) > formLimits.Fields || int64(total) > formLimits.Total {
			t.Errorf("%d fields, %d bytes", len(form.Fields), total)
		}
		content, _, denial := form.ReadFile(5, nil)
		if denial == nil && content.Len() > 6 {
			t.Errorf("%d bytes of the file", content.Len())
		}
		(&Request{Header: Header{}}).Fill(form)
	})
}
