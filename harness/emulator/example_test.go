package emulator_test

import (
	"context"
	"fmt"
	"net/http"

	"github.com/oss403/oss403/harness/emulator"
)

// An OSS in process refuses an anonymous caller.
func ExampleNew() {
	account := emulator.Account{UID: "1000000000000001", Keys: []emulator.AccessKey{{ID: "id", Secret: "secret"}}}
	e, err := emulator.New(emulator.Options{Accounts: []emulator.Account{account}})
	if err != nil {
		fmt.Println(err)
		return
	}
	server, err := e.Start("127.0.0.1:0", "") // no control API
	if err != nil {
		fmt.Println(err)
		return
	}
	defer server.Close(context.Background())
	response, err := http.Get("http://" + server.DataAddr() + "/")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer response.Body.Close()
	fmt.Println(response.StatusCode, response.Header.Get("x-oss-ec"))
	// Output:
	// 403 0003-00001201
}
