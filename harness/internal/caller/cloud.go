package caller

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	openapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
	util "github.com/alibabacloud-go/tea-utils/v2/service"
	"github.com/alibabacloud-go/tea/tea"

	"github.com/oss403/oss403/harness/internal/waiting"
)

// Cloud says where a target serves the RPC APIs of RAM and STS. The zero value has none.
type Cloud struct {
	Scheme    string            // http or https
	RAM       string            // host, e.g. "ram.aliyuncs.com"
	STS       string            // host, e.g. "sts.ap-southeast-1.aliyuncs.com"
	Transport http.RoundTripper // connects to both hosts

	Timeout  time.Duration // for each try of a call
	calls    *atomic.Int64 // nil: not counted
	repeated *atomic.Int64 // nil: not counted
}

// ErrRefused says that RAM or STS refused a call.
var ErrRefused = errors.New("refused")

// ErrForeign says that the answer comes from neither RAM nor STS.
var ErrForeign = errors.New("no answer of RAM or STS")

// A Refusal is an answer with which RAM or STS refuses a call.
type Refusal struct {
	Action, Host  string
	Status        int
	Code, Message string
}

func (r *Refusal) Error() string {
	return fmt.Sprintf("%s at %s: refused: %s %s", r.Action, r.Host, r.Code, r.Message)
}

// Short is the refusal without its message.
func (r *Refusal) Short() string {
	return fmt.Sprintf("%s at %s: HTTP %d %s", r.Action, r.Host, r.Status, r.Code)
}

func (r *Refusal) Unwrap() error { return ErrRefused }

// alreadyExists reports whether the Code is EntityAlreadyExist, EntityAlreadyExists.User and so on.
func alreadyExists(err error) bool { return refusedAs(err, "EntityAlreadyExist") }

// doesNotExist reports whether the Code is EntityNotExist, EntityNotExist.User and so on.
func doesNotExist(err error) bool { return refusedAs(err, "EntityNotExist") }

func refusedAs(err error, code string) bool {
	var refused *Refusal
	return errors.As(err, &refused) && strings.HasPrefix(refused.Code, code)
}

// Known reports whether the target has both APIs.
func (c Cloud) Known() bool { return c.RAM != "" && c.STS != "" }

// Versions of the two APIs.
const (
	ramVersion = "2015-05-01"
	stsVersion = "2015-04-01"
)

// ram calls an action of RAM: https://help.aliyun.com/zh/ram/developer-reference/api-ram-2015-05-01-overview
func (c Cloud) ram(ctx context.Context, who Credentials, action string, params map[string]string) (map[string]any, error) {
	return c.call(ctx, who, c.RAM, ramVersion, action, params)
}

// sts calls an action of STS: https://help.aliyun.com/zh/ram/developer-reference/api-sts-2015-04-01-overview
func (c Cloud) sts(ctx context.Context, who Credentials, action string, params map[string]string) (map[string]any, error) {
	return c.call(ctx, who, c.STS, stsVersion, action, params)
}

// call makes one RPC call and returns the fields of its JSON answer.
func (c Cloud) call(ctx context.Context, who Credentials, host, version, action string, params map[string]string) (map[string]any, error) {
	failed := func(err error) (map[string]any, error) { return nil, fmt.Errorf("%s at %s: %w", action, host, err) }
	if err := ctx.Err(); err != nil {
		return failed(err)
	}
	if c.calls != nil {
		c.calls.Add(1)
	}
	config := &openapi.Config{
		AccessKeyId: &who.AccessKeyID, AccessKeySecret: &who.AccessKeySecret, SecurityToken: &who.SecurityToken,
		Endpoint: &host, Protocol: &c.Scheme, HttpClient: sender{ctx, http.Client{Transport: c.Transport, Timeout: c.Timeout}},
	}
	client, err := openapi.NewClient(config)
	if err != nil {
		return failed(err)
	}
	query := map[string]*string{}
	for name, value := range params {
		query[name] = &value
	}
	answer, err := c.patiently(ctx, func() (map[string]any, error) {
		return client.CallApi(&openapi.Params{
			Action: &action, Version: &version, Protocol: &c.Scheme, Method: tea.String("POST"), AuthType: tea.String("AK"),
			Style: tea.String("RPC"), Pathname: tea.String("/"), ReqBodyType: tea.String("formData"), BodyType: tea.String("json"),
		}, &openapi.OpenApiRequest{Query: query}, &util.RuntimeOptions{
			Autoretry: tea.Bool(false), ConnectTimeout: tea.Int(int(c.Timeout.Milliseconds())), ReadTimeout: tea.Int(int(c.Timeout.Milliseconds())),
		})
	})
	if refused := (*tea.SDKError)(nil); errors.As(err, &refused) && tea.IntValue(refused.StatusCode) != 0 {
		if code := tea.StringValue(refused.Code); code == "" || code == "<nil>" { // tea writes <nil> for no Code
			return failed(fmt.Errorf("%w: HTTP %d without a Code", ErrForeign, tea.IntValue(refused.StatusCode)))
		}
		return nil, &Refusal{action, host, tea.IntValue(refused.StatusCode), tea.StringValue(refused.Code), tea.StringValue(refused.Message)}
	}
	if errors.As(err, new(*json.SyntaxError)) {
		err = fmt.Errorf("%w: %w", ErrForeign, err)
	}
	if err != nil {
		return failed(err)
	}
	body, ok := answer["body"].(map[string]any)
	if !ok {
		return failed(fmt.Errorf("no JSON object in %v", answer))
	}
	return body, nil
}

