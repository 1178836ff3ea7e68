package bench

import (
	"encoding/base64"
	"net/http"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// SelectBody is the body of SelectObject: a statement, what InputSerialization and
// OutputSerialization hold, and the options.
func SelectBody(sql, in, out, options string) string {
	return "<SelectRequest><Expression>" + B64(sql) + "</Expression><InputSerialization>" + in + "</InputSerialization>" +
		"<OutputSerialization>" + out + "</OutputSerialization><Options>" + options + "</Options></SelectRequest>"
}

// B64 is a text in base64.
func B64(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }

// Selecting asks for rows of an object of the open bucket, which it stores; kind is csv or json.
func (b *Bench) Selecting(kind, content, body string) *http.Request {
	b.Must(b.Owner(b.Raw("PUT", Open, "/rows", content)))
	return b.Owner(b.Raw("POST", Open, "/rows?x-oss-process="+kind+"/select", body))
}

// selectRefusals are what SelectObject refuses: the Code, the kind and the content of an object, the
// statement, and what the body holds beside it.
var selectRefusals = []struct{ code, kind, content, sql, in, out, options string }{
	{code: "InvalidSqlParameter"},
	{code: "InvalidSqlParameter", sql: "select * from ossobject where a = '" + strings.Repeat("a", 16<<10) + "'"},
	{code: "InvalidInputFieldDelimiter", in: "<CSV><FieldDelimiter>" + B64("ab") + "</FieldDelimiter></CSV>"},
	{code: "InvalidInputRecordDelimiter", in: "<CSV><RecordDelimiter>?</RecordDelimiter></CSV>"},
	{code: "InvalidInputQuote", in: "<CSV><QuoteCharacter>" + B64("ab") + "</QuoteCharacter></CSV>"},
	{code: "InvalidCommentCharacter", in: "<CSV><CommentCharacter>" + B64("ab") + "</CommentCharacter></CSV>"},
	{code: "InvalidOutputFieldDelimiter", out: "<CSV><FieldDelimiter>" + B64("ab") + "</FieldDelimiter></CSV>"},
	{code: "InvalidOutputRecordDelimiter", out: "<CSV><RecordDelimiter>" + B64("abc") + "</RecordDelimiter></CSV>"},
	{code: "UnsupportedCompressionFormat", in: "<CompressionType>BZIP2</CompressionType>"},
	{code: "DecompressFailure", in: "<CompressionType>gzip</CompressionType>"},
	{code: "InvalidRange", in: "<CSV><Range>0-1</Range></CSV>"},
	{code: "InvalidRange", in: "<CSV><Range>line-range=2-1</Range></CSV>"},
	{code: "InvalidRange", kind: "json", in: "<JSON><Range>line-range=-</Range></JSON>"},
	{code: "SelectCsvMetaUnavailable", in: "<CSV><Range>line-range=0-1</Range></CSV>"},
	{code: "InvalidMaxSkippedRecordsAllowed", options: "<MaxSkippedRecordsAllowed>one</MaxSkippedRecordsAllowed>"},
	{code: "InvalidTextEncoding", content: "\xff"},
	{code: "InvalidOSSSelectParameters", out: "<OutputRawData>true</OutputRawData><EnablePayloadCrc>true</EnablePayloadCrc>"},
	{code: "SqlSyntaxError", sql: "select year || city from ossobject"},
	{code: "SqlSyntaxError", sql: "select * from ossobject group by city"},
	{code: "SqlSyntaxError", sql: "select * from ossobject order by _1"},
	{code: "SqlSyntaxError", sql: "select * from ossobject o join s3object s on o.a = s.a"},
	{code: "SqlSyntaxError", sql: "select * from ossobject where avg(cast(_1 as int)) > 1"},
	{code: "SqlSyntaxError", sql: "select * from other"},
	{code: "SqlSyntaxError", sql: "select * from ossobject where _1 = 'a"},
	{code: "SqlExceedsMaxInCount", sql: "select * from ossobject where _1 in (1" + strings.Repeat(",1", 1024) + ")"},
	{code: "SqlExceedsMaxColumnNameLength", sql: "select " + strings.Repeat("a", 1025) + " from ossobject"},
	{code: "SqlInvalidColumnIndex", sql: "select _0 from ossobject"},
	{code: "SqlInvalidColumnIndex", sql: "select _1001 from ossobject"},
	{code: "SqlAggregationOnNonNumericType", sql: "select max(_1) from ossobject"},
	{code: "SqlInvalidAggregationOnTimestamp", content: "20121201", sql: "select sum(cast(_1 as timestamp)) from ossobject"},
	{code: "SqlValueTypeOfInMustBeSame", sql: "select * from ossobject where _1 in (1, 'a')"},
	{code: "SqlInvalidEscapeChar", sql: "select * from ossobject where _1 like 'a' escape '%'"},
	{code: "SqlOnlyOneEscapeCharIsAllowed", sql: "select * from ossobject where _1 like 'a' escape 'ab'"},
	{code: "SqlNoCharAfterEscapeChar", sql: "select * from ossobject where _1 like 'a!' escape '!'"},
	{code: "SqlExceedsMaxWildCardCount", sql: "select * from ossobject where _1 like '%a%b*c%d%e%'"},
	{code: "SqlInvalidLikeOperand", sql: "select * from ossobject where 'a' like 'a'"},
	{code: "SqlInvalidLimitValue", sql: "select * from ossobject limit 0"},
	{code: "SqlExceedsMaxConditionCount", sql: "select * from ossobject where _1 = 1" + strings.Repeat(" or _1 = 1", 20)},
	{code: "SqlExceedsMaxConditionDepth", sql: "select _1 from ossobject where " + strings.Repeat("(", 11) + "1=1" + strings.Repeat(")", 11)},
	{code: "SqlOneColumnCastToDifferentTypes", sql: "select cast(_1 as int) from ossobject where cast(_1 as double) > 1"},
	{code: "SqlInvalidColumnName", sql: "select city from ossobject"},
	{code: "SqlNotSupportedTimestampFormat", sql: "select cast(_1 as timestamp format 'never') from ossobject"},
	{code: "SqlInvalidMixOfAggregationAndColumn", sql: "select count(*), _1 from ossobject"},
	{code: "SqlExceedsMaxAggregationCount", sql: "select count(*)" + strings.Repeat(", count(*)", 100) + " from ossobject"},
	{code: "SqlInvalidMixOfStarAndColumn", sql: "select *, _1 from ossobject"},
	{code: "SqlInvalidKeepAllColumnsWithAggregation", sql: "select count(*) from ossobject", out: "<KeepAllColumns>true</KeepAllColumns>"},
	{code: "SqlInvalidKeepAllColumnsWithDuplicateColumn", sql: "select _1, _1 from ossobject", out: "<KeepAllColumns>true</KeepAllColumns>"},
	{code: "SqlInvalidAndOperand", sql: "select * from ossobject where _1 = 1 and 2"},
	{code: "SqlInvalidOrOperand", sql: "select * from ossobject where 2 or _1 = 1"},
	{code: "SqlInvalidNotOperand", sql: "select * from ossobject where not 2"},
	{code: "SqlInvalidIsNullOperand", sql: "select * from ossobject where 1 is null"},
	{code: "SqlInvalidConcatOperand", sql: "select * from ossobject where 'a' || 'b' = 'ab'"},
	{code: "SqlUnsupportedSql", sql: "select _1" + strings.Repeat(",_1", 1000) + " from ossobject"},
	{code: "InvalidArithmeticOperand", sql: "select * from ossobject where _1 + 'a' > 1"},
	{code: "InvalidCsvLine", content: `a,"b`},
	{code: "InvalidCsvLine", content: `"a"b,c`},
	{code: "InvalidCsvLine", content: "\"a\nb\"", in: "<CSV><AllowQuotedRecordDelimiter>false</AllowQuotedRecordDelimiter></CSV>"},
	{code: "InvalidCsvLine", content: strings.Repeat("a", 256<<10+1)},
	{code: "InvalidCsvLine", content: "a", sql: "select * from ossobject where _1 > 1"},
	{code: "InvalidCsvLine", content: "a", sql: "select _2 from ossobject", options: "<SkipPartialDataRecord>true</SkipPartialDataRecord>"},
	{code: "NestedColumnNotSupportInCsv", sql: "select a.b.c from ossobject"},
	{code: "NestedColumnNotSupportInCsv", sql: "select _1[0] from ossobject"},
	{code: "NestedColumnNotSupportInCsv", sql: "select other._1 from ossobject"},
	{code: "NestedColumnNotSupportInCsv", sql: "select * from ossobject.a"},
	{code: "NegativeRowIndex", kind: "json", sql: "select a[-1] from ossobject"},
	{code: "ExceedsMaxNestedColumnDepth", kind: "json", sql: "select a" + strings.Repeat(".a", 10) + " from ossobject"},
	{code: "WildCardNotAllowed", kind: "json", sql: "select a[*] from ossobject"},
	{code: "InvalidJsonData", kind: "json", content: `{"a":`},
	{code: "InvalidJsonData", kind: "json", content: "1 2", in: "<JSON><Type>DOCUMENT</Type></JSON>"},
	{code: "JsonNodeExceedsMaxDepth", kind: "json", content: strings.Repeat("[", 101)},
	{code: "JsonNodeExceedsMaxSize", kind: "json", content: `{"a":"` + strings.Repeat("a", 512<<10) + `"}`, sql: "select * from ossobject.a"},
	{code: "ExceedsMaxJsonArraySize", kind: "json", content: "[0" + strings.Repeat(",0", 5000) + "]", sql: "select * from ossobject[*]"},
}

// processProvocations lists refusals of SelectObject, of saving images, and of sequential uploads.
func processProvocations() []Provocation {
	var out []Provocation
	for _, c := range selectRefusals {
		out = append(out, Provocation{deny.SelectReason(c.code), func(b *Bench) *http.Request {
			kind, content, sql := c.kind, c.content, c.sql
			if kind == "" {
				kind = "csv"
			}
			if content == "" {
				content = "1,2\n"
			}
			if sql == "" && c.code != "InvalidSqlParameter" {
				sql = "select * from ossobject"
			}
			return b.Selecting(kind, content, SelectBody(sql, c.in, c.out, c.options))
		}})
	}
	part := func(target, body string) func(*Bench) *http.Request {
		return func(b *Bench) *http.Request {
			id := b.Sequential("ordered")
			b.Must(b.Owner(b.Raw("PUT", Private, "/ordered?partNumber=1&uploadId="+id, "one")))
			method := "PUT"
			if body != "" {
				method = "POST"
			}
			return b.Owner(b.Raw(method, Private, target+"uploadId="+id, body))
		}
	}
	save := func(body string) func(*Bench) *http.Request {
		return given(func(b *Bench) { b.Must(b.Owner(b.Raw("PUT", Open, "/image", Whole(b)))) },
			byOwner("POST", Open, "/image?x-oss-process", body))
	}
	saving := func(bucket string) string {
		return "x-oss-process=image/resize,w_10|sys/saveas,o_" + URLB64("small.png") + ",b_" + URLB64(bucket)
	}
	return append(out,
		Provocation{deny.BucketPrefixInvalid, func(b *Bench) *http.Request {
			return b.Owner(b.Raw("GET", Hangzhou, "/?prefix=Capital", ""))
		}},
		Provocation{deny.TrafficInvalid, byOwner("GET", Private, "/key", "", "x-oss-traffic-limit: 819199")},
		Provocation{deny.TrafficInvalid, byOwner("PUT", Private, "/key?x-oss-traffic-limit=838860801", "content")},
		Provocation{deny.TrafficInvalid, byOwner("PUT", Private, "/key?partNumber=1&uploadId=0", "", "x-oss-traffic-limit: abc")},
		Provocation{deny.PartNotSequential, part("/ordered?partNumber=3&", "")},
		Provocation{deny.PartAlreadyExists, part("/ordered?partNumber=1&", "")},
		Provocation{deny.ImageArgument, save("x-oss-process=image/info")},
		Provocation{deny.ImageArgument, save("x-oss-process=image/info|saveas,o_YQ")},
		Provocation{deny.ImageArgument, save("x-oss-process=image/info|sys/saveas,b_YQ")},
		Provocation{deny.ImageArgument, save("x-oss-process=image/info|sys/saveas,o_*")},
		Provocation{deny.ImageArgument, save("x-oss-process=image/info|sys/saveas,o_YQ,b_QQ")},
		Provocation{deny.ImageArgument, save(saving("far-bucket"))},
		Provocation{deny.NoSuchBucket, save(saving("absent-bucket"))},
		Provocation{deny.NoSuchKey, byOwner("POST", Open, "/absent?x-oss-process", saving("open-bucket"))},
		Provocation{deny.NotImplemented, save("x-oss-process=video/convert|sys/saveas,o_YQ")},
	)
}

// URLB64 is a text in URL-safe base64, without padding.
func URLB64(text string) string { return base64.RawURLEncoding.EncodeToString([]byte(text)) }

// Sequential begins a sequential upload of the owner to the private bucket, and returns its id.
func (b *Bench) Sequential(key string) string {
	body := b.Must(b.Owner(b.Raw("POST", Private, "/"+key+"?uploads&sequential", ""))).Body.String()
	_, rest, _ := strings.Cut(body, "<UploadId>")
	id, _, _ := strings.Cut(rest, "</UploadId>")
	return id
}
