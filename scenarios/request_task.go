package scenarios

// Requests for the replication and for the redundancy of a bucket.

// ReplicationRule is the id of the rule of replication in every scenario.
const ReplicationRule = "oss403"

// ReplicationToSource is the document of a rule that replicates to {source}, a bucket at {sourceLocation}.
const ReplicationToSource = "<ReplicationConfiguration><Rule><ID>" + ReplicationRule + "</ID><Action>ALL</Action>" +
	"<Destination><Bucket>{source}</Bucket><Location>{sourceLocation}</Location></Destination>" +
	"<HistoricalObjectReplication>disabled</HistoricalObjectReplication></Rule></ReplicationConfiguration>"

// ReplicationEnd is the document that ends that rule.
const ReplicationEnd = "<ReplicationRules><ID>" + ReplicationRule + "</ID></ReplicationRules>"

func aboutReplication(component, operation, document string) Request {
	return Request{Operation: operation, Method: "POST", SubResource: "replication", Names: Bucket, Effect: ReplicationEffect,
		Query: []Param{{"comp", component}}, Body: document, Caller: Owner}
}

func PutBucketReplication() Request {
	return aboutReplication("add", "PutBucketReplication", ReplicationToSource)
}

func DeleteBucketReplication() Request {
	return aboutReplication("delete", "DeleteBucketReplication", ReplicationEnd)
}

func GetBucketReplication() Request {
	return reads("GetBucketReplication", "replication", "ReplicationConfiguration")
}

func GetBucketReplicationLocation() Request {
	return reads("GetBucketReplicationLocation", "replicationLocation", "ReplicationLocation")
}

func GetBucketReplicationProgress() Request {
	return reads("GetBucketReplicationProgress", "replicationProgress", "ReplicationProgress").WithQuery("rule-id", ReplicationRule)
}

// PutBucketRTC lets the rule replicate within a time that OSS promises.
func PutBucketRTC() Request {
	r := sets("PutBucketRTC", "rtc", "<ReplicationRule><RTC><Status>enabled</Status></RTC><ID>"+ReplicationRule+"</ID></ReplicationRule>")
	r.Effect = ReplicationEffect
	return r
}

// The sub-resource of changes of redundancy, and the parameters that name the redundancy and the task.
const (
	redundancy       = "redundancyTransition"
	redundancyTarget = "x-oss-target-redundancy-type"
	redundancyTask   = "x-oss-redundancy-transition-taskid"
)

// CreateBucketDataRedundancyTransition begins a change of the bucket to zone-redundant storage.
func CreateBucketDataRedundancyTransition() Request {
	return Request{Operation: "CreateBucketDataRedundancyTransition", Method: "POST", SubResource: redundancy, Names: Bucket,
		Effect: RedundancyEffect, Query: []Param{{redundancyTarget, "ZRS"}}, Caller: Owner}
}

// GetBucketDataRedundancyTransition reads the task {taskId} of the state.
func GetBucketDataRedundancyTransition() Request {
	return reads("GetBucketDataRedundancyTransition", redundancy, "BucketDataRedundancyTransition").WithQuery(redundancyTask, "{taskId}")
}

func ListBucketDataRedundancyTransition() Request {
	return reads("ListBucketDataRedundancyTransition", redundancy, "ListBucketDataRedundancyTransition")
}

func DeleteBucketDataRedundancyTransition() Request {
	return removes("DeleteBucketDataRedundancyTransition", redundancy).WithQuery(redundancyTask, "{taskId}")
}

// ListUserDataRedundancyTransition lists the tasks of all buckets of the account.
func ListUserDataRedundancyTransition() Request {
	return Request{Operation: "ListUserDataRedundancyTransition", Method: "GET", SubResource: redundancy,
		Root: "ListBucketDataRedundancyTransition", Names: Service, Caller: Owner}
}

// GetUserQoSInfo reads how much traffic the account may have.
func GetUserQoSInfo() Request {
	return Request{Operation: "GetUserQoSInfo", Method: "GET", SubResource: "qosInfo", Root: "QoSConfiguration", Names: Service, Caller: Owner}
}
