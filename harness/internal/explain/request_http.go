package explain

import "net/http"

// HTTP is the request with its bucket and its key, both decoded. Under a domain of one's own, the bucket is unknown.
func (q Request) HTTP() (request *http.Request, bucket, key string, err error) { return q.http("") }
