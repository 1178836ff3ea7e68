// Package sign shows what the signature of a request is made of, and holds it against the texts of a refused
// answer. The official signers sign, in package wire; this package names each line of what they signed, and writes
// the signed URL or the curl command. It sends nothing. What a refusal means is said in package explain.
package sign
