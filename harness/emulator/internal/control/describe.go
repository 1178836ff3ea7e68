package control

import (
	"maps"
	"net/http"
	"slices"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/op"
)

// The emulator describes itself directly from its tables.

func (a *API) checks(w http.ResponseWriter, _ *http.Request) {
	type row struct {
		Name  string `json:"name"`
		When  string `json:"when"`
		Place string `json:"place"`
	}
	rows := []row{}
	for _, c := range a.Order {
		rows = append(rows, row{c.Name, c.When.Name, string(c.Place)})
	}
	answer(w, http.StatusOK, rows)
}

func (a *API) operations(w http.ResponseWriter, _ *http.Request) {
	type also struct {
		Action string `json:"action"`
		Header string `json:"header,omitempty"`
		Value  string `json:"value,omitempty"` // of the header; empty: any
		Stores bool   `json:"stores,omitempty"`
	}
	type row struct {
		Name        string `json:"name"`
		Method      string `json:"method"`
		SubResource string `json:"subResource,omitempty"`
		Header      string `json:"header,omitempty"`
		Comp        string `json:"comp,omitempty"`
		Level       string `json:"level"`
		Kind        string `json:"kind"`
		Action      string `json:"action,omitempty"`
		OfVersion   string `json:"ofVersion,omitempty"` // the action that replaces it, where the request names a version
		Also        []also `json:"also,omitempty"`
		Writes      bool   `json:"writes"`
		Namespace   string `json:"namespace,omitempty"`
	}
	rows := []row{}
	for _, o := range a.Operations {
		var further []also
		for _, s := range o.Also {
			further = append(further, also(s))
		}
		rows = append(rows, row{o.Name, o.Method, o.Sub, o.Header, o.Comp, string(o.Level), string(o.Kind), o.Action,
			o.OfVersion, further, o.Writes, string(o.Namespace)})
	}
	answer(w, http.StatusOK, rows)
}

func (a *API) declined(w http.ResponseWriter, _ *http.Request) {
	type row struct {
		What string `json:"what"`
		Why  string `json:"why"`
	}
	list := func(refusals []op.Refusal) []row {
		rows := []row{}
		for _, r := range refusals {
			rows = append(rows, row{r.What, r.Why})
		}
		return rows
	}
	answer(w, http.StatusOK, map[string]any{
		"subResources": list(op.DeclinedSubResources()),
		"headers":      list(op.DeclinedHeaders()),
		"methods":      list(op.DeclinedMethods()),
		"imageActions": list(op.DeclinedImageActions()),
		"parameters":   op.Parameters(),
	})
}

func (a *API) reasons(w http.ResponseWriter, _ *http.Request) {
	type row struct {
		Reason  deny.Reason `json:"reason"`
		Status  int         `json:"status"`
		Code    string      `json:"code"`
		Message string      `json:"message"`
		EC      string      `json:"ec,omitempty"`
		Level   deny.Level  `json:"level"`
		Source  string      `json:"source"`
	}
	rows := []row{}
	for _, why := range slices.Sorted(maps.Keys(a.Catalogue)) {
		e := a.Catalogue[why]
		rows = append(rows, row{why, e.Status, e.Code, e.Message, e.EC, e.Level, e.Source})
	}
	answer(w, http.StatusOK, rows)
}
