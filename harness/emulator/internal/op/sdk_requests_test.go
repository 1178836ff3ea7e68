package op_test

import (
	"context"
	"io"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss"
	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss/credentials"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/op"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// otherNames are the operations whose methods have another name in SDK v2.
var otherNames = map[string]string{
	"DeleteMultipleObjects": "DeleteMultipleObjects", "OptionObject": "Options", "PutBucketRtc": "PutBucketRTC",
}

// A recorder keeps the last request of a client, and answers nothing.
type recorder struct{ request *http.Request }

func (r *recorder) RoundTrip(request *http.Request) (*http.Response, error) {
	r.request = request
	return &http.Response{StatusCode: 200, Header: http.Header{}, Body: http.NoBody, Request: request}, nil
}

// Every request that SDK v2 can make is one for an operation of that name, or is declined with a
// reason. Each is made with all fields that it may have of a simple kind.
func TestRequestsOfSDKv2(t *testing.T) {
	sent := &recorder{}
	client := reflect.ValueOf(oss.NewClient(oss.NewConfig().WithRegion("cn-hangzhou").WithEndpoint(bench.Hangzhou).
		WithCredentialsProvider(credentials.NewStaticCredentialsProvider("id", "secret")).
		WithHttpClient(&http.Client{Transport: sent}).WithRetryMaxAttempts(1)))
	served, declined := 0, map[string][]string{}
	for i := range client.NumMethod() {
		method := client.Type().Method(i)
		if !takesRequest(method.Type) {
			continue
		}
		request := reflect.New(method.Type.In(2).Elem())
		fill(request.Elem(), false)
		for name, value := range untyped() {
			if f := request.Elem().FieldByName(name); f.IsValid() && f.Kind() == value.Kind() || f.IsValid() && f.Kind() == reflect.Interface {
				f.Set(value)
			}
		}
		sent.request = nil
		client.Method(i).Call([]reflect.Value{reflect.ValueOf(context.Background()), request})
		if sent.request == nil {
			t.Errorf("%s: no request is sent", method.Name)
			continue
		}
		o, denial := foundFor(t, sent.request)
		switch {
		case denial != nil && denial.Reason == deny.NotImplemented:
			why := denial.Fields[slices.IndexFunc(denial.Fields, func(f deny.Field) bool { return f.Name == "Detail" })].Value
			if strings.HasPrefix(why, "unknown") || strings.HasPrefix(why, "not a") || strings.HasPrefix(why, "no operation") {
				t.Errorf("%s: it is not known: %s %s", method.Name, sent.request.Method, sent.request.URL)
			}
			declined[why] = append(declined[why], method.Name)
		case denial != nil:
			t.Errorf("%s: %s %s: %s", method.Name, sent.request.Method, sent.request.URL, denial.Reason)
		case o.Name != method.Name && otherNames[method.Name] != o.Name:
			t.Errorf("%s: %s %s: taken for %s", method.Name, sent.request.Method, sent.request.URL, o.Name)
		default:
			served++
		}
	}
	if served < 100 {
		t.Errorf("only %d requests are served", served)
	}
	for why, names := range declined {
		t.Logf("declined, %s: %s", why, strings.Join(names, " "))
	}
	t.Logf("%d requests are served", served)
}

// untyped are values of fields that no type tells how to fill.
func untyped() map[string]reflect.Value {
	return map[string]reflect.Value{
		"MetaRequest": reflect.ValueOf(&oss.CsvMetaRequest{}),
		"Objects":     reflect.ValueOf([]oss.DeleteObject{{Key: oss.Ptr("some-key")}}),
	}
}

// takesRequest: the method sends one request, of a type of its own.
func takesRequest(m reflect.Type) bool {
	return m.NumIn() == 4 && m.IsVariadic() && m.In(1) == reflect.TypeFor[context.Context]() &&
		m.In(2).Kind() == reflect.Pointer && strings.HasSuffix(m.In(2).Elem().Name(), "Request")
}

// foundFor looks up the operation of a request as the emulator does.
func foundFor(t *testing.T, sent *http.Request) (*op.Operation, *deny.Denial) {
	t.Helper()
	sent.Host = sent.URL.Host
	r, denial := wire.Parse(sent, "", time.Now(), wire.NewHosts([]string{"cn-hangzhou"}))
	if denial != nil {
		t.Fatalf("%s %s: %v", sent.Method, sent.URL, denial)
	}
	return op.NewIndex(op.Table()).Find(r)
}

// fill gives the required fields of a request values, and all fields of what is in it.
func fill(v reflect.Value, all bool) {
	for i := range v.NumField() {
		f, field := v.Field(i), v.Type().Field(i)
		tag := field.Tag.Get("input")
		if !field.IsExported() || field.Anonymous || !all && !strings.Contains(tag, "required") {
			continue
		}
		fillOne(f, field.Name)
	}
}

func fillOne(f reflect.Value, name string) {
	switch {
	case f.Type() == reflect.TypeFor[io.Reader]():
		f.Set(reflect.ValueOf(strings.NewReader("content")))
	case f.Kind() == reflect.Pointer && f.Type().Elem().Kind() == reflect.Struct:
		f.Set(reflect.New(f.Type().Elem()))
		if f.Type().Elem() != reflect.TypeFor[time.Time]() {
			fill(f.Elem(), true)
		}
	case f.Kind() == reflect.Pointer:
		f.Set(reflect.New(f.Type().Elem()))
		fillOne(f.Elem(), name)
	case f.Kind() == reflect.Slice && f.Type().Elem().Kind() != reflect.Uint8:
		f.Set(reflect.MakeSlice(f.Type(), 1, 1))
		fillOne(f.Index(0), name)
	case f.Kind() == reflect.Struct:
		fill(f, true)
	case f.Kind() == reflect.String:
		f.SetString("some-" + strings.ToLower(name))
	case f.CanInt():
		f.SetInt(1)
	case f.Kind() == reflect.Bool:
		f.SetBool(true)
	}
}
