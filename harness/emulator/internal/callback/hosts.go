package callback

import (
	"fmt"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// Words in a list of hosts.
const (
	Loopback = "loopback" // the addresses of this machine, for requests that come from it
	Nowhere  = "none"     // alone in the list: there are no callbacks
)

// Hosts say where callbacks may go. A client names the URL, and may be anybody: without a rule he
// could reach through the emulator what he can't reach himself. So a callback goes to a loopback
// address only for a request from a loopback address, and elsewhere only if the operator has named
// the host.
type Hosts struct {
	loopback bool
	names    []string
	blocks   []netip.Prefix
}

// ParseHosts reads a list of hosts: Loopback, names, addresses and blocks such as 10.0.0.0/8. No
// list means Loopback.
func ParseHosts(list []string) (Hosts, error) {
	var h Hosts
	if list == nil {
		list = []string{Loopback}
	}
	for _, one := range list {
		address, notAddress := netip.ParseAddr(one)
		block, notBlock := netip.ParsePrefix(one)
		switch {
		case one == Nowhere && len(list) == 1:
		case one == Loopback:
			h.loopback = true
		case notAddress == nil && address.Is4():
			h.blocks = append(h.blocks, netip.PrefixFrom(address, address.BitLen()))
		case notBlock == nil && block.Addr().Is4():
			h.blocks = append(h.blocks, block.Masked())
		case one == Nowhere, one == "", strings.ContainsFunc(one, notOfHost), strings.Contains(one, ":"), endsInNumber(one):
			return Hosts{}, fmt.Errorf("callbacks can't go to %q; accepted: %s, the name of a host, an IPv4 address, "+
				"a block such as 10.0.0.0/8, or %s alone", one, Loopback, Nowhere)
		default:
			h.names = append(h.names, strings.ToLower(one))
		}
	}
	return h, nil
}

// List returns the hosts as ParseHosts reads them.
func (h Hosts) List() []string {
	var out []string
	if h.loopback {
		out = append(out, Loopback)
	}
	out = append(out, h.names...)
	for _, b := range h.blocks {
		out = append(out, b.String())
	}
	if out == nil {
		return []string{Nowhere}
	}
	return out
}

// Refuse tells why a callback for a request from an address may not go to its URLs; nil: it may.
// OSS refuses private addresses, and so does the emulator those that the operator has not named. It
// does not ask DNS about a name: one that the operator has not named is not served.
// https://help.aliyun.com/zh/oss/user-guide/0007-00000007, 0007-00000008
func (h Hosts) Refuse(c *Call, from string) *deny.Denial {
	for _, u := range c.URLs {
		name := strings.ToLower(u.Hostname())
		address, named := addressOf(name)
		switch {
		case named && h.reaches(address, from), slices.Contains(h.names, name):
		case named && internal(address):
			return wrong(deny.CallbackPrivate, "callbackUrl", u.String())
		case !named && (endsInNumber(name) || strings.HasSuffix(name, ".invalid")): // RFC 6761
			return wrong(deny.CallbackUnresolved, "callbackUrl", u.String())
		default:
			return notServed("callbackUrl", "callbacks go to these hosts alone: "+strings.Join(h.List(), ", "))
		}
	}
	return nil
}

func (h Hosts) reaches(to netip.Addr, from string) bool {
	source, err := netip.ParseAddr(from)
	if h.loopback && to.IsLoopback() && err == nil && source.Unmap().IsLoopback() {
		return true
	}
	return slices.ContainsFunc(h.blocks, func(b netip.Prefix) bool { return b.Contains(to) })
}

// addressOf is the address that a host is without DNS.
func addressOf(host string) (netip.Addr, bool) {
	if host == "localhost" {
		return netip.AddrFrom4([4]byte{127, 0, 0, 1}), true
	}
	address, err := netip.ParseAddr(host)
	return address, err == nil
}

// shared are the addresses between a provider and its customers (RFC 6598), among them services of
// the cloud.
var shared = netip.MustParsePrefix("100.64.0.0/10")

func internal(a netip.Addr) bool { return !a.IsGlobalUnicast() || a.IsPrivate() || shared.Contains(a) }

// endsInNumber: the last part is a number, as in an address, so that it is no name.
func endsInNumber(host string) bool {
	last := host[strings.LastIndex(host, ".")+1:]
	_, err := strconv.ParseUint(last, 0, 64)
	return err == nil || last != "" && strings.Trim(last, "0123456789") == ""
}

// parseURL reads one URL of a callback, or returns nil. OSS takes no address of IPv6; that it then
// says that the URL is not valid is assumed.
// https://help.aliyun.com/zh/oss/user-guide/0007-00000004
func parseURL(text string) *url.URL {
	if !strings.Contains(text, "://") {
		text = "http://" + text
	}
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.User != nil || u.Fragment != "" {
		return nil
	}
	host := u.Hostname()
	if host == "" || strings.Contains(host, ":") || strings.ContainsFunc(host, notOfHost) {
		return nil
	}
	if port := u.Port(); port != "" || strings.HasSuffix(u.Host, ":") {
		if n, err := strconv.ParseUint(port, 10, 16); err != nil || n == 0 {
			return nil
		}
	}
	if u.Path == "" {
		u.Path = "/"
	}
	return u
}
