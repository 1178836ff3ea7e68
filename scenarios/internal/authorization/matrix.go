package authorization

import (
	"slices"
	"strings"

	s "github.com/oss403/oss403/scenarios"
)

// The policies of the matrix. A narrow one allows a single action and nothing else.
const (
	matrixRAMDeny    = `{"Version":"1","Statement":[{"Effect":"Deny","Action":["oss:*","oss-cloudbox:*"],"Resource":"*"}]}`
	matrixSession    = `{"Version":"1","Statement":[{"Effect":"Allow","Action":"oss:PublishRtmpStream","Resource":"*"}]}`
	matrixJustThat   = `{"Version":"1","Statement":[{"Effect":"Allow","Action":["{actions}"],"Resource":"*"}]}`
	matrixBucketDeny = `{"Version":"1","Statement":[{"Effect":"Deny","Principal":["{user}"],"Action":["oss:*"],` +
		`"Resource":["acs:oss:*:{owner}:{bucket}","acs:oss:*:{owner}:{bucket}/*"]}]}`
	matrixOtherMay = `{"Version":"1","Statement":[{"Effect":"Allow","Principal":["{other}"],"Action":["oss:*"],` +
		`"Resource":["acs:oss:*:{owner}:{bucket}","acs:oss:*:{owner}:{bucket}/*"]}]}`
	matrixInferredWhy = "the authorization process of the documentation, for an operation that nobody pasted an answer of"
)

// A column is one kind of caller, with the answer that the authorization process gives it.
type column struct {
	name     string
	caller   s.Caller
	carriers []s.Carrier
	forms    []s.Carrier // the carriers of PostObject
	fault    s.Fault
	answer   func(s.Operation) (s.Expectation, bool) // false: the process does not refuse the operation
}

func columns() []column {
	header, form := []s.Carrier{s.V4Header}, []s.Carrier{s.PostV4}
	return []column{
		{"anonymous", s.Owner, unsigned(), []s.Carrier{s.PostUnsigned}, s.SentBy(s.Anonymous), answerAnonymous},
		{"other-account", s.Owner, header, form, s.SentBy(s.OtherAccount), answerOther},
		{"ram-user-without-policy", s.RAMUser, header, form, s.With(s.UserOnlyPolicy, s.NoPolicy), answerImplicit},
		{"ram-user-denied", s.RAMUser, header, form, s.With(s.UserPolicy, matrixRAMDeny, "is denied everything"), answerExplicit},
		{"role-session-narrowed", s.RoleSession, header, form, s.With(s.SessionPolicy, matrixSession, "allows something else"), answerSession},
		{"bucket-policy-denied", s.RAMUser, header, form, s.With(s.BucketPolicy, matrixBucketDeny, "denies the RAM user everything"),
			answerBucketPolicy},
		{"requester-not-paying", s.OtherAccount, header, form, s.HeaderLeftOut(payer), answerNotPaying},
	}
}

// matrix lists every operation by every kind of caller: one scenario for each cell, with the answer
// that the authorization process gives.
// https://www.alibabacloud.com/help/en/oss/user-guide/authentication
func matrix() []s.Scenario {
	var cells []s.Scenario
	for _, operation := range s.Operations() {
		for _, c := range columns() {
			then, ok := c.answer(operation)
			if !ok {
				continue
			}
			carriers := c.carriers
			if operation.Request.Operation == "PostObject" {
				carriers = c.forms
			}
			given, when := operation.Given, operation.Request.By(c.caller)
			switch c.caller {
			case s.RoleSession: // the control then proves the action that the operation needs
				given = given.With(s.SessionPolicy, strings.ReplaceAll(matrixJustThat, "{actions}", strings.Join(operation.Actions(), `","`)))
			case s.OtherAccount:
				given, when = given.With(s.RequesterPays, s.On).With(s.BucketPolicy, matrixOtherMay), paying(when)
			}
			cells = append(cells, s.Scenario{
				ID:       "matrix/{carrier}/" + c.name + "/" + slug(operation.String()),
				Row:      "X12",
				Title:    operation.String() + " (" + operation.Action + ") is refused: " + c.name,
				Carriers: carriers,
				Given:    given,
				When:     when,
				Fault:    c.fault,
				Then:     then,
			})
		}
	}
	return cells
}

// slug turns the name of an operation into lower case and joins its words with -.
func slug(name string) string {
	var b strings.Builder
	for i, r := range name {
		upper := r >= 'A' && r <= 'Z'
		if upper && i > 0 {
			b.WriteByte('-')
		}
		b.WriteString(strings.ToLower(string(r)))
	}
	return b.String()
}

