package scenarios

// Requests for the access logs and the inventories of a bucket.

// InventoryID is the id of the inventory in every scenario.
const InventoryID = "oss403"

// LogsIntoTheirs sends the logs to {theirs}, the bucket of the other account.
const LogsIntoTheirs = logsStart + "{theirs}" + logsEnd

// Documents that the operations write. By default, logs and inventories go to the bucket itself.
const (
	logsStart      = "<BucketLoggingStatus><LoggingEnabled><TargetBucket>"
	logsEnd        = "</TargetBucket><TargetPrefix>logs/</TargetPrefix></LoggingEnabled></BucketLoggingStatus>"
	logsIntoItself = logsStart + "{bucket}" + logsEnd
	logsIntoSource = logsStart + "{source}" + logsEnd
	inventoryStart = "<InventoryConfiguration><Id>" + InventoryID +
		"</Id><IsEnabled>true</IsEnabled><Destination><OSSBucketDestination><Format>CSV</Format><AccountId>{owner}</AccountId>" +
		"<RoleArn>acs:ram::{owner}:role/AliyunOSSRole</RoleArn><Bucket>acs:oss:::{bucket}</Bucket>" +
		"<Prefix>inventory/</Prefix></OSSBucketDestination></Destination><Schedule><Frequency>Daily</Frequency></Schedule>" +
		"<IncludedObjectVersions>All</IncludedObjectVersions>"
	inventoryEnd     = "</InventoryConfiguration>"
	dailyInventory   = inventoryStart + inventoryEnd
	incrementsAsWell = inventoryStart +
		"<IncrementalInventory><IsEnabled>true</IsEnabled><Schedule><Frequency>600</Frequency></Schedule></IncrementalInventory>" + inventoryEnd
)

func GetBucketLogging() Request { return reads("GetBucketLogging", "logging", "BucketLoggingStatus") }

// PutBucketLogging sends the logs to the bucket itself.
func PutBucketLogging() Request { return sets("PutBucketLogging", "logging", logsIntoItself) }

// PutBucketLoggingElsewhere sends the logs to {source}, the bucket with the source of a copy.
func PutBucketLoggingElsewhere() Request { return sets("PutBucketLogging", "logging", logsIntoSource) }

func DeleteBucketLogging() Request { return removes("DeleteBucketLogging", "logging") }

func GetBucketInventory() Request {
	return reads("GetBucketInventory", "inventory", "InventoryConfiguration").WithQuery("inventoryId", InventoryID)
}

func ListBucketInventory() Request {
	return reads("ListBucketInventory", "inventory", "ListInventoryConfigurationsResult")
}

func PutBucketInventory() Request {
	return sets("PutBucketInventory", "inventory", dailyInventory).WithQuery("inventoryId", InventoryID)
}

// PutIncrementalInventory asks for an inventory with increments.
func PutIncrementalInventory() Request {
	return sets("PutBucketInventory", "inventory", incrementsAsWell).WithQuery("inventoryId", InventoryID)
}

func DeleteBucketInventory() Request {
	return removes("DeleteBucketInventory", "inventory").WithQuery("inventoryId", InventoryID)
}
