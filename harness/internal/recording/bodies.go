package recording

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"mime"
	"regexp"
	"slices"
	"strings"

	"github.com/oss403/oss403/harness/internal/markup"
)

// A success, and what a request brings, may hold anything: the names of other buckets, or what lies in them. So their bodies
// keep their structure, and of their values those alone that are words of the service. Every other value is a stand-in.

// body sanitises a body by its kind: XML and JSON leaf by leaf, a form field by field, other text as a whole. What is no text,
// or too long, is only counted. length is that of the whole body.
func (s *Sanitiser) body(text []byte, length int64, contentType string) string {
	switch kind, parameters, _ := mime.ParseMediaType(contentType); {
	case length == 0:
		return ""
	case length > mostBody || int64(len(text)) < length || !readable(string(text)):
		return s.counted(text, length)
	case kind == "multipart/form-data" && parameters["boundary"] != "":
		return s.form(string(text), parameters["boundary"])
	case wellFormed(text):
		return s.tree(string(text))
	case json.Valid(text):
		return s.object(string(text))
	case strings.HasPrefix(string(text), "#EXTM3U"):
		return s.Text(string(text)) // a playlist; its lines are addresses, which have forms of their own
	}
	return s.content(string(text))
}

func wellFormed(text []byte) bool {
	_, err := markup.Leaves(text)
	return err == nil && markup.Root(text) != ""
}

// counted stands for a body that is not kept. The digest is a stand-in too: it tells equal bodies of a scenario, and of no
// content what it was.
func (s *Sanitiser) counted(text []byte, length int64) string {
	sum := sha256.Sum256(text)
	return fmt.Sprintf("[%d bytes, %s]", length, s.local(hex.EncodeToString(sum[:])))
}

// countedForm is the form of what counted returns.
var countedForm = regexp.MustCompile(`^\[\d+ bytes, [^\]]*\]$`)

// content is the content of an object. What the suite itself puts there stays.
func (s *Sanitiser) content(text string) string {
	if slices.Contains(s.own, text) {
		return text
	}
	return s.local(text)
}

// local replaces a value in this place alone: it may be a word that stands elsewhere too. The parts of it that are known, or
// have a form of their own, are replaced as everywhere.
func (s *Sanitiser) local(value string) string {
	if by, ok := s.known[value]; ok {
		return by
	}
	return s.replaced(value, func(rest string) string { return like(rest, classOf(rest), seeded(s.seed+"\n"+rest)) })
}

// tree sanitises a well-formed XML document. Its tags stay; text, comments and attributes that are no namespaces do not.
func (s *Sanitiser) tree(text string) string {
	var out strings.Builder
	name := "" // of the element that the text before has begun
	for text != "" {
		piece := pieceOf(text)
		text = text[len(piece):]
		switch {
		case piece[0] != '<':
			sanitise := s.local
			if strings.HasPrefix(text, "</"+name+">") {
				sanitise = s.value(name)
			}
			out.WriteString(s.escaped(piece, sanitise))
			continue
		case strings.HasPrefix(piece, commentBegins):
			out.WriteString(s.between(piece, commentBegins, commentEnds))
		case strings.HasPrefix(piece, literalBegins):
			out.WriteString(s.between(piece, literalBegins, literalEnds))
		case strings.HasPrefix(piece, "<!"), strings.HasPrefix(piece, "<?") && !strings.HasPrefix(piece, "<?xml "):
			out.WriteString(s.between(piece, piece[:2], ">"))
		default:
			out.WriteString(attribute.ReplaceAllStringFunc(piece, s.attribute))
		}
		name = strings.Trim(tagName.FindString(piece), "<")
	}
	return out.String()
}

// between sanitises what stands between a beginning and an end.
func (s *Sanitiser) between(piece, begin, end string) string {
	return begin + s.local(strings.TrimSuffix(strings.TrimPrefix(piece, begin), end)) + end
}

const commentBegins, commentEnds, literalBegins, literalEnds = "<!--", "-->", "<![CDATA[", "]]>"

var (
	tagName   = regexp.MustCompile(`^<[A-Za-z_][^\s/>]*`)
	attribute = regexp.MustCompile(`[^\s="']+\s*=\s*(?:"[^"]*"|'[^']*')`)
	tag       = regexp.MustCompile(`^<(?:"[^"]*"|'[^']*'|[^"'>])*>`)
)

// pieceOf is the first piece of an XML text: a text, a comment, a literal section, or a tag.
func pieceOf(text string) string {
	until := func(end string) string {
		if i := strings.Index(text, end); i >= 0 {
			return text[:i+len(end)]
		}
		return text
	}
	switch {
	case text[0] != '<':
		before, _, _ := strings.Cut(text, "<")
		return before
	case strings.HasPrefix(text, commentBegins):
		return until(commentEnds)
	case strings.HasPrefix(text, literalBegins):
		return until(literalEnds)
	}
	if piece := tag.FindString(text); piece != "" {
		return piece
	}
	return text
}

