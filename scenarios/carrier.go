package scenarios

import (
	"slices"
	"strings"
)

// Carrier is how a request carries its signature, and whether it is sent as
// HEAD. It is a dimension of a scenario: one literal becomes one scenario for
// each of its carriers.
type Carrier string

// The carriers. A refusal of a HEAD request travels in the header x-oss-err.
const (
	Unsigned     Carrier = "unsigned"
	UnsignedHead Carrier = "unsigned-head"
	V1Header     Carrier = "v1-header"
	V1HeaderHead Carrier = "v1-header-head"
	V1URL        Carrier = "v1-url"
	V1URLHead    Carrier = "v1-url-head"
	V4Header     Carrier = "v4-header"
	V4HeaderHead Carrier = "v4-header-head"
	V4URL        Carrier = "v4-url"
	V4URLHead    Carrier = "v4-url-head"
	PostV1       Carrier = "post-v1"
	PostV4       Carrier = "post-v4"
	PostUnsigned Carrier = "post-unsigned"
	V2Header     Carrier = "v2-header"
	V2URL        Carrier = "v2-url"
	S3V4Header   Carrier = "s3-v4-header"
	S3V4URL      Carrier = "s3-v4-url"
	S3V2Header   Carrier = "s3-v2-header"
	S3V2URL      Carrier = "s3-v2-url"
	S3V4Chunked  Carrier = "s3-v4-chunked"
	PostS3V2     Carrier = "post-s3-v2"
	PostS3V4     Carrier = "post-s3-v4"
)

// Form is a signing form: the signature version and where the signature stands.
type Form string

// The signing forms of OSS requests.
const (
	FormNone     Form = "unsigned"
	FormV1Header Form = "V1 header"
	FormV1URL    Form = "V1 URL"
	FormV4Header Form = "V4 header"
	FormV4URL    Form = "V4 URL"
	FormPostV1   Form = "Post V1" // a PostObject form
	FormPostV4   Form = "Post V4"
	FormV2Header Form = "V2 header"
	FormV2URL    Form = "V2 URL"

	// The S3-compatible forms.
	FormS3V4Header  Form = "S3 V4 header"
	FormS3V4URL     Form = "S3 V4 URL"
	FormS3V2Header  Form = "S3 V2 header"
	FormS3V2URL     Form = "S3 V2 URL"
	FormPostS3V2    Form = "S3 Post V2"
	FormPostS3V4    Form = "S3 Post V4"
	FormS3V4Chunked Form = "S3 V4 chunks" // in the header, and of each chunk of the body
)

type carrierRow struct {
	carrier Carrier
	form    Form
	head    bool
}

func carriers() []carrierRow {
	return []carrierRow{
		{Unsigned, FormNone, false},
		{UnsignedHead, FormNone, true},
		{V1Header, FormV1Header, false},
		{V1HeaderHead, FormV1Header, true},
		{V1URL, FormV1URL, false},
		{V1URLHead, FormV1URL, true},
		{V4Header, FormV4Header, false},
		{V4HeaderHead, FormV4Header, true},
		{V4URL, FormV4URL, false},
		{V4URLHead, FormV4URL, true},
		{PostV1, FormPostV1, false},
		{PostV4, FormPostV4, false},
		{PostUnsigned, FormPostV4, false},
		{V2Header, FormV2Header, false},
		{V2URL, FormV2URL, false},
		{S3V4Header, FormS3V4Header, false},
		{S3V4URL, FormS3V4URL, false},
		{S3V2Header, FormS3V2Header, false},
		{S3V2URL, FormS3V2URL, false},
		{S3V4Chunked, FormS3V4Chunked, false},
		{PostS3V2, FormPostS3V2, false},
		{PostS3V4, FormPostS3V4, false},
	}
}

func (c Carrier) row() (carrierRow, bool) {
	rows := carriers()
	i := slices.IndexFunc(rows, func(r carrierRow) bool { return r.carrier == c })
	if i < 0 {
		return carrierRow{}, false
	}
	return rows[i], true
}

// Form is the signing form of a request sent over c.
func (c Carrier) Form() Form {
	r, _ := c.row()
	return r.form
}

// Head says that c sends the request as HEAD.
func (c Carrier) Head() bool {
	r, _ := c.row()
	return r.head
}

// Signed lists the four signing forms.
func Signed() []Carrier { return []Carrier{V1Header, V1URL, V4Header, V4URL} }

// SignedHead lists the four signing forms of a HEAD request.
func SignedHead() []Carrier { return []Carrier{V1HeaderHead, V1URLHead, V4HeaderHead, V4URLHead} }

// Post lists the signing forms of PostObject.
func Post() []Carrier { return []Carrier{PostV1, PostV4} }

// V1 lists every carrier of a version 1 signature.
func V1() []Carrier { return []Carrier{V1Header, V1HeaderHead, V1URL, V1URLHead} }

// V4 lists every carrier of a version 4 signature.
func V4() []Carrier { return []Carrier{V4Header, V4HeaderHead, V4URL, V4URLHead} }

// V2 lists the carriers of a version 2 signature.
func V2() []Carrier { return []Carrier{V2Header, V2URL} }

// S3 lists the carriers of an S3-compatible signature that every request can have.
func S3() []Carrier { return []Carrier{S3V4Header, S3V4URL, S3V2Header, S3V2URL} }

// PostS3 lists the S3-compatible signing forms of PostObject.
func PostS3() []Carrier { return []Carrier{PostS3V2, PostS3V4} }

// dressedAsS3 reports whether the form is S3-compatible, so that S3's names stand in the answer.
func (f Form) dressedAsS3() bool { return strings.HasPrefix(string(f), "S3 ") }
