// Package decide says whether OSS would allow a request, before anything is deployed. It builds the
// policies and ACLs in a carried emulator, sends the request there, and reports the emulator's own
// decision: the refusal that a client would see, and which statement decided. It sends nothing to
// anybody else.
package decide
