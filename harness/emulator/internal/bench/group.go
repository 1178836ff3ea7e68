package bench

import (
	"net/http"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// GroupBody is the request to move a bucket to a resource group.
func GroupBody(id string) string {
	return "<BucketResourceGroupConfiguration><ResourceGroupId>" + id + "</ResourceGroupId></BucketResourceGroupConfiguration>"
}

// Groups gives the account of the owner the resource groups rg-one and rg-two, in which its users and roles may do
// everything with OSS, and rg-closed.
func Groups(b *Bench) {
	const all = `{"Version":"1","Statement":[{"Effect":"Allow","Action":"oss:*","Resource":"*"}]}`
	b.Account(0, `{"resourceGroups":{"rg-one":`+Quote(all)+`,"rg-two":`+Quote(all)+`,"rg-closed":""}}`)
	b.Bucket("one-bucket", "private")
	b.Set(InGroup, "resourceGroup", GroupBody("rg-one"))
	b.Object("one-bucket", "key", "default")
}

// InGroup is the host of the bucket that lies in rg-one.
const InGroup = "one-bucket." + Hangzhou

func groupProvocations() []Provocation {
	user := func(method, host, target, body string, headers ...string) func(*Bench) *http.Request {
		return given(Groups, func(b *Bench) *http.Request {
			return b.By(b.User("alice"), b.Raw(method, host, target, body, headers...))
		})
	}
	const target, fresh = "/?resourceGroup", "fresh-bucket." + Hangzhou
	return []Provocation{
		{deny.GroupName, byOwner("PUT", Private, target, GroupBody("rf-asdf"))},
		{deny.GroupUnknown, byOwner("PUT", Private, target, GroupBody("rg-one"))},
		{deny.GroupUnknown, byOwner("PUT", fresh, "/", "", "x-oss-resource-group-id: rg-one")},
		{deny.MalformedXML, byOwner("PUT", Private, target, "<BucketResourceGroupConfiguration>")},
		{deny.NotResourceOwner, user("PUT", fresh, "/", "")},
		{deny.NotResourceOwner, user("PUT", fresh, "/", "", "x-oss-resource-group-id: rg-closed")},
		{deny.NotGranted, func(b *Bench) *http.Request { return b.By(b.User("alice"), b.Raw("PUT", fresh, "/", "")) }},
		{deny.NotYourBucket, user("PUT", InGroup, target, GroupBody("rg-closed"))},
		{deny.NotYourBucket, user("PUT", Private, target, GroupBody("rg-one"))},
		{deny.NotYourBucket, user("GET", Private, target, "")},
		{deny.ByBucketACL, user("GET", Private, "/key", "")},
		{deny.ListingNotGranted, user("GET", Hangzhou, "/", "")},
		{deny.AnonymousBucket, ByNobody("GET", Private, target)},
	}
}
