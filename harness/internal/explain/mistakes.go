package explain

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// A mistake is what a client does wrong when it signs, or what is done to its request afterwards.
type mistake struct {
	id, says, remedy string
	// seen reports whether the text of the request and the text of the answer differ so; nil if the mistake can't be
	// seen in them.
	seen func(request, answer signedText) bool
	// signed lists what a client with the mistake signs in place of the text of the answer; they are tried with the
	// secret. nil if that can't be guessed.
	signed func(answer signedText) []signedText
}

// mistakes lists them, the telling ones first.
func mistakes() []mistake {
	return slices.Concat(mistakesOfS3(), mistakesOfParts(), mistakesOfResource(), []mistake{
		{"signature-plus", "the + of the signature arrives as a blank: it was not escaped in the URL",
			"write + as %2B in the parameter Signature", nil, nil},
		{"secret-blank", "the secret has a blank or a line feed at an end", "take it away", nil, nil},
	})
}

// A mistakeOfSecret is a secret that the client reads with something around it.
type mistakeOfSecret struct{ id, says, remedy, before, after string }

// mistakesOfSecret lists them. The last has nothing around it, and is the secret of another AccessKey.
func mistakesOfSecret() []mistakeOfSecret {
	const blank, remedy = "secret-blank", "take it away where the client reads the secret"
	return []mistakeOfSecret{
		{blank, "the client signs with the secret and a line feed at its end", remedy, "", "\n"},
		{blank, "the client signs with the secret and a CR and a line feed at its end", remedy, "", "\r\n"},
		{blank, "the client signs with the secret and a blank at its end", remedy, "", " "},
		{blank, "the client signs with the secret and a blank at its beginning", remedy, " ", ""},
		{blank, "the client signs with the secret and quotation marks around it", remedy, `"`, `"`},
		{blank, "the client signs with the secret and a tab at its end", remedy, "", "\t"},
		{"secret-of-another-key", "the secret gives the signature that was sent, so OSS has another secret for this AccessKey ID",
			"use the ID and the secret of one AccessKey", "", ""},
	}
}

