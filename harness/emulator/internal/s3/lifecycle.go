package s3

import (
	"slices"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// Lifecycle rules are the one document of a setting that S3 writes otherwise and that OSS serves to clients of S3: a rule
// chooses its objects in a Filter, uploads are ended by another element, and classes have other names. That OSS takes the
// document of S3 as it stands is assumed; its page has the operations alone.

var (
	tagShape   = wire.Shape{Name: "Tag", Many: true, Children: []wire.Shape{{Name: "Key"}, {Name: "Value"}}}
	ageShapes  = []wire.Shape{{Name: "Days"}, {Name: "Date"}, {Name: "CreatedBeforeDate"}, {Name: "ExpiredObjectDeleteMarker"}}
	moveShapes = slices.Concat(ageShapes, []wire.Shape{{Name: "NoncurrentDays"}, {Name: "StorageClass"},
		{Name: "IsAccessTime"}, {Name: "ReturnToStdWhenVisit"}, {Name: "AllowSmallFile"}})
	chosenShapes = []wire.Shape{{Name: "Prefix"}, tagShape, {Name: "Not", Many: true, Children: []wire.Shape{{Name: "Prefix"}, tagShape}},
		{Name: "ObjectSizeGreaterThan"}, {Name: "ObjectSizeLessThan"}}
)

// lifecycleShape has the elements of both documents.
var lifecycleShape = wire.Shape{Name: "LifecycleConfiguration", Children: []wire.Shape{
	{Name: "Rule", Many: true, Children: []wire.Shape{
		{Name: "ID"}, {Name: "Prefix"}, tagShape, {Name: "Status"}, {Name: "AtimeBase"},
		{Name: "Filter", Children: slices.Concat(chosenShapes, []wire.Shape{{Name: "And", Children: chosenShapes}})},
		{Name: "Expiration", Children: ageShapes},
		{Name: "Transition", Many: true, Children: moveShapes},
		{Name: "NoncurrentVersionExpiration", Children: moveShapes},
		{Name: "NoncurrentVersionTransition", Many: true, Children: moveShapes},
		{Name: "AbortIncompleteMultipartUpload", Children: []wire.Shape{{Name: "DaysAfterInitiation"}}},
		{Name: "AbortMultipartUpload", Children: ageShapes},
	}},
}}

// Document is the body of a request of S3 as OSS would be sent it. One that cannot be read stays, to be refused.
func Document(operation string, body []byte) []byte {
	if operation != "PutBucketLifecycle" {
		return body
	}
	return eachRule(body, ruleOfOSS)
}

func eachRule(body []byte, of func(wire.Element) wire.Element) []byte {
	document, err := wire.ReadXML(body, lifecycleShape)
	if err != nil {
		return body
	}
	for i := range document.Children {
		document.Children[i] = of(document.Children[i])
	}
	return wire.Document(document.Name, document.Inner()).Body
}

func ruleOfOSS(rule wire.Element) wire.Element {
	out, filter := wire.Element{Name: "Rule"}, wire.Element{Name: "Filter"}
	choose := func(chosen wire.Element) {
		for _, c := range chosen.Children {
			switch {
			case c.Name == "Not", strings.HasPrefix(c.Name, "ObjectSize"):
				filter.Children = append(filter.Children, c)
			case c.Name != "And":
				out.Children = append(out.Children, c)
			}
		}
	}
	for _, c := range rule.Children {
		switch c.Name {
		case "Filter":
			choose(c)
			choose(c.In("And"))
		case "AbortIncompleteMultipartUpload":
			days := wire.Element{Name: "Days", Text: c.Child("DaysAfterInitiation")}
			out.Children = append(out.Children, wire.Element{Name: "AbortMultipartUpload", Children: []wire.Element{days}})
		default:
			out.Children = append(out.Children, classed(c, false))
		}
	}
	if len(filter.Children) > 0 {
		out.Children = append(out.Children, filter)
	}
	return out
}

func ruleOfS3(rule wire.Element) wire.Element {
	out, chosen := wire.Element{Name: "Rule"}, []wire.Element{}
	for _, c := range rule.Children {
		switch c.Name {
		case "Prefix", "Tag":
			chosen = append(chosen, c)
		case "Filter":
			chosen = append(chosen, c.Children...)
		case "AbortMultipartUpload":
			days := wire.Element{Name: "DaysAfterInitiation", Text: c.Child("Days")}
			out.Children = append(out.Children, wire.Element{Name: "AbortIncompleteMultipartUpload", Children: []wire.Element{days}})
		default:
			out.Children = append(out.Children, classed(c, true))
		}
	}
	switch len(chosen) {
	case 0:
		chosen = []wire.Element{{Name: "Prefix"}}
	case 1:
	default:
		chosen = []wire.Element{{Name: "And", Children: chosen}}
	}
	out.Children = append(out.Children, wire.Element{Name: "Filter", Children: chosen})
	return out
}

// classed is an action of a rule with the other name of its storage class.
func classed(action wire.Element, toS3 bool) wire.Element {
	out := wire.Element{Name: action.Name, Text: action.Text}
	for _, c := range action.Children {
		if c.Name == "StorageClass" {
			c.Text = renamed(c.Text, classHeader, toS3)
		}
		out.Children = append(out.Children, c)
	}
	return out
}
