package world

// A Logging says where the logs of a bucket go.
// https://help.aliyun.com/zh/oss/user-guide/logging
type Logging struct {
	Target string // the bucket that gets the logs
	Prefix string
	Role   string // name of a RAM role; empty: not given
}
