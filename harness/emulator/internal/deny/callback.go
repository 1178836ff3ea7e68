package deny

// Reasons of callbacks.
const (
	// CallbackDenies: the callback server of a drive service refuses a read.
	CallbackDenies Reason = "callback-denies"

	CallbackTwice           Reason = "callback-in-header-and-url"
	CallbackVarTwice        Reason = "callback-var-in-header-and-url"
	CallbackLong            Reason = "callback-too-long"
	CallbackBase64          Reason = "callback-not-base64"
	CallbackJSON            Reason = "callback-not-json"
	CallbackURL             Reason = "callback-url"
	CallbackURLs            Reason = "callback-urls-too-many"
	CallbackUnresolved      Reason = "callback-host-unresolved"
	CallbackPrivate         Reason = "callback-to-private-address"
	CallbackHost            Reason = "callback-host"
	CallbackBody            Reason = "callback-body"
	CallbackBodyEmpty       Reason = "callback-body-empty"
	CallbackBodyType        Reason = "callback-body-type"
	CallbackBodyTypeUnknown Reason = "callback-body-type-unknown"
	CallbackSNI             Reason = "callback-sni"
	CallbackHeaders         Reason = "callback-headers"
	CallbackVarLong         Reason = "callback-var-too-long"
	CallbackVarBase64       Reason = "callback-var-not-base64"
	CallbackVarJSON         Reason = "callback-var-not-json"
	CallbackDollar          Reason = "callback-dollar-alone"
	CallbackBrace           Reason = "callback-brace-open"

	// The object is stored, but its callback failed.
	CallbackLate   Reason = "callback-late"
	CallbackStatus Reason = "callback-status"
	CallbackAnswer Reason = "callback-answer-not-json"
)

const (
	callbackText = "Callback deny this request reason: " + Detail

	callbackBase64Text = "The callback configuration is not base64 encoded."
	callbackJSONText   = "The callback configuration is not json format."
	callbackWrongText  = "The callback configuration is not valid."
	callbackVarText    = "The callback-var is not valid."
	sniPage            = "https://help.aliyun.com/zh/oss/the-callback-sni-is-invalid"
	privateSeen        = github + "cloudreve/cloudreve/issues/1321"
)

// callbacks: the pages of the ECs tell the cause of each, and one of them a whole answer; where no
// answer is printed, the Message is assumed. The ECs of the body, of its unknown type, of SNI, and
// of variables in both places are those beside their neighbours: their pages show no number.
func callbacks() Catalogue {
	bad := func(message, ec string, level Level) Entry { return onPage(400, "InvalidArgument", message, ec, level) }
	failed := func(message, ec string, level Level, source string) Entry {
		return Entry{203, "CallbackFailed", message, ec, level, source}
	}
	return Catalogue{
		CallbackDenies: {403, "RequestDeniedByCallback", callbackText, "0007-00000209", Captured, github + "AlistGo/alist/issues/7258"},

		CallbackTwice:           bad(callbackWrongText, "0007-00000027", Assumed),
		CallbackVarTwice:        bad(callbackVarText, "0007-00000028", Assumed),
		CallbackLong:            bad(callbackWrongText, "0007-00000001", Assumed),
		CallbackBase64:          bad(callbackBase64Text, "0007-00000002", Inferred),
		CallbackJSON:            bad(callbackJSONText, "0007-00000003", Documented),
		CallbackURL:             bad(callbackWrongText, "0007-00000004", Assumed),
		CallbackURLs:            bad(callbackWrongText, "0007-00000005", Assumed),
		CallbackUnresolved:      bad(callbackWrongText, "0007-00000007", Assumed),
		CallbackPrivate:         {400, "InvalidArgument", "Private address is forbidden to callback.", "0007-00000008", Inferred, privateSeen},
		CallbackHost:            bad(callbackWrongText, "0007-00000009", Assumed),
		CallbackBody:            bad(callbackWrongText, "0007-00000010", Assumed),
		CallbackBodyEmpty:       bad(callbackWrongText, "0007-00000011", Assumed),
		CallbackBodyType:        bad(callbackWrongText, "0007-00000012", Assumed),
		CallbackBodyTypeUnknown: bad(callbackWrongText, "0007-00000013", Assumed),
		CallbackSNI:             {400, "InvalidArgument", "The callback sni is invalid.", "", Documented, sniPage},
		CallbackHeaders:         bad(callbackWrongText, "0007-00000026", Assumed),
		CallbackVarLong:         bad(callbackVarText, "0007-00000101", Assumed),
		CallbackVarBase64:       bad(callbackVarText, "0007-00000102", Assumed),
		CallbackVarJSON:         bad(callbackVarText, "0007-00000103", Assumed),
		CallbackDollar:          bad("Left brace must be adjacent to dollar sign.", "0007-00000105", Documented),
		CallbackBrace:           bad("Right brace is missing.", "0007-00000105", Assumed),

		CallbackLate:   failed("Cost too long time.", "0007-00000202", Documented, page("0007-00000202")),
		CallbackStatus: failed("Error status : "+Detail+".", "0007-00000203", Captured, github+"cloudreve/cloudreve/issues/3038"),
		CallbackAnswer: failed("Response body is not valid json format.", "0007-00000205", Documented, page("0007-00000205")),
	}
}
