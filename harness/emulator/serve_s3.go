package emulator

import (
	"net/http"
	"strconv"

	"github.com/oss403/oss403/harness/emulator/internal/check"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/large"
	"github.com/oss403/oss403/harness/emulator/internal/s3"
	"github.com/oss403/oss403/harness/emulator/internal/sign"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// speaksS3: what is signed as S3 does is of S3 as a whole. Nobody is asked who sends a
// preflight.
func speaksS3(r *wire.Request) bool {
	return r.Method != http.MethodOptions && sign.CarrierOf(r).IsS3()
}

// readBody reads the body as it is, or out of the chunks of S3, whose length together must
// be told.
func readBody(c *check.Case, r *http.Request, room *large.Room) (denial *deny.Denial) {
	into := c.Request
	defer func() { into.Content.KeepAlive() }()
	kind, chunked := c.Claim.Chunked()
	if !chunked {
		into.Content, into.Sums, denial = wire.ReadBody(r, c.Operation.Body, room)
		body := into.Content.Bytes()
		if c.Claim.SignedHash() != "" {
			into.Sums.SHA256 = wire.SHA256(body)
		}
		if into.Sent != nil {
			body = s3.Document(c.Operation.Name, body)
		}
		into.SetBody(body)
		return denial
	}
	size, err := strconv.ParseInt(r.Header.Get("x-amz-decoded-content-length"), 10, 64)
	if err != nil || size < 0 {
		return deny.Because(deny.MissingLength)
	}
	into.Content, into.Sums, into.Chunks, denial = wire.ReadChunks(r.Body, kind, size, c.Operation.Body, room)
	into.SetBody(into.Content.Bytes())
	return denial
}
