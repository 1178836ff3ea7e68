package stage

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/oss403/oss403/scenarios"
)

// A setting describes how to write and to remove one configuration of a bucket.
type setting struct {
	kind        scenarios.TraitKind
	subResource string                    // with the id of the configuration, if a bucket may have several
	document    func(value string) string // makes the document to write; nil: the value is the document
	once        bool                      // it must be deleted before it is written again
	without     string                    // the document that removes it; empty: it is deleted
	lingers     bool                      // after deletion, reading it returns an empty document
	apart       bool                      // GetBucketInfo does not show it: it is read by a request of its own
	decides     bool                      // it may let requests about other settings be refused
}

// settings lists the configurations in the order of writing. The policy is written while Block
// Public Access, which may refuse it, is still off.
func settings() []setting {
	return []setting{
		{kind: scenarios.Versioning, subResource: "versioning", document: versioning, decides: true},
		{kind: scenarios.ObjectWorm, subResource: "objectWorm", document: objectWorm, decides: true},
		{kind: scenarios.RefererList, subResource: "referer", without: openReferer, apart: true, decides: true},
		{kind: scenarios.CORSRules, subResource: "cors", apart: true},
		{kind: scenarios.TLSVersions, subResource: "httpsConfig", without: everyTLSVersion, apart: true, decides: true},
		{kind: scenarios.BucketTags, subResource: tagsEffect, apart: true},
		{kind: scenarios.DefaultEncryption, subResource: "encryption"},
		{kind: scenarios.BucketLogging, subResource: "logging", lingers: true},
		{kind: scenarios.Inventory, subResource: "inventory&inventoryId=" + scenarios.InventoryID, once: true},
		{kind: scenarios.Acceleration, subResource: "transferAcceleration", document: accelerating, without: accelerating(off), apart: true},
		{kind: scenarios.DirectRead, subResource: "bucketArchiveDirectRead", without: readingDirectly(off),
			document: func(string) string { return readingDirectly(on) }},
		{kind: scenarios.OverwriteRules, subResource: "overwriteConfig"},
		{kind: scenarios.StorageQuota, subResource: "quota"},
		{kind: scenarios.StorageCapacity, subResource: "qos", document: capacity, without: capacity("-1")},
		{kind: scenarios.LifecycleRules, subResource: "lifecycle"},
		{kind: scenarios.Website, subResource: "website"},
		{kind: scenarios.ImageStyle, subResource: "style&styleName=" + scenarios.StyleName, lingers: true},
		{kind: scenarios.AccessTracking, subResource: "accessmonitor", document: tracked, without: tracked("Disabled")},
		{kind: scenarios.LogFields, subResource: "userDefinedLogFieldsConfig"},
		{kind: scenarios.TrafficQoS, subResource: "qosInfo"},
		{kind: scenarios.ResponseHeaders, subResource: "responseHeader"},
		{kind: scenarios.RequesterPays, subResource: "requestPayment", without: payment("BucketOwner"), apart: true, decides: true,
			document: func(string) string { return payment("Requester") }},
		{kind: scenarios.BucketPolicy, subResource: "policy", apart: true, decides: true},
	}
}

// unknown is the value of a trait that may have any value: it must be written or removed again.
const unknown = "unknown"

const (
	openReferer     = "<RefererConfiguration><AllowEmptyReferer>true</AllowEmptyReferer><RefererList></RefererList></RefererConfiguration>"
	everyTLSVersion = "<HttpsConfiguration><TLS><Enable>false</Enable></TLS></HttpsConfiguration>"
	on, off         = scenarios.True, scenarios.False
)

// WrittenTogether reports whether writes with that effect and with others like it can be sent to one bucket at the same time:
// each writes one setting, which changes no answer to another and can be taken back.
func WrittenTogether(effect scenarios.Effect) bool {
	return !forGood(effect) && slices.ContainsFunc(settings(), func(s setting) bool { return s.effect() == effect && !s.decides })
}

// effect is the effect of a write of the setting.
func (s setting) effect() scenarios.Effect {
	name, _, _ := strings.Cut(s.subResource, "&")
	return scenarios.Effect(name)
}

// written is the document of the setting in that state; empty: the state does not have it.
func (s setting) written(state scenarios.State, place Place) string {
	value := state.Of(s.kind)
	if s.document != nil && value != "" && value != unknown {
		value = s.document(value)
	}
	return strings.ReplaceAll(value, "{bucket}", place.Bucket)
}

// configure writes the settings that differ from those that the bucket had.
func (c *change) configure(ctx context.Context, had bucketState) error {
	for _, s := range settings() {
		was, is := s.written(had.State, c.place), s.written(c.want.State, c.place)
		apply := c.apply
		if s.kind == scenarios.BucketTags {
			apply = c.applyTags
		}
		if err := apply(ctx, s, was, is); err != nil {
			return err
		}
	}
	return nil
}

// apply changes one setting from one document to another; empty: the setting is absent.
func (c *change) apply(ctx context.Context, s setting, have, want string) error {
	switch {
	case have == want:
		return nil
	case c.lacks(s.subResource) != nil:
		return c.lacks(s.subResource)
	case want != "":
		if s.once && have != "" {
			if err := errors.Join(c.takeAway(ctx, s, have), c.settle()); err != nil {
				return err
			}
		}
		err := c.call(ctx, c.place, http.MethodPut, s.subResource, want)
		if err != nil && !(s.once && refusedWith(err, "InventoryAlreadyExist")) { // the old one is deleted, so an answer got lost
			return err
		}
		c.toSettle(ctx, s, have, want)
		return nil
	case s.without != "":
		if err := c.call(ctx, c.place, http.MethodPut, s.subResource, s.without); err != nil {
			return err
		}
		c.toSettle(ctx, s, have, s.without)
		return nil
	}
	return c.takeAway(ctx, s, have)
}

// takeAway deletes a configuration, if it exists.
func (c *change) takeAway(ctx context.Context, s setting, have string) error {
	if err := c.call(ctx, c.place, http.MethodDelete, s.subResource, ""); err != nil && !missing(err) {
		return err
	}
	if !s.lingers {
		c.toSettle(ctx, s, have, "")
	}
	return nil
}

// document is a configuration with one element that holds value; empty for an empty value.
func document(root, element, value string) string {
	if value == "" {
		return ""
	}
	return "<" + root + "><" + element + ">" + value + "</" + element + "></" + root + ">"
}

func versioning(status string) string { return document("VersioningConfiguration", "Status", status) }

func capacity(gb string) string { return document("BucketUserQos", "StorageCapacity", gb) }

func tracked(status string) string { return document("AccessMonitorConfiguration", "Status", status) }

func payment(payer string) string { return document("RequestPaymentConfiguration", "Payer", payer) }

func accelerating(on string) string {
	return document("TransferAccelerationConfiguration", "Enabled", on)
}

func readingDirectly(on string) string {
	return document("ArchiveDirectReadConfiguration", "Enabled", on)
}

// call sends a request about one configuration of the bucket, or of the account, as the owner.
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