func mistakesOfParts() []mistake {
	return []mistake{
		{"content-type-added", "a browser or an HTTP library sends a Content-Type that was not signed",
			"sign the Content-Type that is sent, or set the header to nothing in the client",
			func(request, answer signedText) bool { return request.contentType == "" && answer.contentType != "" },
			func(answer signedText) []signedText {
				return changed(answer, answer.contentType != "", func(t *signedText) { t.contentType = "" })
			}},
		{"content-type-changed",
			"another Content-Type arrives than was signed; browsers and libraries add a charset, or choose one by the file's name",
			"sign the Content-Type as it arrives",
			func(request, answer signedText) bool { return request.contentType != answer.contentType },
			func(answer signedText) []signedText {
				bare, _, parameters := strings.Cut(answer.contentType, ";")
				return changed(answer, parameters, func(t *signedText) { t.contentType = strings.TrimSpace(bare) })
			}},
		{"method", "the request arrives with another method than was signed: HEAD on a URL signed for GET, a redirect, " +
			"or a CDN that turns HEAD into GET",
			"sign for the method that is sent",
			func(request, answer signedText) bool { return request.verb != answer.verb },
			func(answer signedText) []signedText {
				var all []signedText
				for _, verb := range []string{http.MethodGet, http.MethodHead, http.MethodPut, http.MethodPost, http.MethodDelete} {
					all = append(all, changed(answer, verb != answer.verb, func(t *signedText) { t.verb = verb })...)
				}
				return all
			}},
		{"time-zone", "the time was signed in another time zone than GMT", "write Date in GMT, and x-oss-date in UTC",
			func(request, answer signedText) bool {
				apart, ok := apart(request.date, answer.date)
				return ok && apart != 0 && apart%(30*time.Minute) == 0 && apart.Abs() <= 14*time.Hour
			},
			func(answer signedText) []signedText {
				at, err := time.Parse(http.TimeFormat, answer.date)
				var all []signedText
				for hours := -12; hours <= 14; hours++ {
					local := at.Add(time.Duration(hours) * time.Hour).Format(http.TimeFormat)
					all = append(all, changed(answer, err == nil && hours != 0, func(t *signedText) { t.date = local })...)
				}
				return all
			}},
		{"date", "the Date arrives otherwise than it was signed: a proxy or a library writes its own", "send x-oss-date, and sign it",
			func(request, answer signedText) bool { return request.date != answer.date }, nil},
		{"content-md5", "the Content-MD5 arrives otherwise than it was signed", "sign the Content-MD5 that is sent",
			func(request, answer signedText) bool { return request.md5 != answer.md5 },
			func(answer signedText) []signedText {
				return changed(answer, answer.md5 != "", func(t *signedText) { t.md5 = "" })
			}},
		{"header-added", "a header of OSS arrives that was not signed; gateways and CDNs add such",
			"sign the header, or keep the proxy from adding it",
			func(request, answer signedText) bool { return len(missing(answer, request)) > 0 },
			func(answer signedText) []signedText {
				var all []signedText
				for name := range answer.headers {
					all = append(all, changed(answer, name != "content-type", func(t *signedText) { delete(t.headers, name) })...)
				}
				return all
			}},
		{"header-dropped", "a header that was signed does not arrive, or arrives otherwise; proxies drop names that they don't know, " +
			"and names with _",
			"let the proxy pass the header on", func(request, answer signedText) bool {
				return len(missing(request, answer)) > 0 || differ(request, answer)
			}, nil},
		{"v4-region", "the scope names another region, product or day than the key was made for",
			"sign for the region of the endpoint, without oss- before it",
			func(request, answer signedText) bool {
				return request.version == v4 && request.scope() != answer.scope()
			},
			func(answer signedText) []signedText {
				var all []signedText
				bare := strings.TrimPrefix(answer.region(), "oss-")
				for _, region := range []string{"oss-" + bare, bare, "us-east-1", "cn-hangzhou", ""} {
					all = append(all, changed(answer, answer.version == v4 && region != answer.region(), func(t *signedText) {
						t.prefix = strings.Replace(t.prefix, "/"+answer.region()+"/", "/"+region+"/", 1)
					})...)
				}
				return all
			}},
	}
}

// changed is a list of the changed text, or empty if the change can't be.
func changed(t signedText, can bool, change func(*signedText)) []signedText {
	if !can {
		return nil
	}
	return []signedText{t.with(change)}
}

func apart(a, b string) (time.Duration, bool) {
	one, err := http.ParseTime(a)
	other, err2 := http.ParseTime(b)
	return one.Sub(other), err == nil && err2 == nil
}

// missing lists the headers of OSS that one text has and the other has not.
func missing(in, from signedText) []string {
	var names []string
	for name := range in.headers {
		if _, ok := from.headers[name]; !ok && name != "content-type" && name != "content-md5" {
			names = append(names, name)
		}
	}
	return names
}

func differ(a, b signedText) bool {
	for name, value := range a.headers {
		if other, ok := b.headers[name]; ok && other != value && name != "content-type" && name != "content-md5" {
			return true
		}
	}
	return a.additional != b.additional
}

// scope is the third line of the StringToSign of V4; the region is the second part of it.
func (t signedText) scope() string {
	lines := strings.Split(t.prefix, "\n")
	return lines[min(2, len(lines)-1)]
}

func (t signedText) region() string {
	parts := strings.Split(t.scope(), "/")
	return parts[min(1, len(parts)-1)]
}

