package policy

// A Resource is what policies of OSS are about: a bucket, or an object in it. Without a bucket it is every bucket.
type Resource struct{ Region, Owner, Bucket, Key string }

// String is the name by which policies know it: acs:oss:region:owner:bucket/key.
func (r Resource) String() string {
	bucket, slash, key := r.Bucket, "", ""
	switch {
	case r.Bucket == "":
		bucket = "*"
	case r.Key != "":
		slash, key = "/", r.Key
	}
	return "acs:oss:" + r.Region + ":" + r.Owner + ":" + bucket + slash + key
}
