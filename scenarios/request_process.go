package scenarios

// Requests that read the content of an object by POST, and that store what was made of it.

func processes(operation, how, body string) Request {
	return Request{Operation: operation, Method: "POST", Names: Object, Query: []Param{{process, how}}, Body: body, Caller: Owner}
}

// SelectObject reads the lines of the object as CSV. The statement is "select _1 from ossobject", in base64; the lines come back
// without frames. https://www.alibabacloud.com/help/en/oss/developer-reference/selectobject
func SelectObject() Request {
	return processes("SelectObject", "csv/select", "<SelectRequest><Expression>c2VsZWN0IF8xIGZyb20gb3Nzb2JqZWN0</Expression>"+
		"<InputSerialization><CSV><FileHeaderInfo>None</FileHeaderInfo></CSV></InputSerialization>"+
		"<OutputSerialization><OutputRawData>true</OutputRawData></OutputSerialization></SelectRequest>")
}

// CreateSelectObjectMeta counts the lines of the object as CSV. The service keeps the number, which no request shows.
func CreateSelectObjectMeta() Request {
	return processes("CreateSelectObjectMeta", "csv/meta",
		"<CsvMetaRequest><InputSerialization><CSV/></InputSerialization><OverwriteIfExists>true</OverwriteIfExists></CsvMetaRequest>")
}

// ProcessObject replaces the image by a smaller one. Its key, "object.txt", is in base64.
// https://help.aliyun.com/en/oss/user-guide/sys-or-saveas
func ProcessObject() Request {
	r := processes("ProcessObject", "", process+"=image/resize,w_10|sys/saveas,o_b2JqZWN0LnR4dA")
	r.Effect = ObjectEffect
	return r
}

// SealAppendObject ends the growth of the object of the state.
// https://help.aliyun.com/zh/oss/developer-reference/sealappendobject
func SealAppendObject() Request {
	return Request{Operation: "SealAppendObject", Method: "POST", SubResource: "seal", Names: Object, Effect: ObjectEffect,
		Query: []Param{{"position", "{length}"}}, Caller: Owner}
}
