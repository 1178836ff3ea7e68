package explain

import (
	"encoding/json"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strings"
)

// Request is a request that OSS refused, as its client shows it.
type Request struct {
	method, host string
	scheme       string // empty: not told
	path, query  string // as they go over the wire
	header       http.Header
	form         []formField // of PostObject
}

// ReadRequest reads a raw request, a curl command, an entry of a HAR file, or a signed URL.
func ReadRequest(text string) (Request, error) {
	text = strings.TrimSpace(strings.TrimPrefix(text, "\ufeff"))
	switch {
	case len(text) > MaxText:
		return Request{}, problemf("the request has more than %d bytes", MaxText)
	case text == "":
		return Request{}, problemf("the request is empty")
	case strings.HasPrefix(text, "{"):
		return fromHAR(text)
	case strings.HasPrefix(text, "curl "):
		return fromCurl(text)
	case strings.HasPrefix(text, "http://"), strings.HasPrefix(text, "https://"):
		return fromURL(http.MethodGet, strings.Fields(text)[0])
	}
	return fromRaw(text)
}

func fromURL(method, address string) (Request, error) {
	scheme, rest, ok := strings.Cut(address, "://")
	host, target, _ := strings.Cut(rest, "/")
	if !ok || host == "" {
		return Request{}, problemf("its URL has no host")
	}
	path, query, _ := strings.Cut("/"+target, "?")
	return Request{method: method, scheme: strings.ToLower(scheme), host: host, path: path, query: query, header: http.Header{}}, nil
}

var firstLine = regexp.MustCompile(`^([A-Z]{3,7}) (\S+)(?: HTTP/[0-9.]+)?$`)

func fromRaw(text string) (Request, error) {
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	found := firstLine.FindStringSubmatch(strings.TrimSpace(lines[0]))
	if found == nil {
		return Request{}, problemf("it begins neither with a line such as GET /key HTTP/1.1, nor with curl, http:// or {")
	}
	q := Request{method: found[1], header: http.Header{}}
	if strings.Contains(found[2], "://") {
		var err error
		if q, err = fromURL(found[1], found[2]); err != nil {
			return q, err
		}
	} else {
		q.path, q.query, _ = strings.Cut(found[2], "?")
	}
	for i, line := range lines[1:] {
		if strings.TrimSpace(line) == "" {
			q.form = readForm(q.header.Get("Content-Type"), strings.Join(lines[i+2:], "\n"))
			break
		}
		q.addHeader(line)
	}
	if q.host == "" {
		return Request{}, problemf("it has no header Host")
	}
	return q, nil
}

func (q *Request) addHeader(line string) {
	name, value, ok := strings.Cut(line, ":")
	if name, value = strings.TrimSpace(name), strings.TrimSpace(value); !ok || name == "" {
		return
	}
	if strings.EqualFold(name, "host") {
		q.host = value
		return
	}
	q.header.Add(name, value)
}

func fromHAR(text string) (Request, error) {
	type pair struct{ Name, Value string }
	type entry struct {
		Method   string
		URL      string
		Headers  []pair
		PostData struct {
			MimeType, Text string
			Params         []pair
		}
	}
	var har struct {
		entry
		Request *entry
		Log     *struct{ Entries []struct{ Request entry } }
	}
	if err := json.Unmarshal([]byte(text), &har); err != nil {
		return Request{}, problemf("its JSON can't be read: %v", err)
	}
	e := har.entry
	switch {
	case har.Log != nil && len(har.Log.Entries) == 1:
		e = har.Log.Entries[0].Request
	case har.Log != nil:
		return Request{}, problemf("it has %d entries; give the one that was refused", len(har.Log.Entries))
	case har.Request != nil:
		e = *har.Request
	}
	q, err := fromURL(e.Method, e.URL)
	if q.form = readForm(e.PostData.MimeType, e.PostData.Text); len(q.form) == 0 {
		for _, p := range e.PostData.Params {
			q.form = append(q.form, formField(p))
		}
	}
	for _, h := range e.Headers {
		if err == nil && !strings.HasPrefix(h.Name, ":") { // HTTP/2
			q.addHeader(h.Name + ":" + h.Value)
		}
	}
	return q, err
}

