package world

import (
	"net/netip"
	"slices"

	"github.com/oss403/oss403/harness/emulator/internal/policy"
)

// A Status says whether an account is in order.
// https://www.alibabacloud.com/help/en/oss/overdue-payments
type Status string

// The statuses. Both kinds of debt are past the days of grace.
const (
	Normal   Status = "normal"
	Indebted Status = "indebted"
	Overdue  Status = "overdue"
	Disabled Status = "disabled" // restricted for security
	Deleted  Status = "deleted"  // cancelled; its buckets still exist
)

// Statuses lists the statuses.
func Statuses() []Status { return []Status{Normal, Indebted, Overdue, Disabled, Deleted} }

// A Standing holds the state of a whole account. The zero value is an account in order.
type Standing struct {
	Status        Status            // empty: Normal
	Inactive      bool              // OSS was never activated
	Unverified    bool              // nobody has shown who its owner is: no real name
	BlockPublic   bool              // Block Public Access for all its buckets
	OpenBuckets   bool              // its new buckets have Block Public Access off
	CloudBoxes    map[string]string // the region of each cloud box that the account has, by its id
	Increments    bool              // incremental inventories are granted
	Sealing       bool              // SealAppendObject is granted
	ChunkTrailers bool              // S3 clients may send chunks with a trailer, and unsigned ones, as gateways accept them
	ControlText   string            // the control policy of its resource directory; empty: it is in none
	Control       *policy.Document  `keep:"ram ControlText"`
	SourceVPC     string            // the VPC that its callers come through; empty: the internet
	KMS           KMSStatus         // empty: KMSActive

	Groups map[string]Group // its resource groups, by id
}

// InArrears reports whether the account owes money.
func (s Standing) InArrears() bool { return s.Status == Indebted || s.Status == Overdue }

// Known reports whether the status exists.
func (s Status) Known() bool { return slices.Contains(Statuses(), s) }

// A Network is a VPC with a gateway endpoint to the buckets of its region.
// https://www.alibabacloud.com/help/en/vpc/user-guide/gateway-endpoint
type Network struct {
	ID, Region string
	PolicyText string
	Policy     *policy.Document `keep:"endpoint PolicyText"` // policy of the endpoint; nil: everything may pass
}

// Standing returns the standing of an account. An unknown account is in order.
func (w *World) Standing(uid string) Standing {
	if a, known := w.Accounts.Get(uid); known {
		return a.Standing
	}
	return Standing{}
}

// BlocksPublic reports whether Block Public Access is on, for the bucket or for all buckets of its
// owner.
// https://www.alibabacloud.com/help/en/oss/user-guide/block-public-access
func (w *World) BlocksPublic(b *Bucket) bool { return b.BlockPublic || w.Standing(b.Owner).BlockPublic }

// BlocksNew reports whether a new bucket of the account has Block Public Access on. The platform
// introduced that region by region, from October 2025.
// https://www.alibabacloud.com/help/en/oss/developer-reference/create-buckets-1
func (w *World) BlocksNew(uid string) bool { return !w.Standing(uid).OpenBuckets }

// LimitsOfV1 says where an account may not sign with version 1.
func (w *World) LimitsOfV1(uid string) V1Limits {
	if a, known := w.Accounts.Get(uid); known {
		return a.Closed.V1
	}
	return V1Limits{}
}

// KeyMayComeFrom reports whether a permanent AccessKey of the account may be used from the address. Its own
// list decides; without one, that of the account does.
// https://help.aliyun.com/en/ram/developer-reference/api-ims-2019-08-15-setaccesskeypolicy
func (a *Account) KeyMayComeFrom(id, address string) bool {
	list, limited := a.Closed.KeySources[id]
	if !limited {
		list, limited = a.Closed.KeySources["*"]
	}
	if !limited {
		return true
	}
	from, err := netip.ParseAddr(address)
	return err == nil && slices.ContainsFunc(list, func(p netip.Prefix) bool { return p.Contains(from.Unmap()) })
}

// EffectiveACL returns the ACL that counts. Block Public Access removes public grants from it.
func (w *World) EffectiveACL(b *Bucket, acl string) string {
	if (acl == ACLPublicRead || acl == ACLPublicReadWrite) && w.BlocksPublic(b) {
		return ACLPrivate
	}
	return acl
}
