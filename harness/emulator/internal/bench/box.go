package bench

import (
	"net/http"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/sign"
)

// A cloud box of the owner, and the host of a bucket there.
const (
	BoxID = "cb-bench0001"
	Boxed = "private-bucket." + BoxID + ".cn-hangzhou.oss-cloudbox.aliyuncs.com"
)

// GiveBox gives the owner the cloud box.
func GiveBox(b *Bench) { b.Account(0, `{"cloudBoxes":{"`+BoxID+`":"cn-hangzhou"}}`) }

// BoxScope is the scope of a V4 signature for the cloud box.
func (b *Bench) BoxScope() sign.Scope {
	s := b.Scope()
	s.Region, s.Product = BoxID, "oss-cloudbox"
	return s
}

// boxProvocations: https://help.aliyun.com/zh/oss/user-guide/0002-00000034
func boxProvocations() []Provocation {
	header := func(host, target string, change func(*sign.Scope)) func(*Bench) *http.Request {
		return func(b *Bench) *http.Request {
			s := b.BoxScope()
			change(&s)
			return b.V4(b.Raw("GET", host, target, ""), s)
		}
	}
	url := func(method string) func(*Bench) *http.Request {
		return func(b *Bench) *http.Request {
			return b.V4URL(b.Raw(method, Boxed, "/key", ""), b.Now, "60", b.BoxScope())
		}
	}
	same := func(*sign.Scope) {}
	return []Provocation{
		{deny.BoxSignature, given(GiveBox, url("GET"))},
		{deny.BoxSignature, given(GiveBox, url("PUT"))},
		{deny.BoxSignature, given(GiveBox, byOwner("GET", Boxed, "/key", ""))},
		{deny.BoxSignature, given(GiveBox, func(b *Bench) *http.Request { return b.V1URL(b.Raw("GET", Boxed, "/key", ""), Soon) })},
		{deny.V4Region, given(GiveBox, header(Boxed, "/key", func(s *sign.Scope) { s.Region = "cn-hangzhou" }))},
		{deny.V4Product, given(GiveBox, header(Boxed, "/key", func(s *sign.Scope) { s.Product = "oss" }))},
		{deny.NotImplemented, given(GiveBox, header(Boxed, "/?acl", same))},
		{deny.NoSuchBucket, header(Boxed, "/key", same)},
	}
}
