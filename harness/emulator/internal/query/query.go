// Package query runs the SQL of SelectObject on the content of an object, which is CSV or JSON. It
// knows no HTTP, no permission and no text of an error: an Error has the Code that OSS has for what
// is wrong. Rules without an address follow the page of the operation:
// https://www.alibabacloud.com/help/en/oss/developer-reference/selectobject
package query

import (
	"fmt"
	"unicode/utf8"
)

// An Error says why a query fails. Code is the Code of OSS.
type Error struct {
	Code   string
	Detail string // in words, for the reader
}

func (e *Error) Error() string { return e.Code + ": " + e.Detail }

func fault(code, format string, args ...any) *Error {
	return &Error{code, fmt.Sprintf(format, args...)}
}

// Limits of the page.
const (
	maxSQL        = 16 << 10  // bytes of a statement
	maxColumns    = 1000      // of a statement
	maxName       = 1024      // bytes of the name of a column
	maxConditions = 20        // of a WHERE clause
	maxDepth      = 10        // of its tree, and of a path
	maxAggregates = 100       // of a statement
	maxIn         = 1024      // constants of an IN
	maxWildcards  = 5         // of a LIKE
	maxRow        = 256 << 10 // bytes of a row or a column of CSV
	maxNode       = 512 << 10 // bytes of a node of JSON
	maxElements   = 5000      // of an array of JSON
)

// A Header says what the first row of a CSV object is.
type Header string

// The kinds of first rows.
const (
	NoHeader      Header = "NONE"   // a row as the others
	IgnoredHeader Header = "IGNORE" // no data
	UsedHeader    Header = "USE"    // no data, but the names of the columns
)

// A Job is what a request asks for.
type Job struct {
	SQL  string
	JSON bool // else the object is CSV

	Header                Header
	Record, Field, Quote  string // of the CSV that is read; Field and Quote are of one byte
	Comment               string // begins a row that is none; empty: none does
	QuotedRecords         bool   // a quoted column may hold Record
	Document              bool   // the JSON is one value, else it is many
	NumbersAsText         bool   // of the JSON
	Lines                 *Range // of the rows that are read; nil: all
	OutRecord, OutField   string
	KeepAll, PrintsHeader bool
	SkipPartial           bool // rows that lack a column of the statement are skipped
	MaxSkipped            int  // rows
}

// A Range is a range of rows, counted from 0; both ends are in it.
type Range struct {
	From, To int
	Last     int // not 0: the last so many rows, and From and To do not count
}

func (r *Range) holds(i int) bool { return r == nil || r.From <= i && i <= r.To }

// A Result is what a query has found. Failed says why it has stopped after the rows that it has found;
// nil: it has read all.
type Result struct {
	Rows   [][]byte
	Failed *Error
}

// Run runs a job. The error tells that nothing has been found before something went wrong.
func Run(data []byte, j Job) (*Result, *Error) {
	if !utf8.Valid(data) {
		return nil, fault("InvalidTextEncoding", "the object is no UTF-8")
	}
	s, err := parse(j.SQL, j.JSON)
	if err == nil && j.Lines != nil && j.Lines.Last > 0 {
		var rows int
		rows, _, err = Count(data, j)
		j.Lines = &Range{From: rows - j.Lines.Last, To: rows}
	}
	if err != nil {
		return nil, err
	}
	r := run{Job: j, statement: s}
	if j.JSON {
		err = r.readJSON(data)
	} else {
		err = r.readCSV(data)
	}
	if err == nil {
		r.finish()
	}
	if err != nil && len(r.rows) == 0 {
		return nil, err
	}
	return &Result{r.rows, err}, nil
}

// Count counts the rows of an object, and the columns of the first row of CSV.
func Count(data []byte, j Job) (rows, columns int, err *Error) {
	if !utf8.Valid(data) {
		return 0, 0, fault("InvalidTextEncoding", "the object is no UTF-8")
	}
	if j.JSON {
		err = eachValue(data, j.Document, func(*node) *Error { rows++; return nil })
		return rows, 0, err
	}
	err = j.eachRecord(data, func(fields []field) *Error {
		if rows == 0 {
			columns = len(fields)
		}
		rows++
		return nil
	})
	return rows, columns, err
}