// inferred keeps status and Code as documented by the process. Every other field becomes a
// conclusion.
func inferred(e s.Expectation) (s.Expectation, bool) {
	process := s.Documented(s.PageAuthorization)
	return e.Since(s.Inferred(matrixInferredWhy)).
		Element(s.FieldStatus, s.Exactly("403"), process).
		Element(s.FieldCode, s.Exactly("AccessDenied"), process).For(""), true
}

func derived(e s.Expectation) (s.Expectation, bool) {
	return e.Since(s.Documented(s.PageAuthorization, s.Page403)), true
}

// answerAnonymous expects the refusal by name for the service and new buckets, and the refusal by
// ACL for a private bucket and its objects.
func answerAnonymous(o s.Operation) (s.Expectation, bool) {
	switch {
	case o.Request.Names == s.Service:
		return derived(anonymousForbidden())
	case o.Request.Operation == "PutBucket":
		return inferred(anonymousForbidden())
	case o.Management():
		return derived(noRightToBucket())
	case o.Multipart():
		return inferred(noRightOfAnonymous())
	}
	return answerByACL(o)
}

// answerOther leaves out two cells: another account may make its own service requests, and it gets
// 409 when it claims a bucket that exists.
func answerOther(o s.Operation) (s.Expectation, bool) {
	switch {
	case o.Request.Names == s.Service, o.Claims():
		return s.Expectation{}, false
	case o.Management():
		return derived(notYours())
	case o.Multipart():
		return inferred(noRightToObject())
	}
	return answerByACL(o)
}

// answerImplicit is for a caller whom nothing allows. OSS refuses a management operation at once;
// for an object operation it asks the ACL next.
func answerImplicit(o s.Operation) (s.Expectation, bool) {
	switch {
	case o.Request.Operation == "ListBuckets":
		return derived(forbiddenToList())
	case o.Request.Operation == "ListCloudBoxes":
		return derived(forbiddenCloudBoxes())
	case o.Request.Names == s.Service:
		return inferred(deniedWithEC("0003-00000202"))
	case o.Request.Operation == "PutBucket":
		return inferred(deniedWithEC("0003-00000202"))
	case o.Management():
		return derived(notYours())
	case o.Multipart():
		return inferred(noRightToObject())
	}
	return answerByACL(o)
}

func answerByACL(o s.Operation) (s.Expectation, bool) {
	switch {
	case o.Request.Operation == "GetObjectAcl":
		return derived(noReadACL())
	case o.Request.Operation == "PutObjectAcl":
		return derived(noWriteACL())
	case slices.Contains(namedByACLPage(), o.Request.Operation):
		return derived(becauseOfBucketACL())
	}
	return inferred(becauseOfBucketACL())
}

// namedByACLPage lists the operations that the page of EC 0003-00000001 covers.
func namedByACLPage() []string {
	return []string{"GetObject", "HeadObject", "GetObjectMeta", "PutObject", "PostObject", "DeleteObject"}
}

// answerExplicit is for a Deny in a RAM policy. It wins over every Allow.
func answerExplicit(o s.Operation) (s.Expectation, bool) {
	if o.Request.SubResource == "delete" {
		return inferred(deniedWithEC("0003-00000204"))
	}
	if o.Request.Names == s.Service {
		return inferred(deniedWithEC("0003-00000201"))
	}
	return derived(deniedWithEC("0003-00000201"))
}

// answerSession is for a session policy without an Allow. OSS asks it first. The cell of cloud
// boxes is left out: the role has no right to them.
func answerSession(o s.Operation) (s.Expectation, bool) {
	if o.Request.Operation == "ListCloudBoxes" {
		return s.Expectation{}, false
	}
	page := s.Documented(s.ECPage("0003-00000301"))
	return derived(s.Denied("AccessDenied", page).Message(s.Exactly("Access denied by authorizer's policy."), page).EC("0003-00000301", page))
}

// answerBucketPolicy is for a Deny in the bucket policy. It can't exist for the service, or before
// the bucket does.
func answerBucketPolicy(o s.Operation) (s.Expectation, bool) {
	switch {
	case o.Request.Names == s.Service, o.Request.Operation == "PutBucket":
		return s.Expectation{}, false
	case o.Request.SubResource == "delete":
		return inferred(deniedWithEC("0003-00000204"))
	}
	return derived(bucketPolicyDenied())
}

func noRightOfAnonymous() s.Expectation {
	page := s.Documented(s.Page403)
	return s.Denied("AccessDenied", page).
		Message(s.Exactly("Anonymous user has no right to access this object."), page).
		EC("0003-00000003", s.Inferred("the third of eight pages numbered in sequence; the page itself was not found"))
}
