package op

import (
	"bytes"
	"encoding/base64"
	"strconv"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/query"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// The bodies of SelectObject and CreateSelectObjectMeta, for CSV and for JSON.
// https://www.alibabacloud.com/help/en/oss/developer-reference/selectobject
var (
	selectInput = wire.Shape{Name: "InputSerialization", Children: []wire.Shape{
		{Name: "CompressionType"},
		{Name: "CSV", Children: []wire.Shape{
			{Name: "FileHeaderInfo"}, {Name: "RecordDelimiter"}, {Name: "FieldDelimiter"}, {Name: "QuoteCharacter"},
			{Name: "CommentCharacter"}, {Name: "Range"}, {Name: "AllowQuotedRecordDelimiter"},
		}},
		{Name: "JSON", Children: []wire.Shape{{Name: "Type"}, {Name: "Range"}, {Name: "ParseJsonNumberAsString"}}},
	}}
	selectRequest = wire.Shape{Name: "SelectRequest", Children: []wire.Shape{
		{Name: "Expression"}, selectInput,
		{Name: "OutputSerialization", Children: []wire.Shape{
			{Name: "CSV", Children: []wire.Shape{{Name: "RecordDelimiter"}, {Name: "FieldDelimiter"}}},
			{Name: "JSON", Children: []wire.Shape{{Name: "RecordDelimiter"}}},
			{Name: "KeepAllColumns"}, {Name: "OutputRawData"}, {Name: "EnablePayloadCrc"}, {Name: "OutputHeader"},
		}},
		{Name: "Options", Children: []wire.Shape{{Name: "SkipPartialDataRecord"}, {Name: "MaxSkippedRecordsAllowed"}}},
	}}
	csvMetaRequest  = wire.Shape{Name: "CsvMetaRequest", Children: []wire.Shape{selectInput, {Name: "OverwriteIfExists"}}}
	jsonMetaRequest = wire.Shape{Name: "JsonMetaRequest", Children: []wire.Shape{selectInput, {Name: "OverwriteIfExists"}}}
)

// A selection is what SelectObject asks for.
type selection struct {
	query.Job
	gzip, raw, checksums bool
}

// notSelected is the refusal of a query.
func notSelected(err *query.Error) *deny.Denial {
	return deny.Because(deny.SelectReason(err.Code), deny.Field{Name: "Detail", Value: err.Detail})
}

// selectionAsked reads the body of a request.
func selectionAsked(r *wire.Request) (s selection, denial *deny.Denial) {
	body, err := wire.ReadXML(r.Body(), selectRequest)
	if err != nil {
		return s, malformed(err)
	}
	s.JSON = r.Query.Get(process) == "json/select"
	f := fields{}
	sql, ok := f.decoded(body, "Expression")
	if !ok {
		return s, notSelected(&query.Error{Code: "InvalidSqlParameter", Detail: "the statement is no base64"})
	}
	s.SQL = sql
	in, out, options := body.In("InputSerialization"), body.In("OutputSerialization"), body.In("Options")
	f.input(&s, in)
	kind := "CSV"
	if s.JSON {
		kind = "JSON"
	}
	s.OutRecord = f.delimiter(out.In(kind), "RecordDelimiter", "\n", 2, "InvalidOutputRecordDelimiter")
	s.OutField = f.delimiter(out.In(kind), "FieldDelimiter", ",", 1, "InvalidOutputFieldDelimiter")
	s.KeepAll, s.PrintsHeader = f.yes(out, "KeepAllColumns", false), f.yes(out, "OutputHeader", false)
	s.raw, s.checksums = f.yes(out, "OutputRawData", false), f.yes(out, "EnablePayloadCrc", false)
	s.SkipPartial = f.yes(options, "SkipPartialDataRecord", false)
	if most := strings.TrimSpace(options.Child("MaxSkippedRecordsAllowed")); most != "" {
		if s.MaxSkipped, err = strconv.Atoi(most); err != nil {
			f.wrong("InvalidMaxSkippedRecordsAllowed", most)
		}
	}
	if s.raw && s.checksums {
		f.wrong("InvalidOSSSelectParameters", "raw data has no checksum")
	}
	return s, f.denial
}

// fields reads the fields of a body. The first that is wrong is kept.
type fields struct{ denial *deny.Denial }

func (f *fields) wrong(code, detail string) {
	if f.denial == nil {
		f.denial = notSelected(&query.Error{Code: code, Detail: detail})
	}
}

func (f *fields) decoded(e wire.Element, name string) (string, bool) {
	text, err := base64.StdEncoding.DecodeString(strings.TrimSpace(e.Child(name)))
	return string(text), err == nil
}

// delimiter reads a field of at most so many bytes; where there is none, it has its usual value.
func (f *fields) delimiter(e wire.Element, name, usual string, most int, code string) string {
	text, ok := f.decoded(e, name)
	switch {
	case !ok || len(text) > most:
		f.wrong(code, e.Child(name))
		return usual
	case text == "":
		return usual
	}
	return text
}

func (f *fields) yes(e wire.Element, name string, usual bool) bool {
	switch text := strings.ToLower(strings.TrimSpace(e.Child(name))); text {
	case "":
		return usual
	case "true", "false":
		return text == "true"
	default:
		if f.denial == nil {
			f.denial = malformed(errQuiet)
		}
		return usual
	}
}

// input reads InputSerialization.
func (f *fields) input(s *selection, in wire.Element) {
	switch kind := strings.ToUpper(strings.TrimSpace(in.Child("CompressionType"))); kind {
	case "", "NONE":
	case "GZIP":
		s.gzip = true
	default:
		f.wrong("UnsupportedCompressionFormat", kind)
	}
	if s.JSON {
		e := in.In("JSON")
		s.Document = strings.EqualFold(strings.TrimSpace(e.Child("Type")), "DOCUMENT")
		s.NumbersAsText = f.yes(e, "ParseJsonNumberAsString", false)
		f.lines(s, e.Child("Range"))
		return
	}
	e := in.In("CSV")
	s.Header = query.Header(strings.ToUpper(strings.TrimSpace(e.Child("FileHeaderInfo"))))
	switch s.Header {
	case query.NoHeader, query.IgnoredHeader, query.UsedHeader:
	case "":
		s.Header = query.NoHeader
	default:
		if f.denial == nil {
			f.denial = malformed(errQuiet)
		}
	}
	s.Record = f.delimiter(e, "RecordDelimiter", "\n", 2, "InvalidInputRecordDelimiter")
	s.Field = f.delimiter(e, "FieldDelimiter", ",", 1, "InvalidInputFieldDelimiter")
	s.Quote = f.delimiter(e, "QuoteCharacter", `"`, 1, "InvalidInputQuote")
	s.Comment = f.delimiter(e, "CommentCharacter", "", 1, "InvalidCommentCharacter")
	s.QuotedRecords = f.yes(e, "AllowQuotedRecordDelimiter", true)
	f.lines(s, e.Child("Range"))
}

// lines reads line-range=a-b or split-range=a-b, in which one end may be missing. The object is one
// split, number 0.
func (f *fields) lines(s *selection, text string) {
	const all = 1 << 40
	text = strings.TrimSpace(text)
	if text == "" {
		return
	}
	span, isLine := strings.CutPrefix(text, "line-range=")
	if !isLine {
		var isSplit bool
		if span, isSplit = strings.CutPrefix(text, "split-range="); !isSplit {
			f.wrong("InvalidRange", text)
			return
		}
	}
	first, last, ok := strings.Cut(span, "-")
	from, err1 := strconv.ParseUint("0"+first, 10, 40)
	to, err2 := strconv.ParseUint("0"+last, 10, 40)
	if last == "" {
		to = all
	}
	switch {
	case !ok || err1 != nil || err2 != nil || to < from || first == "" && to == all:
		f.wrong("InvalidRange", text)
	case !isLine && (from == 0 || first == ""):
		s.Lines = &query.Range{To: all}
	case first == "":
		s.Lines = &query.Range{Last: int(to)}
	default:
		s.Lines = &query.Range{From: int(from), To: int(to)}
	}
}

// selectObject is https://www.alibabacloud.com/help/en/oss/developer-reference/selectobject
// The query runs when the world is free again. A range needs CreateSelectObjectMeta first.
func selectObject(c *Context) (*wire.Response, *deny.Denial) {
	s, denial := selectionAsked(c.Request)
	if denial != nil {
		return nil, denial
	}
	if _, denial := describe(c); denial != nil {
		return nil, denial
	}
	o, _ := opened(c)
	if s.Lines != nil && o.Rows == "" {
		return nil, notSelected(&query.Error{Code: "SelectCsvMetaUnavailable", Detail: "the rows have not been counted"})
	}
	resp := wire.Empty(206)
	resp.Set("x-oss-select-output-raw", strconv.FormatBool(s.raw))
	resp.Set("Content-Type", "application/octet-stream")
	resp.Later = func() *deny.Denial {
		defer o.Data.KeepAlive()
		data, denial := unpacked(o.Data, s.gzip)
		if denial != nil {
			return denial
		}
		result, err := query.Run(data, s.Job)
		switch {
		case err != nil:
			return notSelected(err)
		case s.raw:
			resp.Body = bytes.Join(result.Rows, nil)
		default:
			resp.Body = query.Frames(result, o.Data.Len(), s.checksums)
		}
		return nil
	}
	return resp, nil
}

// countRows is CreateSelectObjectMeta. It remembers that the rows are counted; the object stays as it is.
func countRows(c *ChangeContext) (*wire.Response, *deny.Denial) {
	isJSON := c.Request.Query.Get(process) == "json/meta"
	shape := csvMetaRequest
	if isJSON {
		shape = jsonMetaRequest
	}
	body, err := wire.ReadXML(c.Request.Body(), shape)
	if err != nil {
		return nil, malformed(err)
	}
	f, s := fields{}, selection{Job: query.Job{JSON: isJSON}}
	f.input(&s, body.In("InputSerialization"))
	f.yes(body, "OverwriteIfExists", false)
	if f.denial != nil {
		return nil, f.denial
	}
	o, denial := find(&c.Context)
	if denial != nil {
		return nil, denial
	}
	data, denial := unpacked(o.Data, s.gzip)
	if denial != nil {
		return nil, denial
	}
	rows, columns, failed := query.Count(data, s.Job)
	if failed != nil {
		return nil, notSelected(failed)
	}
	next := *o
	next.Rows = "csv"
	if isJSON {
		next.Rows = "json"
	}
	resp, denial := c.replaced(200, &next)
	if denial != nil {
		return nil, denial
	}
	resp.Set("Content-Type", "application/octet-stream")
	resp.Body = query.MetaFrame(isJSON, o.Data.Len(), rows, columns)
	return resp, nil
}
