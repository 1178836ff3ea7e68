package emulator_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/minio/minio-go/v7"

	"github.com/oss403/oss403/harness/emulator"
	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

// minioURLSteps signs URLs, which a client without credentials sends.
func minioURLSteps(s *emulator.Server) []minioStep {
	send := func(method string, u *url.URL, body string) (*http.Response, string, error) {
		r, err := http.NewRequest(method, u.String(), strings.NewReader(body))
		if err != nil {
			return nil, "", err
		}
		resp, err := bench.Dialing(s).Transport.RoundTrip(r)
		if err != nil {
			return nil, "", err
		}
		defer resp.Body.Close()
		text, err := io.ReadAll(resp.Body)
		return resp, string(text), err
	}
	return []minioStep{
		{"PresignedPutObject", func(ctx context.Context, c *minio.Core) error {
			u, err := c.PresignedPutObject(ctx, minioBucket, "by url/ü", time.Minute)
			if err != nil {
				return err
			}
			resp, _, err := send("PUT", u, "content")
			return expect(err == nil && resp.StatusCode == 200, err)
		}},
		{"PresignedGetObject", func(ctx context.Context, c *minio.Core) error {
			values := url.Values{"response-content-type": {"text/css"}}
			u, err := c.PresignedGetObject(ctx, minioBucket, "by url/ü", time.Minute, values)
			if err != nil {
				return err
			}
			resp, text, err := send("GET", u, "")
			return expect(err == nil && text == "content" && resp.Header.Get("Content-Type") == "text/css", err)
		}},
		{"PresignedPostPolicy", func(ctx context.Context, c *minio.Core) error {
			policy := minio.NewPostPolicy()
			err := errors.Join(policy.SetBucket(minioBucket), policy.SetKey("copy"), policy.SetExpires(time.Now().Add(time.Minute)),
				policy.SetUserMetadata("color", "green"), policy.SetContentLengthRange(1, 100))
			if err != nil {
				return err
			}
			u, fields, err := c.PresignedPostPolicy(ctx, policy)
			if err != nil {
				return err
			}
			resp, err := postForm(s, u.String(), fields, "content")
			if err != nil || resp.StatusCode != http.StatusNoContent {
				return expect(false, err)
			}
			o, err := c.Client.StatObject(ctx, minioBucket, "copy", minio.StatObjectOptions{})
			return expect(o.UserMetadata["Color"] == "green" && o.Size == 7, err)
		}},
		{"PresignedHeadObject", func(ctx context.Context, c *minio.Core) error {
			u, err := c.PresignedHeadObject(ctx, minioBucket, "by url/ü", time.Minute, nil)
			if err != nil {
				return err
			}
			resp, _, err := send("HEAD", u, "")
			return expect(err == nil && resp.ContentLength == 7, err)
		}},
	}
}

// minioVersionSteps keeps two versions of an object, and then removes everything.
func minioVersionSteps() []minioStep {
	var first string
	return []minioStep{
		{"EnableVersioning", func(ctx context.Context, c *minio.Core) error { return c.EnableVersioning(ctx, minioBucket) }},
		{"GetBucketVersioning", func(ctx context.Context, c *minio.Core) error {
			got, err := c.GetBucketVersioning(ctx, minioBucket)
			return expect(got.Status == "Enabled", err)
		}},
		{"PutObject, of two versions", func(ctx context.Context, c *minio.Core) error {
			one, err := c.Client.PutObject(ctx, minioBucket, "versions", strings.NewReader("one"), 3, minio.PutObjectOptions{})
			if err != nil {
				return err
			}
			first = one.VersionID
			two, err := c.Client.PutObject(ctx, minioBucket, "versions", strings.NewReader("two"), 3, minio.PutObjectOptions{})
			return expect(first != "" && two.VersionID != "" && first != two.VersionID, err)
		}},
		{"ListObjectVersions", func(ctx context.Context, c *minio.Core) error {
			var seen []string
			for o := range c.Client.ListObjects(ctx, minioBucket, minio.ListObjectsOptions{WithVersions: true, Prefix: "versions"}) {
				if o.Err != nil {
					return o.Err
				}
				seen = append(seen, o.VersionID)
			}
			return expect(len(seen) == 2 && slices.Contains(seen, first), nil)
		}},
		{"GetObject, of a version", func(ctx context.Context, c *minio.Core) error {
			body, _, _, err := c.GetObject(ctx, minioBucket, "versions", minio.GetObjectOptions{VersionID: first})
			if err != nil {
				return err
			}
			defer body.Close()
			text, err := io.ReadAll(body)
			return expect(string(text) == "one", err)
		}},
		{"RemoveObject, of versions", func(ctx context.Context, c *minio.Core) error {
			for o := range c.Client.ListObjects(ctx, minioBucket, minio.ListObjectsOptions{WithVersions: true, Prefix: "versions"}) {
				remove := minio.RemoveObjectOptions{VersionID: o.VersionID}
				if err := c.Client.RemoveObject(ctx, minioBucket, "versions", remove); err != nil {
					return err
				}
			}
			return c.SuspendVersioning(ctx, minioBucket)
		}},
		{"RemoveBucket", func(ctx context.Context, c *minio.Core) error { return c.RemoveBucket(ctx, minioBucket) }},
	}
}
