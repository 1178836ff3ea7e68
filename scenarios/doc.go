// Package scenarios says what OSS documents: the rows of the official "HTTP 403
// errors" page, and the words in which a scenario is written (Scenario, State,
// Request, Fault, Expectation, Evidence).
//
// It holds plain values only. Package harness provokes and judges a scenario; the
// suites decide when it runs. Each area has a folder, and each documented Code a
// file in it. Package catalogue lists all scenarios.
package scenarios
