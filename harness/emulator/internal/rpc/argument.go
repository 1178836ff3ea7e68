package rpc

import (
	"strconv"
	"strings"
	"time"
)

const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

// A naming is the rule for one kind of name.
type naming struct {
	param      string
	characters string // the characters besides letters and digits
	most       int
}

// The rules for names.
// https://www.alibabacloud.com/help/en/ram/developer-reference/api-ram-2015-05-01-createuser and
// its neighbours
var (
	userNames   = naming{"UserName", "._-", 64}
	roleNames   = naming{"RoleName", "._-", 64}
	policyNames = naming{"PolicyName", "-", 128}
)

// of returns the name in a call, if it keeps to the rule.
func (n naming) of(c *Call) (string, *Error) {
	name := c.param(n.param)
	switch {
	case len(name) > n.most:
		return "", beyondLength(n.param)
	case strings.Trim(name, letters+"0123456789"+n.characters) != "":
		return "", invalidCharacters(n.param)
	}
	return name, nil
}

// number reads a whole number between low and high. Without the parameter it returns otherwise.
func (c *Call) number(name string, low, high, otherwise int) (int, *Error) {
	text := c.param(name)
	if text == "" {
		return otherwise, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < low || n > high {
		return 0, outOfRange(name)
	}
	return n, nil
}

// date writes a moment as answers do.
func date(t time.Time) string { return t.UTC().Format(timestampFormat) }

// A page is a part of a list: at most MaxItems entries after Marker.
type page struct {
	after string
	most  int
	list  List
	next  string
}

func (c *Call) page(item string) (*page, *Error) {
	most, fault := c.number("MaxItems", 1, 1000, 100)
	return &page{after: c.param("Marker"), most: most, list: List{Item: item}}, fault
}

// add appends an entry, and reports whether another may follow. The marker is the name of the last
// entry.
func (p *page) add(name string, o Object) bool {
	switch {
	case p.after != "" && name <= p.after:
	case len(p.list.Of) == p.most:
		return false
	default:
		p.list.Of = append(p.list.Of, o)
		p.next = name
	}
	return true
}

// answer writes the page. whole says that no entry was left out.
func (p *page) answer(name string, whole bool) Object {
	o := Object{{"IsTruncated", !whole}}
	if !whole {
		o = append(o, Field{"Marker", p.next})
	}
	return append(o, Field{name, p.list})
}
