package run

import (
	"context"
	"fmt"
	"slices"

	"github.com/oss403/oss403/harness/internal/opened"
	"github.com/oss403/oss403/harness/internal/stage"
	"github.com/oss403/oss403/harness/internal/wire"
	"github.com/oss403/oss403/scenarios"
)

// A signatureProbe is a request that shows whether a target accepts signature V1 where the
// service restricts it. The same request with V4 must succeed, else the refusal is not
// about V1.
type signatureProbe struct {
	capability scenarios.Capability
	request    scenarios.Request
	carrier    scenarios.Carrier
	inV4       scenarios.Carrier
	ec         string // EC of the service's refusal; empty: not published
	atBucket   bool   // sent to a bucket of this run
}

// signatureProbes lists a probe for each restriction of the service.
// Accounts: https://help.aliyun.com/zh/oss/user-guide/0002-00000080
// Buckets made from a day on:
// https://help.aliyun.com/zh/oss/developer-reference/guidelines-for-upgrading-v1-signatures-to-v4-signatures
// Bucket-level URLs: https://help.aliyun.com/zh/oss/user-guide/0002-00000079
// The last probe writes the ACL that the bucket already has: the page does not say that reads are refused too.
func signatureProbes() []signatureProbe {
	return []signatureProbe{
		{capability: scenarios.SignatureV1, request: scenarios.ListBuckets(), carrier: scenarios.V1Header,
			inV4: scenarios.V4Header, ec: "0002-00000080"},
		{capability: scenarios.SignatureV1NewBuckets, request: scenarios.GetBucketInfo(), carrier: scenarios.V1Header,
			inV4: scenarios.V4Header, atBucket: true},
		{capability: scenarios.SignatureV1BucketURLs, request: scenarios.PutBucketACL(scenarios.Private), carrier: scenarios.V1URL,
			inV4: scenarios.V4URL, ec: "0002-00000079", atBucket: true},
		{capability: scenarios.SignatureV2, request: scenarios.ListBuckets(), carrier: scenarios.V2Header, inV4: scenarios.V4Header},
		{capability: scenarios.SignatureS3V2, request: scenarios.ListBuckets(), carrier: scenarios.S3V2Header,
			inV4: scenarios.V4Header, ec: "0002-00000032"},
		{capability: scenarios.SignatureS3V4, request: scenarios.ListBuckets(), carrier: scenarios.S3V4Header,
			inV4: scenarios.V4Header, ec: "0002-00000033"},
	}
}

// ProbedAtTheService lists the capabilities whose probe needs no bucket.
func ProbedAtTheService() []scenarios.Capability {
	var list []scenarios.Capability
	for _, p := range signatureProbes() {
		if !p.atBucket {
			list = append(list, p.capability)
		}
	}
	return list
}

// Signatures finds out which signatures the target of a stage accepts, and where.
type Signatures struct {
	*opened.Stage
	refusals map[scenarios.Capability]string // the refusal of each probed capability; empty: not refused
}

// SignaturesOn returns a Signatures that has sent no probe yet.
func SignaturesOn(s *opened.Stage) *Signatures {
	return &Signatures{s, map[scenarios.Capability]string{}}
}

// refuses describes how the target refuses the signature for the capability; empty: it
// accepts it. Each capability is probed once.
func (s *Signatures) refuses(ctx context.Context, c scenarios.Capability) string {
	probes := signatureProbes()
	at := slices.IndexFunc(probes, func(p signatureProbe) bool { return p.capability == c })
	if at < 0 {
		return ""
	}
	refusal, probed := s.refusals[c]
	if !probed {
		refusal = s.probe(ctx, probes[at])
		s.refusals[c] = refusal
	}
	return refusal
}

// probe sends a probe and describes the refusal. Without a bucket or an answer it
// assumes no restriction: the scenarios that need them report the problem.
func (s *Signatures) probe(ctx context.Context, p signatureProbe) string {
	if err := s.Fixtures.Normalise(ctx); err != nil {
		return ""
	}
	owner, _ := s.Target.Callers.Of(scenarios.Owner)
	call := wire.Call{Request: p.request, Carrier: p.carrier, Credentials: owner, Endpoint: s.Target.Endpoint, SetUp: true}
	if p.atBucket {
		place, err := s.Fixtures.Arrange(ctx, stage.Wanted{State: scenarios.AnObject(scenarios.Private)})
		if err != nil {
			return ""
		}
		call.Bucket = place.Bucket
	}
	answer, err := s.Client.Send(ctx, call)
	if err != nil || answer.Succeeded() {
		return ""
	}
	says := answer.Summary()
	if p.ec != "" && answer.Header.Get(scenarios.HeaderEC) == p.ec {
		return says
	}
	if blamesTheSignature(answer) || s.Target.V1Alone() {
		return ""
	}
	call.Carrier = p.inV4
	if again, err := s.Client.Send(ctx, call); err != nil || !again.Succeeded() {
		return ""
	}
	return says
}

// blamesTheSignature reports whether the target accepts the signature and only computes it in another
// way, or does not know the AccessKey. That is a deviation, not a restriction.
func blamesTheSignature(answer wire.Answer) bool {
	document, err := answer.Document()
	if err != nil {
		return false
	}
	code, _ := document.Text(scenarios.FieldCode)
	return slices.Contains([]string{"SignatureDoesNotMatch", "InvalidAccessKeyId"}, code)
}

// Lacks says why the target lacks the capability and what would provide it; empty: the target has it.
func (s *Signatures) Lacks(ctx context.Context, c scenarios.Capability) string {
	refusal := s.refuses(ctx, c)
	if refusal == "" {
		return ""
	}
	remedy := map[scenarios.Capability]string{
		scenarios.SignatureV1:           "an account that may sign with V1",
		scenarios.SignatureV1NewBuckets: "an account whose new buckets take V1",
		scenarios.SignatureV1BucketURLs: "a target that takes V1 URLs on bucket-level operations",
		scenarios.SignatureV2:           "a target that takes V2",
		scenarios.SignatureS3V2:         "an account that may sign as S3 does with V2",
		scenarios.SignatureS3V4:         "an account that may sign as S3 does with V4",
	}[c]
	return fmt.Sprintf("needs %s, which the target refuses (%s); run it with %s", c, refusal, remedy)
}