// fromCurl reads a curl command as browsers and people write it.
func fromCurl(text string) (Request, error) {
	words, method, address := shellWords(text), "", ""
	var headers []string
	var form []formField
	data := false
	for i := 1; i < len(words); i++ {
		value := func() string {
			i++
			if i < len(words) {
				return words[i]
			}
			return ""
		}
		switch word := words[i]; {
		case word == "-X" || word == "--request":
			method = value()
		case word == "-H" || word == "--header":
			headers = append(headers, value())
		case word == "-I" || word == "--head":
			method = http.MethodHead
		case word == "-T" || word == "--upload-file":
			method = orMethod(method, http.MethodPut)
			value()
		case word == "-F" || word == "--form" || word == "--form-string":
			method = orMethod(method, http.MethodPost)
			if name, text, ok := strings.Cut(value(), "="); ok {
				form = append(form, formField{Name: name, Value: text})
			}
		case word == "-d" || strings.HasPrefix(word, "--data"):
			method = orMethod(method, http.MethodPost)
			data = true
			value()
		case word == "--url", !strings.HasPrefix(word, "-") && strings.Contains(word, "://"):
			address = strings.TrimSpace(strings.TrimPrefix(word, "--url"))
			if address == "" {
				address = value()
			}
		case word == "-o" || word == "-A" || word == "-u" || word == "-x" || word == "-e" || word == "-b" || word == "-m":
			value()
		}
	}
	q, err := fromURL(orMethod(method, http.MethodGet), address)
	q.form = form
	for _, h := range headers {
		if err == nil {
			q.addHeader(h)
		}
	}
	if err == nil && data && q.header.Get("Content-Type") == "" {
		q.header.Set("Content-Type", "application/x-www-form-urlencoded") // what curl sends, unless told otherwise
	}
	return q, err
}

func orMethod(method, other string) string {
	if method != "" {
		return method
	}
	return other
}

var shellWord = regexp.MustCompile(`(?s)(?:\$?'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|((?:[^\s'"\\]|\\.)+))`)

// shellWords splits a command into words. It knows quotation marks and backslashes at the ends of lines.
func shellWords(text string) []string {
	text = strings.NewReplacer("\\\r\n", " ", "\\\n", " ", "^\n", " ").Replace(text)
	var words []string
	for _, found := range shellWord.FindAllStringSubmatch(text, -1) {
		words = append(words, strings.NewReplacer(`\'`, `'`, `\"`, `"`).Replace(found[1]+found[2]+found[3]))
	}
	return words
}

// http is the request for the official signer, with its bucket and its key.
func (q Request) http(bucketOfAnswer string) (request *http.Request, bucket, key string, err error) {
	request, err = http.NewRequest(q.method, "http://"+q.host+"/", nil)
	if err != nil {
		return nil, "", "", problemf("it is no request: %v", err)
	}
	request.Header, request.URL.RawQuery = q.header.Clone(), q.query
	path, err := url.PathUnescape(q.path)
	if err != nil {
		return nil, "", "", problemf("its path can't be decoded: %v", err)
	}
	path = strings.TrimPrefix(path, "/")
	request.URL.Path = "/" + path
	switch q.naming() {
	case inHost:
		bucket, _, _ = strings.Cut(q.host, ".")
		return request, bucket, path, nil
	case inPath:
		bucket, key, _ = strings.Cut(path, "/")
		return request, bucket, key, nil
	}
	return request, bucketOfAnswer, path, nil
}

// naming is where a request names its bucket.
type naming int

const (
	inHost   naming = iota
	inPath          // the host is an endpoint, an IP address or this machine
	byDomain        // the host is a domain of one's own, bound to a bucket
)

func (q Request) naming() naming {
	name, _, err := net.SplitHostPort(q.host)
	if err != nil {
		name = strings.Trim(q.host, "[]")
	}
	endpoint := func(host string) bool {
		return strings.HasPrefix(host, "oss-") || strings.HasPrefix(host, "s3.oss-") || host == "oss.aliyuncs.com"
	}
	_, rest, _ := strings.Cut(name, ".")
	switch {
	case endpoint(rest):
		return inHost
	case endpoint(name), net.ParseIP(name) != nil, name == "localhost":
		return inPath
	}
	return byDomain
}
