package deny

// Reasons of signature version 2: what is wrong with its header or its URL, and
// that it does not match.
const (
	SignatureV2 Reason = "signature-v2"

	V2Items           Reason = "v2-header-items"
	V2Colon           Reason = "v2-header-colon"
	V2UnknownItem     Reason = "v2-header-unknown-item"
	V2KeyAbsent       Reason = "v2-header-access-key-absent"
	V2KeyEmpty        Reason = "v2-header-access-key-empty"
	KeyCharactersV2   Reason = "access-key-characters-v2"
	V2SignatureAbsent Reason = "v2-header-signature-absent"
	V2SignatureEmpty  Reason = "v2-header-signature-empty"
	V2ExtraEmpty      Reason = "v2-header-additional-empty"
	V2ExtraEmptyItem  Reason = "v2-header-additional-empty-item"
	V2ExtraNotSent    Reason = "v2-header-additional-not-sent"

	V2URLExpiresAbsent   Reason = "v2-url-expires-absent"
	V2URLExpiresEmpty    Reason = "v2-url-expires-empty"
	V2URLKeyAbsent       Reason = "v2-url-access-key-absent"
	V2URLKeyEmpty        Reason = "v2-url-access-key-empty"
	KeyCharactersV2URL   Reason = "access-key-characters-v2-url"
	V2URLSignatureAbsent Reason = "v2-url-signature-absent"
	V2URLSignatureEmpty  Reason = "v2-url-signature-empty"
	V2URLExtraEmpty      Reason = "v2-url-additional-empty"
	V2URLExtraEmptyItem  Reason = "v2-url-additional-empty-item"
	V2URLExtraNotSent    Reason = "v2-url-additional-not-sent"
)

// versionTwo: the pages say what is wrong and print neither Code nor Message, which
// are those of the same fault in version 4. That 0112 is about a header that was not
// sent follows from its neighbours and from 0211.
func versionTwo() Catalogue {
	return Catalogue{
		SignatureV2: onPage(403, "SignatureDoesNotMatch", mismatchText, "0002-00000101", Documented),

		V2Items:           onPage(400, "InvalidArgument", itemsText, "0002-00000102", Inferred),
		V2Colon:           onPage(400, "InvalidArgument", headerText, "0002-00000103", Inferred),
		V2UnknownItem:     onPage(400, "InvalidArgument", "Unknown parameter in Authorization header.", "0002-00000104", Inferred),
		V2KeyAbsent:       onPage(400, "InvalidArgument", missingText, "0002-00000105", Inferred),
		V2KeyEmpty:        onPage(400, "InvalidArgument", missingText, "0002-00000106", Inferred),
		KeyCharactersV2:   onPage(403, "InvalidAccessKeyId", badCharactersText, "0002-00000107", Inferred),
		V2SignatureAbsent: onPage(400, "InvalidArgument", missingText, "0002-00000108", Inferred),
		V2SignatureEmpty:  onPage(400, "InvalidArgument", missingText, "0002-00000109", Inferred),
		V2ExtraEmpty:      onPage(400, "InvalidArgument", emptyItemText, "0002-00000110", Assumed),
		V2ExtraEmptyItem:  onPage(400, "InvalidArgument", emptyItemText, "0002-00000111", Assumed),
		V2ExtraNotSent:    onPage(400, "InvalidArgument", notSentText, "0002-00000112", Inferred),

		V2URLExpiresAbsent:   onPage(400, "InvalidArgument", "The x-oss-expires parameter is missing.", "0002-00000113", Assumed),
		V2URLExpiresEmpty:    onPage(400, "InvalidArgument", "The x-oss-expires parameter is empty.", "0002-00000114", Assumed),
		V2URLKeyAbsent:       onPage(400, "InvalidArgument", "The x-oss-access-key-id parameter is missing.", "0002-00000115", Assumed),
		V2URLKeyEmpty:        onPage(400, "InvalidArgument", "The x-oss-access-key-id parameter is empty.", "0002-00000116", Assumed),
		V2URLSignatureAbsent: onPage(400, "InvalidArgument", "The x-oss-signature parameter is missing.", "0002-00000117", Assumed),
		V2URLSignatureEmpty:  onPage(400, "InvalidArgument", "The x-oss-signature parameter is empty.", "0002-00000118", Assumed),
		// No page is known for this position; 0901 is the general one.
		KeyCharactersV2URL:  onPage(403, "InvalidAccessKeyId", badCharactersText, "0002-00000901", Assumed),
		V2URLExtraEmpty:     onPage(400, "InvalidArgument", emptyItemText, "0002-00000076", Assumed),
		V2URLExtraEmptyItem: onPage(400, "InvalidArgument", emptyItemText, "0002-00000077", Assumed),
		V2URLExtraNotSent:   onPage(400, "InvalidArgument", notSentText, "0002-00000078", Inferred),
	}
}
