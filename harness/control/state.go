package control

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"
)

// AccountState is what a customer cannot bring about.
type AccountState struct {
	V1Closed                bool                `json:"v1Closed"`                // the account may not sign with V1
	V1NewBucketsClosed      bool                `json:"v1NewBucketsClosed"`      // nor at the buckets that it makes from now on
	V1BucketURLsClosed      bool                `json:"v1BucketURLsClosed"`      // nor in the URL of a bucket-level operation
	RegionsWithoutTokens    []string            `json:"regionsWithoutTokens"`    // that take no security tokens
	OperationsWithoutTokens []string            `json:"operationsWithoutTokens"` // that take no security tokens
	KeySources              map[string][]string `json:"accessKeySources"`        // where AccessKeys may be used from, by id; "*": all others
	Status                  string              `json:"status"`                  // normal, indebted, overdue, disabled or deleted
	OSSActivated            bool                `json:"ossActivated"`
	SourceVPC               string              `json:"sourceVpc"` // that the callers of the account come through; empty: none
	CloudBoxes              bool                `json:"cloudBoxes"`
	KMS                     string              `json:"kms"` // active, notActivated, indebted or overdue
	RegionsWithoutSpeed     []string            `json:"regionsWithoutAcceleration"`
	Increments              bool                `json:"incrementalInventory"`
	PublicClosed            bool                `json:"mainlandPublicEndpointClosed"`
	ControlPolicy           string              `json:"controlPolicy"`     // JSON; empty: no member of a directory
	NewBucketsBlocked       bool                `json:"newBucketsBlocked"` // Block Public Access is on for the buckets that it makes
}

// Normal is the state of an account that nothing is the matter with.
func Normal() AccountState {
	return AccountState{KeySources: map[string][]string{}, RegionsWithoutTokens: []string{}, OperationsWithoutTokens: []string{},
		RegionsWithoutSpeed: []string{}, Status: "normal", OSSActivated: true, KMS: "active", NewBucketsBlocked: true}
}

// SetAccount brings the account into that state.
func (p *Port) SetAccount(ctx context.Context, state AccountState) error {
	if err := p.call(ctx, http.MethodPatch, "/v1/accounts/"+p.account.uid, state, nil); err != nil {
		return fmt.Errorf("setting the state of the account: %w", err)
	}
	return nil
}

// SetFrozen disables a bucket for security reasons, or frees it.
func (p *Port) SetFrozen(ctx context.Context, bucket string, frozen bool) error {
	if err := p.call(ctx, http.MethodPatch, "/v1/buckets/"+bucket, map[string]bool{"frozen": frozen}, nil); err != nil {
		return fmt.Errorf("freezing bucket %s: %w", bucket, err)
	}
	return nil
}

// SetOriginals protects the originals of the images of a bucket that have one of the suffixes.
func (p *Port) SetOriginals(ctx context.Context, bucket string, suffixes ...string) error {
	asked := map[string][]string{"protectedOriginals": append([]string{}, suffixes...)}
	if err := p.call(ctx, http.MethodPatch, "/v1/buckets/"+bucket, asked, nil); err != nil {
		return fmt.Errorf("protecting the originals of bucket %s: %w", bucket, err)
	}
	return nil
}

// SetVPC gives a VPC of the region an endpoint with that policy.
func (p *Port) SetVPC(ctx context.Context, id, region, policy string) error {
	asked := map[string]string{"region": region, "policy": policy}
	if err := p.call(ctx, http.MethodPut, "/v1/networks/"+id, asked, nil); err != nil {
		return fmt.Errorf("setting the endpoint policy of %s: %w", id, err)
	}
	return nil
}

// RemoveVPC takes a VPC away.
func (p *Port) RemoveVPC(ctx context.Context, id string) error {
	return p.call(ctx, http.MethodDelete, "/v1/networks/"+id, nil, nil)
}

// SetRestore says when the restore of an archived object was done, and when it lapses.
func (p *Port) SetRestore(ctx context.Context, bucket, key string, ready, expires time.Time) error {
	facts := map[string]string{"ready": ready.UTC().Format(time.RFC3339), "expires": expires.UTC().Format(time.RFC3339)}
	if err := p.call(ctx, http.MethodPatch, "/v1/buckets/"+bucket+"/objects/"+key, map[string]any{"restore": facts}, nil); err != nil {
		return fmt.Errorf("marking the restore of %s/%s: %w", bucket, key, err)
	}
	return nil
}

// SetTXT lets the world find these TXT records under a name.
func (p *Port) SetTXT(ctx context.Context, name string, values []string) error {
	if err := p.call(ctx, http.MethodPut, "/v1/dns/"+name, map[string][]string{"txt": values}, nil); err != nil {
		return fmt.Errorf("setting the TXT records of %s: %w", name, err)
	}
	return nil
}

// RemoveTXT takes the TXT records of a name away, if it has any.
func (p *Port) RemoveTXT(ctx context.Context, name string) error {
	err := p.call(ctx, http.MethodDelete, "/v1/dns/"+name, nil, nil)
	if answer := (*Refused)(nil); errors.As(err, &answer) && answer.status == http.StatusNotFound {
		return nil
	}
	return err
}

// SetKMSKey gives the account a key in that state.
func (p *Port) SetKMSKey(ctx context.Context, id, state string) error {
	if err := p.call(ctx, http.MethodPut, "/v1/accounts/"+p.account.uid+"/kms/"+id, map[string]string{"state": state}, nil); err != nil {
		return fmt.Errorf("setting the state of the KMS key %s: %w", id, err)
	}
	return nil
}

// MoveClock lets the emulator's clock run ahead of this machine's.
func (p *Port) MoveClock(ctx context.Context, ahead time.Duration) error {
	if err := p.call(ctx, http.MethodPut, "/v1/clock", map[string]string{"offset": ahead.String()}, nil); err != nil {
		return fmt.Errorf("moving the clock by %s: %w", ahead, err)
	}
	return nil
}
