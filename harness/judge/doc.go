// Package judge holds an expectation against an answer, field by field. It
// sends nothing and knows no target; every deviating field is found at once.
package judge
