package harness

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/aliyun/aliyun-oss-go-sdk/oss"

	"github.com/oss403/oss403/harness/internal/stage"
	"github.com/oss403/oss403/scenarios"
)

// mostSkew is how far the clocks may be apart: RAM and STS go by the clock of this
// machine, and take 15 minutes. https://help.aliyun.com/zh/ram/developer-reference/request-signatures
const mostSkew = 15 * time.Minute

// preflight asks a target that is somebody's whether a run can begin. Its error names
// the cause and the remedy.
func (s *Session) preflight(ctx context.Context) error {
	if !s.target.Guest {
		return nil
	}
	if err := s.fit(ctx); err != nil {
		return err
	}
	return s.firstBucket(ctx)
}

// fit asks whether the clocks agree and the owner's AccessKey works, and changes nothing.
func (s *Session) fit(ctx context.Context) error {
	if err := s.clocksAgree(); err != nil {
		return err
	}
	account, err := s.mayList(ctx)
	if err != nil {
		return err
	}
	if err := s.otherIsAnother(ctx, account); err != nil {
		return err
	}
	if err := s.identities.MayProvision(ctx); err != nil {
		return s.unprovisioned(err)
	}
	if err := s.knowAccount(ctx); err != nil {
		return err
	}
	return s.promised(ctx)
}

// knowAccount writes down whose account it is, as STS told the owner who may not list
// buckets: what stands in RAM is looked for there alone.
func (s *Session) knowAccount(ctx context.Context) error {
	if !s.target.Cloud.Known() {
		return nil
	}
	account, err := s.identities.ID(ctx, scenarios.Owner, scenarios.State{}) // asked already
	if err != nil {
		return err
	}
	return s.journal.Of(account)
}

func (s *Session) clocksAgree() error {
	if offset := s.client.Offset(); offset.Abs() > mostSkew {
		apart := "ahead of"
		if offset > 0 {
			apart = "behind"
		}
		return fmt.Errorf("the clock of this machine is %s %s the target's, and signatures hold for 15 minutes; set it by NTP",
			offset.Round(time.Second).Abs(), apart)
	}
	return nil
}

// ownName is how the buckets of runs are called.
var ownName = regexp.MustCompile(`^` + stage.Prefix + `([0-9a-f]{8})-[0-9]+$`)

// mayList lists the buckets whose names begin as those of runs do: the owner's
// AccessKey must work, and nobody else may use the prefix. It says whose account it is,
// where that can be known.
func (s *Session) mayList(ctx context.Context) (account string, err error) {
	account, standing, err := s.fixtures.Prefixed(ctx, s.target.Callers[scenarios.Owner])
	var refused oss.ServiceError
	if errors.As(err, &refused) && refused.Code == "AccessDenied" {
		return "", nil // a caller who may do all but list can still run
	}
	if err != nil {
		return "", s.explained(err, "the owner's buckets can't be listed")
	}
	for _, bucket := range standing {
		if !ownName.MatchString(bucket.Name) {
			return "", fmt.Errorf(
				"the bucket %s begins with %s, as the buckets of runs do, and no run made it; rename it, or run with another account",
				bucket.Name, stage.Prefix)
		}
	}
	return account, s.journal.Of(account)
}

// otherIsAnother: the AccessKey of the other account, where there is one, must work and be
// of another account than the owner's, or what should be refused to it is not.
func (s *Session) otherIsAnother(ctx context.Context, account string) error {
	other, ok := s.target.Callers.Of(scenarios.OtherAccount)
	if !ok {
		return nil
	}
	uid, err := s.fixtures.OwnerOf(ctx, other)
	var refused oss.ServiceError
	switch {
	case errors.As(err, &refused) && slices.Contains(noCredentials(), refused.Code):
		return fmt.Errorf("the AccessKey of the other account does not work: %w", ofTheOther(s.explained(err, "its buckets can't be listed")))
	case err == nil && uid == account:
		return ofTheOther(errors.New("the AccessKey of the other account is of the owner's own; " +
			"set OSS_ACCESS_KEY_ID and OSS_ACCESS_KEY_SECRET" + otherOwner + " to those of another account, or leave them out"))
	}
	return nil // who may not list can still be refused
}

// firstBucket makes a bucket with an object and removes it, before the one that stays:
// who may make and not remove would leave every bucket of the run behind, not one.
func (s *Session) firstBucket(ctx context.Context) error {
	first, err := s.fixtures.Arrange(ctx, scenarios.AnObject(scenarios.Private))
	if err != nil {
		return s.explained(err, "the first bucket and object can't be made")
	}
	if err := s.fixtures.Discard(ctx, first); err != nil {
		return s.explained(err, "the first bucket can't be removed")
	}
	first, err = s.fixtures.Arrange(ctx, scenarios.AnObject(scenarios.Private))
	if err != nil {
		return s.explained(err, "the first bucket and object can't be made again")
	}
	s.await(first)
	return nil
}

// endedEarly closes a session that can't begin, also one that was interrupted, and says
// all in one line.
func (s *Session) endedEarly(ctx context.Context, why error) error {
	closing, stop := context.WithTimeout(context.WithoutCancel(ctx), closeWithin)
	defer stop()
	if err := s.Close(closing); err != nil {
		return fmt.Errorf("preflight: %w; %s; remove it with an AccessKey that may, by oss403 sweep or otherwise", why,
			strings.ReplaceAll(reworded(err, answered), "\n", "; "))
	}
	return fmt.Errorf("preflight: %w", why)
}
