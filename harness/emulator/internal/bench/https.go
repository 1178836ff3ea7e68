package bench

import "github.com/oss403/oss403/harness/emulator/internal/deny"

// HTTPSBody is the request to manage the versions of TLS of a bucket, or not to.
func HTTPSBody(on string, versions ...string) string {
	body := "<HttpsConfiguration><TLS><Enable>" + on + "</Enable>"
	for _, version := range versions {
		body += "<TLSVersion>" + version + "</TLSVersion>"
	}
	return body + "</TLS></HttpsConfiguration>"
}

func httpsProvocations() []Provocation {
	suites := func(on string) string {
		return "<HttpsConfiguration><TLS><Enable>false</Enable></TLS><CipherSuite><Enable>" + on + "</Enable></CipherSuite></HttpsConfiguration>"
	}
	const target = "/?httpsConfig"
	return []Provocation{
		{deny.InvalidArgument, byOwner("PUT", Private, target, HTTPSBody("maybe"))},
		{deny.InvalidArgument, byOwner("PUT", Private, target, HTTPSBody("true"))},
		{deny.InvalidArgument, byOwner("PUT", Private, target, HTTPSBody("true", "TLSv1.4"))},
		{deny.InvalidArgument, byOwner("PUT", Private, target, suites("maybe"))},
		{deny.NotImplemented, byOwner("PUT", Private, target, suites("true"))},
		{deny.MalformedXML, byOwner("PUT", Private, target, "<HttpsConfiguration/>")},
		{deny.NotYourBucket, ByStranger("PUT", Private, target, HTTPSBody("true", "TLSv1.2"))},
		{deny.AnonymousBucket, ByNobody("GET", Private, target)},
	}
}
