package check

import (
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/postpolicy"
	"github.com/oss403/oss403/harness/emulator/internal/sign"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// A known holds what was computed from the request alone, or from it and the secret of the caller. It
// outlives a walk: the walk under the lock, after the body has been read, does not compute it again.
type known struct {
	proved   proved
	policied *policied
	chunked  *chunked
	trailed  *string // name of the first checksum in the trailer that does not hold; empty: all do
	stamped  stamped
}

// A stamped is the signing time of a claim.
type stamped struct {
	text     string
	at       time.Time
	readable bool
}

// signedAt reads the time at which the request says that it was signed.
func (c *Case) signedAt() (time.Time, bool) {
	if text := c.Claim.Timestamp; c.stamped.text != text {
		at, readable := signingTime(text)
		c.stamped = stamped{text, at, readable}
	}
	return c.stamped.at, c.stamped.readable
}

// signedAtBasic reads it where it can only be a basic time: yyyyMMddTHHmmssZ.
func (c *Case) signedAtBasic() (time.Time, bool) {
	at, readable := c.signedAt()
	return at, readable && len(c.Claim.Timestamp) == len(basicFormat)
}

// A proved is the signature that a request must have, signed with a secret.
type proved struct {
	request *wire.Request
	secret  string
	proof   *sign.Proof
}

// A policied is the policy of a form.
type policied struct {
	policy *postpolicy.Policy
	denial *deny.Denial
}

// A chunked is what the signatures of chunks say, with a secret.
type chunked struct {
	secret string
	wrong  *sign.Proof // of the first chunk with another signature; nil: none has
	sent   string
}

// proof computes the signature that the request must have.
func (c *Case) proof() *sign.Proof {
	request, secret := c.asSigned(), c.Principal().Secret
	if p := c.proved; p.proof != nil && p.request == request && p.secret == secret {
		return p.proof
	}
	proof := c.Signing.Prove(&c.Claim, request, secret)
	c.proved = proved{request, secret, &proof}
	return &proof
}

// formPolicy parses the policy of a signed form.
func (c *Case) formPolicy() (*postpolicy.Policy, *deny.Denial) {
	if c.policied == nil {
		p, denial := postpolicy.Parse(c.Claim.Policy)
		c.policied = &policied{p, denial}
	}
	return c.policied.policy, c.policied.denial
}

// chunks computes the signatures of the chunks.
func (c *Case) chunks(secret string) chunked {
	if c.chunked == nil || c.chunked.secret != secret {
		wrong, sent := c.Claim.ProveChunks(c.Request.Chunks, secret)
		c.chunked = &chunked{secret, wrong, sent}
	}
	return *c.chunked
}

// trailer compares the checksums of the trailer with the content. It returns the name of the first
// that does not hold, or "".
func (c *Case) trailer() string {
	if c.trailed == nil {
		wrong := ""
		for _, line := range c.Request.Chunks.Trailer {
			if sum, known := checksum(line.Name, c.Request.Body()); known && sum != line.Value && wrong == "" {
				wrong = line.Name
			}
		}
		c.trailed = &wrong
	}
	return *c.trailed
}

// Weigh computes ahead of the lock what takes long: the checksums and the signatures of chunks. view
// looks at the world.
func (c *Case) Weigh(view func(func(*world.World))) {
	if c.Request.Chunks == nil {
		return
	}
	c.trailer()
	var p world.Principal
	view(func(w *world.World) { p, _ = c.principalIn(w) })
	c.chunks(p.Secret)
}
