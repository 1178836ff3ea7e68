package deny

// Reasons of inventories.
const (
	IncrementsNotGranted Reason = "inventory-increments-not-granted"
	NoInventory          Reason = "no-such-inventory"
	InventoryUnnamed     Reason = "inventory-id-missing"
	InventoryOther       Reason = "inventory-id-other"
	InventoryExists      Reason = "inventory-already-exists"
	InventoryAccount     Reason = "inventory-account"
	InventoryBucket      Reason = "inventory-bucket"
	InventoryForeign     Reason = "inventory-bucket-of-another-account"
)

const (
	inventoryBucketText = "The destination bucket of the inventory is not valid."
	inventoryAPI        = "https://help.aliyun.com/zh/oss/developer-reference/getbucketinventory"
	incrementsTest      = github + "aliyun/alibabacloud-oss-java-sdk-v2"
	inventoryOtherText  = "The inventoryId and the Id of the configuration do not match."
)

// inventories: the text of the first and the Code of the second were seen in
// answers, the pages of the others print neither.
func inventories() Catalogue {
	return Catalogue{
		IncrementsNotGranted: {403, "AccessDenied", "Incremental Inventory is disabled.", "0020-00000001", Assumed, incrementsTest},
		NoInventory:          {404, "NoSuchInventory", "The specified inventory does not exist.", "", Assumed, inventoryAPI},
		InventoryUnnamed:     onPage(400, "MissingArgument", "Missing Some Required Arguments.", "0020-00000002", Assumed),
		InventoryOther:       onPage(400, "InvalidArgument", inventoryOtherText, "0020-00000043", Assumed),
		InventoryExists:      onPage(409, "InventoryAlreadyExist", "The specified inventory already exists.", "0020-00000042", Assumed),
		InventoryAccount:     onPage(400, "InvalidArgument", "The account of the inventory is not valid.", "0020-00000028", Assumed),
		InventoryBucket:      onPage(400, "InvalidArgument", inventoryBucketText, "0020-00000030", Assumed),
		InventoryForeign:     onPage(400, "InvalidArgument", inventoryBucketText, "0020-00000033", Assumed),
	}
}
