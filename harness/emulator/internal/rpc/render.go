package rpc

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strconv"

	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// An Object is an answer, or a part of one. Its fields are in order.
type Object []Field

// A Field holds a string, an int, a bool, an Object, a List, or several strings or Objects. Newer actions answer with the
// latter where older ones have a List: an array in JSON, and the repeated field in XML.
type Field struct {
	Name  string
	Value any
}

// A List is {"User": [...]} in JSON, and a repeated <User> in XML.
type List struct {
	Item string
	Of   []Object
}

// Write writes the answer to a request.
func Write(w http.ResponseWriter, r *Request, o Object) {
	o = append(Object{{"RequestId", r.ID}}, o...)
	send(w, r, http.StatusOK, r.Action+"Response", o)
}

// WriteNothing writes an answer without a document.
func WriteNothing(w http.ResponseWriter, r *Request, status int) {
	w.Header().Set("x-acs-request-id", r.ID)
	w.Header().Set("Content-Length", "0")
	w.WriteHeader(status)
}

// Refuse writes a fault.
// https://www.alibabacloud.com/help/en/ram/developer-reference/responses
func Refuse(w http.ResponseWriter, r *Request, f *Error) {
	o := Object{
		{"RequestId", r.ID},
		{"HostId", r.Host},
		{"Code", f.Code},
		{"Message", f.Message},
		{"Recommend", "https://api.aliyun.com/troubleshoot?q=" + f.Code + "&product=" + string(r.Product) + "&requestId=" + r.ID},
	}
	if f.Detail != nil {
		o = append(o, Field{"AccessDeniedDetail", f.Detail})
	}
	send(w, r, f.Status, "Error", o)
}

func send(w http.ResponseWriter, r *Request, status int, root string, o Object) {
	var b bytes.Buffer
	h := w.Header()
	if r.Format == JSON {
		h.Set("Content-Type", "application/json;charset=utf-8")
		o.writeJSON(&b)
	} else {
		h.Set("Content-Type", "text/xml;charset=utf-8")
		b.WriteString("<?xml version='1.0' encoding='UTF-8'?><" + root + ">")
		o.writeXML(&b)
		b.WriteString("</" + root + ">")
	}
	h.Set("Date", wire.HTTPTime(r.Now))
	h.Set("x-acs-request-id", r.ID)
	h.Set("Content-Length", strconv.Itoa(b.Len()))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		w.Write(b.Bytes()) // an error here means that the client left
	}
}

func (o Object) writeJSON(b *bytes.Buffer) {
	b.WriteByte('{')
	for i, f := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(strconv.Quote(f.Name) + ":")
		switch v := f.Value.(type) {
		case string:
			writeJSONString(b, v)
		case int:
			b.WriteString(strconv.Itoa(v))
		case bool:
			b.WriteString(strconv.FormatBool(v))
		case Object:
			v.writeJSON(b)
		case List:
			v.writeJSON(b)
		case []Object:
			writeJSONArray(b, v, func(o Object) { o.writeJSON(b) })
		case []string:
			writeJSONArray(b, v, func(s string) { writeJSONString(b, s) })
		default:
			panic("rpc: a field holds an unknown kind of value")
		}
	}
	b.WriteByte('}')
}

func (l List) writeJSON(b *bytes.Buffer) {
	b.WriteString("{" + strconv.Quote(l.Item) + ":")
	writeJSONArray(b, l.Of, func(o Object) { o.writeJSON(b) })
	b.WriteByte('}')
}

func writeJSONArray[T any](b *bytes.Buffer, items []T, write func(T)) {
	b.WriteByte('[')
	for i, item := range items {
		if i > 0 {
			b.WriteByte(',')
		}
		write(item)
	}
	b.WriteByte(']')
}

func writeJSONString(b *bytes.Buffer, s string) {
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil {
		panic("rpc: a string cannot be marshalled: " + err.Error())
	}
	b.Truncate(b.Len() - 1) // cut the line feed of Encode
}

func (o Object) writeXML(b *bytes.Buffer) {
	for _, f := range o {
		switch v := f.Value.(type) {
		case []Object:
			for _, item := range v {
				Object{{f.Name, item}}.writeXML(b)
			}
			continue
		case []string:
			for _, item := range v {
				Object{{f.Name, item}}.writeXML(b)
			}
			continue
		}
		b.WriteString("<" + f.Name + ">")
		switch v := f.Value.(type) {
		case string:
			b.WriteString(wire.EscapeText(v))
		case int:
			b.WriteString(strconv.Itoa(v))
		case bool:
			b.WriteString(strconv.FormatBool(v))
		case Object:
			v.writeXML(b)
		case List:
			for _, item := range v.Of {
				b.WriteString("<" + v.Item + ">")
				item.writeXML(b)
				b.WriteString("</" + v.Item + ">")
			}
		default:
			panic("rpc: a field holds an unknown kind of value")
		}
		b.WriteString("</" + f.Name + ">")
	}
}
