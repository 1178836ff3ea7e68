package run

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/aliyun/aliyun-oss-go-sdk/oss"

	"github.com/oss403/oss403/harness/internal/markup"
	"github.com/oss403/oss403/harness/internal/remedy"
	"github.com/oss403/oss403/harness/internal/stage"
	"github.com/oss403/oss403/harness/internal/wire"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
)

// Doubtful says why a successful answer to a control proves nothing: a write has
// no visible effect, or a read returns something else. Empty: the answer is good.
func Doubtful(request scenarios.Request, answer wire.Answer, changed bool) string {
	switch {
	case request.Writes():
		if !changed {
			return fmt.Sprintf("HTTP %d, and no effect can be seen", answer.Status)
		}
	case answer.Sent.Method == http.MethodOptions:
		if answer.Header.Get("Access-Control-Allow-Origin") == "" {
			return fmt.Sprintf("HTTP %d without Access-Control-Allow-Origin", answer.Status)
		}
	case answer.Sent.Method == http.MethodHead:
		if answer.Header.Get("ETag") == "" {
			return fmt.Sprintf("HTTP %d without an ETag", answer.Status)
		}
	case request.Operation == "SelectObject":
		if !strings.Contains(string(answer.Body), stage.Content) {
			return fmt.Sprintf("HTTP %d without the lines of the object", answer.Status)
		}
	case request.Operation == "CreateSelectObjectMeta":
		if !strings.Contains(string(answer.Body), countedLines) {
			return fmt.Sprintf("HTTP %d without the number of lines", answer.Status)
		}
	case request.Root != "":
		if markup.Root(answer.Body) != request.Root && !markup.Member(answer.Body, request.Root) {
			return fmt.Sprintf("HTTP %d without %s in its document", answer.Status, request.Root)
		}
	case request.IsProcessed():
		if !strings.HasPrefix(answer.Header.Get("Content-Type"), "image/") {
			return fmt.Sprintf("HTTP %d with Content-Type %q in the place of an image", answer.Status, answer.Header.Get("Content-Type"))
		}
	case request.Operation == "GetSymlink":
		if answer.Header.Get("x-oss-symlink-target") == "" {
			return fmt.Sprintf("HTTP %d without the target of a symbolic link", answer.Status)
		}
	case request.IsSignedPlaylist():
		if !strings.Contains(string(answer.Body), ".ts?") {
			return fmt.Sprintf("HTTP %d without a signed address in the playlist", answer.Status)
		}
	case string(answer.Body) != stage.Content:
		return fmt.Sprintf("HTTP %d with another content than was put there", answer.Status)
	}
	return ""
}

// countedLines begins the frame with the number of the lines of a CSV: its version, and its type 8388614.
// https://www.alibabacloud.com/help/en/oss/developer-reference/selectobject
const countedLines = "\x01\x80\x00\x06"

// A glance is one of the two ways to look at parts of a bucket: stage.Fixtures.Known and Look.
type glance func(context.Context, stage.Place, []string) (stage.Sight, error)

// observed lists the parts of a place where the effect of the scenario would show.
func (p *provocation) observed(place stage.Place) []string {
	return p.session.on.Fixtures.Observed(place, p.scenario.When.Effect)
}

// observe looks where the effect of the scenario would show.
func (p *provocation) observe(ctx context.Context, how glance) (stage.Sight, bool) {
	return p.glance(ctx, p.observed(p.place), how)
}

// glance looks at parts of the bucket, as the owner.
func (p *provocation) glance(ctx context.Context, parts []string, how glance) (stage.Sight, bool) {
	return p.look(func() (stage.Sight, error) {
		return p.asOwner(ctx, func() (stage.Sight, error) { return how(ctx, p.place, parts) })
	})
}

// changeIn looks for the effect of a control, which may show late, and returns the part in which it shows.
func (p *provocation) changeIn(ctx context.Context, parts []string, before stage.Sight) (shown string, ok bool) {
	if p.state.ClosedToOwner() {
		after, ok := p.glance(ctx, parts, p.session.on.Fixtures.Look)
		if ok && !before.Same(after) {
			shown = parts[0]
		}
		return shown, ok
	}
	_, ok = p.look(func() (seen stage.Sight, err error) {
		shown, err = p.session.on.Fixtures.ChangeIn(ctx, p.place, parts, p.scenario.When.Effect, before)
		return nil, err
	})
	return shown, ok
}

// around looks at the rest of a write's bucket, besides the place of its effect: a refused
// write may have changed other objects or uploads. Only the last write of a group looks at the
// settings too; an earlier scenario of the group may have caused a change there.
func (p *provocation) around(ctx context.Context, how glance) (stage.Sight, bool) {
	parts := p.beside()
	if len(parts) == 0 {
		return nil, true
	}
	return p.glance(ctx, parts, how)
}

// beside lists the parts that around looks at: none without a bucket.
func (p *provocation) beside() []string {
	if p.place.Bucket == "" {
		return nil
	}
	if p.session.looksWhole == p.scenario.ID {
		return p.session.on.Fixtures.BesideWithSettings(p.place, p.scenario.When.Effect)
	}
	return p.session.on.Fixtures.Beside(p.place, p.scenario.When.Effect)
}

func (p *provocation) look(how func() (stage.Sight, error)) (stage.Sight, bool) {
	if p.scenario.When.Effect == scenarios.NoEffect || p.blind {
		return nil, true
	}
	seen, err := how()
	var refused oss.ServiceError
	if errors.As(err, &refused) {
		return nil, p.end(verdict.Untestable, "the effect of %s can't be looked for: %s", p.scenario.When.Operation, alike(err, p.place.Bucket))
	}
	if err != nil {
		p.unanswered = true
		return nil, p.end(verdict.Error, "looking for the effect of %s: %v", p.scenario.When.Operation, remedy.Bounded(err, p.session.on.Target))
	}
	return seen, true
}

// asOwner calls look. If the state is closed to the owner, it undoes the state before the
// look and restores it afterwards.
func (p *provocation) asOwner(ctx context.Context, look func() (stage.Sight, error)) (stage.Sight, error) {
	if !p.state.ClosedToOwner() {
		return look()
	}
	if err := p.session.on.Fixtures.Normalise(ctx); err != nil {
		return nil, err
	}
	seen, err := look()
	if err != nil {
		return nil, err
	}
	return seen, p.session.on.Fixtures.Administer(ctx, operationOf(p.scenario), p.place, p.state)
}
