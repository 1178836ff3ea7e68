package control

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"
)

// AccountState is the state of an account that no customer can set.
type AccountState struct {
	V1Closed                bool                `json:"v1Closed"`                // the account may not sign with V1 anywhere
	V1NewBucketsClosed      bool                `json:"v1NewBucketsClosed"`      // likewise, but only in buckets that it creates from now on
	V1BucketURLsClosed      bool                `json:"v1BucketURLsClosed"`      // likewise, but only in the URL of a bucket-level operation
	S3Closed                bool                `json:"s3Closed"`                // the account may not use S3-compatible signatures
	S3V2Closed              bool                `json:"s3V2Closed"`              // likewise, but only those of version 2
	S3V4Closed              bool                `json:"s3V4Closed"`              // likewise, but only those of version 4
	RegionsWithoutTokens    []string            `json:"regionsWithoutTokens"`    // regions that accept no security tokens
	OperationsWithoutTokens []string            `json:"operationsWithoutTokens"` // operations that accept no security tokens
	KeySources              map[string][]string `json:"accessKeySources"`        // IPs and blocks allowed for an AccessKey; "*": all others
	Status                  string              `json:"status"`                  // normal, indebted, overdue, disabled or deleted
	OSSActivated            bool                `json:"ossActivated"`
	RealNameVerified        bool                `json:"realNameVerified"`
	SourceVPC               string              `json:"sourceVpc"`  // VPC from which the callers of the account send; empty if none
	CloudBoxes              map[string]string   `json:"cloudBoxes"` // the region of each, by its id
	KMS                     string              `json:"kms"`        // active, notActivated, indebted or overdue
	RegionsWithoutSpeed     []string            `json:"regionsWithoutAcceleration"`
	Sealing                 bool                `json:"sealAppendObject"`
	Increments              bool                `json:"incrementalInventory"`
	PublicClosed            bool                `json:"mainlandPublicEndpointClosed"`
	ControlPolicy           string              `json:"controlPolicy"`     // JSON; empty if the account is in no resource directory
	ResourceGroups          map[string]string   `json:"resourceGroups"`    // the policy that counts in each; empty: none
	NewBucketsBlocked       bool                `json:"newBucketsBlocked"` // Block Public Access is on for buckets that the account creates
}

// Normal returns the state of an account without any restriction or fault.
func Normal() AccountState {
	return AccountState{KeySources: map[string][]string{}, CloudBoxes: map[string]string{}, ResourceGroups: map[string]string{},
		RegionsWithoutTokens: []string{}, OperationsWithoutTokens: []string{},
		RegionsWithoutSpeed: []string{}, Status: "normal", OSSActivated: true, RealNameVerified: true, KMS: "active", NewBucketsBlocked: true}
}

// SetAccount puts the account into the state.
func (p *Port) SetAccount(ctx context.Context, state AccountState) error {
	if err := p.call(ctx, http.MethodPatch, "/v1/accounts/"+p.account.uid, state, nil); err != nil {
		return fmt.Errorf("setting the state of the account: %w", err)
	}
	return nil
}

// SetFrozen freezes a bucket, as OSS does for security reasons, or releases it.
func (p *Port) SetFrozen(ctx context.Context, bucket string, frozen bool) error {
	if err := p.call(ctx, http.MethodPatch, "/v1/buckets/"+bucket, map[string]bool{"frozen": frozen}, nil); err != nil {
		return fmt.Errorf("freezing bucket %s: %w", bucket, err)
	}
	return nil
}

// SetAttacked lets the security system of OSS answer for a bucket, as it does for one under
// attack, or no longer.
func (p *Port) SetAttacked(ctx context.Context, bucket string, attacked bool) error {
	if err := p.call(ctx, http.MethodPatch, "/v1/buckets/"+bucket, map[string]bool{"attacked": attacked}, nil); err != nil {
		return fmt.Errorf("attacking bucket %s: %w", bucket, err)
	}
	return nil
}

// SetOriginals turns on source image protection in a bucket for objects with one of
// the suffixes.
func (p *Port) SetOriginals(ctx context.Context, bucket string, suffixes ...string) error {
	asked := map[string][]string{"protectedOriginals": append([]string{}, suffixes...)}
	if err := p.call(ctx, http.MethodPatch, "/v1/buckets/"+bucket, asked, nil); err != nil {
		return fmt.Errorf("protecting the originals of bucket %s: %w", bucket, err)
	}
	return nil
}

