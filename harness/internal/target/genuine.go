package target

import "os"

// Genuine reports whether nobody but the service can answer a run on the target: by HTTPS, under a public host name of the
// service, with the certificates of the system, and not dialled elsewhere. It also returns the region.
func (s Spec) Genuine() (region string, genuine bool, err error) {
	k, u, err := kindOf(s.Target)
	if err != nil || k != endpoint {
		return "", false, err
	}
	profile, err := readProfile(s.Profile)
	if err != nil {
		return "", false, err
	}
	first, _ := profile.endpointAt(u)
	system := os.Getenv("SSL_CERT_FILE") == "" && os.Getenv("SSL_CERT_DIR") == "" // by which Go takes others for the system's
	ours := system && profile.Dial == "" && profile.CA == "" && profile.Product.Name == ""
	return first.Region, ours && u.Scheme == "https" && publicHost.MatchString(u.Hostname()), nil
}
