package query

import (
	"bytes"
	"testing"
)

func csvJob(sql string) Job {
	return Job{SQL: sql, Header: UsedHeader, Record: "\n", Field: ",", Quote: `"`, QuotedRecords: true, OutRecord: "\n", OutField: ","}
}

// Statements find what they say.
func TestRun(t *testing.T) {
	const csv = "id,name,n\n1,\"a,b\",10\n2,b,\n3,cc,7\n"
	const lines = `{"a":{"b":[1,2]},"s":"x/y"},` + "\n" + `{"a":null,"n":1.50}`
	for _, c := range []struct {
		json            bool
		data, sql, want string
	}{
		{false, csv, "select * from ossobject", "1,\"a,b\",10\n2,b,\n3,cc,7\n"},
		{false, csv, "select name from ossobject where id >= 2 limit 1", "b\n"},
		{false, csv, "select _1 from ossobject where n is null", "2\n"},
		{false, csv, "select _1 from ossobject where not n > 8", "3\n"},
		{false, csv, "select id from ossobject where name like '?c' or name in ('b')", "2\n3\n"},
		{false, csv, "select count(*), sum(cast(n as int)), avg(cast(n as int)) from ossobject", "3,17,8.5\n"},
		{false, csv, "select id from ossobject where n between 7 and 9", "3\n"},
		{false, csv, "select id from ossobject where id + 1 = 2 and name || '!' = 'a,b!'", "1\n"},
		{true, lines, "select a.b[1] as x, s from ossobject", `{"x":2,"s":"x\/y"}` + "\n{}\n"},
		{true, lines, "select n from ossobject o where o.n = 1.5", `{"n":1.50}` + "\n"},
		{true, lines, "select * from ossobject.a.b[*] s where s > 1", `{"_1":2}` + "\n"},
	} {
		j := csvJob(c.sql)
		j.JSON = c.json
		r, err := Run([]byte(c.data), j)
		if err != nil || r.Failed != nil || string(bytes.Join(r.Rows, nil)) != c.want {
			t.Errorf("%s: %v %v", c.sql, r, err)
		}
	}
}

// No statement and no content makes a query fail with a bug.
func FuzzRun(f *testing.F) {
	f.Add("select a from ossobject where b like '%x' and c in (1,2)", "a,b,c\n1,2,3\n", false)
	f.Add("select a.b[0] from ossobject.x[*] s where cast(s.n as decimal) > 1", `{"x":[{"n":1}]}`, true)
	f.Fuzz(func(t *testing.T, sql, data string, isJSON bool) {
		j := csvJob(sql)
		j.JSON = isJSON
		if r, err := Run([]byte(data), j); err == nil && len(Frames(r, len(data), true)) == 0 {
			t.Error("a result has no frame")
		}
	})
}
