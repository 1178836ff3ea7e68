package wire

import (
	"crypto/md5"
	"encoding/base64"
	"hash"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/large"
)

// FormLimits bound the fields of a form.
type FormLimits struct {
	Fields int   // fields before the file
	Name   int64 // bytes of one name (published)
	Value  int64 // bytes of one value
	Total  int64 // bytes of all values before the file (published)
}

// A FormField is one field of a form as it was sent.
type FormField struct{ Name, Value string }

// A Form is the body of a PostObject request up to its file.
// https://help.aliyun.com/zh/oss/developer-reference/postobject
type Form struct {
	Fields   []FormField // in order; of duplicates the first counts
	FileName string      // of the file, as in its Content-Disposition
	FileType string      // Content-Type of the file
	FileSize int64       // -1 until the file has been read
	MD5      string      // base64 MD5 of the whole body, once it has been read, if the request has a Content-MD5
	parts    *multipart.Reader
	file     *multipart.Part
	body     io.Reader
	digest   hash.Hash
}

// Lookup returns the first value of a field, whose name has no case, and
// whether it is present.
func (f *Form) Lookup(name string) (string, bool) {
	for _, field := range f.Fields {
		if strings.EqualFold(field.Name, name) {
			return field.Value, true
		}
	}
	return "", false
}

// Get returns the first value of a field.
func (f *Form) Get(name string) string {
	v, _ := f.Lookup(name)
	return v
}

// fileField is the name of the part with the content.
const fileField = "file"

// ReadForm reads the fields of a form and stops where the content of its file
// begins.
func ReadForm(r *http.Request, limits FormLimits) (*Form, *deny.Denial) {
	kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/form-data" || params["boundary"] == "" {
		return nil, deny.Because(deny.FormContentType)
	}
	form := &Form{FileSize: -1}
	whole := limits.Total + int64(limits.Fields)*limits.Name + MaxObject
	form.body = io.LimitReader(r.Body, whole)
	if r.Header.Get("Content-MD5") != "" {
		form.digest = md5.New()
		form.body = io.TeeReader(form.body, form.digest)
	}
	form.parts = multipart.NewReader(form.body, params["boundary"])
	total := int64(0)
	for {
		part, err := form.parts.NextRawPart()
		if err == io.EOF { // bare: the final boundary; a truncated form wraps it
			return nil, deny.Because(deny.FileMissing)
		}
		if err != nil {
			return nil, deny.Because(deny.FormMalformed)
		}
		name, fileName, denial := disposition(part, limits)
		if denial != nil {
			return nil, denial
		}
		if strings.EqualFold(name, fileField) {
			form.file, form.FileName, form.FileType = part, fileName, part.Header.Get("Content-Type")
			return form, nil
		}
		value, err := io.ReadAll(io.LimitReader(part, limits.Value+1))
		total += int64(len(value))
		switch {
		case err != nil:
			return nil, deny.Because(deny.FormMalformed)
		case int64(len(value)) > limits.Value:
			return nil, deny.Because(deny.FieldTooLong)
		case total > limits.Total, len(form.Fields) == limits.Fields:
			return nil, deny.Because(deny.FieldsTooLong)
		}
		form.Fields = append(form.Fields, FormField{name, string(value)})
	}
}

// disposition reads the names of a part. FileName of package multipart would
// cut off directories.
func disposition(part *multipart.Part, limits FormLimits) (name, fileName string, denial *deny.Denial) {
	kind, params, err := mime.ParseMediaType(part.Header.Get("Content-Disposition"))
	if err != nil || kind != "form-data" || params["name"] == "" {
		return "", "", deny.Because(deny.FormDisposition)
	}
	if int64(len(params["name"])) > limits.Name {
		return "", "", deny.Because(deny.FieldNameTooLong)
	}
	return params["name"], params["filename"], nil
}

// ReadFile reads the file, at most limit bytes and one more, which tells that
// there are more, into a room. A file that is read whole is the last field and the only
// one, but for the submit button that browsers send after it.
func (f *Form) ReadFile(limit int64, room *large.Room) (large.Content, Sums, *deny.Denial) {
	content, sums, err := readContent(f.file, -1, limit+1, room)
	if err != nil {
		return content, sums, unread(err, deny.FormMalformed)
	}
	f.FileSize = int64(content.Len())
	if f.FileSize > limit {
		return content, sums, nil
	}
	return content, sums, f.readEnd()
}

// skipped bounds the bytes of a file that is read only for what comes after it.
const skipped = 128 << 20

// SkipFile reads over the file, unless it is very long.
func (f *Form) SkipFile() *deny.Denial {
	n, err := io.Copy(io.Discard, io.LimitReader(f.file, skipped+1))
	switch {
	case err != nil:
		return deny.Because(deny.FormMalformed)
	case n > skipped:
		return nil
	}
	return f.readEnd()
}

// readEnd reads what comes after the file.
func (f *Form) readEnd() *deny.Denial {
	for {
		part, err := f.parts.NextRawPart()
		switch {
		case err == io.EOF:
			if _, err := io.Copy(io.Discard, f.body); err != nil {
				return deny.Because(deny.FormMalformed)
			}
			if f.digest != nil {
				f.MD5 = base64.StdEncoding.EncodeToString(f.digest.Sum(nil))
			}
			return nil
		case err != nil:
			return deny.Because(deny.FormMalformed)
		case strings.EqualFold(part.FormName(), fileField):
			return deny.Because(deny.TwoFiles)
		case part.FormName() != "submit":
			return deny.Because(deny.FileNotLast)
		}
	}
}