// SetResourceGroup moves a bucket to a resource group; an empty id stands for the default one.
func (p *Port) SetResourceGroup(ctx context.Context, bucket, id string) error {
	if err := p.call(ctx, http.MethodPatch, "/v1/buckets/"+bucket, map[string]string{"resourceGroup": id}, nil); err != nil {
		return fmt.Errorf("moving bucket %s to a resource group: %w", bucket, err)
	}
	return nil
}

// SetCallbackDenies lets the drive service of a bucket refuse reads for the reason; an
// empty one lets it refuse nothing.
func (p *Port) SetCallbackDenies(ctx context.Context, bucket, reason string) error {
	if err := p.call(ctx, http.MethodPatch, "/v1/buckets/"+bucket, map[string]string{"callbackDenies": reason}, nil); err != nil {
		return fmt.Errorf("refusing reads of bucket %s: %w", bucket, err)
	}
	return nil
}

// SetVPC creates a VPC in the region, with an endpoint that has the policy.
func (p *Port) SetVPC(ctx context.Context, id, region, policy string) error {
	asked := map[string]string{"region": region, "policy": policy}
	if err := p.call(ctx, http.MethodPut, "/v1/networks/"+id, asked, nil); err != nil {
		return fmt.Errorf("setting the endpoint policy of %s: %w", id, err)
	}
	return nil
}

// RemoveVPC removes a VPC.
func (p *Port) RemoveVPC(ctx context.Context, id string) error {
	return p.call(ctx, http.MethodDelete, "/v1/networks/"+id, nil, nil)
}

// SetRestore sets when the restore of an archived object is done, and when the
// restored copy expires.
func (p *Port) SetRestore(ctx context.Context, bucket, key string, ready, expires time.Time) error {
	facts := map[string]string{"ready": ready.UTC().Format(time.RFC3339), "expires": expires.UTC().Format(time.RFC3339)}
	if err := p.call(ctx, http.MethodPatch, "/v1/buckets/"+bucket+"/objects/"+key, map[string]any{"restore": facts}, nil); err != nil {
		return fmt.Errorf("marking the restore of %s/%s: %w", bucket, key, err)
	}
	return nil
}

// SetRetainUntil sets when the retention of the current version of an object ends.
func (p *Port) SetRetainUntil(ctx context.Context, bucket, key string, until time.Time) error {
	asked := map[string]string{"retainUntil": until.UTC().Format(time.RFC3339)}
	if err := p.call(ctx, http.MethodPatch, "/v1/buckets/"+bucket+"/objects/"+key, asked, nil); err != nil {
		return fmt.Errorf("ending the retention of %s/%s: %w", bucket, key, err)
	}
	return nil
}

// EndProtection ends the retention and the legal hold of every version in a bucket, if it exists.
func (p *Port) EndProtection(ctx context.Context, bucket string) error {
	err := p.call(ctx, http.MethodPatch, "/v1/buckets/"+bucket, map[string]bool{"protectionEnded": true}, nil)
	if answer := (*Refused)(nil); errors.As(err, &answer) && answer.status == http.StatusNotFound {
		return nil
	}
	return err
}

// SetTXT sets the TXT records of a DNS name.
func (p *Port) SetTXT(ctx context.Context, name string, values []string) error {
	if err := p.call(ctx, http.MethodPut, "/v1/dns/"+name, map[string][]string{"txt": values}, nil); err != nil {
		return fmt.Errorf("setting the TXT records of %s: %w", name, err)
	}
	return nil
}

// RemoveTXT removes the TXT records of a DNS name, if it has any.
func (p *Port) RemoveTXT(ctx context.Context, name string) error {
	err := p.call(ctx, http.MethodDelete, "/v1/dns/"+name, nil, nil)
	if answer := (*Refused)(nil); errors.As(err, &answer) && answer.status == http.StatusNotFound {
		return nil
	}
	return err
}

// SetKMSKey creates a KMS key of the account in the state, or changes its state.
func (p *Port) SetKMSKey(ctx context.Context, id, state string) error {
	if err := p.call(ctx, http.MethodPut, "/v1/accounts/"+p.account.uid+"/kms/"+id, map[string]string{"state": state}, nil); err != nil {
		return fmt.Errorf("setting the state of the KMS key %s: %w", id, err)
	}
	return nil
}

// MoveClock sets the emulator's clock ahead of its machine's clock. A negative
// duration sets it behind.
func (p *Port) MoveClock(ctx context.Context, ahead time.Duration) error {
	if err := p.call(ctx, http.MethodPut, "/v1/clock", map[string]string{"offset": ahead.String()}, nil); err != nil {
		return fmt.Errorf("moving the clock by %s: %w", ahead, err)
	}
	return nil
}
