package world

import (
	"net/netip"
	"slices"

	"github.com/oss403/oss403/harness/emulator/internal/policy"
)

// A Status is how an account stands with its bills and with the law.
// https://www.alibabacloud.com/help/en/oss/overdue-payments
type Status string

// The statuses. Both kinds of debt are past the days of grace.
const (
	Normal   Status = "normal"
	Indebted Status = "indebted"
	Overdue  Status = "overdue"
	Disabled Status = "disabled" // restricted for security
	Deleted  Status = "deleted"  // cancelled; its buckets are still there
)

// Statuses lists them.
func Statuses() []Status { return []Status{Normal, Indebted, Overdue, Disabled, Deleted} }

// A Standing is what a whole account is subject to; the zero value is an
// account in good order.
type Standing struct {
	Status        Status // empty: Normal
	Inactive      bool   // OSS was never activated
	BlockPublic   bool   // Block Public Access of all its buckets
	OpenBuckets   bool   // Block Public Access is not on for the buckets that it makes
	CloudBoxes    bool   // it has cloud boxes
	Increments    bool   // it has been granted incremental inventories
	ChunkTrailers bool   // S3 clients of it may send chunks with a trailer, and unsigned ones, as gateways take them
	ControlText   string // of the control policy of its resource directory; empty: it is in none
	Control       *policy.Document
	SourceVPC     string    // the network that its callers come through; empty: the internet
	KMS           KMSStatus // empty: KMSActive
}

// InArrears: it owes money.
func (s Standing) InArrears() bool { return s.Status == Indebted || s.Status == Overdue }

// Known tells whether there is such a status.
func (s Status) Known() bool { return slices.Contains(Statuses(), s) }

// A Network is a VPC with a gateway endpoint to the buckets of its region.
// https://www.alibabacloud.com/help/en/vpc/user-guide/gateway-endpoint
type Network struct {
	ID, Region string
	PolicyText string
	Policy     *policy.Document // of the endpoint; nil: everything may pass
}

// Standing is that of an account; nobody's is in good order.
func (w *World) Standing(uid string) Standing {
	if a, known := w.Accounts.Get(uid); known {
		return a.Standing
	}
	return Standing{}
}

// BlocksPublic: Block Public Access is on, for the bucket or for all of its
// owner's. https://www.alibabacloud.com/help/en/oss/user-guide/block-public-access
func (w *World) BlocksPublic(b *Bucket) bool { return b.BlockPublic || w.Standing(b.Owner).BlockPublic }

// BlocksNew: Block Public Access is on for a bucket that the account makes. The
// platform turned that on region by region, from October 2025.
// https://www.alibabacloud.com/help/en/oss/developer-reference/create-buckets-1
func (w *World) BlocksNew(uid string) bool { return !w.Standing(uid).OpenBuckets }

// LimitsOfV1 is where an account may not sign with version 1.
func (w *World) LimitsOfV1(uid string) V1Limits {
	if a, known := w.Accounts.Get(uid); known {
		return a.Closed.V1
	}
	return V1Limits{}
}

// KeyMayComeFrom says whether a permanent AccessKey of the account may be used from the
// address: its own list counts, and without one that of the account.
// https://help.aliyun.com/en/ram/developer-reference/api-ims-2019-08-15-setaccesskeypolicy
func (w *World) KeyMayComeFrom(uid, id, address string) bool {
	a, known := w.Accounts.Get(uid)
	if !known {
		return true
	}
	list, limited := a.Closed.KeySources[id]
	if !limited {
		list, limited = a.Closed.KeySources["*"]
	}
	from, err := netip.ParseAddr(address)
	return !limited || err == nil && slices.ContainsFunc(list, func(p netip.Prefix) bool { return p.Contains(from.Unmap()) })
}

// EffectiveACL is the ACL that counts: with Block Public Access on, public
// grants are ignored.
func (w *World) EffectiveACL(b *Bucket, acl string) string {
	if w.BlocksPublic(b) && (acl == ACLPublicRead || acl == ACLPublicReadWrite) {
		return ACLPrivate
	}
	return acl
}
