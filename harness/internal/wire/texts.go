package wire

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/oss403/oss403/scenarios"
)

// Texts are what the official signer signs for a request.
type Texts struct {
	Form             scenarios.Form
	StringToSign     string
	CanonicalRequest string // of V4; empty if the signer signs another one than the published rules tell
	Scope            string // of V4: <day>/<region>/<product>/aliyun_v4_request
}

// TextsOf signs a request again, in the form and at the time that it names itself. It tells no
// signature: a text does not depend on the secret.
func TextsOf(q *http.Request, bucket, key string) (Texts, error) {
	u, err := ReadSigned(q)
	if err != nil {
		return Texts{}, err
	}
	if u.Form == "" {
		return Texts{}, errors.New("it has no signature: neither a header Authorization, nor the parameters of a signed URL")
	}
	u.Bucket, u.Key = bucket, key
	u.Credentials.AccessKeySecret = "secret"
	signed, err := u.Sign()
	return signed.Texts, err
}

// A signature is a form by what a request of it carries.
type signature struct {
	form   scenarios.Form
	scheme string   // Authorization begins so
	mark   string   // parameter of the query
	drops  []string // headers or parameters that the signer adds
	read   func(u *Unsigned, from func(name string) string) error
}

// signatures lists the forms; the first that fits counts.
func signatures() []signature {
	return []signature{
		{form: scenarios.FormV4Header, scheme: "OSS4-HMAC-SHA256", drops: []string{"x-oss-date", "date", "x-oss-content-sha256"},
			read: func(u *Unsigned, from func(string) string) error {
				err := u.atISO(from("x-oss-date"))
				return cmp.Or(err, u.scoped(from("Credential"), from("AdditionalHeaders")))
			}},
		{form: scenarios.FormV2Header, scheme: "OSS2 ", drops: []string{"date"},
			read: func(u *Unsigned, from func(string) string) error {
				u.Named, u.Credentials.AccessKeyID = headerNames(from("AdditionalHeaders")), from("AccessKeyId")
				return u.atDate(cmp.Or(from("x-oss-date"), from("date")))
			}},
		{form: scenarios.FormV1Header, scheme: "OSS ", drops: []string{"date"},
			read: func(u *Unsigned, from func(string) string) error {
				return u.atDate(cmp.Or(from("x-oss-date"), from("date")))
			}},
		{form: scenarios.FormS3V4Header, scheme: "AWS4-HMAC-SHA256", drops: []string{"x-amz-date", "x-amz-content-sha256"},
			read: func(u *Unsigned, from func(string) string) error {
				u.Payload = from("x-amz-content-sha256")
				err := u.atISO(from("x-amz-date"))
				return cmp.Or(err, u.scoped(from("Credential"), from("SignedHeaders")))
			}},
		{form: scenarios.FormS3V2Header, scheme: "AWS ", drops: []string{"date"},
			read: func(u *Unsigned, from func(string) string) error { return u.atDate(from("date")) }},
		{form: scenarios.FormV4URL, mark: "x-oss-credential", drops: []string{"x-oss-signature-version", "x-oss-credential", "x-oss-date",
			"x-oss-expires", "x-oss-additional-headers", "x-oss-signature"},
			read: func(u *Unsigned, from func(string) string) error {
				err := u.atISO(from("x-oss-date"))
				return cmp.Or(err, u.lasting(from("x-oss-expires")), u.scoped(from("x-oss-credential"), from("x-oss-additional-headers")))
			}},
		{form: scenarios.FormV2URL, mark: "x-oss-access-key-id", drops: []string{"x-oss-signature-version", "x-oss-access-key-id",
			"x-oss-expires", "x-oss-additional-headers", "x-oss-signature"},
			read: func(u *Unsigned, from func(string) string) error {
				u.Named, u.Credentials.AccessKeyID = headerNames(from("x-oss-additional-headers")), from("x-oss-access-key-id")
				return u.untilUnix(from("x-oss-expires"))
			}},
		{form: scenarios.FormS3V4URL, mark: "X-Amz-Credential", drops: []string{"X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date",
			"X-Amz-Expires", "X-Amz-SignedHeaders", "X-Amz-Signature"},
			read: func(u *Unsigned, from func(string) string) error {
				err := u.atISO(from("X-Amz-Date"))
				return cmp.Or(err, u.lasting(from("X-Amz-Expires")), u.scoped(from("X-Amz-Credential"), from("X-Amz-SignedHeaders")))
			}},
		{form: scenarios.FormS3V2URL, mark: "AWSAccessKeyId", drops: []string{"AWSAccessKeyId", "Expires", "Signature"},
			read: func(u *Unsigned, from func(string) string) error { return u.untilUnix(from("Expires")) }},
		{form: scenarios.FormV1URL, mark: "OSSAccessKeyId", drops: []string{"OSSAccessKeyId", "Expires", "Signature"},
			read: func(u *Unsigned, from func(string) string) error { return u.untilUnix(from("Expires")) }},
	}
}

