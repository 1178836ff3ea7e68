package container_test

import (
	"context"
	"fmt"
	"log"
	"strings"
	"time"

	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss"
	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss/credentials"
	"github.com/testcontainers/testcontainers-go"

	"github.com/oss403/oss403/harness/container"
)

// anHourOff is ahead, and in the last hour of the day back: a V4 signature of another day is refused for its day.
func anHourOff() time.Duration {
	if time.Now().UTC().Hour() == 23 {
		return -time.Hour
	}
	return time.Hour
}

// A test of error handling: the application writes an object, the clock moves by an
// hour, and the same request is refused.
func Example() {
	ctx := context.Background()
	c, err := container.Run(ctx, "oss403-emulator:dev", container.WithRegion("ap-southeast-1"))
	defer func() {
		if err := testcontainers.TerminateContainer(c); err != nil {
			log.Print(err)
		}
	}()
	if err != nil {
		log.Print(err)
		return
	}
	endpoint, err := c.HTTPEndpoint(ctx)
	if err != nil {
		log.Print(err)
		return
	}
	owner := c.Credentials()
	client := oss.NewClient(oss.LoadDefaultConfig().WithRegion("ap-southeast-1").WithEndpoint(endpoint).WithRetryMaxAttempts(1).
		WithCredentialsProvider(credentials.NewStaticCredentialsProvider(owner.AccessKeyID, owner.AccessKeySecret)))
	put := func() error {
		_, err := client.PutObject(ctx, &oss.PutObjectRequest{Bucket: oss.Ptr("my-bucket"), Key: oss.Ptr("key"), Body: strings.NewReader("text")})
		return err
	}
	if _, err := client.PutBucket(ctx, &oss.PutBucketRequest{Bucket: oss.Ptr("my-bucket")}); err != nil {
		log.Print(err)
		return
	}
	fmt.Println("before:", put())

	control, err := c.Control(ctx)
	if err != nil {
		log.Print(err)
		return
	}
	if err := control.MoveClock(ctx, anHourOff()); err != nil {
		log.Print(err)
		return
	}
	fmt.Println("refused:", strings.Contains(fmt.Sprint(put()), "RequestTimeTooSkewed"))
	// Output:
	// before: <nil>
	// refused: true
}
