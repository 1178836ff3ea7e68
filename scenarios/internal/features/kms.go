package features

import s "github.com/oss403/oss403/scenarios"

const (
	byKMS = "<ServerSideEncryptionRule><ApplyServerSideEncryptionByDefault>" +
		"<SSEAlgorithm>KMS</SSEAlgorithm></ApplyServerSideEncryptionByDefault></ServerSideEncryptionRule>"
	ramDenyKMS  = `{"Version":"1","Statement":[{"Effect":"Deny","Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"*"}]}`
	encryption  = "x-oss-server-side-encryption"
	pagePut     = s.Source("https://help.aliyun.com/zh/oss/developer-reference/putobject")
	pageSSE     = s.Source("https://help.aliyun.com/zh/oss/user-guide/server-side-encryption-8")
	page403of25 = "the Japanese edition of December 20, 2025 of " + s.Page403
)

// kms lists the refusals around the key management service of the bucket's owner: its state, and
// the right to use its keys.
func kms() []s.Scenario {
	header := []s.Carrier{s.V1Header, s.V4Header}
	object := s.AnObject(s.Private)
	scenario := func(id, row, title string, carriers []s.Carrier,
		given s.State, when s.Request, fault s.Fault, then s.Expectation) s.Scenario {
		return s.Scenario{ID: id, Row: row, Title: title, Carriers: carriers, Given: given, When: when, Fault: fault, Then: then}
	}
	encrypted := s.PutObject().With(encryption, "KMS")
	var all []s.Scenario
	for _, state := range []struct {
		id, row, status, says string
		then                  s.Expectation
	}{
		{"kms-in-debt", "R37", "indebted", "in arrears with KMS", kmsInDebt()},
		{"kms-in-debt-overdue", "R38", "overdue", "whose KMS is overdue", kmsOverdue()},
		{"kms-ubsms-invalid-bid", "R39", "notActivated", "that never activated KMS", kmsMissing()},
	} {
		all = append(all,
			scenario(state.id+"/{carrier}/put", state.row,
				"an account "+state.says+" stores nothing that is encrypted with its keys, and writes nothing",
				header, object, encrypted, s.With(s.KMSStatus, state.status), state.then),
			scenario(state.id+"/{carrier}/default-put", state.row,
				"an account "+state.says+" writes nothing into a bucket that encrypts with its keys",
				header, object.With(s.DefaultEncryption, byKMS), s.PutObject(), s.With(s.KMSStatus, state.status), state.then),
			scenario(state.id+"/{carrier}/get", state.row, "an account "+state.says+" reads nothing that is encrypted with its keys",
				s.Signed(), object.With(s.ObjectKMS, s.On), s.GetObject(), s.With(s.KMSStatus, state.status), state.then),
		)
	}
	return append(all,
		scenario("access-denied/kms/{carrier}/anonymous-get", "R18",
			"an anonymous caller reads no object that is encrypted with a key of KMS, public as it is",
			[]s.Carrier{s.Unsigned}, s.AnObject(s.PublicRead), s.GetObject().By(s.Anonymous), s.With(s.ObjectKMS, s.On), forbiddenByKMS()),
		scenario("access-denied/kms/{carrier}/other-account-get", "R18",
			"another account reads no object that is encrypted with the owner's key, public as it is",
			header, s.AnObject(s.PublicRead), s.GetObject().By(s.OtherAccount), s.With(s.ObjectKMS, s.On), forbiddenByKMS()),
		scenario("access-denied/kms/{carrier}/default-put", "R18",
			"a RAM user without the right to a data key writes nothing into a bucket that encrypts with KMS",
			header, object.With(s.UserPolicy, ramDenyKMS), s.PutObject().By(s.RAMUser),
			s.With(s.DefaultEncryption, byKMS, "encrypts new objects with a key of KMS"), forbiddenByKMS()),
	)
}

func forbiddenByKMS() s.Expectation {
	page := s.Documented(s.Page403, pageSSE)
	return s.Denied("AccessDenied", page).
		Message(s.Exactly("This request is forbidden by kms."), page).
		Element(s.FieldEC, s.Pattern(`^0005-\d{8}$`), s.Inferred("only the family is known"))
}

// kmsState accepts the Code with and without the prefix Kms: the editions of the page differ in it.
func kmsState(code, message string) s.Expectation {
	of25, of26 := s.Documented(page403of25), s.Documented(s.Page403)
	return s.Denied("Kms"+code, of25).
		Element(s.FieldCode, s.Exactly("Kms"+code), of25).
		Or(s.Exactly(code), of26).
		Message(s.Exactly(message), s.Documented(s.Page403, page403of25))
}

func anyEncryptionEC(e s.Expectation) s.Expectation {
	return e.Element(s.FieldEC, s.Pattern(`^0005-\d{8}$`), s.Inferred("only the family is known"))
}

func kmsInDebt() s.Expectation {
	return anyEncryptionEC(kmsState("InDebt", "Current user is indebted."))
}

// kmsOverdue is KMS long in arrears. The edition of 2025 prints the text of kmsInDebt here too.
func kmsOverdue() s.Expectation {
	return anyEncryptionEC(kmsState("InDebtOverdue", "Current user is indebted Overdue."))
}

// kmsMissing is KMS that was never activated. The API pages have another Code and another text for
// it.
func kmsMissing() s.Expectation {
	page := s.Documented(pagePut)
	return kmsState("UbsmsInvalidBid", "Your account partner does not have KMS Service.").
		Or(s.Exactly("This user does not turn on KMS service."), page).
		Element(s.FieldCode, s.Exactly("KmsUbsmsInvalidBid"), s.Documented(page403of25)).
		Or(s.Exactly("UbsmsInvalidBid"), s.Documented(s.Page403)).
		Or(s.Exactly("KmsServiceNotEnabled"), page).
		EC("0005-00000218", s.Documented(s.ECPage("0005-00000218")))
}
