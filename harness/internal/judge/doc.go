// Package judge compares an answer with an expectation, field by field, and a result with
// the baseline of known deviations. It finds every deviating field at once. It sends nothing
// and knows no target.
package judge
