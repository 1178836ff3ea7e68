package sign

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/internal/caller"
	"github.com/oss403/oss403/harness/internal/explain"
	"github.com/oss403/oss403/harness/internal/wire"
	"github.com/oss403/oss403/scenarios"
)

// Order says what is to be signed, by whom and how. Empty fields are taken from the request and from the refused
// answer, if they tell them.
type Order struct {
	Request     explain.Request
	Credentials caller.Credentials
	Form        string        // one of Forms; empty: that of the request, or v4
	URL         bool          // the signature stands in the URL
	Lifetime    time.Duration // of the URL; 0: that of the request or of the answer, or usualLifetime
	Region      string
	Bucket      string    // bound to the domain of the request
	Additional  []string  // headers that are signed beyond those that must be
	At          time.Time // of signing; zero: that of the request or of the answer, or now
	Refused     *explain.Answer
}

// A kind is a form by the word that asks for it.
type kind struct {
	word        string
	header, url scenarios.Form
	signer      string
	scoped      bool          // it signs a region
	lists       bool          // it lists the headers that it signs
	longest     time.Duration // of a URL; 0: any
}

// kinds lists what a request may be signed as. A URL of V4 lasts a week at most.
// https://help.aliyun.com/en/oss/user-guide/0002-00000232
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
func kinds() []kind {
	const week = 7 * 24 * time.Hour
	return []kind{
		{word: "v4", header: scenarios.FormV4Header, url: scenarios.FormV4URL, signer: "alibabacloud-oss-go-sdk-v2",
			scoped: true, lists: true, longest: week},
		{word: "v1", header: scenarios.FormV1Header, url: scenarios.FormV1URL, signer: "alibabacloud-oss-go-sdk-v2"},
		{word: "v2", header: scenarios.FormV2Header, url: scenarios.FormV2URL, signer: "aliyun-oss-go-sdk", lists: true},
		{word: "s3-v4", header: scenarios.FormS3V4Header, url: scenarios.FormS3V4URL, signer: "aws-sdk-go-v2",
			scoped: true, lists: true, longest: week},
		{word: "s3-v2", header: scenarios.FormS3V2Header, url: scenarios.FormS3V2URL, signer: "minio-go"},
	}
}

// Forms lists the words for the forms.
func Forms() []string {
	var words []string
	for _, k := range kinds() {
		words = append(words, k.word)
	}
	return words
}

// unsigned finds out how the request is to be signed. The error is one sentence for whoever ordered it.
func (o Order) unsigned() (wire.Unsigned, kind, error) {
	u, err := o.Request.Unsigned(o.Bucket)
	switch {
	case errors.As(err, new(explain.NoBucketError)):
		return u, kind{}, fmt.Errorf("the request: %w; accepted: an endpoint of OSS, an IP address, or a domain with --bucket", err)
	case err != nil:
		return u, kind{}, fmt.Errorf("the request: %w; accepted: METHOD URL, the key in it percent-encoded", err)
	}
	k, err := o.kind(&u)
	if err != nil {
		return u, k, err
	}
	if err := o.fits(u, k); err != nil {
		return u, k, err
	}
	if err := o.time(&u, k); err != nil {
		return u, k, err
	}
	u.Credentials = o.Credentials
	if len(o.Additional) > 0 {
		u.Named = o.named(u)
	}
	if err := o.region(&u, k); err != nil {
		return u, k, err
	}
	o.clean(&u)
	for i, p := range u.Query {
		if slices.ContainsFunc(u.Query[:i], func(other scenarios.Param) bool { return other.Name == p.Name }) {
			return u, k, fmt.Errorf("the parameter %q stands twice in the URL; accepted: each name once", p.Name)
		}
	}
	return u, k, nil
}

// kind finds the form, and drops what the request names of another one.
func (o Order) kind(u *wire.Unsigned) (kind, error) {
	word, inURL := o.Form, o.URL
	was := u.Form
	for _, k := range kinds() {
		if word == "" && (was == k.header || was == k.url) {
			word, inURL = k.word, inURL || was == k.url
		}
	}
	if word == "" {
		word = kinds()[0].word
	}
	i := slices.IndexFunc(kinds(), func(k kind) bool { return k.word == word })
	if i < 0 {
		return kind{}, fmt.Errorf("the form %q is not known; accepted: %s", word, strings.Join(Forms(), ", "))
	}
	k := kinds()[i]
	u.Form = k.header
	if inURL {
		u.Form = k.url
	}
	if was != k.header && was != k.url {
		u.Region, u.Product, u.Named, u.Payload = "", "", nil, ""
	}
	return k, nil
}

// usualLifetime is that of a URL where nothing says another.
const usualLifetime = 15 * time.Minute

// fits tells whether the form has what is ordered: headers that are listed, a time at which a URL ends.
func (o Order) fits(u wire.Unsigned, k kind) error {
	if len(o.Additional) > 0 && !k.lists {
		var words []string
		for _, other := range kinds() {
			if other.lists {
				words = append(words, other.word)
			}
		}
		return fmt.Errorf("an additional header, and the form %s lists none; accepted: %s", k.word, strings.Join(words, ", "))
	}
	if o.Lifetime > 0 && u.Form != k.url {
		return errors.New("--expires for a signature in a header, which does not end by it; accepted: with --url")
	}
	return nil
}

