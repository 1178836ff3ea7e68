package preflight

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/aliyun/aliyun-oss-go-sdk/oss"

	"github.com/oss403/oss403/harness/internal/opened"
	"github.com/oss403/oss403/harness/internal/remedy"
	"github.com/oss403/oss403/harness/internal/stage"
	"github.com/oss403/oss403/scenarios"
)

// mostSkew is the largest accepted difference of the clocks: calls of RAM and STS carry this machine's
// time, which may be wrong by 15 minutes. https://help.aliyun.com/zh/ram/developer-reference/request-signatures
const mostSkew = 15 * time.Minute

// An inspection checks a stage for everything that a run needs.
type inspection struct{ *opened.Stage }

// Begin checks whether a run can begin on somebody's target. Its error names the
// cause and the remedy. A target of the run's own needs no check.
func Begin(ctx context.Context, s *opened.Stage) error {
	if !s.Target.Guest {
		return nil
	}
	if err := Fit(ctx, s); err != nil {
		return err
	}
	return inspection{s}.firstBucket(ctx)
}

// Fit checks clocks, AccessKeys, and what the profile promises. It changes nothing on the target.
func Fit(ctx context.Context, on *opened.Stage) error {
	s := inspection{on}
	if err := ClocksAgree(on); err != nil {
		return err
	}
	account, err := s.mayList(ctx)
	if err != nil {
		return err
	}
	if err := s.otherIsAnother(ctx, account); err != nil {
		return err
	}
	if err := s.Identities.MayProvision(ctx); err != nil {
		return remedy.Unprovisioned(err, s.Target)
	}
	if err := s.knowAccount(ctx); err != nil {
		return err
	}
	return s.promised(ctx)
}

// knowAccount notes the UID of the account in the journal, as STS names it. An owner who may
// not list buckets learns it from STS alone. A sweep looks for RAM entities on that account only.
func (s inspection) knowAccount(ctx context.Context) error {
	if !s.Target.Cloud.Known() {
		return nil
	}
	account, err := s.Identities.ID(ctx, scenarios.Owner, scenarios.State{}) // MayProvision has asked STS already
	if err != nil {
		return err
	}
	return s.Journal.Of(account)
}

// ClocksAgree checks that the clocks of target and machine differ by at most mostSkew.
func ClocksAgree(s *opened.Stage) error {
	if offset := s.Client.Offset(); offset.Abs() > mostSkew {
		apart := "ahead of"
		if offset > 0 {
			apart = "behind"
		}
		return fmt.Errorf("the clock of this machine is %s %s the target's, and signatures hold for 15 minutes; set it by NTP",
			offset.Round(time.Second).Abs(), apart)
	}
	return nil
}

// mayList lists the owner's buckets with the prefix of runs. It checks that the owner's
// AccessKey works and that nobody else uses the prefix. It returns the UID of the
// account; empty: the owner may not list buckets.
func (s inspection) mayList(ctx context.Context) (account string, err error) {
	account, standing, err := s.Fixtures.Prefixed(ctx, s.Target.Callers[scenarios.Owner])
	var refused oss.ServiceError
	if errors.As(err, &refused) && refused.Code == "AccessDenied" {
		return "", nil // a run is still possible
	}
	if err != nil {
		return "", remedy.Explained(err, s.Target, "the owner's buckets can't be listed")
	}
	for _, bucket := range standing {
		if stage.RunNamedBy(bucket.Name) == "" {
			return "", fmt.Errorf(
				"the bucket %s begins with %s, as the buckets of runs do, and no run made it; rename it, or run with another account",
				bucket.Name, stage.Prefix)
		}
	}
	return account, s.Journal.Of(account)
}

// otherIsAnother checks that the AccessKey of the other account works and does not belong to
// the owner's account: the target would not refuse that one.
func (s inspection) otherIsAnother(ctx context.Context, account string) error {
	other, ok := s.Target.Callers.Of(scenarios.OtherAccount)
	if !ok {
		return nil
	}
	uid, err := s.Fixtures.OwnerOf(ctx, other)
	var refused oss.ServiceError
	switch {
	case errors.As(err, &refused) && slices.Contains(remedy.NoCredentials(), refused.Code):
		return fmt.Errorf("the AccessKey of the other account does not work: %w",
			remedy.OfTheOther(remedy.Explained(err, s.Target, "its buckets can't be listed")))
	case err == nil && uid == account:
		return remedy.OfTheOther(errors.New("the AccessKey of the other account is of the owner's own; " +
			"set OSS_ACCESS_KEY_ID and OSS_ACCESS_KEY_SECRET" + remedy.InProfile + " to those of another account, or leave them out"))
	}
	return nil // an AccessKey that may not list can still be refused
}

// firstBucket makes a bucket with an object, removes it, and makes the one that stays. So an
// owner who may make buckets and not remove them leaves one bucket, not all of the run.
func (s inspection) firstBucket(ctx context.Context) error {
	first, err := s.Fixtures.Arrange(ctx, stage.Wanted{State: scenarios.AnObject(scenarios.Private)})
	if err != nil {
		return remedy.Explained(err, s.Target, "the first bucket and object can't be made")
	}
	if err := s.Fixtures.Discard(ctx, first); err != nil {
		return remedy.Explained(err, s.Target, "the first bucket can't be removed")
	}
	first, err = s.Fixtures.Arrange(ctx, stage.Wanted{State: scenarios.AnObject(scenarios.Private)})
	if err != nil {
		return remedy.Explained(err, s.Target, "the first bucket and object can't be made again")
	}
	s.await(first)
	return nil
}
