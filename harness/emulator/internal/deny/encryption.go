package deny

// Reasons of server-side encryption: the key management service, its keys,
// and how a bucket encrypts.
const (
	KMSNeverActivated Reason = "kms-never-activated"
	KMSInDebt         Reason = "kms-in-debt"
	KMSOverdue        Reason = "kms-in-debt-overdue"
	KMSKeyDisabled    Reason = "kms-key-disabled"
	KMSKeyDeleted     Reason = "kms-key-pending-deletion"
	KMSKeyAwaited     Reason = "kms-key-pending-import"
	KMSKeyUnknown     Reason = "kms-key-unknown"
	KMSAliasUnknown   Reason = "kms-alias-unknown"
	KMSKeyEmpty       Reason = "kms-key-empty"

	EncryptionUnknown     Reason = "encryption-algorithm-unknown"
	EncryptionMisplaced   Reason = "encryption-of-other-operation"
	DataEncryptionUnknown Reason = "data-encryption-algorithm-unknown"
	EncryptionKeyNeedless Reason = "encryption-key-without-kms"
	NoEncryption          Reason = "no-such-encryption-rule"
)

const (
	kmsMissingText     = "Your account partner does not have KMS Service."
	kmsDebtText        = "Current user is indebted."
	kmsOverdueText     = "Current user is indebted Overdue."
	kmsDisabledText    = "The request was rejected because the key state is Disabled."
	kmsDeletedText     = "The request was rejected because the key state is PendingDeletion."
	kmsAwaitedText     = "The request was rejected because the key state is PendingImport."
	encryptionText     = "The Encryption request you specified is not valid. Supported value: AES256/SM4/KMS."
	misplacedText      = "The x-oss-server-side-encryption header is not supported by this operation."
	dataEncryptionText = "The KMS Data Encryption request you specified is not valid. Supported value:SM4"
	keyNeedlessText    = "KMSMasterKeyID is not applicable if the default sse algorithm is not KMS."
	noEncryptionText   = "The server side encryption configuration was not found."
)

// The state of KMS has the Codes of the latest edition of the page; no answer
// was captured. Which EC goes with which Code is inferred: the pages of ECs describe the
// situation, and those of statuses the Code and the Message.
func encryption() Catalogue {
	return Catalogue{
		KMSNeverActivated: {403, "UbsmsInvalidBid", kmsMissingText, "0005-00000218", Inferred, forbiddenPage},
		KMSInDebt:         {403, "InDebt", kmsDebtText, "0005-00000219", Assumed, forbiddenPage},
		KMSOverdue:        {403, "InDebtOverdue", kmsOverdueText, "0005-00000220", Assumed, forbiddenPage},
		KMSKeyDisabled:    {409, "KeyDisabled", kmsDisabledText, "0005-00000214", Documented, conflictPage},
		KMSKeyDeleted:     {409, "KeyPendingDeletion", kmsDeletedText, "0005-00000215", Documented, conflictPage},
		KMSKeyAwaited:     {409, "KeyPendingImport", kmsAwaitedText, "0005-00000216", Assumed, conflictPage},
		KMSKeyUnknown:     {404, "KeyNotFound", "The specified parameter KMS keyId is not found.", "0005-00000208", Inferred, notFoundPage},
		KMSAliasUnknown:   {404, "AliasNotFound", "The specified Alias is not found.", "", Documented, notFoundPage},
		KMSKeyEmpty:       onPage(400, "InvalidParameter", "The specified parameter KMS keyId is not valid.", "0005-00000205", Inferred),

		EncryptionUnknown:     onPage(400, "InvalidEncryptionAlgorithmError", encryptionText, "0005-00000003", Documented),
		EncryptionMisplaced:   onPage(400, "InvalidArgument", misplacedText, "0005-00000002", Assumed),
		DataEncryptionUnknown: onPage(400, "InvalidDataEncryptionAlgorithmError", dataEncryptionText, "0005-00000203", Inferred),
		EncryptionKeyNeedless: onPage(400, "InvalidArgument", keyNeedlessText, "0005-00000204", Documented),
		NoEncryption:          onPage(404, "NoSuchServerSideEncryptionRule", noEncryptionText, "0005-00000004", Documented),
	}
}