// ReadSigned reads a request, and how it is signed: without a form if it is not. Bucket and key are left out, and so
// are the signature and what its signer adds.
func ReadSigned(q *http.Request) (Unsigned, error) {
	u := Unsigned{Method: q.Method, Scheme: cmp.Or(q.URL.Scheme, "http"), Host: q.Host, Path: q.URL.Path}
	authorization := q.Header.Get("Authorization")
	query, err := readQuery(q.URL.RawQuery)
	if err != nil {
		return u, err
	}
	has := func(name string) bool {
		return slices.ContainsFunc(query, func(p scenarios.Param) bool { return p.Name == name })
	}
	all := signatures()
	i := slices.IndexFunc(all, func(s signature) bool {
		return s.scheme != "" && strings.HasPrefix(authorization, s.scheme) || s.mark != "" && authorization == "" && has(s.mark)
	})
	var drops []string
	if i >= 0 {
		drops, u.Form, u.Credentials.AccessKeyID = all[i].drops, all[i].form, "id"
		from := func(name string) string { return cmp.Or(q.Header.Get(name), valueIn(authorization, name)) }
		if all[i].mark != "" {
			from = q.URL.Query().Get
		}
		if err := all[i].read(&u, from); err != nil {
			return u, fmt.Errorf("how it is signed can't be read: %w", err)
		}
	}
	for _, p := range query {
		if i < 0 || all[i].mark == "" || !slices.Contains(drops, p.Name) {
			u.Query = append(u.Query, p)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(q.Header)) {
		lower := strings.ToLower(name)
		if lower != "authorization" && (i < 0 || all[i].mark != "" || !slices.Contains(drops, lower)) {
			u.Headers = append(u.Headers, scenarios.Param{Name: name, Value: strings.TrimSpace(strings.Join(q.Header[name], ","))})
		}
	}
	return u, nil
}

// readQuery decodes a query, and keeps its order.
func readQuery(raw string) ([]scenarios.Param, error) {
	var params []scenarios.Param
	for pair := range strings.SplitSeq(raw, "&") {
		if pair == "" {
			continue
		}
		name, value, _ := strings.Cut(pair, "=")
		plain, err := url.QueryUnescape(name)
		decoded, err2 := url.QueryUnescape(value)
		if err := cmp.Or(err, err2); err != nil {
			return nil, fmt.Errorf("its query can't be decoded: %w", err)
		}
		params = append(params, scenarios.Param{Name: plain, Value: decoded})
	}
	return params, nil
}

func (u *Unsigned) atISO(text string) (err error) {
	u.At, err = time.Parse(iso8601, text)
	return unreadDate(text, err)
}

func (u *Unsigned) atDate(text string) (err error) {
	u.At, err = http.ParseTime(text)
	return unreadDate(text, err)
}

// unreadDate says which date could not be read; nil if err is nil.
func unreadDate(text string, err error) error {
	switch {
	case err == nil:
		return nil
	case text == "":
		return errors.New("it has no date")
	}
	return fmt.Errorf("its date %q is none", text)
}

// lasting reads the seconds that a URL lasts.
func (u *Unsigned) lasting(text string) error {
	seconds, err := strconv.Atoi(text)
	u.Until = u.At.Add(time.Duration(seconds) * time.Second)
	return unreadEnd(text, err)
}

// untilUnix reads the end of a URL.
func (u *Unsigned) untilUnix(text string) error {
	seconds, err := strconv.ParseInt(text, 10, 64)
	u.At, u.Until = time.Unix(seconds, 0).Add(-urlLifetime), time.Unix(seconds, 0)
	return unreadEnd(text, err)
}

// unreadEnd says which end of a URL could not be read; nil if err is nil.
func unreadEnd(text string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("its end %q is no number of seconds", text)
}

// scoped reads a credential <id>/<day>/<region>/<product>/<terminator>, and the list of signed headers beside it.
func (u *Unsigned) scoped(credential, list string) error {
	parts := strings.Split(credential, "/")
	if len(parts) < 5 {
		return errors.New("its credential is not ID/DAY/REGION/PRODUCT/TERMINATOR")
	}
	end := len(parts) - 4
	u.Credentials.AccessKeyID = strings.Join(parts[:end], "/")
	u.Region, u.Product, u.Named = parts[end+1], parts[end+2], headerNames(list)
	return nil
}

// valueIn returns the value of a name in an Authorization header, behind = in V4, behind : in V2.
func valueIn(authorization, name string) string {
	_, items, _ := strings.Cut(authorization, " ")
	for item := range strings.SplitSeq(items, ",") {
		item = strings.TrimSpace(item)
		for _, glue := range []string{"=", ":"} {
			if value, ok := strings.CutPrefix(item, name+glue); ok {
				return value
			}
		}
	}
	return ""
}

func headerNames(list string) []string {
	if list == "" {
		return nil
	}
	return strings.Split(strings.ToLower(list), ";")
}
