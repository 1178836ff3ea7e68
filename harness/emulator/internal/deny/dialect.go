package deny

import (
	"maps"
	"slices"
)

// A Dialect is a manner in which refusals look.
type Dialect string

// The dialects.
const (
	AsObserved Dialect = "observed"   // as the service was seen to answer, where it was
	AsPrinted  Dialect = "documented" // as the public page of 403 errors prints them
)

// Dialects lists them, the one that is meant where none is named first.
func Dialects() []Dialect { return []Dialect{AsObserved, AsPrinted} }

// Known tells whether there is such a dialect.
func (d Dialect) Known() bool { return slices.Contains(Dialects(), d) }

// In returns a fresh copy of the whole catalogue in a dialect.
func In(d Dialect) Catalogue {
	all := Default()
	if d == AsPrinted {
		maps.Copy(all, Printed())
	}
	return all
}

// Printed are the refusals that the page prints otherwise than the service was
// seen to answer, or than its latest edition, and those that the page of an
// operation prints as 403 and another page as 400: a dialect is no more than a
// row here. The page prints Code and Message under its status; an EC that was
// seen with another Code is inferred.
func Printed() Catalogue {
	return Catalogue{
		WrongEndpoint:     {403, "PermanentRedirect", wrongEndpointText, "0003-00001403", Inferred, forbiddenPage},
		NotYourBucket:     {403, "BucketNotBelongTo", notYourBucketText, "0003-00000905", Inferred, forbiddenPage},
		ObjectFrozen:      {403, "InvalidObjectState", frozenText + ".", "0016-00000404", Documented, forbiddenPage},
		SourceFrozen:      {403, "InvalidObjectState", frozenText + ".", "0016-00000330", Inferred, forbiddenPage},
		KMSNeverActivated: {403, "KmsUbsmsInvalidBid", kmsMissingText, "0005-00000218", Inferred, forbiddenPage},
		KMSInDebt:         {403, "KmsInDebt", kmsDebtText, "0005-00000219", Inferred, forbiddenPage},
		KMSOverdue:        {403, "KmsInDebtOverdue", kmsOverdueText, "0005-00000220", Inferred, forbiddenPage},
		ImageDamaged:      {403, "ImageDamage", damageText, "0040-00000010", Assumed, forbiddenPage},
		ImageDamagedWebP:  {403, "ImageDamage", damageText, "0040-00000010", Documented, forbiddenPage},
		LogTargetMissing:  {403, logTargetCode, logTargetText, "0032-00000008", Inferred, loggingAPI},
		LogTargetForeign:  {403, logTargetCode, logTargetText, "0032-00000009", Documented, loggingAPI},
		LogTargetRegion:   {403, logTargetCode, logTargetText, "0032-00000010", Inferred, loggingAPI},
	}
}
