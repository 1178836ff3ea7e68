package remedy

import (
	"cmp"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"

	"github.com/aliyun/aliyun-oss-go-sdk/oss"

	"github.com/oss403/oss403/harness/internal/caller"
	"github.com/oss403/oss403/harness/internal/target"
	"github.com/oss403/oss403/harness/internal/wire"
)

// A remedy says what to do about a refusal before a run begins. {region}, {endpoint} and
// {action} stand for those of the request, {message} for that of the answer.
type remedy struct {
	code, says string // the Code of the refusal, and its EC or a part of its Message; empty: any
	cause, do  string
}

const (
	nameAnOSS = "name an OSS endpoint, such as https://oss-ap-southeast-1.aliyuncs.com"
	speaksS3  = "what answers speaks Amazon S3 and takes no OSS signatures"
	InProfile = " (or owner in the profile)"
)

// remedies lists the remedies; the first that fits counts. Their Codes, texts and ECs are from
// https://help.aliyun.com/zh/oss/user-guide/http-403-status-code and the pages of the ECs.
func remedies() []remedy {
	return []remedy{
		{"InvalidAccessKeyId", "disabled", "the AccessKey is disabled",
			"enable it in the RAM console, or set OSS_ACCESS_KEY_ID and OSS_ACCESS_KEY_SECRET" + InProfile + " to another"},
		{"InvalidAccessKeyId", "Security Token may be lost", "the AccessKey is that of an STS session, and its token is missing",
			"set OSS_SESSION_TOKEN" + InProfile + " to the token that came with it"},
		{"InvalidAccessKeyId", "0002-00000002", "there is a session token, and no session has this AccessKey",
			"unset OSS_SESSION_TOKEN if the AccessKey is a permanent one; else check OSS_ACCESS_KEY_ID" + InProfile},
		{"InvalidAccessKeyId", "", "{endpoint} knows no such AccessKey",
			"check OSS_ACCESS_KEY_ID" + InProfile + ", and that it is of the account and site of this endpoint"},
		{"SignatureDoesNotMatch", "", "the secret does not belong to the AccessKey", "check OSS_ACCESS_KEY_SECRET" + InProfile},
		{"InvalidSecurityToken", "", "the token does not belong to the AccessKey",
			"set OSS_SESSION_TOKEN" + InProfile + " to the token that came with it"},
		{"SecurityTokenExpired", "", "the session of the AccessKey has expired",
			"get new credentials from STS, and set OSS_ACCESS_KEY_ID, OSS_ACCESS_KEY_SECRET and OSS_SESSION_TOKEN" + InProfile},
		{"RequestTimeTooSkewed", "", "the clocks are more than 15 minutes apart", "set that of this machine by NTP"},
		{"InvalidArgument", "signing region", "requests are signed for the region {region}, which is not that of {endpoint}",
			"set region in the profile, or OSS_REGION, to the endpoint's"},
		{"InvalidArgument", "Unsupported Authorization Type", speaksS3, nameAnOSS},
		{"InvalidRequest", "AWS4-HMAC-SHA256", speaksS3, nameAnOSS},
		{"AuthorizationHeaderMalformed", "", speaksS3, nameAnOSS},
		{"NoSuchBucket", "", "{endpoint} is taken for a bucket",
			"name the endpoint of a region, such as https://oss-ap-southeast-1.aliyuncs.com"},
		{"AccessDenied", "", "the AccessKey may not do this ({action}: {message})",
			"let its RAM user do oss:* on acs:oss:*:*:oss403-*, and take away what denies it; or use the AccessKey of an account"},
		{"UserDisable", "0003-00000806", "the account is in arrears", "settle the bill"},
		{"UserDisable", "", "the account is in arrears or closed, or OSS was never activated for it",
			"settle the bill, or activate OSS in its console"},
		{"TooManyBuckets", "", "the account has as many buckets in the region as it may",
			"remove some (oss403 sweep removes what dead runs left), or ask for a higher quota"},
		{"BucketAlreadyExists", "", "somebody else has a bucket of that name", "run again"},
		{"FileImmutable", "", "a locked retention policy keeps the object for a day", "sweep again then"},
		{"PublicEndpointForbidden", "", "accounts opened since March 20, 2025 have no data access at public endpoints in mainland China",
			"use a region outside it, such as ap-southeast-1"},
		{"SecondLevelDomainForbidden", "", "the endpoint wants the bucket in the host name", "set addressing: virtual-host in the profile"},
	}
}

// NoCredentials lists the Codes with which OSS refuses credentials that are wrong or expired.
func NoCredentials() []string {
	return []string{"InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidSecurityToken", "SecurityTokenExpired"}
}

