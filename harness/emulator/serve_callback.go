package emulator

import (
	"context"
	"net/http"

	"github.com/oss403/oss403/harness/emulator/internal/callback"
	"github.com/oss403/oss403/harness/emulator/internal/check"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// finish does the slow parts of an answer outside of the lock. It does one large
// part at a time, because each may need much memory; callbacks run in parallel.
func (e *Emulator) finish(resp *wire.Response) *deny.Denial {
	if resp.Later != nil {
		if denial := e.finishLarge(resp); denial != nil {
			return denial
		}
	}
	if resp.Call == nil {
		return nil
	}
	return resp.Call()
}

func (e *Emulator) finishLarge(resp *wire.Response) *deny.Denial {
	e.finishing.Lock()
	defer e.finishing.Unlock()
	return resp.Later()
}

// sender returns the function that sends the callback of a request. The client of
// OSS may leave; the callback is made all the same.
func (e *Emulator) sender(c *check.Case) func(*callback.Call, callback.Values) (*callback.Answer, *deny.Denial) {
	client := &callback.Client{Limits: c.Limits.Callback, Now: e.now, Key: e.callback}
	about := callback.About{RequestID: c.Request.ID, Bucket: c.Request.Bucket, Requester: c.Principal().UID}
	return func(call *callback.Call, values callback.Values) (*callback.Answer, *deny.Denial) {
		return client.Send(context.Background(), call, values, about)
	}
}

// servesKey reports whether a request is for the public key of callbacks, under the
// name that callbacks give it.
func servesKey(r *http.Request) bool {
	return wire.HostName(r.Host) == callback.KeyHost
}

func (e *Emulator) serveKey(w http.ResponseWriter) {
	key, err := e.callback.PEM()
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/x-pem-file")
	w.Write(key) // an error here means that the client left
}
