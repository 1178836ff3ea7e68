package deny

// Reasons of resource groups.
const (
	GroupName        Reason = "resource-group-name"
	GroupUnknown     Reason = "resource-group-unknown"
	NotResourceOwner Reason = "put-bucket-outside-of-resource-group"
)

const (
	resourceOwnerText  = "Put bucket request is not resource owner."
	resourceOwnerIssue = github + "aliyun/terraform-provider-alicloud/issues/7277"
	groupTest          = github + "aliyun/alibabacloud-oss-go-sdk-v2/blob/master/oss/client_integration_bucket_resource_group_test.go"
)

// groups: the page of 0039-00000002 prints neither Code nor Message. The issue shows Code and
// Message, and no EC.
func groups() Catalogue {
	return Catalogue{
		GroupName:        onPage(400, "InvalidArgument", "The resource group id is not valid.", "0039-00000002", Assumed),
		GroupUnknown:     {400, "ResourceGroupIdPreCheckError", "The resource group id precheck error", "0039-00000003", Captured, groupTest},
		NotResourceOwner: {403, "AccessDenied", resourceOwnerText, "0003-00000202", Assumed, resourceOwnerIssue},
	}
}
