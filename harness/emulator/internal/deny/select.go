package deny

const selectPage = "https://www.alibabacloud.com/help/en/oss/developer-reference/selectobject"

// SelectReason is the reason with a Code of SelectObject.
func SelectReason(code string) Reason { return Reason("select-" + code) }

// selectCodes are the Codes of SelectObject that the emulator has, each with the text that is assumed
// for it: the page tells what each one means, and prints no Message.
var selectCodes = [][2]string{
	{"InvalidSqlParameter", "The SQL statement is missing, too long or not encoded in base64."},
	{"InvalidInputFieldDelimiter", "The field delimiter of the input is not valid."},
	{"InvalidInputRecordDelimiter", "The record delimiter of the input is not valid."},
	{"InvalidInputQuote", "The quote character of the input is not valid."},
	{"InvalidOutputFieldDelimiter", "The field delimiter of the output is not valid."},
	{"InvalidOutputRecordDelimiter", "The record delimiter of the output is not valid."},
	{"UnsupportedCompressionFormat", "The compression type is not supported."},
	{"InvalidCommentCharacter", "The comment character is not valid."},
	{"InvalidRange", "The range of rows is not valid."},
	{"DecompressFailure", "The object cannot be decompressed."},
	{"InvalidMaxSkippedRecordsAllowed", "MaxSkippedRecordsAllowed is not an integer."},
	{"SelectCsvMetaUnavailable", "The object has no select meta. Create it first."},
	{"InvalidTextEncoding", "The object is not encoded in UTF-8."},
	{"InvalidOSSSelectParameters", "EnablePayloadCrc and OutputRawData are in conflict."},
	{"SqlSyntaxError", "The SQL statement has a syntax error."},
	{"SqlExceedsMaxInCount", "The IN clause has too many values."},
	{"SqlExceedsMaxColumnNameLength", "The name of a column is too long."},
	{"SqlInvalidColumnIndex", "The index of a column is not valid."},
	{"SqlAggregationOnNonNumericType", "An aggregation is used for a column that is not numeric."},
	{"SqlInvalidAggregationOnTimestamp", "SUM or AVG is used for a timestamp."},
	{"SqlValueTypeOfInMustBeSame", "The values of the IN clause have different types."},
	{"SqlInvalidEscapeChar", "The escape character is not valid."},
	{"SqlOnlyOneEscapeCharIsAllowed", "The escape character must be one character."},
	{"SqlNoCharAfterEscapeChar", "No character follows the escape character."},
	{"SqlInvalidLimitValue", "The value of LIMIT is not valid."},
	{"SqlExceedsMaxWildCardCount", "The LIKE clause has too many wildcards."},
	{"SqlExceedsMaxConditionCount", "The WHERE clause has too many conditions."},
	{"SqlExceedsMaxConditionDepth", "The conditions of the WHERE clause are too deep."},
	{"SqlOneColumnCastToDifferentTypes", "A column is cast to different types."},
	{"SqlInvalidColumnName", "A column is not in the header."},
	{"SqlNotSupportedTimestampFormat", "The format of the timestamp is not supported."},
	{"SqlInvalidLikeOperand", "The operands of LIKE are not valid."},
	{"SqlInvalidMixOfAggregationAndColumn", "Aggregations and columns are mixed."},
	{"SqlExceedsMaxAggregationCount", "The statement has too many aggregations."},
	{"SqlInvalidMixOfStarAndColumn", "An asterisk and columns are mixed."},
	{"SqlInvalidKeepAllColumnsWithAggregation", "KeepAllColumns is used with an aggregation."},
	{"SqlInvalidKeepAllColumnsWithDuplicateColumn", "KeepAllColumns is used with a column that is repeated."},
	{"SqlInvalidAndOperand", "An operand of AND is not a condition."},
	{"SqlInvalidOrOperand", "An operand of OR is not a condition."},
	{"SqlInvalidNotOperand", "The operand of NOT is not a condition."},
	{"SqlInvalidIsNullOperand", "IS NULL is used for a constant."},
	{"SqlInvalidConcatOperand", "Two constants are joined."},
	{"SqlUnsupportedSql", "The SQL statement is too complex."},
	{"InvalidArithmeticOperand", "An operand is not numeric."},
	{"InvalidCsvLine", "A row is not valid, or too many rows are skipped."},
	{"NegativeRowIndex", "The index of an array is negative."},
	{"ExceedsMaxNestedColumnDepth", "A path has too many levels."},
	{"NestedColumnNotSupportInCsv", "A nested column is used for CSV."},
	{"JsonNodeExceedsMaxSize", "A node of the JSON is too large."},
	{"InvalidJsonData", "The JSON is not valid."},
	{"ExceedsMaxJsonArraySize", "An array of the JSON has too many elements."},
	{"WildCardNotAllowed", "An asterisk is used in SELECT or WHERE."},
	{"JsonNodeExceedsMaxDepth", "A node of the JSON is too deep."},
}

func selections() Catalogue {
	all := Catalogue{}
	for _, c := range selectCodes {
		all[SelectReason(c[0])] = Entry{Status: 400, Code: c[0], Message: c[1], Level: Assumed, Source: selectPage}
	}
	return all
}
