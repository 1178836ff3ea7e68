package op

import (
	"encoding/json"
	"encoding/xml"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// Limits of https://help.aliyun.com/zh/oss/developer-reference/putobjecttagging
const (
	maxObjectTags = 10
	maxBucketTags = 20
	maxTagKey     = 128 // characters
	maxTagValue   = 256
)

var taggingRequest = wire.Shape{Name: "Tagging", Children: []wire.Shape{
	{Name: "TagSet", Required: true, Children: []wire.Shape{
		{Name: "Tag", Many: true, Children: []wire.Shape{{Name: "Key", Required: true}, {Name: "Value", Required: true}}},
	}},
}}

// RequestTags are the tags that a request wants an object to have, as far as
// they can be read.
func RequestTags(r *wire.Request, o *Operation) []world.Tag {
	if o != nil && o.Name == "PutObjectTagging" {
		tags, _ := bodyTags(r)
		return tags
	}
	tags, _ := headerTags(r)
	return tags
}

// headerTags reads x-oss-tagging: key=value&key=value, percent-encoded.
func headerTags(r *wire.Request) ([]world.Tag, *deny.Denial) {
	value := r.Header.Get("x-oss-tagging")
	pairs, err := wire.ParseQuery(value)
	if err != nil {
		return nil, wrong(deny.TagInvalid, "x-oss-tagging", value)
	}
	var tags []world.Tag
	for _, p := range pairs {
		tags = append(tags, world.Tag{Key: p.Name, Value: p.Value})
	}
	return tags, objectTagsHold(tags)
}

func bodyTags(r *wire.Request) ([]world.Tag, *deny.Denial) {
	body, err := wire.ReadXML(r.Body(), taggingRequest)
	if err != nil {
		return nil, malformed(err)
	}
	return tagsOf(body), nil
}

func tagsOf(body wire.Element) []world.Tag {
	var tags []world.Tag
	for _, set := range body.All("TagSet") {
		for _, t := range set.All("Tag") {
			tags = append(tags, world.Tag{Key: t.Child("Key"), Value: t.Child("Value")})
		}
	}
	return tags
}

// objectTagsHold: those of an object are of ASCII letters, digits, blanks and
// a few signs. https://help.aliyun.com/zh/oss/user-guide/0010-00000217
func objectTagsHold(tags []world.Tag) *deny.Denial {
	for _, t := range tags {
		if strings.ContainsFunc(t.Key+t.Value, func(c rune) bool { return !tagCharacter(c) }) {
			return wrong(deny.TagInvalid, t.Key, t.Value)
		}
	}
	return tagsHold(tags, maxObjectTags)
}

func tagCharacter(c rune) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.ContainsRune(" +-=._:/", c)
}

func tagsHold(tags []world.Tag, most int) *deny.Denial {
	seen := map[string]bool{}
	for _, t := range tags {
		if t.Key == "" || seen[t.Key] || utf8.RuneCountInString(t.Key) > maxTagKey ||
			utf8.RuneCountInString(t.Value) > maxTagValue || len(tags) > most {
			return wrong(deny.TagInvalid, t.Key, t.Value)
		}
		seen[t.Key] = true
	}
	return nil
}

// tagNamed: one of the tags has that key and, if one is given, that value.
// Without a key every bucket is meant.
func tagNamed(tags []world.Tag, key, value string) bool {
	return key == "" || slices.ContainsFunc(tags, func(t world.Tag) bool {
		return t.Key == key && (value == "" || t.Value == value)
	})
}

// tagsNamed reads the argument tagging of ListBuckets: "key":"value","key":"value". How the service
// refuses another text is unknown.
// https://github.com/aliyun/alibabacloud-oss-go-sdk-v2/blob/master/oss/client_integration_bucket_basic_test.go
func tagsNamed(r *wire.Request) (named map[string]string, denial *deny.Denial) {
	text := r.Query.Get("tagging")
	if err := json.Unmarshal([]byte("{"+text+"}"), &named); err != nil {
		return nil, wrong(deny.InvalidArgument, "tagging", text)
	}
	return named, nil
}

func tagged(tags []world.Tag) *wire.Response {
	doc := struct {
		XMLName xml.Name `xml:"Tagging"`
		TagSet  struct{ Tag []world.Tag }
	}{}
	doc.TagSet.Tag = tags
	return wire.XML(200, doc)
}

// taggingAccesses is the object once the tags are known, for policies may be
// about them.
func taggingAccesses(r *wire.Request) ([]Access, *deny.Denial) {
	if r.Body() == nil {
		return nil, nil
	}
	return []Access{{Action: "oss:PutObjectTagging", Bucket: r.Bucket, Key: r.Key, Version: VersionAsked(r), Writes: true}}, nil
}

func putObjectTagging(c *ChangeContext) (*wire.Response, *deny.Denial) {
	tags, denial := bodyTags(c.Request)
	if denial != nil {
		return nil, denial
	}
	if denial := objectTagsHold(tags); denial != nil {
		return nil, denial
	}
	return c.replaceTags(200, tags)
}

func getObjectTagging(c *Context) (*wire.Response, *deny.Denial) {
	o, denial := find(c)
	if denial != nil {
		return nil, denial
	}
	resp := tagged(o.Tags)
	describeVersion(resp, c.Bucket, o)
	return resp, nil
}

func deleteObjectTagging(c *ChangeContext) (*wire.Response, *deny.Denial) {
	return c.replaceTags(204, nil)
}

func (c *ChangeContext) replaceTags(status int, tags []world.Tag) (*wire.Response, *deny.Denial) {
	o, denial := find(&c.Context)
	if denial != nil {
		return nil, denial
	}
	next := *o
	next.Tags = tags
	return c.replaced(status, &next)
}

func putTags(_ *ChangeContext, body wire.Element) (func(*world.Bucket), *deny.Denial) {
	tags := tagsOf(body)
	return func(b *world.Bucket) { b.Tags = tags }, tagsHold(tags, maxBucketTags)
}

func getTags(c *Context) *wire.Response { return tagged(c.Bucket.Tags) }

// deleteTags deletes the tags of the keys that ?tagging=key,key names,
// or all. https://help.aliyun.com/zh/oss/developer-reference/deletebuckettags
func deleteTags(c *ChangeContext, b *world.Bucket) {
	named := c.Request.Query.Get("tagging")
	var kept []world.Tag
	if keys := strings.Split(named, ","); named != "" {
		kept = slices.DeleteFunc(slices.Clone(b.Tags), func(t world.Tag) bool { return slices.Contains(keys, t.Key) })
	}
	b.Tags = kept
}
