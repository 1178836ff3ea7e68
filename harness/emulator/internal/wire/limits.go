package wire

// The limits of the data port. Where the service publishes a limit, it is
// that one; the others bound the emulator's memory.
const (
	MaxHeaderBytes = 32 << 10  // all header names and values of a request, its security token apart
	MaxToken       = 64 << 10  // bytes of a security token in a header
	MaxHeaders     = 256       // header fields of a request
	MaxTarget      = 16 << 10  // path and query of a request line
	MaxParams      = 256       // query parameters
	MaxKey         = 1023      // bytes of an object key (published)
	MaxObject      = 128 << 20 // bytes of one PutObject or UploadPart; the service takes 5 GB
	MaxChunks      = 20_000    // chunks of an upload; S3's are of 8 KiB at least, but for the last
	MaxChunkLine   = 1 << 10   // bytes of the line before a chunk, and of one of a trailer
	MaxTrailer     = 16        // lines of a trailer
	MaxXML         = 2 << 20   // bytes of an XML body (published for DeleteMultipleObjects)
	MaxXMLElements = 40_000    // elements of an XML body: 10,000 parts of three
	MaxXMLTag      = 4 << 10   // bytes of one tag of an XML body
	MaxUserMeta    = 8 << 10   // bytes of all x-oss-meta-* of an object (published)
)
