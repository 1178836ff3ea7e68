package osstest_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss"

	"github.com/oss403/oss403/harness/emulator/osstest"
)

// A test of an application: what does it do if the service fails twice, and if an answer is lost?
func ExampleServer_Fail() {
	t := &testing.T{} // in a test: its own
	server := osstest.Start(t, osstest.Bucket{Name: "photos"})
	put := func(key string) error {
		_, err := server.ClientV2().PutObject(context.Background(), &oss.PutObjectRequest{Bucket: oss.Ptr("photos"), Key: oss.Ptr(key)})
		return err
	}
	server.Fail(osstest.Fault{Operation: "PutObject", Times: 2, Answer: osstest.FaultAnswer{Reason: "internal-error"}})
	fmt.Println(codeOf(put("cat.jpg")), codeOf(put("cat.jpg")), codeOf(put("cat.jpg")))
	fmt.Println("struck:", server.Struck())

	server.Fail(osstest.Fault{Bucket: "photos", Times: 1, Answer: osstest.FaultAnswer{Cut: osstest.CutAfter}})
	lost := put("dog.jpg")
	_, there := server.Object("photos", "dog.jpg")
	fmt.Println("an error:", lost != nil, "- stored:", there)
	// Output:
	// InternalError InternalError <nil>
	// struck: [2]
	// an error: true - stored: true
}
