// Package recording keeps what a target answered in a form that can be published, and judges it again: offline, with the
// expectations of today. A recording holds each exchange with what was expected of it. Names, ids, account numbers,
// addresses, tokens and dates are stand-ins that keep lengths, kinds of characters and equalities; secrets and signatures
// are never there. recording.schema.json describes the format.
package recording
