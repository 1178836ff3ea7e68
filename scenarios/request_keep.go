package scenarios

// Requests about object-level retention. {soon} in a body is a date a few seconds ahead.

// ObjectWormEnabled is the document that enables object-level retention, without a default retention.
const ObjectWormEnabled = "<ObjectWormConfiguration><ObjectWormEnabled>Enabled</ObjectWormEnabled></ObjectWormConfiguration>"

func GetBucketObjectWormConfiguration() Request {
	return reads("GetBucketObjectWormConfiguration", "objectWorm", "ObjectWormConfiguration")
}

// PutBucketObjectWormConfiguration enables object-level retention, which can't be undone.
func PutBucketObjectWormConfiguration() Request {
	return sets("PutBucketObjectWormConfiguration", "objectWorm", ObjectWormEnabled)
}

func GetObjectRetention() Request {
	return Request{Operation: "GetObjectRetention", Method: "GET", Root: "Retention", SubResource: "retention", Names: Object, Caller: Owner}
}

// PutObjectRetention keeps the object until {soon}.
func PutObjectRetention(mode string) Request {
	return Request{Operation: "PutObjectRetention", Method: "PUT", SubResource: "retention", Names: Object, Effect: KeepEffect, Caller: Owner,
		Body: "<Retention><Mode>" + mode + "</Mode><RetainUntilDate>{soon}</RetainUntilDate></Retention>"}
}

func GetObjectLegalHold() Request {
	return Request{Operation: "GetObjectLegalHold", Method: "GET", Root: "LegalHold", SubResource: "legalHold", Names: Object, Caller: Owner}
}

// PutObjectLegalHold holds the object until it is let go.
func PutObjectLegalHold() Request {
	return Request{Operation: "PutObjectLegalHold", Method: "PUT", SubResource: "legalHold", Names: Object, Effect: KeepEffect, Caller: Owner,
		Body: "<LegalHold><Status>ON</Status></LegalHold>"}
}

// Bypassing returns the request that bypasses a retention in governance mode.
func (r Request) Bypassing() Request { return r.With("x-oss-bypass-governance-retention", "true") }
