package wire

import "github.com/oss403/oss403/harness/emulator/internal/large"

// The limits of the data port. Where the service publishes a limit, it is
// that one; the others bound the emulator's memory.
const (
	MaxHeaderBytes = 32 << 10  // all header names and values of a request, its security token apart
	MaxToken       = 64 << 10  // bytes of a security token in a header
	MaxHeaders     = 256       // header fields of a request
	MaxTarget      = 16 << 10  // path and query of a request line
	MaxParams      = 256       // query parameters
	MaxKey         = 1023      // bytes of an object key (published)
	MaxObject      = large.Max // bytes of one PutObject, UploadPart or object of AppendObject (published: 5 GB)
	MaxChunks      = 100_000   // chunks of an upload: what clients send, 64 KiB at a time, is as long as an object may be
	MaxChunkLine   = 1 << 10   // bytes of the line before a chunk, and of one of a trailer
	MaxTrailer     = 16        // lines of a trailer
	MaxXML         = 2 << 20   // bytes of an XML body (published for DeleteMultipleObjects)
	MaxXMLElements = 40_000    // elements of an XML body: 10,000 parts of three
	MaxXMLTag      = 4 << 10   // bytes of one tag of an XML body
	MaxUserMeta    = 8 << 10   // bytes of all x-oss-meta-* of an object (published)
)