func mistakesOfResource() []mistake {
	onPath := func(rewrite func(path string) string) func(signedText) []signedText {
		return func(answer signedText) []signedText {
			path := rewrite(answer.slashed())
			return changed(answer, path != answer.slashed(), func(t *signedText) {
				if t.version == v2 {
					path = strings.ReplaceAll(path, "/", "%2F")
				}
				t.path = path
			})
		}
	}
	encoded := func(path string) string { return (&url.URL{Path: path}).EscapedPath() }
	return []mistake{
		{"copied-ampersand", "the URL was copied out of XML, HTML or JSON: its & stands as &amp; or \\u0026",
			"write & in place of &amp; and \\u0026",
			func(request, answer signedText) bool {
				return slices.ContainsFunc(append(answer.params(), request.params()...), func(p string) bool {
					return strings.HasPrefix(p, "amp;") || strings.Contains(p, `\u0026`) || strings.Contains(p, "%5Cu0026")
				})
			}, nil},
		{"plus-and-blank", "a + or a blank of the key: OSS reads + as a blank, and the key was signed with the other",
			"write + as %2B and a blank as %20 in the URL",
			func(request, answer signedText) bool {
				blank := strings.NewReplacer("+", " ").Replace
				if request.version != v1 || request.s3 { // which sign the key encoded
					blank = strings.NewReplacer("%2B", " ", "%20", " ").Replace
				}
				return request.path != answer.path && blank(request.path) == blank(answer.path)
			},
			func(answer signedText) []signedText {
				var all []signedText
				for _, pair := range [][2]string{{" ", "+"}, {"+", " "}, {"%20", "%2B"}, {"%2B", "%20"}} {
					all = append(all, onPath(func(path string) string { return strings.ReplaceAll(path, pair[0], pair[1]) })(answer)...)
				}
				return all
			}},
		{"key-encoded-twice", "the key was encoded once more than it was signed, or signed encoded",
			"encode the key once, in the URL; in V1 sign it as it is",
			func(request, answer signedText) bool {
				mine, theirs := request.slashed(), answer.slashed()
				return mine != theirs && (decoded(mine) == theirs || decoded(theirs) == mine)
			},
			func(answer signedText) []signedText {
				return append(onPath(encoded)(answer), onPath(decoded)(answer)...)
			}},
		{"path-style", "the bucket stands in the host and in the path (S3 path style), so it became a part of the key",
			"switch path style off in the client (force_path_style, s3ForcePathStyle, addressing_style: virtual)",
			func(request, answer signedText) bool {
				bucket, key := answer.bucketAndKey()
				return bucket != "" && strings.HasPrefix(key+"/", bucket+"/") && request.path != answer.path && (!answer.s3 || answer.version != v4)
			},
			onPath(func(path string) string {
				parts := strings.SplitN(strings.TrimPrefix(path, "/"), "/", 3)
				if len(parts) > 1 && parts[0] == parts[1] {
					return "/" + strings.Join(parts[1:], "/")
				}
				return path
			})},
		{"host", "another bucket arrives in the Host than was signed: a proxy changed Host, " +
			"or a custom domain was used without the switch for it (CNAME)",
			"pass Host on as it came; switch CNAME on in the client for a custom domain",
			func(request, answer signedText) bool {
				mine, _ := request.bucketAndKey()
				theirs, _ := answer.bucketAndKey()
				return mine != theirs
			},
			onPath(func(path string) string {
				if _, key, ok := strings.Cut(strings.TrimPrefix(path, "/"), "/"); ok {
					return "/" + key
				}
				return path
			})},
		{"key", "another key arrives than was signed", "sign the key that is sent",
			func(request, answer signedText) bool { return request.path != answer.path }, nil},
		{"parameter-added", "a parameter was added to the URL after it was signed", "sign with the parameter; V4 signs all of them",
			func(request, answer signedText) bool { return without(answer.params(), request.params()) },
			func(answer signedText) []signedText {
				var all []signedText
				for _, added := range answer.params() {
					left := slices.DeleteFunc(slices.Clone(answer.params()), func(p string) bool { return p == added })
					all = append(all, changed(answer, true, func(t *signedText) { t.query = strings.Join(left, "&") })...)
				}
				return all
			}},
		{"parameter-dropped", "a parameter that was signed does not arrive, or arrives otherwise: the URL was cut, or rewritten",
			"put the URL in quotation marks, and pass it on as it is",
			func(request, answer signedText) bool { return without(request.params(), answer.params()) }, nil},
	}
}

func decoded(path string) string {
	plain, err := url.PathUnescape(path)
	if err != nil {
		return path
	}
	return plain
}

// without reports whether some of the parameters are not among the others.
func without(params, others []string) bool {
	return slices.ContainsFunc(params, func(p string) bool { return !slices.Contains(others, p) })
}
