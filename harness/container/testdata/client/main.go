// Command client is an application that is configured for the service and knows
// nothing of an emulator. It takes credentials and trusted roots from the
// environment; its region is fixed.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss"
	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss/credentials"
)

func main() {
	config := oss.LoadDefaultConfig().WithRegion("cn-hangzhou").
		WithCredentialsProvider(credentials.NewEnvironmentVariableCredentialsProvider())
	if err := roundTrip(context.Background(), oss.NewClient(config), os.Args[1]); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

// roundTrip creates the bucket, writes an object, reads it and prints its content.
func roundTrip(ctx context.Context, client *oss.Client, name string) error {
	bucket, key := oss.Ptr(name), oss.Ptr("greeting.txt")
	if _, err := client.PutBucket(ctx, &oss.PutBucketRequest{Bucket: bucket}); err != nil {
		return err
	}
	if _, err := client.PutObject(ctx,
		&oss.PutObjectRequest{Bucket: bucket, Key: key, Body: strings.NewReader("a greeting from another container")}); err != nil {
		return err
	}
	got, err := client.GetObject(ctx, &oss.GetObjectRequest{Bucket: bucket, Key: key})
	if err != nil {
		return err
	}
	defer got.Body.Close()
	_, err = io.Copy(os.Stdout, got.Body)
	return err
}
