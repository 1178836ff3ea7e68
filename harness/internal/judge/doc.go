// Package judge holds an expectation against an answer, field by field, and a result
// against the baseline of what is known to deviate. It sends nothing and knows no
// target; every deviating field is found at once.
package judge