// attribute sanitises an attribute of a tag, unless it is of a namespace, or of the declaration of the document.
func (s *Sanitiser) attribute(text string) string {
	name, value, _ := strings.Cut(text, "=")
	if strings.HasPrefix(name, "xmlns") || slices.Contains([]string{"version", "encoding", "standalone", "xsi:type"}, name) {
		return text
	}
	return name + "=" + s.local(value)
}

// escaped sanitises the text behind the entities of XML.
func (s *Sanitiser) escaped(raw string, sanitise func(string) string) string {
	plain, spans := unescaped(raw, entity)
	if spans == nil {
		return sanitise(raw)
	}
	return patched(raw, spans, plain, sanitise(plain), entityOf)
}

// value sanitises the values of a name.
func (s *Sanitiser) value(name string) func(string) string {
	if slices.Contains(wordsOfService(), name) {
		return s.Text
	}
	return s.content
}

// key sanitises the name of a member of JSON. Those of policies begin with the name of a product.
func (s *Sanitiser) key(name string) string {
	ofPolicy := slices.Contains([]string{"Statement", "Principal", "Resource", "Condition"}, name) || strings.HasPrefix(name, "oss:") ||
		strings.HasPrefix(name, "acs:")
	if ofPolicy || slices.Contains(wordsOfService(), name) {
		return s.Text(name)
	}
	return s.content(name)
}

// wordsOfService lists the elements of XML, members of JSON and fields of forms whose values are words, numbers or hosts of
// the service, and say nothing of who sent them.
func wordsOfService() []string {
	return []string{"Status", "Grant", "StorageClass", "DataRedundancyType", "Location", "Region", "LocationConstraint", "IsTruncated",
		"MaxKeys", "MaxUploads", "MaxParts", "EncodingType", "Type", "Size", "KeyCount", "PartNumber", "AllowedMethod", "Payer", "SSEAlgorithm",
		"AllowEmptyReferer", "Versioning", "ExtranetEndpoint", "IntranetEndpoint", "TransferAcceleration", "CrossRegionReplication",
		"AccessMonitor", "BlockPublicAccess", "IsPublic", "Days", "RetentionPeriodInDays", "State", "Enabled", "Quiet", "Tier", "Code",
		"CreationDate", "LastModified", "Initiated", "Date", "ETag", "Version", "Effect", "Action", "Content-Type", "Mode",
		"IsEnabled", "Frequency", "Format", "success_action_status",
		"x-oss-signature-version", "x-oss-date", "x-amz-date", "x-amz-algorithm", "x-oss-object-acl", "x-oss-forbid-overwrite", "policy"}
}

var (
	jsonText   = regexp.MustCompile(`"((?:[^"\\]|\\.)*)"(\s*:)?`)
	jsonNumber = regexp.MustCompile(`\d{10,}`)
)

// object sanitises a JSON document. true, false, null, short numbers and the keys of the service stay.
func (s *Sanitiser) object(text string) string {
	var out strings.Builder
	at, sanitise := 0, s.content
	for _, found := range jsonText.FindAllStringSubmatchIndex(text, -1) {
		out.WriteString(s.numbers(text[at:found[2]]))
		raw := text[found[2]:found[3]]
		if at = found[3]; found[4] >= 0 {
			out.WriteString(inJSON(raw, s.key))
			sanitise = s.value(raw)
			continue
		}
		out.WriteString(inJSON(raw, sanitise))
	}
	out.WriteString(s.numbers(text[at:]))
	return out.String()
}

// numbers replaces long numbers; none in JSON begins with 0, and none that stands for another does.
func (s *Sanitiser) numbers(text string) string {
	return jsonNumber.ReplaceAllStringFunc(text, s.local)
}

// inJSON sanitises the text behind the escapes of a string of JSON.
func inJSON(raw string, sanitise func(string) string) string {
	if !strings.Contains(raw, `\`) {
		return sanitise(raw)
	}
	var plain string
	if err := json.Unmarshal([]byte(`"`+raw+`"`), &plain); err != nil {
		return ""
	}
	text, err := json.Marshal(sanitise(plain))
	if err != nil {
		return ""
	}
	return string(text[1 : len(text)-1])
}

// formField is the head of a field with its name.
var formField = regexp.MustCompile(`(?i)name="([^"]*)"`)

// form sanitises a form field by field; its file is a content.
func (s *Sanitiser) form(text, boundary string) string {
	parts := strings.Split(text, "--"+boundary)
	for i, part := range parts {
		head, value, ok := strings.Cut(part, "\r\n\r\n")
		if !ok {
			parts[i] = s.Text(part)
			continue
		}
		sanitise := s.content
		if named := formField.FindStringSubmatch(head); named != nil && named[1] != "file" {
			sanitise = s.value(named[1])
		}
		content, end := strings.CutSuffix(value, "\r\n")
		if content = sanitise(content); end {
			content += "\r\n"
		}
		parts[i] = s.Text(head) + "\r\n\r\n" + content
	}
	return strings.Join(parts, "--"+s.Text(boundary)) // the header names it too
}
