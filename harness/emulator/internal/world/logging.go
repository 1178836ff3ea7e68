package world

// A Logging says where the logs of a bucket are to be written.
// https://help.aliyun.com/zh/oss/user-guide/logging
type Logging struct {
	Target string // bucket
	Prefix string
	Role   string // name of a RAM role; empty: not said
}
