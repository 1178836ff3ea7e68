package world

// HTTPS says which versions of TLS a bucket accepts. The zero value accepts every version that is served.
// https://help.aliyun.com/zh/oss/user-guide/set-tls-version
type HTTPS struct {
	Managed  bool
	Versions []string // TLSv1.0 to TLSv1.3, where they are managed
}

// TLSVersions lists the versions of TLS, the oldest first.
func TLSVersions() []string { return []string{"TLSv1.0", "TLSv1.1", "TLSv1.2", "TLSv1.3"} }
