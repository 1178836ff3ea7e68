package osstest_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss"

	"github.com/oss403/oss403/harness/emulator/osstest"
)

// codeOf returns the Code of a refusal, which an application would check.
func codeOf(err error) string {
	var refused *oss.ServiceError
	if errors.As(err, &refused) {
		return refused.Code
	}
	return fmt.Sprint(err)
}

// anHourOff is ahead, and in the last hour of the day back: a V4 signature of another day is refused for its day.
func anHourOff() time.Duration {
	if time.Now().UTC().Hour() == 23 {
		return -time.Hour
	}
	return time.Hour
}

// A test of an application: what does it do if its credentials have no right, if its
// clock is wrong, or if the account is in debt?
func ExampleStart() {
	t := &testing.T{} // in a test: its own
	server := osstest.Start(t, osstest.Bucket{Name: "photos", Objects: map[string]string{"cat.jpg": "meow"}})
	get := func(client *oss.Client) error {
		_, err := client.GetObject(context.Background(), &oss.GetObjectRequest{Bucket: oss.Ptr("photos"), Key: oss.Ptr("cat.jpg")})
		return err
	}
	fmt.Println("owner:", codeOf(get(server.ClientV2())))
	fmt.Println("user without a policy:", codeOf(get(server.ClientV2As(server.NewUser()))))
	server.MoveClock(anHourOff())
	fmt.Println("an hour off:", codeOf(get(server.ClientV2())))
	server.MoveClock(0)
	server.InArrears(true)
	fmt.Println("in debt:", codeOf(get(server.ClientV2())))
	// Output:
	// owner: <nil>
	// user without a policy: AccessDenied
	// an hour off: RequestTimeTooSkewed
	// in debt: UserDisable
}
