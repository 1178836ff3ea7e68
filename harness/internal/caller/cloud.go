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
)

// Cloud is where the RPC APIs of a target are reached. The zero value has none.
type Cloud struct {
	Scheme    string            // http or https
	RAM       string            // host, e.g. "ram.aliyuncs.com"
	STS       string            // host, e.g. "sts.ap-southeast-1.aliyuncs.com"
	Transport http.RoundTripper // that leads there

	Timeout  time.Duration // bound on each try of a call
	calls    *atomic.Int64 // nil: not counted
	repeated *atomic.Int64 // nil: not counted
}

// ErrRefused says that RAM or STS answered, and refused.
var ErrRefused = errors.New("refused")

// ErrForeign says that what answered is neither RAM nor STS.
var ErrForeign = errors.New("no answer of RAM or STS")

// A Refusal is what RAM or STS answered.
type Refusal struct {
	Action, Host  string
	Status        int
	Code, Message string
}

func (r *Refusal) Error() string {
	return fmt.Sprintf("%s at %s: refused: %s %s", r.Action, r.Host, r.Code, r.Message)
}

// Short is what was answered, without what it was answered with.
func (r *Refusal) Short() string {
	return fmt.Sprintf("%s at %s: HTTP %d %s", r.Action, r.Host, r.Status, r.Code)
}

func (r *Refusal) Unwrap() error { return ErrRefused }

// alreadyExists: EntityAlreadyExists.User and its like.
func alreadyExists(err error) bool { return refusedAs(err, "EntityAlreadyExist") }

// doesNotExist: EntityNotExist.User and its like.
func doesNotExist(err error) bool { return refusedAs(err, "EntityNotExist") }

func refusedAs(err error, code string) bool {
	var refused *Refusal
	return errors.As(err, &refused) && strings.HasPrefix(refused.Code, code)
}

// Known says that there are such APIs.
func (c Cloud) Known() bool { return c.RAM != "" && c.STS != "" }

// Versions of the two APIs.
const (
	ramVersion = "2015-05-01"
	stsVersion = "2015-04-01"
)

// ram calls an action of https://help.aliyun.com/zh/ram/developer-reference/api-ram-2015-05-01-overview
func (c Cloud) ram(ctx context.Context, who Credentials, action string, params map[string]string) (map[string]any, error) {
	return c.call(ctx, who, c.RAM, ramVersion, action, params)
}

// sts calls an action of https://help.aliyun.com/zh/ram/developer-reference/api-sts-2015-04-01-overview
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
		if code := tea.StringValue(refused.Code); code == "" || code == "<nil>" { // tea's word for none
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

// How often, and after what pause, a call is made again that RAM or STS did not decide on.
const (
	mostThrottled = 7                      // tries of a call that was throttled
	mostTries     = 4                      // of one that failed otherwise
	mostSilences  = 2                      // of one that got no answer in time
	firstPause    = 250 * time.Millisecond // doubled each time
)

// patiently makes a call, and again where it was throttled, failed on the server's side, or
// got no answer: so that the first one may have acted.
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
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(pause):
		}
	}
}

// triesOf says how often a call may be made that ended so.
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

// sender lets the RPC client send through a transport of ours, and end with a context.
type sender struct {
	ctx    context.Context
	client http.Client
}

// Call sends a request; the RPC client's own transport is passed over. An error of the
// server's side, or a wish to be asked later, that is no JSON comes from what stands before
// RAM and STS.
func (s sender) Call(q *http.Request, _ *http.Transport) (*http.Response, error) {
	response, err := s.client.Do(q.WithContext(s.ctx))
	if err != nil || response.StatusCode < http.StatusInternalServerError && response.StatusCode != http.StatusTooManyRequests {
		return response, err
	}
	defer response.Body.Close()
	const most = 1 << 20
	text, err := io.ReadAll(io.LimitReader(response.Body, most))
	if err != nil || !json.Valid(text) {
		return nil, errors.Join(fmt.Errorf("%w: HTTP %d", ErrForeign, response.StatusCode), err)
	}
	response.Body = io.NopCloser(bytes.NewReader(text))
	return response, nil
}

// text reads a string out of nested JSON objects.
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
