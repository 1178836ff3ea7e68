// Package wire signs requests, sends them and records what went over the wire.
//
// The official SDKs sign: aliyun-oss-go-sdk the header forms, the signer of
// alibabacloud-oss-go-sdk-v2 the URL forms. The SDK client sends every request,
// so that its error can be held against the answer that it came from. What the
// answer must be is judged in harness/judge.
//
// An Unsigned is a request of no run. It is signed and not sent; Signed holds what
// was signed, so that it can be shown and compared.
package wire
