package deny

// Reasons of PostObject forms: the form cannot be read, or its credentials.
const (
	FormContentType  Reason = "form-content-type"
	FormMalformed    Reason = "form-malformed"
	FormDisposition  Reason = "form-disposition"
	FileMissing      Reason = "form-file-missing"
	FileNotLast      Reason = "form-file-not-last"
	TwoFiles         Reason = "form-two-files"
	FieldNameTooLong Reason = "form-field-name-too-long"
	FieldTooLong     Reason = "form-field-too-long"
	FieldsTooLong    Reason = "form-fields-too-long"
	FormKeyMissing   Reason = "form-key-missing"

	FormVersion         Reason = "form-signature-version"
	FormPolicyAbsent    Reason = "form-policy-absent"
	FormSignatureAbsent Reason = "form-signature-absent"
	FormSignatureEmpty  Reason = "form-signature-empty"
	FormSignature       Reason = "form-signature"
	FormKeyAbsent       Reason = "form-access-key-absent"
	FormKeyEmpty        Reason = "form-access-key-empty"
	FormKeyCharacters   Reason = "form-access-key-characters"
	FormDay             Reason = "form-scope-day"
	FormCredential      Reason = "form-credential"
	FormProduct         Reason = "form-scope-product"
	FormRegion          Reason = "form-scope-region"
	FormS3Credential    Reason = "form-s3-credential"
	FormS3Algorithm     Reason = "form-s3-algorithm"
	FormS3DateAbsent    Reason = "form-s3-date-absent"
	FormS3V2Closed      Reason = "form-s3-v2-closed"
)

// postErrors is the public page of common PostObject errors.
const postErrors = "https://www.alibabacloud.com/help/en/oss/how-to-handle-common-errors-when-the-postobject-operation-is-called"

const (
	malformedForm  = "The body of your POST request is not well-formed multipart/form-data"
	longField      = "Your form field is too long."
	credentialText = "The credential is invalid."
	formKeyText    = "The bucket POST must contain the specified 'key'. If it is specified, please check the order of the fields"
	formRegionText = "The signing region in credential is invalid."
	twoFilesText   = "POST requires exactly one file upload per request."
)

func forms() Catalogue {
	return Catalogue{
		FormContentType:  {400, "MalformedPOSTRequest", malformedForm, "0006-00000101", Assumed, postErrors},
		FormMalformed:    onPage(400, "MalformedPOSTRequest", malformedForm, "0006-00000104", Documented),
		FormDisposition:  onPage(400, "MalformedPOSTRequest", malformedForm, "0006-00000109", Documented),
		FileMissing:      onPage(400, "MalformedPOSTRequest", malformedForm, "0006-00000107", Inferred),
		FileNotLast:      onPage(400, "MalformedPOSTRequest", malformedForm, "0006-00000103", Documented),
		TwoFiles:         {400, "IncorrectNumberOfFilesInPOSTRequest", twoFilesText, "0006-00000108", Assumed, errorCodes},
		FieldNameTooLong: onPage(400, "FieldItemTooLong", longField, "0006-00000110", Assumed),
		FieldTooLong:     onPage(400, "FieldItemTooLong", longField, "0006-00000111", Assumed),
		FieldsTooLong:    onPage(400, "FieldItemTooLong", longField, "0006-00000112", Assumed),
		FormKeyMissing:   {400, "InvalidArgument", formKeyText, "", Captured, "https://github.com/wangeditor-team/wangEditor/issues/2254"},

		FormVersion:         onPage(400, "InvalidArgument", "The x-oss-signature-version is invalid.", "0002-00000701", Assumed),
		FormPolicyAbsent:    onPage(400, "InvalidArgument", "Post request policy is empty.", "0002-00000702", Inferred),
		FormSignatureAbsent: onPage(400, "InvalidArgument", "Post request signature is empty.", "0002-00000703", Documented),
		FormSignatureEmpty:  onPage(400, "InvalidArgument", "Post request signature is empty.", "0002-00000704", Documented),
		FormSignature:       onPage(403, "SignatureDoesNotMatch", mismatchText, "0002-00000705", Documented),
		FormKeyAbsent:       onPage(400, "InvalidArgument", "Post request accessKeyId is empty.", "0002-00000706", Documented),
		FormKeyEmpty:        onPage(400, "InvalidArgument", "Post request accessKeyId is empty.", "0002-00000707", Documented),
		FormKeyCharacters:   onPage(403, "InvalidAccessKeyId", badCharactersText, "0002-00000708", Inferred),
		FormDay:             onPage(400, "InvalidArgument", "The signing date in credential is invalid.", "0002-00000709", Assumed),
		FormCredential:      onPage(400, "InvalidArgument", credentialText, "0002-00000710", Assumed),
		FormProduct:         onPage(400, "InvalidArgument", credentialText, "0002-00000710", Assumed),
		FormS3Credential:    onPage(400, "InvalidArgument", credentialText, "0002-00000711", Assumed),
		FormS3Algorithm:     onPage(400, "InvalidArgument", "Post request X-Amz-Algorithm is invalid.", "0002-00000712", Assumed),
		FormS3DateAbsent:    onPage(400, "InvalidArgument", "Post request X-Amz-Date is empty.", "0002-00000713", Assumed),
		FormS3V2Closed:      onPage(403, "AccessDenied", s3ClosedText, "0002-00000714", Assumed),
		FormRegion:          {400, "InvalidArgument", formRegionText, "0002-00000715", Documented, page("0002-00000715")},
	}
}

