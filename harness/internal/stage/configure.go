package stage

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/aliyun/aliyun-oss-go-sdk/oss"

	"github.com/oss403/oss403/scenarios"
)

// A setting is one configuration of a bucket: how it is written, and taken away.
type setting struct {
	kind        scenarios.TraitKind
	subResource string                    // and what names the configuration, if there may be more than one
	document    func(value string) string // what is written; nil: the value itself
	once        bool                      // it is not overwritten
	without     string                    // what is written to take it away; empty: it is deleted
	lingers     bool                      // once deleted it is read as an empty document, or as one that the run wrote
	apart       bool                      // it is read by a request of its own where every setting is looked at
}

// settings lists the configurations in the order in which they are written. The policy comes
// before what may refuse it is on again.
func settings() []setting {
	return []setting{
		{kind: scenarios.RefererList, subResource: "referer", without: openReferer, apart: true},
		{kind: scenarios.CORSRules, subResource: "cors", apart: true},
		{kind: scenarios.BucketTags, subResource: "tagging", lingers: true, apart: true},
		{kind: scenarios.DefaultEncryption, subResource: "encryption"},
		{kind: scenarios.BucketLogging, subResource: "logging", lingers: true},
		{kind: scenarios.Inventory, subResource: "inventory&inventoryId=" + scenarios.InventoryID, once: true},
		{kind: scenarios.Acceleration, subResource: "transferAcceleration", document: accelerating, without: accelerating(off), apart: true},
		{kind: scenarios.DirectRead, subResource: "bucketArchiveDirectRead", without: readingDirectly(off),
			document: func(string) string { return readingDirectly(on) }},
		{kind: scenarios.RequesterPays, subResource: "requestPayment", without: payment("BucketOwner"), apart: true,
			document: func(string) string { return payment("Requester") }},
		{kind: scenarios.BucketPolicy, subResource: "policy", apart: true},
	}
}

// unknown stands for a trait that is to be written, or taken away, in any case.
const unknown = "unknown"

const (
	openReferer = "<RefererConfiguration><AllowEmptyReferer>true</AllowEmptyReferer><RefererList></RefererList></RefererConfiguration>"
	on, off     = scenarios.True, scenarios.False
)

// effect is where a write of the setting would be seen.
func (s setting) effect() scenarios.Effect {
	name, _, _ := strings.Cut(s.subResource, "&")
	return scenarios.Effect(name)
}

// written is the document of a setting that stands so; empty: it does not stand.
func (s setting) written(state scenarios.State, place Place) string {
	value := state.Of(s.kind)
	if s.document != nil && value != "" && value != unknown {
		value = s.document(value)
	}
	return strings.ReplaceAll(value, "{bucket}", place.Bucket)
}

// configure writes the settings in which two states of a bucket differ.
func (f *Fixtures) configure(ctx context.Context, place Place, have, want bucketState) error {
	for _, s := range settings() {
		was, is := s.written(have.State, place), s.written(want.State, place)
		if s.kind == scenarios.BucketTags {
			is = f.marked(is)
		}
		err := f.apply(ctx, place, s, was, is)
		if s.kind == scenarios.BucketTags && !want.Has(s.kind) && errors.As(err, new(*Unserved)) {
			err = nil // only the mark of the run is lost
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// apply brings one setting from one document to another; empty: it does not stand.
func (f *Fixtures) apply(ctx context.Context, place Place, s setting, have, want string) error {
	switch {
	case have == want:
		return nil
	case f.unserved[s.subResource] != nil:
		return f.unserved[s.subResource]
	case want != "":
		if s.once && have != "" {
			if err := errors.Join(f.takeAway(ctx, place, s, have), f.settle()); err != nil {
				return err
			}
		}
		err := f.call(ctx, place, http.MethodPut, s.subResource, want)
		if err != nil && !(s.once && refusedWith(err, "InventoryAlreadyExist")) { // the one before is gone: an answer got lost
			return err
		}
		f.toSettle(ctx, place, s, have, want)
		return nil
	case s.without != "":
		if err := f.call(ctx, place, http.MethodPut, s.subResource, s.without); err != nil {
			return err
		}
		f.toSettle(ctx, place, s, have, s.without)
		return nil
	}
	return f.takeAway(ctx, place, s, have)
}

// takeAway deletes a configuration, if it is there.
func (f *Fixtures) takeAway(ctx context.Context, place Place, s setting, have string) error {
	if err := f.call(ctx, place, http.MethodDelete, s.subResource, ""); err != nil && !missing(err) {
		return err
	}
	if !s.lingers {
		f.toSettle(ctx, place, s, have, "")
	}
	return nil
}

// RunTag is the key of the tag that a guest's buckets carry; its value is the run.
const RunTag = "oss403-run"

// marked are the tags of a bucket with that of the run among them, where buckets
// carry it and the target serves tags.
func (f *Fixtures) marked(tags string) string {
	if !f.site.Marked || f.unserved["tagging"] != nil {
		return tags
	}
	var all oss.Tagging
	if tags != "" && xml.Unmarshal([]byte(tags), &all) != nil {
		return tags // as the target shall see it
	}
	all.Tags = slices.Insert(all.Tags, 0, oss.Tag{Key: RunTag, Value: f.site.Run})
	text, err := xml.Marshal(all)
	if err != nil { // of two texts
		return tags
	}
	return string(text)
}

// document writes value into a configuration of one element; nothing into none.
func document(root, element, value string) string {
	if value == "" {
		return ""
	}
	return "<" + root + "><" + element + ">" + value + "</" + element + "></" + root + ">"
}

func payment(payer string) string { return document("RequestPaymentConfiguration", "Payer", payer) }

func accelerating(on string) string {
	return document("TransferAccelerationConfiguration", "Enabled", on)
}

func readingDirectly(on string) string {
	return document("ArchiveDirectReadConfiguration", "Enabled", on)
}

// call sends one configuration of the bucket, or of the account, as the owner.
func (f *Fixtures) call(ctx context.Context, place Place, method, subResource, body string) error {
	client, err := f.sdk(f.site.EndpointOf(place.Region), f.site.Owner)
	if err != nil {
		return err
	}
	params := map[string]any{}
	for _, param := range strings.Split(subResource, "&") {
		name, value, named := strings.Cut(param, "=")
		params[name] = nil
		if named {
			params[name] = value
		}
	}
	response, err := client.Conn.DoWithContext(ctx, method, place.Bucket, "", params, nil, strings.NewReader(body), 0, nil)
	if err != nil {
		return f.served(subResource, fmt.Errorf("%s ?%s: %w", method, subResource, err))
	}
	return response.Body.Close()
}