// The limits for repeating a call that RAM or STS did not decide.
const (
	mostThrottled = 7                      // tries of a throttled call
	mostTries     = 4                      // tries of a call that failed in another way
	mostSilences  = 2                      // tries of a call without an answer in time
	firstPause    = 250 * time.Millisecond // doubled after each try
)

// patiently makes a call. It repeats the call if RAM or STS throttled it, failed with a server
// error or gave no answer. So an earlier try may already have had its effect.
// https://help.aliyun.com/document_detail/149360.html
func (c Cloud) patiently(ctx context.Context, call func() (map[string]any, error)) (map[string]any, error) {
	for tries, pause := 1, firstPause; ; tries, pause = tries+1, 2*pause {
		answer, err := call()
		if ctx.Err() != nil || tries >= triesOf(err) {
			return answer, err
		}
		if c.repeated != nil {
			c.repeated.Add(1)
		}
		if tries == 1 {
			defer waiting.For(ctx, "RAM or STS, which did not decide on a call")()
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(pause):
		}
	}
}

// triesOf is how often a call may be made in all, if a try ends with that error.
func triesOf(err error) int {
	refused := (*tea.SDKError)(nil)
	switch {
	case err == nil:
		return 1
	case errors.As(err, &refused) && strings.HasPrefix(tea.StringValue(refused.Code), "Throttling"):
		return mostThrottled
	case errors.As(err, &refused) && tea.IntValue(refused.StatusCode) != 0 &&
		tea.IntValue(refused.StatusCode) < http.StatusInternalServerError:
		return 1
	case errors.As(err, new(*json.SyntaxError)):
		return 1
	}
	if timedOut := (net.Error)(nil); errors.As(err, &timedOut) && timedOut.Timeout() {
		return mostSilences
	}
	return mostTries
}

// sender makes the RPC client use our transport and our context.
type sender struct {
	ctx    context.Context
	client http.Client
}

// mostAnswer is the most bytes that are read of an answer.
const mostAnswer = 1 << 20

// Call sends a request and ignores the transport of the RPC client. HTTP 5xx or 429 without
// JSON is ErrForeign: it comes from a proxy before RAM and STS.
func (s sender) Call(q *http.Request, _ *http.Transport) (*http.Response, error) {
	response, err := s.client.Do(q.WithContext(s.ctx))
	if err == nil {
		response.Body = bounded{io.LimitReader(response.Body, mostAnswer), response.Body}
	}
	if err != nil || response.StatusCode < http.StatusInternalServerError && response.StatusCode != http.StatusTooManyRequests {
		return response, err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil || !json.Valid(text) {
		return nil, errors.Join(fmt.Errorf("%w: HTTP %d", ErrForeign, response.StatusCode), err)
	}
	response.Body = io.NopCloser(bytes.NewReader(text))
	return response, nil
}

// bounded is the beginning of a body.
type bounded struct {
	io.Reader
	io.Closer
}

// text reads the string at a path of member names in nested JSON objects.
func text(object map[string]any, path ...string) (string, error) {
	var at any = object
	for _, name := range path {
		inner, ok := at.(map[string]any)
		if !ok {
			return "", fmt.Errorf("the answer has no %s in %v", name, path)
		}
		at = inner[name]
	}
	value, ok := at.(string)
	if !ok {
		return "", fmt.Errorf("the answer has no text at %v", path)
	}
	return value, nil
}
