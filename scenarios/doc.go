// Package scenarios says what OSS documents: the rows of the official "HTTP 403
// errors" page, and the words in which a scenario is written (Scenario, State,
// Request, Fault, Expectation, Evidence).
//
// Plain values only. How a scenario is provoked and judged stands in harness;
// when it runs stands in suites. The scenarios themselves stand one folder an
// area, one file a documented Code; package catalogue lists them all.
package scenarios
