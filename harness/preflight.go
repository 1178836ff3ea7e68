package harness

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"regexp"
	"strings"
	"time"

	"github.com/aliyun/aliyun-oss-go-sdk/oss"

	"github.com/oss403/oss403/harness/fixture"
	"github.com/oss403/oss403/harness/wire"
	"github.com/oss403/oss403/scenarios"
)

// mostSkew is how far the clocks may be apart: RAM and STS go by the clock of this
// machine, and take 15 minutes. https://help.aliyun.com/zh/ram/developer-reference/request-signatures
const mostSkew = 15 * time.Minute

// preflight asks a target that is somebody's whether a run can begin, and makes the
// first bucket and object. Its error names the cause and the remedy.
func (s *Session) preflight(ctx context.Context) error {
	if !s.target.Guest {
		return nil
	}
	if err := s.fit(ctx); err != nil {
		return err
	}
	first, err := s.fixtures.Arrange(ctx, scenarios.AnObject(scenarios.Private))
	if err != nil {
		return explained(err, "the first bucket and object can't be made")
	}
	s.await(first)
	return nil
}

// fit asks whether the clocks agree and the owner's AccessKey works, and changes nothing.
func (s *Session) fit(ctx context.Context) error {
	if err := s.clocksAgree(); err != nil {
		return err
	}
	return s.mayList(ctx)
}

func (s *Session) clocksAgree() error {
	if offset := s.client.Offset(); offset.Abs() > mostSkew {
		return fmt.Errorf("the clock of this machine is %s off the target's; set it by NTP", offset.Round(time.Second).Abs())
	}
	return nil
}

// ownName is how the buckets of runs are called.
var ownName = regexp.MustCompile(`^` + fixture.Prefix + `([0-9a-f]{8})-[0-9]+$`)

// mayList lists the buckets whose names begin as those of runs do: the owner's
// AccessKey must work, and nobody else may use the prefix.
func (s *Session) mayList(ctx context.Context) error {
	account, standing, err := s.fixtures.Prefixed(ctx, s.target.Callers[scenarios.Owner])
	var refused oss.ServiceError
	if errors.As(err, &refused) && refused.Code == "AccessDenied" {
		return nil // a caller who may do all but list can still run
	}
	if err != nil {
		return explained(err, "the buckets of the owner can't be listed")
	}
	for _, bucket := range standing {
		if !ownName.MatchString(bucket.Name) {
			return fmt.Errorf("the bucket %s begins with %s, as the buckets of runs do, and no run made it; rename it, or run with another account", bucket.Name, fixture.Prefix)
		}
	}
	return s.journal.Of(account)
}

// remedies say what to do about refusals that a run can meet before it begins, by Code.
func remedies() map[string]string {
	return map[string]string{
		"InvalidAccessKeyId":           "the AccessKey is not known there; check OSS_ACCESS_KEY_ID (or owner in the profile), and that it is of the account and site of this endpoint",
		"SignatureDoesNotMatch":        "the secret does not belong to the AccessKey; check OSS_ACCESS_KEY_SECRET (or owner in the profile)",
		"InvalidSecurityToken":         "the token does not belong to the AccessKey; check OSS_SESSION_TOKEN",
		"SecurityTokenExpired":         "the session has expired; get new credentials",
		"RequestTimeTooSkewed":         "the clocks are more than 15 minutes apart; set that of this machine by NTP",
		"InvalidArgument":              "the region of the signature is not that of the endpoint; set region in the profile, or OSS_REGION, to the endpoint's",
		"AccessDenied":                 "the AccessKey may not do this; give it the policy of the README, or that of an account",
		"UserDisable":                  "the account is in arrears or closed, or OSS was never activated for it; settle the bill, or activate OSS",
		"TooManyBuckets":               "the account has as many buckets as it may; remove some (oss403 sweep removes leftovers of runs), or set limits: {buckets: N} in the profile",
		"BucketAlreadyExists":          "somebody else has a bucket of that name; run again",
		"PublicEndpointForbidden":      "accounts opened since March 20, 2025 have no data access at public endpoints in mainland China; use a region outside it, such as ap-southeast-1",
		"FileImmutable":                "a locked retention policy keeps the object for a day; sweep again then",
		"SecondLevelDomainForbidden":   "the endpoint wants virtual hosts; set addressing: virtual-host in the profile",
		"AuthorizationHeaderMalformed": "this looks like Amazon S3 or a product like it, which does not know OSS signatures; name an OSS endpoint",
	}
}

// explained adds the remedy to what stopped a run from beginning.
func explained(err error, what string) error {
	var refused oss.ServiceError
	if !errors.As(err, &refused) {
		return fmt.Errorf("%s: %w", what, err)
	}
	text := what + ": " + inShort(refused)
	if remedy := remedies()[refused.Code]; remedy != "" {
		text += "; " + remedy
	}
	return errors.New(text)
}

// inShort is a refusal, without what differs from one answer to the next.
func inShort(refused oss.ServiceError) string {
	text := fmt.Sprintf("HTTP %d %s, %s", refused.StatusCode, refused.Code, strings.TrimSpace(refused.Message))
	if refused.Ec != "" {
		text += " (EC " + refused.Ec + ")"
	}
	return text
}

// unreachable adds the remedy to why nothing answered that is an OSS.
func unreachable(err error, endpoint wire.Endpoint) error {
	var name *net.DNSError
	var foreign *wire.Foreign
	switch {
	case errors.As(err, &name):
		return fmt.Errorf("%w; the name %s is not found: check it, or say with dial in a profile where it leads", err, name.Name)
	case errors.As(err, new(x509.UnknownAuthorityError)), errors.As(err, new(x509.HostnameError)), errors.As(err, new(x509.CertificateInvalidError)):
		return fmt.Errorf("%w; the certificate is not trusted: name the authority's as ca in a profile", err)
	case errors.As(err, &foreign):
		return fmt.Errorf("%w; name an OSS endpoint, such as https://oss-ap-southeast-1.aliyuncs.com", err)
	}
	return fmt.Errorf("%w; check the address %s, and that it is reached from here", err, endpoint.URL)
}