// Reasons of the policy of a form: it cannot be read, or it does not hold.
const (
	PolicyBase64         Reason = "form-policy-base64"
	PolicyUTF8           Reason = "form-policy-utf8"
	PolicyJSON           Reason = "form-policy-json"
	PolicyNotObject      Reason = "form-policy-not-object"
	PolicyNoConditions   Reason = "form-policy-conditions-absent"
	PolicyNoExpiration   Reason = "form-policy-expiration-absent"
	PolicyEmpty          Reason = "form-policy-empty"
	ExpirationType       Reason = "form-policy-expiration-type"
	ExpirationEmpty      Reason = "form-policy-expiration-empty"
	ExpirationFormat     Reason = "form-policy-expiration-format"
	PolicyExpired        Reason = "form-policy-expired"
	ConditionsType       Reason = "form-policy-conditions-type"
	ConditionsEmpty      Reason = "form-policy-conditions-empty"
	ConditionMode        Reason = "form-policy-condition-mode-absent"
	ConditionUnsupported Reason = "form-policy-condition-mode"
	ConditionLength      Reason = "form-policy-condition-length"
	ConditionSimple      Reason = "form-policy-simple-condition"
	RangeOrder           Reason = "form-policy-range-order"
	RangeMinimum         Reason = "form-policy-range-minimum"
	RangeMaximum         Reason = "form-policy-range-maximum"
	ConditionKind        Reason = "form-policy-condition-kind"
	RangeType            Reason = "form-policy-range-type"
	ConditionType        Reason = "form-policy-condition-type"
	ConditionField       Reason = "form-policy-condition-field-absent"
	ConditionFailed      Reason = "form-policy-condition-failed"
	FieldNotInPolicy     Reason = "form-policy-extra-field"
	FileTooLarge         Reason = "form-file-too-large"
	FileTooSmall         Reason = "form-file-too-small"
)

const (
	invalidPolicy    = "InvalidPolicyDocument"
	conditionFailed  = "Invalid according to Policy: Policy Condition failed: " + Detail
	invalidRange     = "Invalid Policy: Invalid content-length-range."
	invalidCondition = "Invalid Policy: Invalid Condition."
	invalidExpiry    = "Invalid Policy: Invalid 'expiration' value."
	invalidSimple    = "Invalid Policy: Invalid Simple-Condition: Simple-Conditions must have exactly one property specified."
)

func formPolicies() Catalogue {
	return Catalogue{
		PolicyBase64:       onPage(400, invalidPolicy, "Invalid Policy: Invalid Base64.", "0006-00000202", Assumed),
		PolicyUTF8:         onPage(400, invalidPolicy, "Invalid Policy: Invalid UTF-8.", "0006-00000203", Assumed),
		PolicyJSON:         onPage(400, invalidPolicy, "Invalid Policy: Invalid JSON: "+Detail, "0006-00000204", Documented),
		PolicyNotObject:    onPage(400, invalidPolicy, "Invalid Policy: Invalid JSON: { expected", "0006-00000201", Assumed),
		PolicyNoConditions: onPage(400, invalidPolicy, "Invalid Policy: Policy missing conditions.", "0006-00000207", Assumed),
		PolicyNoExpiration: onPage(400, invalidPolicy, "Invalid Policy: Policy missing expiration.", "0006-00000208", Assumed),
		PolicyEmpty:        onPage(400, invalidPolicy, "Invalid Policy: Policy missing expiration and conditions.", "0006-00000209", Assumed),
		ExpirationType:     onPage(400, invalidPolicy, invalidExpiry, "0006-00000210", Assumed),
		ExpirationEmpty:    onPage(400, invalidPolicy, invalidExpiry, "0006-00000211", Assumed),
		ExpirationFormat:   onPage(400, invalidPolicy, invalidExpiry, "0006-00000212", Assumed),
		PolicyExpired:      onPage(403, "AccessDenied", "Invalid according to Policy: Policy expired.", "0006-00000213", Documented),

		ConditionsType:       onPage(400, invalidPolicy, "Invalid Policy: Invalid 'conditions' value.", "0006-00000214", Assumed),
		ConditionsEmpty:      onPage(400, invalidPolicy, "Invalid Policy: Invalid 'conditions' value.", "0006-00000215", Assumed),
		ConditionMode:        onPage(400, invalidPolicy, invalidCondition, "0006-00000216", Assumed),
		ConditionUnsupported: onPage(400, invalidPolicy, invalidCondition, "0006-00000217", Assumed),
		ConditionLength:      onPage(400, invalidPolicy, invalidCondition, "0006-00000218", Assumed),
		ConditionSimple:      {400, invalidPolicy, invalidSimple, "0006-00000201", Inferred, postErrors},
		RangeOrder:           onPage(400, invalidPolicy, invalidRange, "0006-00000219", Assumed),
		RangeMinimum:         onPage(400, invalidPolicy, invalidRange, "0006-00000220", Assumed),
		RangeMaximum:         onPage(400, invalidPolicy, invalidRange, "0006-00000221", Assumed),
		ConditionKind:        onPage(400, invalidPolicy, invalidCondition, "0006-00000222", Assumed),
		RangeType:            onPage(400, invalidPolicy, invalidRange, "0006-00000223", Assumed),
		ConditionType:        onPage(400, invalidPolicy, invalidCondition, "0006-00000224", Assumed),

		// The page of 0226 prints no message; 0227 does.
		ConditionField:   onPage(403, "AccessDenied", conditionFailed, "0006-00000226", Inferred),
		ConditionFailed:  onPage(403, "AccessDenied", conditionFailed, "0006-00000227", Documented),
		FieldNotInPolicy: onPage(403, "AccessDenied", "Invalid according to Policy: Extra input fields: "+Detail, "0006-00000228", Documented),
		FileTooLarge:     onPage(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size.", "0006-00000003", Documented),
		FileTooSmall:     onPage(400, "EntityTooSmall", tooSmallText, "0006-00000004", Documented),
	}
}