// time finds when it is signed, and until when a URL is good.
func (o Order) time(u *wire.Unsigned, k kind) error {
	at, until := u.At, u.Until
	u.At, u.Until = o.At, time.Time{}
	if o.At.IsZero() && o.Refused != nil {
		if at.IsZero() {
			at, until = timesIn(*o.Refused)
		}
		u.At, u.Until = at, until
	}
	if u.At.IsZero() {
		u.At = time.Now()
	}
	u.At = u.At.UTC().Truncate(time.Second)
	if u.Until.IsZero() || o.Lifetime > 0 {
		u.Until = u.At.Add(cmp.Or(o.Lifetime, usualLifetime))
	}
	lasts := u.Until.Sub(u.At)
	if u.Form == k.url && (lasts < time.Second || k.longest > 0 && lasts > k.longest) {
		return fmt.Errorf("a URL of %s that lasts %s; accepted: from 1s, in v4 and s3-v4 to %s", k.word, lasts, 7*24*time.Hour)
	}
	return nil
}

// regionName is what may be the name of a region. Any other byte would be one more part of the scope.
var regionName = regexp.MustCompile(`^[a-z0-9-]{1,63}$`)

// region finds the region of the scope.
func (o Order) region(u *wire.Unsigned, k kind) error {
	switch {
	case !k.scoped:
		u.Region = ""
		return nil
	case o.Region != "":
		u.Region = o.Region
	case u.Region == "":
		u.Region = o.Request.Region()
	}
	if u.Region == "" {
		return errors.New("the host names no region; accepted: --region or OSS_REGION, such as cn-hangzhou")
	}
	if !regionName.MatchString(u.Region) {
		return fmt.Errorf("the region %q; accepted: small letters, digits and -, such as cn-hangzhou", u.Region)
	}
	if k.word == kinds()[0].word && strings.HasPrefix(u.Region, "oss-") {
		return fmt.Errorf("the region %s; accepted: the region without oss-, such as %s", u.Region, strings.TrimPrefix(u.Region, "oss-"))
	}
	return nil
}

// named are the headers that the signature lists: for S3, those that must be signed too.
func (o Order) named(u wire.Unsigned) []string {
	var names []string
	for _, name := range o.Additional {
		names = append(names, strings.ToLower(strings.TrimSpace(name)))
	}
	if u.Form != scenarios.FormS3V4Header && u.Form != scenarios.FormS3V4URL {
		return names
	}
	names = append(names, "host", "x-amz-content-sha256", "x-amz-date", "x-amz-security-token", "content-type", "content-md5")
	for _, h := range u.Headers {
		if lower := strings.ToLower(h.Name); strings.HasPrefix(lower, "x-amz-") {
			names = append(names, lower)
		}
	}
	return names
}

// clean drops what a client writes itself, the time, and the token of another key.
func (o Order) clean(u *wire.Unsigned) {
	drops := []string{"transfer-encoding", "connection", "expect", "date", "x-oss-date", "x-amz-date", "x-oss-content-sha256"}
	if !slices.Contains(u.Named, "content-length") {
		drops = append(drops, "content-length")
	}
	if !strings.HasPrefix(string(u.Form), "S3") {
		drops = append(drops, "x-amz-content-sha256")
	}
	if o.Credentials.SecurityToken != "" {
		drops = append(drops, "x-oss-security-token", "x-amz-security-token", "security-token")
	}
	dropped := func(p scenarios.Param) bool { return slices.Contains(drops, strings.ToLower(p.Name)) }
	u.Headers = slices.DeleteFunc(u.Headers, func(p scenarios.Param) bool {
		if strings.EqualFold(p.Name, "x-amz-content-sha256") && strings.HasPrefix(string(u.Form), "S3 V4") {
			u.Payload = p.Value
			return true
		}
		return dropped(p)
	})
	u.Query = slices.DeleteFunc(u.Query, dropped)
}

// The times of signing, and of the end of a URL, as they stand in the texts that are signed, also in those that have
// lost their lines.
var (
	isoTime  = regexp.MustCompile(`\b\d{8}T\d{6}Z\b`)
	dateTime = regexp.MustCompile(`\b[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT`)
	unixTime = regexp.MustCompile(`\s(\d{9,11})\s`)
	lifetime = regexp.MustCompile(`(?i)x-(?:oss|amz)-expires=(\d{1,9})\b`)
)

// timesIn are the time of signing, and the end of a URL, in the texts of an answer. Zero: they tell none.
func timesIn(a explain.Answer) (at, until time.Time) {
	text, _ := a.Text("StringToSign")
	if algorithm, _, _ := strings.Cut(text, " "); strings.Contains(algorithm, "-HMAC-SHA256") {
		at, _ = time.Parse("20060102T150405Z", isoTime.FindString(text))
		canonical, _ := a.Text("CanonicalRequest")
		if lasts := lifetime.FindStringSubmatch(canonical); lasts != nil {
			seconds, _ := strconv.Atoi(lasts[1])
			until = at.Add(time.Duration(seconds) * time.Second)
		}
		return at, until
	}
	if date := dateTime.FindString(text); date != "" {
		at, _ = http.ParseTime(date)
		return at, until
	}
	if end := unixTime.FindStringSubmatch(text); end != nil {
		seconds, _ := strconv.ParseInt(end[1], 10, 64)
		until = time.Unix(seconds, 0).UTC()
		at = until.Add(-time.Minute)
	}
	return at, until
}
