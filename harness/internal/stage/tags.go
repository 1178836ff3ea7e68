package stage

import (
	"context"
	"encoding/xml"
	"errors"
	"net/http"
	"slices"

	"github.com/aliyun/aliyun-oss-go-sdk/oss"
)

// RunTag is the key of the tag on the buckets of a guest's run. Its value is the run.
const RunTag = "oss403-run"

// tagsEffect is the sub-resource of the tags of a bucket.
const tagsEffect = "tagging"

// applyTags changes the tags of a bucket. The tag of the run stands from the time when the bucket is made. No look shows it, so
// that a bucket without other tags need not wait for it. A target that serves no tags only lacks the tag of the run.
func (c *change) applyTags(ctx context.Context, s setting, have, want string) error {
	if c.exists && have == want {
		return nil
	}
	marked := c.marked(want)
	err := c.lacks(s.subResource)
	if err == nil && have == "" && want == "" && marked != "" {
		err = c.call(ctx, c.place, http.MethodPut, s.subResource, marked)
	} else {
		err = c.apply(ctx, s, have, marked)
	}
	if want == "" && errors.As(err, new(*Unserved)) {
		return nil
	}
	return err
}

// marked adds the tag of the run to the tags of a bucket, if buckets carry it and
// the target serves tags.
func (f *Fixtures) marked(tags string) string {
	if !f.site.Marked || f.lacks(tagsEffect) != nil {
		return tags
	}
	var all oss.Tagging
	if tags != "" && xml.Unmarshal([]byte(tags), &all) != nil {
		return tags // malformed on purpose: sent unchanged
	}
	all.Tags = slices.Insert(all.Tags, 0, oss.Tag{Key: RunTag, Value: f.site.Run})
	return tagging(all, tags)
}

// unmarked takes the tag of the run out of the tags of a bucket; empty: it has no other.
func unmarked(tags string) string {
	var all oss.Tagging
	if xml.Unmarshal([]byte(tags), &all) != nil {
		return tags
	}
	all.Tags = slices.DeleteFunc(all.Tags, func(t oss.Tag) bool { return t.Key == RunTag })
	if len(all.Tags) == 0 {
		return ""
	}
	return tagging(all, tags)
}

func tagging(tags oss.Tagging, otherwise string) string {
	text, err := xml.Marshal(tags)
	if err != nil { // can't happen: a tag is two texts
		return otherwise
	}
	return string(text)
}

// lookPastMark looks at the tags of a bucket without that of the run, and calls them so.
func lookPastMark(name string) looker {
	return func(ctx context.Context, client *oss.Client, place Place) (Sight, error) {
		text, err := lookAt(ctx, client, place, query{tagsEffect: nil})
		if err != nil && !missing(err) {
			return nil, err
		}
		if text = unmarked(text); text == "" {
			text = nothing
		}
		return sight(name, text), nil
	}
}
