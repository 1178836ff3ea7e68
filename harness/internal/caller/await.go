package caller

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/oss403/oss403/harness/internal/waiting"
)

// Await waits until rights that the run has granted take effect, which may take a while
// on a target. It lists a bucket of the run with those rights. To make a policy visible
// there, audible adds a statement about listing that bucket with a prefix of its own.
type Await struct {
	Bucket string
	Within time.Duration
	Hear   func(ctx context.Context, who Credentials, prefix string) (Heard, error)

	late    bool          // rights were heard of after a listing that came too early
	soonest time.Duration // the shortest time from then on until rights counted
}

// Heard is how the target answers a listing.
type Heard string

// The answers to a listing.
const (
	Listed   Heard = "listed"   // the target allows it
	Denied   Heard = "denied"   // a policy denies it
	Refused  Heard = "refused"  // nothing allows it
	Unknown  Heard = "unknown"  // the target does not know the AccessKey
	Disabled Heard = "disabled" // the AccessKey is Inactive
)

// pause is the time between two listings.
const pause = 250 * time.Millisecond

// mostAhead bounds the wait before the first listing.
const mostAhead = 3 * time.Second

// until lists the bucket until the target gives one of the wanted answers, but not before rights given out at that time can
// count; zero: it is not known when they were. It fails after Within.
func (a *Await) until(ctx context.Context, who Credentials, prefix string, given time.Time, wanted ...Heard) error {
	defer waiting.For(ctx, "rights that were given out to count")()
	if err := rest(ctx, min(a.soonest, mostAhead)-time.Since(given)); err != nil {
		return err
	}
	deadline := time.Now().Add(a.Within)
	for late := false; ; late = true {
		asked := time.Since(given)
		heard, err := a.Hear(ctx, who, prefix)
		if err != nil {
			return err
		}
		if slices.Contains(wanted, heard) {
			if known := !given.IsZero(); known && (late && !a.late || a.late && asked < a.soonest) {
				a.late, a.soonest = true, asked
			}
			return nil
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("rights given out do not count within %s: a listing of %s is %s, and not %v", a.Within, a.Bucket, heard, wanted)
		}
		if err := rest(ctx, pause); err != nil {
			return err
		}
	}
}

func rest(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

// user waits until the rights of a RAM user take effect that was made at that time, as its state says.
func (a *Await) user(ctx context.Context, key Credentials, made time.Time, state UserState) error {
	if a == nil {
		return nil
	}
	switch {
	case state.Inactive:
		return a.until(ctx, key, "", made, Disabled)
	case state.Policy == "" && state.Alone:
		return a.until(ctx, key, "", made, Refused)
	case state.Policy == "":
		return a.until(ctx, key, "", made, Listed)
	case state.Alone:
		return a.until(ctx, key, marker(state.Policy), made, Listed, Denied)
	}
	return a.until(ctx, key, marker(state.Policy), made, Denied)
}

// marker is the prefix in the added statement of a policy.
func marker(policy string) string { return "oss403-heard-" + digest(policy) }

// audible adds the statement for until to a policy. If the policy is the only one of
// its user, the statement allows the listing; besides other policies it denies it.
func (a *Await) audible(policy string, alone bool) (string, error) {
	if a == nil {
		return policy, nil
	}
	var document struct {
		Version   string
		Statement []json.RawMessage
	}
	if err := json.Unmarshal([]byte(policy), &document); err != nil {
		return "", fmt.Errorf("policy %s: %w", policy, err)
	}
	effect := "Deny"
	if alone {
		effect = "Allow"
	}
	heard, err := json.Marshal(map[string]any{
		"Effect": effect, "Action": []string{"oss:ListObjects"}, "Resource": []string{"acs:oss:*:*:" + a.Bucket},
		"Condition": map[string]any{"StringEquals": map[string][]string{"oss:Prefix": {marker(policy)}}},
	})
	if err != nil {
		return "", fmt.Errorf("policy %s: %w", policy, err)
	}
	document.Statement = append(document.Statement, heard)
	text, err := json.Marshal(document)
	if err != nil {
		return "", fmt.Errorf("policy %s: %w", policy, err)
	}
	return string(text), nil
}
