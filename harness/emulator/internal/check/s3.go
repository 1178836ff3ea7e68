package check

import (
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/sign"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// s3Open: the account may sign as S3 does, and with that version.
// https://help.aliyun.com/en/oss/user-guide/0002-00000031 to 0033, and 0714
func s3Open(c *Case) *deny.Denial {
	closed, rules := c.closed().S3, c.Claim.Carrier.Rules()
	switch {
	case closed.All:
		return deny.Because(deny.S3Closed)
	case closed.V2 && c.Claim.Carrier == sign.S3V2Form:
		return deny.Because(deny.FormS3V2Closed)
	case closed.V2 && rules == sign.S3V2:
		return deny.Because(deny.S3V2Closed)
	case closed.V4 && rules == sign.S3V4:
		return deny.Because(deny.S3V4Closed)
	}
	return nil
}

// tokenNamedByS3: what is signed as S3 does has its token under the name of S3.
// https://help.aliyun.com/en/oss/user-guide/0002-00000009
func tokenNamedByS3(c *Case) *deny.Denial {
	if c.Request.AsSent().Header.Has("x-oss-security-token") {
		return deny.Because(deny.TokenOfOSSName)
	}
	return nil
}

// headersSigned: every x-amz-* header is signed.
// https://help.aliyun.com/en/oss/user-guide/0002-00000431
func headersSigned(c *Case) *deny.Denial {
	naked := c.Claim.Unsigned(c.Request.AsSent())
	if len(naked) == 0 {
		return nil
	}
	return deny.Because(deny.S3HeaderNaked, c.Claim.KeyField(), deny.Field{Name: "HeadersNotSigned", Value: strings.Join(naked, ", ")})
}

// chunkingServed: content is aws-chunked as x-amz-content-sha256 says, with a signature of
// each chunk. With a trailer, and without signatures, it is not taken; where the account
// has been granted it, as gateways do, it is.
// https://help.aliyun.com/en/oss/user-guide/0017-00000804
// https://github.com/apache/polaris/issues/3346
func chunkingServed(c *Case) *deny.Denial {
	kind, chunked := c.Claim.Chunked()
	encoding := c.Request.AsSent().Header.Get("Content-Encoding")
	switch {
	case !chunked && !strings.Contains(encoding, "aws-chunked"):
		return nil
	case chunked && (kind == wire.ChunkKind{Signed: true} || c.standing(c.Principal().UID).ChunkTrailers):
		return nil
	}
	return deny.Because(deny.ChunksUnserved,
		deny.Field{Name: "ArgumentName", Value: "Content-Encoding"},
		deny.Field{Name: "ArgumentValue", Value: "aws-chunked"})
}

// payloadMatches: the body, once it has been read, has the hash that was signed.
// https://help.aliyun.com/en/oss/user-guide/0002-00000427
func payloadMatches(c *Case) *deny.Denial {
	if signed := c.Claim.SignedHash(); signed == "" || signed == c.Request.Sums.SHA256 {
		return nil
	}
	return deny.Because(deny.S3Payload,
		deny.Field{Name: "ArgumentName", Value: "x-amz-content-sha256"},
		deny.Field{Name: "ArgumentValue", Value: c.Claim.Payload})
}

// chunksMatch computes the signatures of the chunks again, once they have been read.
// https://help.aliyun.com/en/oss/user-guide/0002-00000430
func chunksMatch(c *Case) *deny.Denial {
	if of := c.chunks(c.Principal().Secret); of.wrong != nil {
		return c.mismatch(deny.SignatureChunk, of.sent, *of.wrong)
	}
	return nil
}

// trailerHolds: the checksums of the trailer are those of the content.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
func trailerHolds(c *Case) *deny.Denial {
	if name := c.trailer(); name != "" {
		return deny.Because(deny.TrailerChecksum, deny.Field{Name: "Trailer", Value: name})
	}
	return nil
}
