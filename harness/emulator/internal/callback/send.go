package callback

import (
	"context"
	"crypto/md5"
	"crypto/tls"
	"encoding/base64"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// A Client sends callbacks. It asks no proxy and follows no redirection: nothing but a URL of the
// callback is asked.
type Client struct {
	Limits Limits
	Now    func() time.Time // the clock of the emulator
	Key    *Key
}

// About is what a callback says of the request that asked for it.
type About struct{ RequestID, Bucket, Requester string }

// An Answer is what the server of a callback answered, and the client of OSS gets.
type Answer struct {
	Type string
	Body []byte
}

// The texts of a callback that failed.
// https://www.alibabacloud.com/help/en/oss/user-guide/http-status-code-203
const (
	unreachable = "-1.OSS can not connect to your callbackUrl, please check it"
	tooLong     = "400.User server return too long content-length value"
)

// Send calls the URLs in order until one succeeds. The refusal is that of the last: the object is
// stored all the same. That each URL has the whole time is assumed.
func (c *Client) Send(ctx context.Context, call *Call, values Values, about About) (*Answer, *deny.Denial) {
	body := call.Fill(values)
	var answer *Answer
	var denial *deny.Denial
	for _, u := range call.URLs {
		if answer, denial = c.ask(ctx, call, u, body, about); denial == nil {
			return answer, nil
		}
	}
	return nil, denial
}

func (c *Client) ask(ctx context.Context, call *Call, u *url.URL, body string, about About) (*Answer, *deny.Denial) {
	ctx, stop := context.WithTimeout(ctx, c.Limits.Wait)
	defer stop()
	began := c.Now()
	answer, denial := c.exchange(ctx, call, u, body, about)
	if c.Now().Sub(began) > c.Limits.Wait || errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return nil, deny.Because(deny.CallbackLate)
	}
	return answer, denial
}

func (c *Client) exchange(ctx context.Context, call *Call, u *url.URL, body string, about About) (*Answer, *deny.Denial) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, u.String(), strings.NewReader(body))
	if err != nil {
		return nil, deny.Naming(deny.CallbackStatus, unreachable)
	}
	if err := c.describe(r, call, body, about); err != nil {
		return nil, deny.Because(deny.InternalError)
	}
	transport := &http.Transport{DialContext: dial, DialTLSContext: dialTLS(call.SNI, u.Hostname()),
		DisableKeepAlives: true, DisableCompression: true}
	defer transport.CloseIdleConnections()
	resp, err := transport.RoundTrip(r)
	if err != nil {
		return nil, deny.Naming(deny.CallbackStatus, unreachable)
	}
	defer resp.Body.Close()
	switch {
	case resp.StatusCode != http.StatusOK:
		return nil, deny.Naming(deny.CallbackStatus, fmt.Sprint(resp.StatusCode))
	case resp.ContentLength < 0, resp.ContentLength > int64(c.Limits.Answer):
		return nil, deny.Naming(deny.CallbackStatus, tooLong)
	}
	content, err := io.ReadAll(io.LimitReader(resp.Body, int64(c.Limits.Answer)))
	if err != nil {
		return nil, deny.Naming(deny.CallbackStatus, unreachable)
	}
	return readAnswer(resp.Header.Get("Content-Type"), content)
}

// readAnswer takes JSON, or XML where the server says so.
func readAnswer(kind string, content []byte) (*Answer, *deny.Denial) {
	if media, _, err := mime.ParseMediaType(kind); err == nil && media == "application/xml" {
		if xml.Unmarshal(content, new(struct{})) != nil {
			return nil, deny.Because(deny.CallbackAnswer)
		}
		return &Answer{kind, content}, nil
	}
	if !json.Valid(content) {
		return nil, deny.Because(deny.CallbackAnswer)
	}
	return &Answer{jsonType, content}, nil
}

// describe sets the headers that the documentation shows, in an example of 2024. That an anonymous
// request has no requester is assumed. A header of the caller's own replaces none of them.
func (c *Client) describe(r *http.Request, call *Call, body string, about About) error {
	sum := md5.Sum([]byte(body))
	signature, err := c.Key.Sign(r.URL, body)
	if err != nil {
		return err
	}
	for name, value := range call.Header {
		r.Header.Set(name, value)
	}
	if call.Host != "" {
		r.Host = call.Host
	}
	r.Close = true
	for _, h := range [][2]string{
		{"Authorization", signature},
		{"Content-MD5", base64.StdEncoding.EncodeToString(sum[:])},
		{"Content-Type", call.Type},
		{"Date", c.Now().UTC().Format(http.TimeFormat)},
		{"User-Agent", "aliyun-oss-callback"},
		{"x-oss-bucket", about.Bucket},
		{"x-oss-pub-key-url", base64.StdEncoding.EncodeToString([]byte("http://" + KeyHost + KeyPath))},
		{"x-oss-request-id", about.RequestID},
		{"x-oss-requester", about.Requester},
		{"x-oss-signature-version", "1.0"},
		{Tag, TagValue},
	} {
		r.Header.Del(h[0])
		if h[1] != "" {
			r.Header[h[0]] = []string{h[1]}
		}
	}
	for _, name := range []string{"Connection", "Content-Length", "Host", "Transfer-Encoding", "Trailer", "Upgrade", "Expect"} {
		r.Header.Del(name)
	}
	return nil
}

// Tag and TagValue are the header that tells a callback from other requests.
const Tag, TagValue = "x-oss-tag", "CALLBACK"

// dial connects to the one address that "localhost" was taken for.
func dial(ctx context.Context, network, address string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	if to, named := addressOf(strings.ToLower(host)); named {
		host = to.String()
	}
	var d net.Dialer
	return d.DialContext(ctx, network, net.JoinHostPort(host, port))
}

// dialTLS begins TLS with the name of the server or without. Any certificate will do: whether OSS
// verifies it is not published, and servers under test have certificates of their own.
func dialTLS(sni bool, name string) func(context.Context, string, string) (net.Conn, error) {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := dial(ctx, network, address)
		if err != nil {
			return nil, err
		}
		config := &tls.Config{InsecureSkipVerify: true}
		if sni {
			config.ServerName = name
		}
		secure := tls.Client(conn, config)
		if err := secure.HandshakeContext(ctx); err != nil {
			return nil, errors.Join(err, conn.Close())
		}
		return secure, nil
	}
}
