package stage

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"github.com/aliyun/aliyun-oss-go-sdk/oss"

	"github.com/oss403/oss403/scenarios"
)

// playlist is an HLS playlist of two segments, which do not exist.
func playlist() ([]byte, error) {
	return []byte("#EXTM3U\n#EXTINF:5.000,\n1.ts\n#EXTINF:5.000,\n2.ts\n#EXT-X-ENDLIST\n"), nil
}

// arrangeChannel makes the live channel of the place, or deletes it. A channel that exists is made anew.
// https://help.aliyun.com/zh/oss/developer-reference/putlivechannel
func (f *Fixtures) arrangeChannel(ctx context.Context, place *Place, want string) error {
	if f.channels[place.Bucket] == want {
		return nil
	}
	if unserved := f.lacks("live"); unserved != nil {
		return unserved
	}
	bucket, err := f.bucketOf(*place)
	if err != nil {
		return err
	}
	f.moved(place.Bucket)
	f.channels[place.Bucket] = unknown // until it is as wanted
	if want == "" {
		err = removeChannels(ctx, bucket)
	} else {
		err = aboutChannel(ctx, bucket, http.MethodPut, scenarios.ChannelName, scenarios.ChannelConfiguration)
	}
	if err != nil {
		return f.served("live", err)
	}
	f.channels[place.Bucket] = want
	return nil
}

// removeChannels deletes the live channels of a bucket, page by page.
// https://help.aliyun.com/zh/oss/developer-reference/listlivechannel
func removeChannels(ctx context.Context, bucket *oss.Bucket) error {
	for more := true; more; {
		var list oss.ListLiveChannelResult
		if err := ask(ctx, &bucket.Client, bucket.BucketName, map[string]any{"live": nil}, &list); err != nil {
			return err
		}
		for _, channel := range list.LiveChannel {
			if err := aboutChannel(ctx, bucket, http.MethodDelete, channel.Name, ""); err != nil && !missing(err) {
				return err
			}
		}
		more = list.IsTruncated
	}
	return nil
}

func aboutChannel(ctx context.Context, bucket *oss.Bucket, method, name, body string) error {
	response, err := bucket.Client.Conn.DoWithContext(ctx, method, bucket.BucketName, name, map[string]any{"live": nil}, nil,
		strings.NewReader(body), 0, nil)
	if err != nil {
		return fmt.Errorf("%s %s?live: %w", method, name, err)
	}
	return response.Body.Close()
}
