package served

import (
	"cmp"
	"crypto/rand"

	"github.com/oss403/oss403/harness/emulator"
)

// otherFlags describe a second account.
type otherFlags struct {
	OtherAccount         string `help:"UID of a second account; 1000000000000002 if only an AccessKey of it is given." placeholder:"UID"`
	OtherAccessKeyID     string `name:"other-access-key-id" help:"${other_key}" env:"OSS403_OTHER_ACCESS_KEY_ID"`
	OtherAccessKeySecret string `name:"other-access-key-secret" help:"Its secret; made up if not given." env:"OSS403_OTHER_ACCESS_KEY_SECRET"`
}

// accounts returns the first account, and a second one if one of its flags is set.
func (c *Emulator) accounts() ([]emulator.Account, error) {
	limits, err := c.limitsOfV1()
	if err != nil {
		return nil, err
	}
	first, err := account(c.Account, c.AccessKeyID, c.AccessKeySecret)
	first.V1 = limits
	if err != nil || c.Other == (otherFlags{}) {
		return []emulator.Account{first}, err
	}
	second, err := account(cmp.Or(c.Other.OtherAccount, "1000000000000002"), c.Other.OtherAccessKeyID, c.Other.OtherAccessKeySecret)
	if err == nil && second.UID == first.UID {
		err = usagef("both accounts have the UID %s; accepted: two", first.UID)
	}
	second.V1 = limits
	return []emulator.Account{first, second}, err
}

// limitsOfV1 turns --v1-closed into limits.
func (c *Emulator) limitsOfV1() (emulator.V1Limits, error) {
	var limits emulator.V1Limits
	places := map[string]*bool{"account": &limits.All, "new-buckets": &limits.NewBuckets, "bucket-urls": &limits.BucketURLs}
	for _, word := range c.V1Closed {
		place, known := places[word]
		if !known {
			return limits, usagef("--v1-closed=%s; accepted: account, new-buckets and bucket-urls, separated by commas", word)
		}
		*place = true
	}
	return limits, nil
}

// account returns an account with one AccessKey. It makes up a key if none is
// given; an account that was kept has its own then.
func account(uid, id, secret string) (emulator.Account, error) {
	if (id == "") != (secret == "") {
		return emulator.Account{}, usagef(
			"one half of an AccessKey of account %s is missing; accepted: both of its id and its secret, or neither", uid)
	}
	madeUp := id == ""
	if madeUp {
		id, secret = "LTAI5t"+rand.Text()[:18], rand.Text()
	}
	return emulator.Account{UID: uid, Keys: []emulator.AccessKey{{ID: id, Secret: secret}}, KeysIfNew: madeUp}, nil
}
