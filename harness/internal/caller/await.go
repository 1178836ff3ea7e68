package caller

import (
	"context"
	"encoding/json"
	"fmt"
	"time"
)

// Await is how a run waits until rights that it has given out count, where that may
// take a while. It listens at a bucket of the run: a policy that is waited for has a
// statement more, about listing that bucket with a prefix that nobody else uses.
type Await struct {
	Bucket string
	Within time.Duration
	Hear   func(ctx context.Context, who Credentials, prefix string) (Heard, error)
}

// Heard is what the target says to a listing.
type Heard string

// What can be heard.
const (
	Listed   Heard = "listed"   // it is allowed
	Denied   Heard = "denied"   // a policy denies it
	Refused  Heard = "refused"  // nothing allows it
	Unknown  Heard = "unknown"  // the AccessKey is not known
	Disabled Heard = "disabled" // the AccessKey is Inactive
)

// pause is how long to wait before listening again.
const pause = 250 * time.Millisecond

// until listens until the target says one of wanted.
func (a *Await) until(ctx context.Context, who Credentials, prefix string, wanted ...Heard) error {
	for deadline := time.Now().Add(a.Within); ; {
		heard, err := a.Hear(ctx, who, prefix)
		if err != nil {
			return err
		}
		for _, w := range wanted {
			if heard == w {
				return nil
			}
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("rights given out do not count within %s: a listing of %s is %s, and not %v", a.Within, a.Bucket, heard, wanted)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause):
		}
	}
}

// user waits until a RAM user has the rights of its state.
func (a *Await) user(ctx context.Context, key Credentials, state UserState) error {
	if a == nil {
		return nil
	}
	switch {
	case state.Inactive:
		return a.until(ctx, key, "", Disabled)
	case state.Policy == "" && state.Alone:
		return a.until(ctx, key, "", Refused)
	case state.Policy == "":
		return a.until(ctx, key, "", Listed)
	case state.Alone:
		return a.until(ctx, key, marker(state.Policy), Listed, Denied)
	}
	return a.until(ctx, key, marker(state.Policy), Denied)
}

// marker is the prefix by which a policy is heard.
func marker(policy string) string { return "oss403-heard-" + digest(policy) }

// audible is a policy with the statement by which it is heard: one that stands alone
// allows the listing, one beside others denies it.
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
