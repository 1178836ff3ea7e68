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

// mostSkew is how far the clocks may be apart: RAM and STS go by the clock of this
// machine, and take 15 minutes. https://help.aliyun.com/zh/ram/developer-reference/request-signatures
const mostSkew = 15 * time.Minute

// An inspection asks of a stage what a run needs there.
type inspection struct{ *opened.Stage }

// Begin asks a target that is somebody's whether a run can begin. Its error names
// the cause and the remedy.
func Begin(ctx context.Context, s *opened.Stage) error {
	if !s.Target.Guest {
		return nil
	}
	if err := Fit(ctx, s); err != nil {
		return err
	}
	return inspection{s}.firstBucket(ctx)
}

// Fit asks whether the clocks agree and the owner's AccessKey works, and changes nothing.
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

// knowAccount writes down whose account it is, as STS told the owner who may not list
// buckets: what stands in RAM is looked for there alone.
func (s inspection) knowAccount(ctx context.Context) error {
	if !s.Target.Cloud.Known() {
		return nil
	}
	account, err := s.Identities.ID(ctx, scenarios.Owner, scenarios.State{}) // asked already
	if err != nil {
		return err
	}
	return s.Journal.Of(account)
}

// ClocksAgree says whether signatures of this machine can hold there.
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

// mayList lists the buckets whose names begin as those of runs do: the owner's
// AccessKey must work, and nobody else may use the prefix. It says whose account it is,
// where that can be known.
func (s inspection) mayList(ctx context.Context) (account string, err error) {
	account, standing, err := s.Fixtures.Prefixed(ctx, s.Target.Callers[scenarios.Owner])
	var refused oss.ServiceError
	if errors.As(err, &refused) && refused.Code == "AccessDenied" {
		return "", nil // a caller who may do all but list can still run
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

// otherIsAnother: the AccessKey of the other account, where there is one, must work and be
// of another account than the owner's, or what should be refused to it is not.
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
	return nil // who may not list can still be refused
}

// firstBucket makes a bucket with an object and removes it, before the one that stays:
// who may make and not remove would leave every bucket of the run behind, not one.
func (s inspection) firstBucket(ctx context.Context) error {
	first, err := s.Fixtures.Arrange(ctx, scenarios.AnObject(scenarios.Private))
	if err != nil {
		return remedy.Explained(err, s.Target, "the first bucket and object can't be made")
	}
	if err := s.Fixtures.Discard(ctx, first); err != nil {
		return remedy.Explained(err, s.Target, "the first bucket can't be removed")
	}
	first, err = s.Fixtures.Arrange(ctx, scenarios.AnObject(scenarios.Private))
	if err != nil {
		return remedy.Explained(err, s.Target, "the first bucket and object can't be made again")
	}
	s.await(first)
	return nil
}
