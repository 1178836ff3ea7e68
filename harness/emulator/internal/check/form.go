package check

import (
	"strings"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/postpolicy"
	"github.com/oss403/oss403/harness/emulator/internal/sign"
)

// The rules follow
// https://help.aliyun.com/zh/oss/developer-reference/postobject

// isForm: the request is a PostObject, whether its form has been read or not.
func (c *Case) isForm() bool { return c.Operation != nil && c.Operation.Form }

// policyReadable: a signed form has a policy, and it can be read.
func policyReadable(c *Case) *deny.Denial {
	_, denial := c.formPolicy()
	return denial
}

// policy is the policy of a signed form that passed policyReadable. An
// unreadable one asks nothing.
func (c *Case) policy() *postpolicy.Policy {
	p, denial := c.formPolicy()
	if denial != nil {
		return &postpolicy.Policy{Expires: c.Request.Now}
	}
	return p
}

// policyAlive: the request came no later than the policy says.
// https://help.aliyun.com/zh/oss/user-guide/0006-00000213
func policyAlive(c *Case) *deny.Denial {
	if c.Request.Now.After(c.policy().Expires.Add(c.Limits.FormGrace)) {
		return deny.Because(deny.PolicyExpired)
	}
	return nil
}

// fieldsNamed: the policy of a V4 form must be about the fields that say how it
// is signed; the first that it leaves out is told. Of the other versions it is
// not known, and not asked.
// https://help.aliyun.com/zh/oss/user-guide/0006-00000228
func fieldsNamed(c *Case) *deny.Denial {
	if c.Claim.Carrier != sign.V4Form {
		return nil
	}
	for _, name := range []string{"x-oss-credential", "x-oss-date", "x-oss-signature-version"} {
		if _, sent := c.Request.Form.Lookup(name); sent && !c.policy().Names(name) {
			return deny.Naming(deny.FieldNotInPolicy, name)
		}
	}
	return nil
}

// conditionsHold: every condition names a field that was sent, with a value
// that it admits; before ${filename} is put in.
// https://help.aliyun.com/zh/oss/user-guide/0006-00000227
func conditionsHold(c *Case) *deny.Denial {
	return c.policy().Holds(c.formField)
}

// formField is the value that a condition looks at. The bucket is the one of
// the request, and the type of the object may stand beside the file.
func (c *Case) formField(name string) (string, bool) {
	form := c.Request.Form
	if strings.EqualFold(name, "bucket") {
		return c.Request.Named(), true
	}
	value, sent := form.Lookup(name)
	if !sent && strings.EqualFold(name, "Content-Type") && form.FileType != "" {
		return form.FileType, true
	}
	return value, sent
}

// sizeHolds: content-length-range, once the file has been read.
func sizeHolds(c *Case) *deny.Denial {
	if c.Request.Body() == nil {
		return nil
	}
	return c.policy().HoldsSize(c.Request.Form.FileSize)
}

// MaxFile is the size beyond which a file is not read.
func (c *Case) MaxFile() int64 {
	if !c.Claim.Carrier.InForm() {
		return c.Limits.File
	}
	return c.policy().MaxSize(c.Limits.File)
}

// dateFields hold the time of signing of a form.
var dateFields = map[sign.Carrier]string{sign.V4Form: "x-oss-date", sign.S3V4Form: "x-amz-date"}

// formDay: the day of the credential is a day, the one of the date field where
// that is given, and not far off. How far is unknown; a form is made ahead of
// its use, so it is days.
// https://help.aliyun.com/zh/oss/user-guide/0002-00000709
func formDay(c *Case) *deny.Denial {
	day, err := time.Parse(dayFormat, c.Claim.Scope.Day)
	stamp, dated := c.Request.Form.Lookup(dateFields[c.Claim.Carrier])
	at, readable := basicTime(stamp)
	now := c.Request.Now
	switch {
	case err != nil, dated && (!readable || at.Format(dayFormat) != c.Claim.Scope.Day),
		day.After(now.Add(c.Limits.Skew)), day.AddDate(0, 0, c.Limits.FormAge+1).Before(now):
		return dayReasons.denial(c)
	}
	return nil
}
