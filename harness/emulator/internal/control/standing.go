package control

import (
	"fmt"
	"net/http"
	"net/netip"

	"github.com/oss403/oss403/harness/emulator/internal/policy"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// accountPatch holds the changes of an account. An absent field stays as it is.
type accountPatch struct {
	V1Closed                *bool     `json:"v1Closed"`           // closed everywhere
	V1NewBucketsClosed      *bool     `json:"v1NewBucketsClosed"` // closed at the buckets that it makes from now on
	V1BucketURLsClosed      *bool     `json:"v1BucketURLsClosed"` // closed in the URL of a bucket-level operation
	S3Closed                *bool     `json:"s3Closed"`           // S3 signatures of every version are closed
	S3V2Closed              *bool     `json:"s3V2Closed"`
	S3V4Closed              *bool     `json:"s3V4Closed"`
	S3ChunkTrailers         *bool     `json:"s3ChunkTrailers"` // OSS accepts chunks with a trailer, and unsigned ones
	RegionsWithoutTokens    *[]string `json:"regionsWithoutTokens"`
	OperationsWithoutTokens *[]string `json:"operationsWithoutTokens"`

	AccessKeySources *map[string][]string `json:"accessKeySources"` // addresses and blocks by AccessKey ID; "*" for keys without a list

	RegionsWithoutAcceleration   *[]string `json:"regionsWithoutAcceleration"`
	MainlandPublicEndpointClosed *bool     `json:"mainlandPublicEndpointClosed"`

	Status               *world.Status      `json:"status"`
	OSSActivated         *bool              `json:"ossActivated"`
	RealNameVerified     *bool              `json:"realNameVerified"`
	PublicAccessBlocked  *bool              `json:"publicAccessBlocked"`
	NewBucketsBlocked    *bool              `json:"newBucketsBlocked"`
	IncrementalInventory *bool              `json:"incrementalInventory"`
	SealAppendObject     *bool              `json:"sealAppendObject"`
	CloudBoxes           *map[string]string `json:"cloudBoxes"`    // the region of each, by its id
	ControlPolicy        *string            `json:"controlPolicy"` // JSON text; empty: the account is in no directory
	SourceVPC            *string            `json:"sourceVpc"`     // empty: the internet
	KMS                  *world.KMSStatus   `json:"kms"`

	ResourceGroups *map[string]string `json:"resourceGroups"` // the policy that counts in each, as JSON text; empty: none
}

// patchAccount changes the given fields of an account.
func (a *API) patchAccount(w http.ResponseWriter, r *http.Request) {
	var body accountPatch
	if err := readJSON(r, &body); err != nil {
		problem(w, http.StatusBadRequest, err)
		return
	}
	control, err := body.read()
	if err != nil {
		problem(w, http.StatusBadRequest, err)
		return
	}
	sources, err := body.sources()
	if err != nil {
		problem(w, http.StatusBadRequest, err)
		return
	}
	groups, err := body.groups()
	if err != nil {
		problem(w, http.StatusBadRequest, err)
		return
	}
	uid := r.PathValue("uid")
	a.change(w, func(d *world.Draft) error {
		account, ok := d.Accounts.Get(uid)
		if !ok {
			return fmt.Errorf("there is no account %s", uid)
		}
		next := *account
		body.apply(&next)
		if body.AccessKeySources != nil {
			next.Closed.KeySources = sources
		}
		if body.ResourceGroups != nil {
			next.Standing.Groups = groups
		}
		if body.ControlPolicy != nil {
			next.Standing.Control = control
		}
		world.Set(d, d.Accounts, uid, &next)
		return nil
	})
}

// read checks the values and parses the control policy.
func (p accountPatch) read() (*policy.Document, error) {
	if p.Status != nil && !p.Status.Known() {
		return nil, fmt.Errorf("status %q is none of %v", *p.Status, world.Statuses())
	}
	if p.KMS != nil && !p.KMS.Known() {
		return nil, fmt.Errorf("kms %q is none of %v", *p.KMS, world.KMSStatuses())
	}
	if p.ControlPolicy == nil || *p.ControlPolicy == "" {
		return nil, nil
	}
	document, err := policy.Parse(*p.ControlPolicy)
	if err != nil {
		return nil, fmt.Errorf("reading the control policy: %w", err)
	}
	return document, nil
}

// sources reads the addresses from which AccessKeys may be used.
func (p accountPatch) sources() (map[string][]netip.Prefix, error) {
	read := map[string][]netip.Prefix{}
	if p.AccessKeySources == nil {
		return read, nil
	}
	for id, list := range *p.AccessKeySources {
		read[id] = []netip.Prefix{}
		for _, text := range list {
			block, err := netip.ParsePrefix(text)
			if address, bare := netip.ParseAddr(text); bare == nil {
				block, err = netip.PrefixFrom(address, address.BitLen()), nil
			}
			if err != nil {
				return nil, fmt.Errorf("accessKeySources %q: %q is no address, and no block of them", id, text)
			}
			read[id] = append(read[id], block)
		}
	}
	return read, nil
}

// groups reads the resource groups with their policies.
func (p accountPatch) groups() (map[string]world.Group, error) {
	if p.ResourceGroups == nil {
		return nil, nil
	}
	read := map[string]world.Group{}
	for id, text := range *p.ResourceGroups {
		read[id] = world.Group{ID: id}
		if text == "" {
			continue
		}
		document, err := policy.Parse(text)
		if err != nil {
			return nil, fmt.Errorf("reading the policy of resource group %s: %w", id, err)
		}
		document.Name = id
		read[id] = world.Group{ID: id, PolicyText: text, Policy: document}
	}
	return read, nil
}

func (p accountPatch) apply(a *world.Account) {
	replace(&a.Closed.V1.All, p.V1Closed)
	replace(&a.Closed.V1.NewBuckets, p.V1NewBucketsClosed)
	replace(&a.Closed.V1.BucketURLs, p.V1BucketURLsClosed)
	replace(&a.Closed.S3.All, p.S3Closed)
	replace(&a.Closed.S3.V2, p.S3V2Closed)
	replace(&a.Closed.S3.V4, p.S3V4Closed)
	replace(&a.Standing.ChunkTrailers, p.S3ChunkTrailers)
	replace(&a.Closed.RegionsWithoutTokens, p.RegionsWithoutTokens)
	replace(&a.Closed.OperationsWithoutTokens, p.OperationsWithoutTokens)
	replace(&a.Closed.RegionsWithoutAcceleration, p.RegionsWithoutAcceleration)
	replace(&a.Closed.MainlandPublicEndpoint, p.MainlandPublicEndpointClosed)
	replace(&a.Standing.Status, p.Status)
	replace(&a.Standing.BlockPublic, p.PublicAccessBlocked)
	replace(&a.Standing.CloudBoxes, p.CloudBoxes)
	replace(&a.Standing.Increments, p.IncrementalInventory)
	replace(&a.Standing.Sealing, p.SealAppendObject)
	replace(&a.Standing.ControlText, p.ControlPolicy)
	replace(&a.Standing.SourceVPC, p.SourceVPC)
	replace(&a.Standing.KMS, p.KMS)
	if p.NewBucketsBlocked != nil {
		a.Standing.OpenBuckets = !*p.NewBucketsBlocked
	}
	if p.OSSActivated != nil {
		a.Standing.Inactive = !*p.OSSActivated
	}
	if p.RealNameVerified != nil {
		a.Standing.Unverified = !*p.RealNameVerified
	}
}

func replace[V any](old *V, given *V) {
	if given != nil {
		*old = *given
	}
}

// patchBucket changes settings of a bucket that only the platform can change. An absent field stays
// as it is.
func (a *API) patchBucket(w http.ResponseWriter, r *http.Request) {
	var body struct {
		Frozen    *bool     `json:"frozen"`
		Attacked  *bool     `json:"attacked"`           // the security system of the platform answers for the bucket
		PathStyle *bool     `json:"pathStyle"`          // the bucket is white-listed for path style
		Originals *[]string `json:"protectedOriginals"` // suffixes of the images with a protected original
		Refuses   *string   `json:"callbackDenies"`     // the reason of the callback server of a drive service; empty: none
		Unkept    bool      `json:"protectionEnded"`    // ends the retention and the legal hold of every version
		Group     *string   `json:"resourceGroup"`      // id of its resource group; empty: the default one
	}
	if err := readJSON(r, &body); err != nil {
		problem(w, http.StatusBadRequest, err)
		return
	}
	name := r.PathValue("name")
	a.change(w, func(d *world.Draft) error {
		bucket, ok := d.Buckets.Get(name)
		if !ok {
			return fmt.Errorf("there is no bucket %q", name)
		}
		next := *bucket
		replace(&next.Frozen, body.Frozen)
		replace(&next.Attacked, body.Attacked)
		replace(&next.PathStyle, body.PathStyle)
		replace(&next.Originals, body.Originals)
		replace(&next.Refuses, body.Refuses)
		replace(&next.Group, body.Group)
		world.Set(d, d.Buckets, name, &next)
		if body.Unkept {
			d.EndProtection(&next)
		}
		return nil
	})
}

// putNetwork creates or replaces a VPC with its gateway endpoint.
func (a *API) putNetwork(w http.ResponseWriter, r *http.Request) {
	var body struct {
		Region string `json:"region"`
		Policy string `json:"policy"`
	}
	if err := readJSON(r, &body); err != nil {
		problem(w, http.StatusBadRequest, err)
		return
	}
	network := &world.Network{ID: r.PathValue("vpc"), Region: body.Region, PolicyText: body.Policy}
	if body.Region == "" {
		problem(w, http.StatusBadRequest, fmt.Errorf("region is missing"))
		return
	}
	if body.Policy != "" {
		document, err := policy.ParseEndpoint(body.Policy)
		if err != nil {
			problem(w, http.StatusBadRequest, fmt.Errorf("reading the endpoint policy: %w", err))
			return
		}
		network.Policy = document
	}
	a.change(w, func(d *world.Draft) error {
		world.Set(d, d.Networks, network.ID, network)
		return nil
	})
}

func (a *API) deleteNetwork(w http.ResponseWriter, r *http.Request) {
	id := r.PathValue("vpc")
	a.change(w, func(d *world.Draft) error {
		if _, ok := d.Networks.Get(id); !ok {
			return fmt.Errorf("there is no network %q", id)
		}
		world.Remove(d, d.Networks, id)
		return nil
	})
}

// change makes a change. It fails only if the thing to change does not exist.
func (a *API) change(w http.ResponseWriter, change func(*world.Draft) error) {
	if err := a.Store.Update(change); err != nil {
		a.failed(w, http.StatusNotFound, err)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}
