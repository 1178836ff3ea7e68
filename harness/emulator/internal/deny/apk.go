package deny

// Reasons for which programs for phones are not read at OSS's own domains.
const (
	AppAtEndpoint      Reason = "app-at-public-endpoint"
	AppAccelerated     Reason = "app-at-acceleration-endpoint"
	AppKindAtEndpoint  Reason = "app-type-at-public-endpoint"
	AppKindAccelerated Reason = "app-type-at-acceleration-endpoint"
)

const appText = "The APK file is not allowed to be distributed in a public network using the OSS endpoint, please use CNAME instead."

// apps: of the numbers between 0200 and 0203 no page was read.
func apps() Catalogue {
	return Catalogue{
		AppAtEndpoint:      {400, "ApkDownloadForbidden", appText, "0048-00000200", Captured, "https://github.com/aliyun/oss-browser/issues/500"},
		AppAccelerated:     onPage(400, "ApkDownloadForbidden", appText, "0048-00000201", Assumed),
		AppKindAtEndpoint:  onPage(400, "ApkDownloadForbidden", appText, "0048-00000202", Assumed),
		AppKindAccelerated: onPage(400, "ApkDownloadForbidden", appText, "0048-00000203", Documented),
	}
}
