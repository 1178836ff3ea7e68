package wire

import (
	"slices"
	"strings"
)

// describing are the standard headers that a form field stands for, beside
// x-oss-* and x-amz-*.
var describing = []string{"cache-control", "content-type", "content-disposition", "content-encoding", "content-language", "expires"}

// credentialFields are the fields that are about the sender; they are no
// headers of the object.
var credentialFields = []string{
	"x-oss-signature-version", "x-oss-credential", "x-oss-date", "x-oss-signature", "x-oss-access-key-id",
	"x-oss-security-token", "x-oss-content-type",
	"x-amz-algorithm", "x-amz-credential", "x-amz-date", "x-amz-signature", "x-amz-security-token",
}

// Fill lets the fields of a form stand where PutObject has key and headers.
// ${filename} in the key becomes the name of the file. The type of the object
// is x-oss-content-type, else Content-Type, else that of the file.
func (r *Request) Fill(f *Form) {
	r.Form = f
	r.Key = strings.ReplaceAll(f.Get("key"), "${filename}", f.FileName)
	header := r.Header.Without(standsForHeader)
	for _, field := range slices.Backward(f.Fields) { // of duplicates the first counts
		if standsForHeader(field.Name) && !slices.Contains(credentialFields, strings.ToLower(field.Name)) {
			header.Set(field.Name, field.Value)
		}
	}
	for _, kind := range []string{f.FileType, f.Get("Content-Type"), f.Get("x-oss-content-type")} {
		if kind != "" {
			header.Set("Content-Type", kind)
		}
	}
	r.Header = header
}

func standsForHeader(name string) bool {
	low := strings.ToLower(name)
	return strings.HasPrefix(low, "x-oss-") || strings.HasPrefix(low, "x-amz-") || slices.Contains(describing, low)
}