// OfTheOther turns an error about the owner's credentials into one about the other account's.
// It replaces the names of the variables and of the key in the profile.
func OfTheOther(err error) error {
	return errors.New(strings.NewReplacer("OSS_ACCESS_KEY", "OSS403_OTHER_ACCESS_KEY", InProfile, " (or otherAccount in the profile)").
		Replace(err.Error()))
}

// fits reports whether the remedy is for that refusal.
func (r remedy) fits(refused oss.ServiceError) bool {
	return r.code == refused.Code && (r.says == "" || r.says == refused.Ec || strings.Contains(refused.Message, r.says))
}

// Explained says why a run can't begin, what to do about it, and how the target answered.
func Explained(err error, t *target.Target, what string) error {
	var refused oss.ServiceError
	switch {
	case errors.As(err, new(*url.Error)), errors.Is(err, context.Canceled):
		return fmt.Errorf("%w [%s]", Unreachable(err, t), what)
	case unreadable(err):
		says, _, _ := strings.Cut(strings.TrimPrefix(err.Error(), "oss: service returned "), ", RequestId")
		return fmt.Errorf("what answers at %s answers as no OSS does: %s; %s [%s]", t.Endpoint.URL, says, nameAnOSS, what)
	case !errors.As(err, &refused):
		return fmt.Errorf("%s: %w", what, err)
	}
	message := strings.TrimSuffix(strings.TrimSpace(refused.Message), ".")
	values := strings.NewReplacer("{region}", t.Endpoint.Region, "{endpoint}", t.Endpoint.URL, "{action}",
		cmp.Or(deniedAction(refused), refused.Code), "{message}", message)
	for _, r := range remedies() {
		if r.fits(refused) {
			return fmt.Errorf("%s; %s [%s: %s]", values.Replace(r.cause), values.Replace(r.do), what, Answered(refused))
		}
	}
	return fmt.Errorf("%s: %s: %s", what, Answered(refused), cmp.Or(message, "no message"))
}

// unreadable reports whether the SDK found no XML in an answer.
func unreadable(err error) bool {
	return errors.Is(err, io.EOF) || errors.As(err, new(*xml.SyntaxError)) || strings.Contains(err.Error(), "invalid response body")
}

// Answered describes a refusal by its status, Code and EC.
func Answered(refused oss.ServiceError) string {
	text := fmt.Sprintf("HTTP %d %s", refused.StatusCode, refused.Code)
	if refused.Ec != "" {
		text += ", EC " + refused.Ec
	}
	return text
}

// InShort describes a refusal without ids and times, so that equal refusals read the same.
func InShort(refused oss.ServiceError) string {
	return Answered(refused) + ": " + strings.TrimSpace(refused.Message)
}

// deniedAction is the action that the policy does not allow; empty where the answer does not name it.
func deniedAction(refused oss.ServiceError) string {
	document, err := wire.ParseDocument([]byte(refused.RawMessage))
	if err != nil {
		return ""
	}
	action, _ := document.Text("AccessDeniedDetail/AuthAction")
	return action
}

// Reworded replaces the SDK's text for a refusal in an error by ours.
func Reworded(err error, ours func(oss.ServiceError) string) string {
	var refused oss.ServiceError
	if errors.As(err, &refused) {
		return strings.ReplaceAll(err.Error(), refused.Error(), ours(refused))
	}
	return err.Error()
}

// Unprovisioned says why the run can't make RAM users, though the profile allows it.
func Unprovisioned(err error, t *target.Target) error {
	const otherwise = ", or leave provision out of the profile"
	var refused *caller.Refusal
	switch {
	case errors.Is(err, context.Canceled):
		return Unreachable(err, t)
	case errors.Is(err, caller.ErrForeign):
		return fmt.Errorf("what answers as RAM or STS is neither, though provision is true; check ram and sts in the profile%s [%w]",
			otherwise, err)
	case !errors.As(err, &refused):
		return fmt.Errorf("RAM and STS are not reached, though provision is true: %s; check ram and sts in the profile%s",
			LookedUp(Bounded(err, t)), otherwise)
	case strings.HasPrefix(refused.Code, "NoPermission"):
		return fmt.Errorf("the AccessKey may not make RAM users, though provision is true; let its RAM user do ram:*%s [%s]", otherwise,
			refused.Short())
	}
	return fmt.Errorf(
		"%s does not serve the AccessKey, though provision is true; check that ram and sts in the profile are those of its account%s [%s]",
		refused.Host, otherwise, refused.Short())
}
